import { setTimeout as pause } from 'node:timers/promises';

import type { DataSource, EntityManager } from 'typeorm';

import { errorCode } from './startup-error.js';

export type IsolationLevel = 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';

export interface TransactionOptions {
  /** READ COMMITTED unless told. */
  readonly isolation?: IsolationLevel;
}

const MOST_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 10;

/** PostgreSQL chose this transaction as the victim; nothing of it is left and it may run again. */
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';

/**
 * Runs `work` in one transaction and commits it. A serialization failure or a deadlock runs the
 * whole transaction again, at most 5 times in all, after a random pause that doubles; so `work`
 * must have no effect outside the database. Any other error, and the fifth conflict, is thrown as
 * it came.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await dataSource.transaction(options.isolation ?? 'READ COMMITTED', work);
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || !isConflict(error)) throw error;
    }
    // The retry stands outside the transaction: inside, every statement would meet the aborted
    // state.
    await pause(Math.random() * FIRST_PAUSE_MS * 2 ** attempt);
  }
}

function isConflict(error: unknown): boolean {
  const code = errorCode(error);
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED;
}
