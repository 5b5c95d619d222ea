import type { ProblemCode } from '@app/core';
import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
  type Histogram as H,
} from 'prom-client';

/** Seconds; a payment takes a few milliseconds, a report a few seconds. */
const DURATION_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * The figures of this process for Prometheus. No label ever holds an id of a member or anything
 * else that a client may choose: routes appear as their templates.
 */
export class Metrics {
  readonly registry = new Registry();
  private readonly durations: H<'method' | 'route' | 'status'>;
  private readonly problems: Counter<'code'>;
  private readonly children = new Map<string, { observe(seconds: number): void }>();

  constructor(options: { readonly process: boolean }) {
    this.durations = new Histogram({
      name: 'simpul_http_request_duration_seconds',
      help: 'Time from the request’s head to the end of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: DURATION_BUCKETS,
      registers: [this.registry],
    });
    this.problems = new Counter({
      name: 'simpul_problems_total',
      help: 'Answers that were not a success, by their code',
      labelNames: ['code'],
      registers: [this.registry],
    });
    if (options.process) collectDefaultMetrics({ register: this.registry, prefix: 'simpul_' });
  }

  /** Notes one answered request. */
  observeRequest(method: string, route: string, status: number, seconds: number): void {
    const name = `${method} ${status} ${route}`;
    let child = this.children.get(name);
    if (child === undefined) {
      child = this.durations.labels(method, route, String(status));
      this.children.set(name, child);
    }
    child.observe(seconds);
  }

  /** Notes what a request was refused for. */
  countProblem(code: ProblemCode): void {
    this.problems.inc({ code });
  }

  /** Shows a value that somebody else keeps, read whenever Prometheus asks. */
  addGauge(name: string, help: string, read: () => number | Promise<number>): void {
    const gauge = new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        gauge.set(await read());
      },
    });
  }
}
