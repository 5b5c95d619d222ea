import type { ClientScope, PersonRole } from '@app/access';
import { ConfiguresRoute, routeConfigurationOf } from '../server/configures-route.js';

/** Whose things a route is about. The use case still asks whether this object is among them. */
export type Scope = 'own_account' | 'own_merchant' | 'own_cooperative' | 'network';

/** Whom a route admits, and to whose things: people by their roles; programs by a scope of theirs; `public` asks for no token. */
export type AccessRule =
  | { readonly scope: 'public' }
  | { readonly scope: Scope; readonly roles: readonly PersonRole[] }
  | { readonly scope: 'own_merchant' | 'own_cooperative'; readonly program: ClientScope };

/** What a route asks of whoever calls it, as its decorators say. */
export interface RouteDoors {
  /** Who may call it. */
  readonly access?: readonly AccessRule[];
  /** A second factor must have been shown within the last minutes. */
  readonly freshProof?: boolean;
  /** It tries a PIN, password or code. */
  readonly signsIn?: boolean;
  /** A DTO of the route's own reads the query. */
  readonly takesQuery?: boolean;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Absent on what Nest does not route, such as the pages about the API. */
    doors?: RouteDoors;
  }
}

/**
 * Adds to what a controller's method asks. It stands in the configuration of Fastify's route, so that a request is judged
 * before Nest does anything for it, its body not even read.
 */
export function setDoors(part: RouteDoors): MethodDecorator {
  return (target, key, descriptor) => {
    const before = typeof descriptor.value === 'function' ? doorsOf(descriptor.value) : undefined;
    ConfiguresRoute({ doors: { ...before, ...part } })(target, key, descriptor);
  };
}

/** What a controller's method asks so far. */
export function doorsOf(method: object): RouteDoors | undefined {
  return routeConfigurationOf(method).doors;
}
