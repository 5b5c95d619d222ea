import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { fail } from '@app/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { RouteTable } from '../server/route-table.js';
import { dialectOf, type ErrorDialect } from './dialect.js';
import { preparedProblem, problemDocument, PROBLEM_MEDIA_TYPE, retryAfterOf } from './document.js';
import { failureOf } from './failure-of.js';
import { languageOf } from './language.js';
import { ProblemException } from './problem-exception.js';

/** Turns whatever was thrown into a problem document. Nothing else writes errors to clients. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly routes: RouteTable,
    private readonly dialects: readonly ErrorDialect[] = [],
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    if (reply.sent) {
      this.logger.error(
        { err: error, request_id: request.id },
        'failed after the answer had begun',
      );
      return;
    }
    sendProblem(this.problemOf(error, request, reply), request, reply, this.dialects);
  }

  private problemOf(
    error: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): ProblemException {
    if (error instanceof ProblemException) return error;
    const failure = failureOf(error);
    if (failure.code === 'internal_error' || failure.code === 'database_unavailable') {
      this.logger.error({ err: error, request_id: request.id }, failure.code);
    }
    if (failure.code === 'database_unavailable' && mayHavePosted(request)) {
      return new ProblemException(fail('outcome_unknown'));
    }
    const allowed = failure.code === 'not_found' ? this.routes.methodsOf(request.url) : [];
    if (allowed.length === 0 || allowed.includes(request.method)) {
      return new ProblemException(failure);
    }
    reply.header('allow', allowed.join(', '));
    return new ProblemException(fail('method_not_allowed'));
  }
}

/**
 * The posting engine says by itself what became of a request. If the database failed elsewhere, the
 * posting may have been done before.
 */
function mayHavePosted({ method, headers }: FastifyRequest): boolean {
  const isRead = method === 'GET' || method === 'HEAD';
  return !isRead && headers['idempotency-key'] !== undefined;
}

/** Writes the problem document of an expected failure, with its headers; below the paths of a dialect, what that has for it. */
export function sendProblem(
  problem: ProblemException,
  request: FastifyRequest,
  reply: FastifyReply,
  dialects: readonly ErrorDialect[] = [],
): void {
  const { failure, headers } = problem;
  request.problemCode = failure.code;
  const retryAfter = retryAfterOf(failure);
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  if (headers !== undefined) reply.headers(headers);
  const answer = dialectOf(dialects, request)?.answer(problem, request);
  if (answer !== undefined) {
    void reply
      .code(answer.status)
      .headers(answer.headers ?? {})
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(answer.body));
    return;
  }
  void reply.send(writtenFor(problem, request, reply));
}

/** The document of a problem as it is sent, Fastify handing an object of another media type than JSON to nobody; sets its headers. */
function writtenFor(
  { failure, fields, refusedId }: ProblemException,
  request: FastifyRequest,
  reply: FastifyReply,
): string {
  const language = languageOf(request.headers['accept-language']);
  const document = problemDocument(failure, {
    language,
    requestId: request.id,
    ...(fields !== undefined && { fields }),
    ...(refusedId !== undefined && { refusedId }),
  });
  void reply
    .code(document.status)
    .header('content-language', language)
    .header('vary', varyOf(reply))
    .type(PROBLEM_MEDIA_TYPE);
  return JSON.stringify(document);
}

/**
 * Takes back an answer that is about to be sent, for a hook of Fastify's `onSend`: nobody has seen it yet.
 *
 * @returns the payload to send in its stead
 */
export function outcomeUnknownInstead(request: FastifyRequest, reply: FastifyReply): string {
  const failure = fail('outcome_unknown');
  request.problemCode = failure.code;
  void reply.removeHeader('idempotent-replayed').removeHeader('content-length');
  const retryAfter = retryAfterOf(failure);
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  return writtenFor(new ProblemException(failure), request, reply);
}

const overloaded = preparedProblem('overloaded');
const OVERLOADED_RETRY_AFTER = String(retryAfterOf(fail('overloaded')) ?? 1);

/** The same of `overloaded`, so cheaply that those who are turned away take nothing from those who are inside. */
export function sendOverloaded(
  request: FastifyRequest,
  reply: FastifyReply,
  dialects: readonly ErrorDialect[],
): void {
  if (dialectOf(dialects, request) !== undefined) {
    sendProblem(new ProblemException(fail('overloaded')), request, reply, dialects);
    return;
  }
  request.problemCode = 'overloaded';
  const language = languageOf(request.headers['accept-language']);
  void reply
    .code(503)
    .headers({
      'retry-after': OVERLOADED_RETRY_AFTER,
      'content-language': language,
      vary: varyOf(reply),
      'content-type': PROBLEM_MEDIA_TYPE,
    })
    .send(overloaded(language, request.id));
}

/** CORS may have said before that the answer depends on who asks. */
function varyOf(reply: FastifyReply): string {
  const before = reply.getHeader('vary');
  return before === undefined ? 'accept-language' : `${String(before)}, accept-language`;
}
