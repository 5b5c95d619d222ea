import { InvariantError } from '@app/core';
import pg from 'pg';
import { STATE_MOVED, StateMoved } from './write.js';

const RETRIED_SQLSTATES = new Set(['40001', '40P01', '23505', STATE_MOVED]);
const TIMEOUT_SQLSTATES = new Set(['55P03', '57014']);

/** COMMIT was sent and its answer was lost. */
export class CommitInDoubt extends Error {
  override readonly name = 'CommitInDoubt';
  constructor(override readonly cause: unknown) {
    super('the answer to COMMIT was lost');
  }
}

/** Whether the same batch may succeed when it is tried again. */
export function isPassing(error: unknown): boolean {
  return (
    isConnectionLoss(error) || error instanceof StateMoved || RETRIED_SQLSTATES.has(sqlState(error))
  );
}

/** Errors without an SQLSTATE of ours come from the socket; class 08 and 57P0x from a server going down. */
export function isConnectionLoss(error: unknown): boolean {
  if (error instanceof CommitInDoubt) return true;
  if (error instanceof InvariantError) return false;
  const state = sqlState(error);
  if (state.startsWith('08') || state.startsWith('57P') || state === '53300') return true;
  // Idle for too long, or a server that only reads, as a primary that was replaced: the next connection may lead to another.
  if (state === '25P03' || state === '25006') return true;
  return error instanceof Error && !(error instanceof pg.DatabaseError) && isSocketError(error);
}

/** The server gave a statement up, most likely while it waited for the head: nothing of it remains. */
export function isTimeout(error: unknown): boolean {
  return TIMEOUT_SQLSTATES.has(sqlState(error));
}

export function sqlState(error: unknown): string {
  return error instanceof pg.DatabaseError && error.code !== undefined ? error.code : '';
}

function isSocketError(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^E[A-Z]+$/.test(code) ||
    /terminated|timeout|not queryable|closed|Client has encountered/i.test(error.message)
  );
}
