import { fail, succeed, type Failure, type ProblemCode, type Result } from '@app/core';
import { inTransaction } from '@app/database';
import type { DataSource, EntityManager } from 'typeorm';

/** Carries a failure out of a transaction, so that nothing of it stays. */
class Abandoned extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** Which unique constraint stands for which field of a request. */
const FIELD_OF: Readonly<Record<string, string>> = {
  network_name: 'name',
  cooperative_name: 'name',
  cooperative_short_name: 'short_name',
  member_number: 'number',
  member_person: 'phone',
  merchant_name: 'name',
  till_name: 'name',
};

const UNIQUE_VIOLATION = '23505';

/**
 * Runs `work` in one transaction. A failure given to {@link abandon}, and a duplicate that the database finds
 * (`already_exists`, detail `field`), undo all of it and come back as values.
 */
export async function transact<T>(
  dataSource: DataSource,
  work: (tx: EntityManager) => Promise<T>,
): Promise<Result<T>> {
  try {
    return succeed(await inTransaction(dataSource, work));
  } catch (error) {
    if (error instanceof Abandoned) return error.failure;
    const field = duplicateField(error);
    if (field !== undefined) return fail('already_exists', { field });
    throw error;
  }
}

/** Ends the transaction of {@link transact} with a failure. */
export function abandon(failure: Failure): never {
  throw new Abandoned(failure);
}

/** The value of a success; a failure ends the transaction. */
export function orAbandon<T, C extends ProblemCode>(result: Result<T, C>): T {
  return result.ok ? result.value : abandon(result);
}

/** The SQLSTATE of a database error; undefined for anything else. */
export function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function duplicateField(error: unknown): string | undefined {
  if (sqlStateOf(error) !== UNIQUE_VIOLATION) return undefined;
  if (!(error instanceof Error) || !('constraint' in error)) return undefined;
  return typeof error.constraint === 'string' ? FIELD_OF[error.constraint] : undefined;
}
