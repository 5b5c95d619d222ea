import type { Identity } from '@app/access';
import type { ProblemCode } from '@app/core';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the doors once the token is verified; undefined on public routes. */
    identity: Identity | undefined;
    /** Of the problem that was answered; undefined for a success. */
    problemCode: ProblemCode | undefined;
    /** The JSON body as it was received: a signature is over its bytes. Undefined without one. */
    rawBody: Buffer | undefined;
  }
}
