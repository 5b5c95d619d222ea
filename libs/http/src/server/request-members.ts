import type { Identity } from '@app/access';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the access guard; undefined on public routes. */
    identity: Identity | undefined;
  }
}
