import { openSync } from 'node:fs';
import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** Whatever is called like this, at any of the depths we log, is not written. */
const SECRET_NAMES = [
  'authorization',
  'password',
  'pin',
  'token',
  'secret',
  'phone',
  'nik',
  'cookie',
  'body',
  // What a database error quotes: the values of a row, or of a statement.
  'parameters',
  'detail',
  'where',
  'query',
];

/**
 * The log of this process: one JSON line an event, without bodies, secrets or phone numbers; on
 * standard output unless told.
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[redacted]',
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/**
 * A file that lines of the log are appended to, readable by the process's user only; several processes may share one.
 *
 * @throws Error of the operating system if the file can't be written
 */
export function logFile(path: string): DestinationStream {
  return pino.destination({ fd: openSync(path, 'a', 0o600), sync: true });
}

/** Lets Nest write into the same log. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: unknown): void {
    this.logger.debug({ context }, text(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.logger.warn({ context }, text(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error({ err: message instanceof Error ? message : undefined, rest }, text(message));
  }

  debug(message: unknown, context?: unknown): void {
    this.logger.debug({ context }, text(message));
  }

  verbose(message: unknown, context?: unknown): void {
    this.logger.trace({ context }, text(message));
  }
}

function text(message: unknown): string {
  return message instanceof Error ? message.message : String(message);
}
