export { backUp, restore } from './backup/index.js';
export type { BackUpOptions, Manifest, Restored, RestoreOptions } from './backup/index.js';
export { bigintTransformer } from './bigint-transformer.js';
export { createDataSource, IDLE_CONNECTION_MS } from './create-data-source.js';
export type { AppDataSourceOptions } from './create-data-source.js';
export { findEmbeddedPostgres, startEmbeddedPostgres } from './embedded/index.js';
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded/index.js';
export { Gathered } from './gathered.js';
export { inTransaction } from './in-transaction.js';
export type { IsolationLevel, TransactionOptions } from './in-transaction.js';
export { migrate, revertAll } from './migrate.js';
export { pendingMigrations, refuseNewerSchema } from './pending-migrations.js';
export { Prepared } from './prepared.js';
export {
  asSwitch,
  followContexts,
  inRequest,
  type RequestContext,
  type RequestOrigin,
  type Tenant,
} from './request-context.js';
export { StartupError } from './startup-error.js';
export { refuseUnsafeServer } from './unsafe-settings.js';
export { connectionUrls, withDatabase } from './urls.js';
export type { ConnectionUrls, DatabaseEnvironment } from './urls.js';
