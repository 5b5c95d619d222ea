import type { FastifyRequest } from 'fastify';
import { isTimely, readTimestamp } from '@app/standards';
import { malformed, missing, unauthorized } from './snap-exception.js';

/** Of every request that a partner signs. */
export interface SignedHeaders {
  /** As it was sent: it is signed so. */
  readonly timestamp: string;
  readonly signature: string;
}

/** Of every request but those for tokens. */
export interface TransactionHeaders extends SignedHeaders {
  readonly partnerId: string;
  readonly externalId: string;
}

/** Visible ASCII: nothing of it can end a header or a line of a log. */
const PLAIN = /^[!-~]+$/;
const BEARER = /^Bearer +([!-~]+) *$/i;
const SIGNATURE_MAX = 1_024;
const ID_MAX = 36;
/** The standard has five characters; providers in use send more. */
const CHANNEL_MAX = 64;
const TIMESTAMP_MAX = 40;

/** The headers of a signature; the time has to be within the tolerance of `now`. Throws the case that is wrong. */
export function signedHeaders(
  request: FastifyRequest,
  now: Date,
  toleranceSeconds: number,
): SignedHeaders {
  const timestamp = headerOf(request, 'X-TIMESTAMP', TIMESTAMP_MAX);
  const signature = headerOf(request, 'X-SIGNATURE', SIGNATURE_MAX);
  const sentAt = readTimestamp(timestamp);
  if (sentAt === undefined) throw malformed('X-TIMESTAMP');
  if (!isTimely(sentAt, now, toleranceSeconds)) throw unauthorized('X-TIMESTAMP out of tolerance');
  return { timestamp, signature };
}

/** The headers of a transaction; throws likewise. */
export function transactionHeaders(
  request: FastifyRequest,
  now: Date,
  toleranceSeconds: number,
): TransactionHeaders {
  const signed = signedHeaders(request, now, toleranceSeconds);
  const partnerId = headerOf(request, 'X-PARTNER-ID', ID_MAX);
  const externalId = headerOf(request, 'X-EXTERNAL-ID', ID_MAX);
  headerOf(request, 'CHANNEL-ID', CHANNEL_MAX);
  return { ...signed, partnerId, externalId };
}

/** The token of a Bearer header: undefined without the header, empty for what is none. */
export function bearerIn(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  return typeof header === 'string' ? (BEARER.exec(header)?.[1] ?? '') : '';
}

/** A header that has to be there; Node joins one that comes twice with a comma and a blank, which is no plain word. */
export function headerOf({ headers }: FastifyRequest, name: string, max: number): string {
  const value = headers[name.toLowerCase()];
  if (value === undefined || value === '') throw missing(name);
  if (typeof value !== 'string' || value.length > max || !PLAIN.test(value)) throw malformed(name);
  return value;
}
