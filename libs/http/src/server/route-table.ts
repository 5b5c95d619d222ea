import { pathOf } from './request-path.js';

interface RoutePattern {
  readonly methods: readonly string[];
  readonly matches: RegExp;
}

/** A route as Fastify registered it. */
export interface Route {
  readonly method: string;
  /** With its parameters' names: `/v1/payments/:id`. */
  readonly url: string;
}

/** Which methods each path serves: what tells a wrong method (405) from an unknown path (404). */
export class RouteTable {
  private readonly patterns: RoutePattern[] = [];
  private readonly registered: Route[] = [];

  /** Every route that this process serves, the pages of the documentation too. */
  get all(): readonly Route[] {
    return this.registered;
  }

  /** Notes a route as Fastify registers it (`/v1/payments/:id`). */
  add(url: string, method: string | readonly string[]): void {
    const methods = typeof method === 'string' ? [method] : method;
    for (const one of methods) this.registered.push({ method: one, url });
    // A page of the documentation may end in a wildcard, which would match everything below it.
    if (url.includes('*')) return;
    this.patterns.push({ methods, matches: patternOf(url) });
  }

  /** The methods that some route serves at the path of this request target, sorted. */
  methodsOf(target: string): string[] {
    const path = pathOf(target);
    const found = this.patterns.filter(({ matches }) => matches.test(path));
    return [...new Set(found.flatMap(({ methods }) => methods))].sort();
  }
}

function patternOf(url: string): RegExp {
  const segments = url.split('/').map((segment) => {
    if (segment.startsWith(':')) return '[^/]+';
    return segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${segments.join('/')}$`);
}
