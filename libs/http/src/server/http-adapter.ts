import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  LogController,
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { fail } from '@app/core';
import { Capacity } from '../edge/capacity.js';
import { securityHeaders } from '../edge/security-headers.js';
import { Transport } from '../edge/transport.js';
import { parseBody } from '../json/parse-body.js';
import { newRequestId, traceIdOf } from '../observability/request-id.js';
import { traceRequests } from '../observability/tracing.js';
import { failureOf } from '../problems/failure-of.js';
import { sendOverloaded, sendProblem } from '../problems/problem.filter.js';
import { problemOf, ProblemException } from '../problems/problem-exception.js';
import { addFileReader } from '../uploads/add-file-reader.js';
import type { HttpParts, HttpSettings } from './http-parts.js';
import './request-members.js';

export const BODY_BYTES_MAX = 64 * 1024;

/** Whoever needs longer for the head, or for all of a request, keeps a connection from others. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** A connection on which nothing moves: longer than any statement, report or upload of ours takes. */
const IDLE_TIMEOUT_MS = 120_000;
/**
 * Longer than the idle time of the usual load balancers, so that we are not the first to hang up.
 */
const KEEP_ALIVE_TIMEOUT_MS = 72_000;
const CROWD_TOLD_EVERY_MS = 1_000;
const WATCHED: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics']);
/** Ids of ours have 31 characters; client references may have more. */
const PARAM_LENGTH_MAX = 256;

/** Fastify with our limits, ids, headers, JSON reader, metrics and log, for Nest to run on. */
export function createHttpAdapter(parts: HttpParts): FastifyAdapter {
  const { trustedProxies } = parts.settings;
  const headers = securityHeaders();
  const adapter = new FastifyAdapter({
    loggerInstance: logOfFastify(parts.logger),
    logController: new LogController({ disableRequestLogging: true }),
    // A child logger for each request would cost more than the one line that some requests write.
    childLoggerFactory: (parent: FastifyBaseLogger) => parent,
    genReqId: newRequestId,
    requestIdHeader: false,
    bodyLimit: BODY_BYTES_MAX,
    http: { headersTimeout: HEADERS_TIMEOUT_MS },
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: IDLE_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    return503OnClosing: false,
    skipMiddie: true,
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX, ignoreTrailingSlash: false },
    ...(trustedProxies.length > 0 && { trustProxy: [...trustedProxies] }),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      reply.headers(headers).header('request-id', request.id);
      sendProblem(new ProblemException(failureOf(error)), request, reply, parts.dialects);
    },
    clientErrorHandler: refuseConnection,
  });
  addJsonReader(adapter);
  addFileReader(adapter);
  addHooks(adapter, parts, headers);
  openToOrigins(adapter, parts.settings.corsOrigins);
  return adapter;
}

/** CORS: closed unless somebody names the origins whose pages may call the API from a browser. */
function openToOrigins(adapter: FastifyAdapter, origins: readonly string[]): void {
  if (origins.length === 0) return;
  adapter.enableCors({
    origin: [...origins],
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'accept-language', 'idempotency-key'],
    exposedHeaders: ['request-id', 'retry-after', 'idempotent-replayed', 'content-language'],
    maxAge: 600,
  });
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
    (request, bytes, done) => {
      request.rawBody = bytes;
      const parsed = parseBody(bytes);
      if (parsed.ok) done(null, parsed.value);
      else done(problemOf(parsed), undefined);
    },
  );
}

function addHooks(
  adapter: FastifyAdapter,
  parts: HttpParts,
  headers: Readonly<Record<string, string>>,
): void {
  const { logger, metrics, routes, lifecycle, answers, settings } = parts;
  const fastify = adapter.getInstance();
  const admission = admissionOf(settings);
  const tellOfCrowd = crowdTeller(logger);
  fastify.decorateRequest('identity', undefined);
  fastify.decorateRequest('problemCode', undefined);
  fastify.decorateRequest('rawBody', undefined);
  fastify.decorateRequest('isStream', false);
  fastify.decorateRequest('leaveCapacity', undefined);
  fastify.decorateRequest('traced', undefined);
  fastify.addHook('onRoute', ({ url, method }) => routes.add(url, method));
  if (settings.tracesTo !== undefined) traceRequests(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('request-id', request.id);
    if (lifecycle.draining) reply.header('connection', 'close');
    const refusal = admission(request, reply);
    if (refusal === undefined) {
      done();
      return;
    }
    if (refusal === 'overloaded') {
      tellOfCrowd();
      sendOverloaded(request, reply, parts.dialects);
    } else sendProblem(problemOf(fail(refusal)), request, reply, parts.dialects);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const ms = reply.elapsedTime;
    const { statusCode } = reply;
    if (!request.isStream) {
      metrics.observeRequest(request.method, routeOf(request), statusCode, ms / 1000);
    }
    if (request.problemCode !== undefined) metrics.countProblem(request.problemCode);
    answers.tell(request, statusCode, ms);
    const isTold = request.problemCode === 'overloaded';
    const isSlow = ms > settings.slowRequestMs && !request.isStream;
    const isNotable = (statusCode >= 500 && !isTold) || isSlow;
    const level = isNotable ? 'warn' : 'debug';
    if (logger.isLevelEnabled(level)) logger[level](lineOf(request, reply), 'request');
    done();
  });
}

/** One line a second at most of how many were turned away: a line for each would cost more than turning them away. */
function crowdTeller(logger: Logger): () => void {
  let refused = 0;
  let toldAt = -Infinity;
  return () => {
    refused += 1;
    const now = performance.now();
    if (now < toldAt + CROWD_TOLD_EVERY_MS) return;
    logger.warn({ refused }, 'overloaded');
    refused = 0;
    toldAt = now;
  };
}

/** What is refused before any of it is read, and why. Those who watch the process are always heard. */
function admissionOf(settings: HttpSettings) {
  const transport = new Transport(settings.trustedProxies);
  const capacity = new Capacity(settings.requestsMax);
  return (request: FastifyRequest, reply: FastifyReply) => {
    if (!transport.admits(request)) return 'plain_http_refused';
    if (WATCHED.has(request.url)) return undefined;
    if (!capacity.enter()) return 'overloaded';
    let isInside = true;
    request.leaveCapacity = () => {
      if (isInside) capacity.leave();
      isInside = false;
    };
    // Comes once, also when the client has gone away.
    reply.raw.once('close', request.leaveCapacity);
    return undefined;
  };
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
    trace_id: request.traced?.span.spanContext().traceId ?? traceIdOf(request.headers.traceparent),
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
