import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
} from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface TracingOptions {
  /** Base address of a receiver of OTLP over HTTP, such as http://127.0.0.1:4318. */
  readonly endpoint: string;
  readonly version: string;
}

/** A request under way that is traced. */
export interface TracedRequest {
  readonly span: Span;
  readonly context: Context;
}

const FIRST_SERVER_ERROR = 500;
/** They are asked every few seconds, and nobody wonders where the time went. */
const UNTRACED: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics']);

/**
 * Sends the traces of this process to a receiver from now on. The packages for it are loaded only here, so that a process that isn't
 * traced has none of them. Sampling, queue and headers follow the variables of OpenTelemetry's specification (`OTEL_TRACES_SAMPLER`,
 * `OTEL_BSP_…`, `OTEL_EXPORTER_OTLP_HEADERS`).
 *
 * @returns sends what is left and ends it; never rejects, since traces are no reason to end badly
 */
export async function startTracing({
  endpoint,
  version,
}: TracingOptions): Promise<() => Promise<void>> {
  const [sdk, { OTLPTraceExporter }, { AsyncLocalStorageContextManager }, core, resources] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/core'),
      import('@opentelemetry/resources'),
    ]);
  const exporter = new OTLPTraceExporter({ url: new URL('v1/traces', withSlash(endpoint)).href });
  const provider = new sdk.BasicTracerProvider({
    resource: resources.resourceFromAttributes({
      'service.name': 'simpul',
      'service.version': version,
      'service.instance.id': String(process.pid),
    }),
    spanProcessors: [new sdk.BatchSpanProcessor(exporter)],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new core.W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return async () => {
    await provider.shutdown().catch(() => undefined);
    trace.disable();
    propagation.disable();
    context.disable();
  };
}

function withSlash(address: string): string {
  return address.endsWith('/') ? address : `${address}/`;
}

/**
 * A span for each request, which goes on the caller's trace (`traceparent`). It has the route's template and never the path, and nothing
 * else that a client wrote.
 */
export function traceRequests(fastify: FastifyInstance): void {
  const tracer = trace.getTracer('simpul.http');
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (UNTRACED.has(request.url)) {
      done();
      return;
    }
    const caller = propagation.extract(context.active(), request.headers);
    const route = request.routeOptions.url ?? 'unknown';
    const attributes = {
      'http.request.method': request.method,
      'http.route': route,
      'simpul.request_id': request.id,
    };
    const name = `${request.method} ${route}`;
    const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, caller);
    request.traced = { span, context: trace.setSpan(caller, span) };
    done();
  });
  // The body has been read, by events that know nothing of this request's context.
  fastify.addHook('preHandler', (request, _reply, done) => {
    if (request.traced === undefined) done();
    else context.with(request.traced.context, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    end(request, reply);
    done();
  });
}

function end({ traced, problemCode }: FastifyRequest, { statusCode }: FastifyReply): void {
  if (traced === undefined) return;
  traced.span.setAttribute('http.response.status_code', statusCode);
  if (problemCode !== undefined) traced.span.setAttribute('error.type', problemCode);
  if (statusCode >= FIRST_SERVER_ERROR) traced.span.setStatus({ code: SpanStatusCode.ERROR });
  traced.span.end();
}
