import type { Identity } from '@app/access';
import type { ProblemCode } from '@app/core';
import type { TracedRequest } from '../observability/tracing.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the doors once the token is verified; undefined on public routes. */
    identity: Identity | undefined;
    /** Of the problem that was answered; undefined for a success. */
    problemCode: ProblemCode | undefined;
    /** The JSON body as it was received: a signature is over its bytes. Undefined without one. */
    rawBody: Buffer | undefined;
    /** Set once the answer goes on for as long as its reader likes. */
    isStream: boolean;
    /** While requests are traced. */
    traced: TracedRequest | undefined;
    /** Gives back the place among the requests that are worked on. */
    leaveCapacity: (() => void) | undefined;
  }
}
