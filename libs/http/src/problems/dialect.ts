import type { FastifyRequest } from 'fastify';
import type { ProblemException } from './problem-exception.js';

/** How a failure is answered on the wire. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
}

/** The way in which another standard answers what went wrong, below its own paths. */
export interface ErrorDialect {
  /** What the paths begin with, such as `/v1.0/`. */
  readonly prefix: string;
  /** Never throws. */
  answer(problem: ProblemException, request: FastifyRequest): ErrorAnswer;
}

/** The dialect that a request is answered in; undefined for our own. */
export function dialectOf(
  dialects: readonly ErrorDialect[],
  { url }: Pick<FastifyRequest, 'url'>,
): ErrorDialect | undefined {
  return dialects.find(({ prefix }) => url.startsWith(prefix));
}
