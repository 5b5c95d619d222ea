import pg from 'pg';
import { DataSource } from 'typeorm';
import type { DataSourceOptions } from 'typeorm';

import { RequestPool } from './request-pool.js';

/**
 * A pooled connection that idles so long is given up. Making one costs a sign-in, and its first statements are planned
 * without anything remembered: dearer by far than letting it idle between two busy minutes.
 */
export const IDLE_CONNECTION_MS = 300_000;

export interface AppDataSourceOptions {
  /** The entity classes of the libraries in use. */
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  /** Shown in pg_stat_activity, so that an operator sees who holds a connection. */
  readonly applicationName: string;
  /** Connections at most; 10 unless told. */
  readonly poolSize?: number;
  /** A statement that runs longer is cancelled; 15,000 ms unless told. */
  readonly statementTimeoutMs?: number;
  /** A transaction that idles longer loses its connection; 15,000 ms unless told. */
  readonly idleInTransactionTimeoutMs?: number;
}

/**
 * The TypeORM data source of the API and the worker, not yet initialised. It never changes the
 * schema: {@link migrate} alone does.
 *
 * @param appUrl the connection URL of `simpul_app` ({@link ConnectionUrls.app})
 */
export function createDataSource(appUrl: string, options: AppDataSourceOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    driver: { ...pg, Pool: RequestPool },
    url: appUrl,
    entities: options.entities,
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
    poolSize: options.poolSize ?? 10,
    applicationName: options.applicationName,
    connectTimeoutMS: 10_000,
    extra: {
      idleTimeoutMillis: IDLE_CONNECTION_MS,
      statement_timeout: options.statementTimeoutMs ?? 15_000,
      idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs ?? 15_000,
    },
  });
}
