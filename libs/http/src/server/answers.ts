import type { Identity } from '@app/access';
import type { ProblemCode } from '@app/core';
import type { FastifyRequest } from 'fastify';

/** What was answered to somebody who was let in. */
export interface Answer {
  readonly identity: Identity;
  /** `req_…`. */
  readonly request: string;
  readonly method: string;
  /** With ids, without the query. */
  readonly path: string;
  readonly status: number;
  readonly code: ProblemCode | undefined;
  readonly durationMs: number;
}

/** Tells whoever wants to know of every answer to somebody with a token, once it was sent. */
export class Answers {
  private readonly listeners: ((answer: Answer) => void)[] = [];

  /** @param listener is called for each answer and may neither wait nor throw */
  listen(listener: (answer: Answer) => void): void {
    this.listeners.push(listener);
  }

  tell(request: FastifyRequest, status: number, durationMs: number): void {
    const { identity, id, method, url, problemCode: code } = request;
    if (identity === undefined || this.listeners.length === 0) return;
    const path = url.split('?', 1)[0] ?? '/';
    const answer = { identity, request: id, method, path, status, code, durationMs };
    for (const listener of this.listeners) listener(answer);
  }
}
