import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { snapOutcome } from '@app/standards';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { SNAP_SERVICE, type SnapServiceRule } from './snap-service-rule.js';

/** An answer to what has begun and waits for somebody: 202. */
export class InProgress {
  constructor(readonly fields: object) {}
}

/** Puts the code and the message of the standard before what a service answers. */
@Injectable()
export class SnapEnvelope implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<object> {
    const { code }: SnapServiceRule = Reflect.getMetadata(SNAP_SERVICE, context.getHandler());
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((answer: unknown) => {
        const waits = answer instanceof InProgress;
        const fields = waits ? answer.fields : answer;
        const outcome = snapOutcome(code, waits ? 'in_progress' : 'successful');
        void reply.code(outcome.status);
        const { responseCode, responseMessage } = outcome;
        return { responseCode, responseMessage, ...(isRecord(fields) ? fields : {}) };
      }),
    );
  }
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
