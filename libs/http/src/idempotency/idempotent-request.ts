import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { fail } from '@app/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from '../problems/problem-exception.js';
import { pathOf } from '../server/request-path.js';
import { requestHash } from './request-hash.js';

/** The client's key, and what the request was that it stands for. */
export interface IdempotentRequest {
  readonly key: string;
  /** See {@link requestHash}. */
  readonly hash: string;
}

/** Tells the client that an answer is the first one again. */
export type MarkReplayed = (replayed: boolean) => void;

/** 1 to 255 visible ASCII characters. */
const KEY = /^[!-~]{1,255}$/;

/** Reads the Idempotency-Key that every request which moves money must have. */
export const IdempotentRequest = createParamDecorator(
  (_data: unknown, context: ExecutionContext): IdempotentRequest => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = keyOf(request);
    return { key, hash: requestHash(request.method, pathOf(request.url), request.body) };
  },
);

/** The key alone, for a route whose body is a file: what the request stands for the route knows. */
export const IdempotencyKey = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string =>
    keyOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

function keyOf({ headers }: FastifyRequest): string {
  const key = headers['idempotency-key'];
  if (key === undefined || key === '') throw problemOf(fail('idempotency_key_missing'));
  if (typeof key !== 'string' || !KEY.test(key)) throw problemOf(fail('idempotency_key_invalid'));
  return key;
}

/** Gives the function that sets `Idempotent-Replayed: true`, for successes and refusals alike. */
export const MarkReplayed = createParamDecorator(
  (_data: unknown, context: ExecutionContext): MarkReplayed => {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return (replayed) => {
      if (replayed) reply.header('idempotent-replayed', 'true');
    };
  },
);
