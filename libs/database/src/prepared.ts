import { invariant } from '@app/core';
import pg from 'pg';
import type { DataSource } from 'typeorm';

/**
 * A statement that is asked so often that parsing and planning it anew would cost more than doing it: each connection
 * does that once. TypeORM knows no such statements, so they go to its pool directly, and what fails is thrown as `pg`
 * throws it. Not for a transaction, which has a connection of its own.
 */
export class Prepared {
  /** @param name of the statement, of no other in the program */
  constructor(
    private readonly name: string,
    private readonly text: string,
  ) {}

  /** The rows; their columns are those that the text names. */
  async rows<R>(dataSource: DataSource, values: unknown[]): Promise<R[]> {
    const { name, text } = this;
    return (await poolOf(dataSource).query({ name, text, values })).rows as R[];
  }
}

function poolOf({ driver }: DataSource): pg.Pool {
  const pool: unknown = 'master' in driver ? driver.master : undefined;
  invariant(
    pool instanceof pg.Pool,
    'a data source of PostgreSQL has a pool once it is initialised',
  );
  return pool;
}
