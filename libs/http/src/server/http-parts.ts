import type { Logger } from 'pino';
import type { RatesPerMinute } from '../edge/request-rates.js';
import { createLogger, logFile, type LogLevel } from '../observability/logger.js';
import type { ErrorDialect } from '../problems/dialect.js';
import { Metrics } from '../observability/metrics.js';
import { Answers } from './answers.js';
import { Lifecycle } from './lifecycle.js';
import { RouteTable } from './route-table.js';

export interface HttpSettings {
  readonly logLevel: LogLevel;
  /** Where the log is appended to; standard output without it. */
  readonly logFile?: string | undefined;
  /** A request that takes longer is logged as a warning. */
  readonly slowRequestMs: number;
  /** Addresses or networks whose X-Forwarded-* headers are believed; none by default. */
  readonly trustedProxies: readonly string[];
  /** Most requests worked on at once. */
  readonly requestsMax: number;
  readonly rates: RatesPerMinute;
  /** Origins (`https://app.example`) whose pages may read the answers in a browser; none by default. */
  readonly corsOrigins: readonly string[];
  /** Whether figures of the process (memory, event loop) are collected. */
  readonly processMetrics: boolean;
  /** Where traces are sent (OTLP over HTTP); without it nothing is traced. */
  readonly tracesTo?: string | undefined;
}

/** What the adapter and the module share, one of each for an application. */
export interface HttpParts {
  readonly settings: HttpSettings;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly routes: RouteTable;
  readonly lifecycle: Lifecycle;
  readonly answers: Answers;
  /** Standards that answer failures below their own paths in their own way. */
  readonly dialects: readonly ErrorDialect[];
}

export function createHttpParts(
  settings: HttpSettings,
  dialects: readonly ErrorDialect[] = [],
): HttpParts {
  const { logLevel: level, logFile: file } = settings;
  return {
    settings,
    logger: createLogger(level, file === undefined ? undefined : logFile(file)),
    metrics: new Metrics({ process: settings.processMetrics }),
    routes: new RouteTable(),
    lifecycle: new Lifecycle(),
    answers: new Answers(),
    dialects,
  };
}
