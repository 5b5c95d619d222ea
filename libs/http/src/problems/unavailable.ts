/**
 * System errors of a server that can't be reached, and the SQLSTATEs of one that is going, coming
 * or full.
 */
const UNAVAILABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '25006', // read-only: a standby that was not promoted yet
  '53100', // its disk is full
  '53200', // out of memory
  '53300', // too many connections
  '57014', // cancelled by statement_timeout
  '57P01', // terminated by an administrator
  '57P02',
  '57P03', // starting up or shutting down
]);

/** pg and TypeORM tell of a lost connection by text alone; a transaction that lost it between two statements finds it released. */
const LOST =
  /connection terminated|connection ended|timeout exceeded when trying to connect|not queryable|driver not connected|connection is closed|pool after calling end|already released/i;

const DEPTH_MAX = 5;

/** Whether an error, or what caused it, means that the database can't be reached at present. */
export function isDatabaseUnavailable(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > DEPTH_MAX) return false;
  if ('code' in error && typeof error.code === 'string' && UNAVAILABLE.has(error.code)) return true;
  const message = 'message' in error ? error.message : undefined;
  if (typeof message === 'string' && LOST.test(message)) return true;
  const inner: unknown[] = [];
  if ('cause' in error) inner.push(error.cause);
  if ('driverError' in error) inner.push(error.driverError);
  if ('errors' in error && Array.isArray(error.errors)) {
    inner.push(...error.errors.map((one: unknown) => one));
  }
  return inner.some((one) => isDatabaseUnavailable(one, depth + 1));
}
