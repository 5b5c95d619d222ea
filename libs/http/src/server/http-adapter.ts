import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  LogController,
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { parseBody } from '../json/parse-body.js';
import { newRequestId, traceIdOf } from '../observability/request-id.js';
import { failureOf } from '../problems/failure-of.js';
import { sendProblem } from '../problems/problem.filter.js';
import { problemOf, ProblemException } from '../problems/problem-exception.js';
import { addFileReader } from '../uploads/add-file-reader.js';
import type { HttpParts } from './http-parts.js';
import './request-members.js';

export const BODY_BYTES_MAX = 64 * 1024;

const REQUEST_TIMEOUT_MS = 30_000;
/**
 * Longer than the idle time of the usual load balancers, so that we are not the first to hang up.
 */
const KEEP_ALIVE_TIMEOUT_MS = 72_000;
/** Ids of ours have 31 characters; client references may have more. */
const PARAM_LENGTH_MAX = 256;

/** Fastify with our limits, ids, headers, JSON reader, metrics and log, for Nest to run on. */
export function createHttpAdapter(parts: HttpParts): FastifyAdapter {
  const { trustedProxies } = parts.settings;
  const adapter = new FastifyAdapter({
    loggerInstance: logOfFastify(parts.logger),
    logController: new LogController({ disableRequestLogging: true }),
    // A child logger for each request would cost more than the one line that some requests write.
    childLoggerFactory: (parent: FastifyBaseLogger) => parent,
    genReqId: newRequestId,
    requestIdHeader: false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    return503OnClosing: false,
    skipMiddie: true,
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX, ignoreTrailingSlash: false },
    ...(trustedProxies.length > 0 && { trustProxy: [...trustedProxies] }),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      addHeaders(request.id, reply);
      sendProblem(new ProblemException(failureOf(error)), request, reply);
    },
    clientErrorHandler: refuseConnection,
  });
  addJsonReader(adapter);
  addFileReader(adapter);
  addHooks(adapter, parts);
  return adapter;
}

/** Its own lines about starting would say again, in JSON, what the entry points say to people. */
function logOfFastify(logger: Logger): FastifyBaseLogger {
  return logger.child({}, { level: logger.level === 'info' ? 'warn' : logger.level });
}

function addJsonReader(adapter: FastifyAdapter): void {
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (_request, bytes, done) => {
      const parsed = parseBody(bytes);
      if (parsed.ok) done(null, parsed.value);
      else done(problemOf(parsed), undefined);
    },
  );
}

function addHooks(adapter: FastifyAdapter, parts: HttpParts): void {
  const { logger, metrics, routes, lifecycle, settings } = parts;
  const fastify = adapter.getInstance();
  fastify.decorateRequest('identity', undefined);
  fastify.addHook('onRoute', ({ url, method }) => routes.add(url, method));
  fastify.addHook('onRequest', (request, reply, done) => {
    addHeaders(request.id, reply);
    if (lifecycle.draining) reply.header('connection', 'close');
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const ms = reply.elapsedTime;
    const { statusCode } = reply;
    metrics.observeRequest(request.method, routeOf(request), statusCode, ms / 1000);
    const level = statusCode >= 500 || ms > settings.slowRequestMs ? 'warn' : 'debug';
    if (logger.isLevelEnabled(level)) logger[level](lineOf(request, reply), 'request');
    done();
  });
}

function addHeaders(requestId: string, reply: FastifyReply): void {
  reply
    .header('request-id', requestId)
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer');
}

/**
 * The template of the route, never the path that was asked for: paths hold ids, and unknown ones
 * anything.
 */
function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'unknown';
}

function lineOf(request: FastifyRequest, reply: FastifyReply) {
  return {
    request_id: request.id,
    trace_id: traceIdOf(request.headers.traceparent),
    method: request.method,
    route: routeOf(request),
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
  };
}

/** What isn't HTTP, or comes too slowly, gets a bare status: there is no request to speak of. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? '408 Request Timeout'
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? '431 Request Header Fields Too Large'
        : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
