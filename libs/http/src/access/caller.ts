import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { invariant } from '@app/core';
import type { Identity } from '@app/access';
import type { FastifyRequest } from 'fastify';

/** Whoever calls, as the token says. Only for routes that are not public. */
export const Caller = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Identity => {
    const { identity } = context.switchToHttp().getRequest<FastifyRequest>();
    invariant(identity !== undefined, 'a public route has no caller');
    return identity;
  },
);
