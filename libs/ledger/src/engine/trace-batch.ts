import { context, trace, type Context, type SpanContext } from '@opentelemetry/api';

/** Of a request that is traced: whose trace it belongs to, and since when it waits, by `performance.now()`. */
export interface TracedWait {
  readonly context: Context;
  readonly span: SpanContext;
  readonly since: number;
}

const tracer = trace.getTracer('simpul.ledger');

/** Notes that a request that is traced begins to wait; undefined while nothing is traced. */
export function tracedWait(): TracedWait | undefined {
  const active = context.active();
  const span = trace.getSpanContext(active);
  return span === undefined ? undefined : { context: active, span, since: performance.now() };
}

/**
 * Tells of a committed batch: a span of its own, since it serves many traces, linked with those of its requests; and in each of these the
 * time that it waited and was posted, linked with the batch.
 *
 * @param started when the batch was begun, by `performance.now()`
 */
export function traceBatch(
  waits: readonly (TracedWait | undefined)[],
  transfers: number,
  started: number,
): void {
  const traced = waits.filter((wait) => wait !== undefined);
  if (traced.length === 0) return;
  const batch = tracer.startSpan('ledger.batch', {
    root: true,
    startTime: started,
    attributes: { 'simpul.transfers': transfers },
    links: traced.map(({ span }) => ({ context: span })),
  });
  batch.end();
  const links = [{ context: batch.spanContext() }];
  for (const wait of traced) {
    tracer.startSpan('ledger.post', { startTime: wait.since, links }, wait.context).end();
  }
}
