import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { decodeId, fail, invariant, type IdPrefix } from '@app/core';
import type { FastifyRequest } from 'fastify';
import { problemOf } from '../problems/problem-exception.js';

const readIdParam = createParamDecorator(
  ([name, prefix]: readonly [string, IdPrefix], context: ExecutionContext): string => {
    const { params } = context.switchToHttp().getRequest<FastifyRequest>();
    const text: unknown = isRecord(params) ? params[name] : undefined;
    const uuid = typeof text === 'string' ? decodeId(prefix, text) : undefined;
    if (uuid === undefined) throw problemOf(fail('not_found'));
    return uuid;
  },
);

/**
 * The UUID of an id in the path (`@IdParam('id', 'pay') id: string`). One that can't exist is not
 * found: 404.
 */
export function IdParam(name: string, prefix: IdPrefix): ParameterDecorator {
  return readIdParam([name, prefix]);
}

/** The UUID of an id that `@IsPublicId` has let through. */
export function publicId(prefix: IdPrefix, id: string): string {
  const uuid = decodeId(prefix, id);
  invariant(uuid !== undefined, 'an id that was not validated');
  return uuid;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
