import { pathOf } from './request-path.js';

interface RoutePattern {
  readonly methods: readonly string[];
  readonly matches: RegExp;
}

/** Which methods each path serves: what tells a wrong method (405) from an unknown path (404). */
export class RouteTable {
  private readonly patterns: RoutePattern[] = [];

  /** Notes a route as Fastify registers it (`/v1/payments/:id`). */
  add(url: string, method: string | readonly string[]): void {
    // The pages of the documentation end in a wildcard, which would match everything below them.
    if (url.includes('*')) return;
    const methods = typeof method === 'string' ? [method] : method;
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
