import { loadAccessSecrets, sealPeople, type AccessSecrets } from '@app/access';
import {
  connectionUrls,
  migrate,
  refuseUnsafeServer,
  startEmbeddedPostgres,
  StartupError,
  type EmbeddedPostgres,
} from '@app/database';
import { drainHttp, startTracing } from '@app/http';
import { DataSource } from 'typeorm';
import { Directory } from '@app/participants';
import type { ApiConfig } from './config.js';
import { createApp, type CreatedApp } from './create-app.js';
import { refusePublishedLogins, refuseWeakSecrets } from './production.js';
import { VERSION } from './version.js';

export interface RunningServer {
  /** Where it listens, such as http://127.0.0.1:3000. */
  readonly url: string;
  readonly created: CreatedApp;
  /**
   * Stops accepting, finishes what was accepted within DRAIN_SECONDS, closes the engine and the
   * pools, and ends the embedded PostgreSQL. May be called again.
   */
  stop(): Promise<void>;
}

function countOf({ length }: readonly string[]): string {
  return length === 1 ? '1 migration' : `${length} migrations`;
}

type Undo = () => Promise<void>;

/**
 * Starts everything: PostgreSQL unless DATABASE_URL names one, migrations, the application, the
 * listening socket. What was started is stopped again if a later step fails.
 *
 * @param log takes lines for people
 * @throws StartupError for what the operator can put right
 */
export async function startServer(
  config: ApiConfig,
  log: (line: string) => void,
): Promise<RunningServer> {
  const undo: Undo[] = [];
  try {
    await startTraces(config, undo);
    const urls = connectionUrls(config.database, (await embedded(config, log, undo))?.url);
    const { applied } = await migrate(urls);
    if (applied.length > 0) log(`Database prepared: ${countOf(applied)} applied.`);
    if (!config.allowUnsafePostgres) await refuseUnsafeServer(urls);
    const secrets = await loadAccessSecrets(config.secrets, config.dataDir);
    if (config.production) refuseWeakSecrets(config, secrets);
    const created = await createApp({ config, urls, secrets });
    undo.push(() => created.app.close());
    await seal(created, secrets, log);
    if (config.production) await refusePublishedLogins(created, secrets);
    await created.app.get(Directory).readAllRules();
    const url = await listen(created, config);
    undo.push(() => drainHttp(created.app.getHttpServer(), config.drainSeconds));
    let stopping: Promise<void> | undefined;
    return {
      url,
      created,
      stop: () => {
        created.lifecycle.beginDraining();
        stopping ??= undoAll(undo);
        return stopping;
      },
    };
  } catch (error) {
    await undoAll(undo);
    throw error;
  }
}

/** Before anything else, so that all that follows can be traced. */
async function startTraces({ tracesTo }: ApiConfig, undo: Undo[]): Promise<void> {
  if (tracesTo === undefined) return;
  undo.push(await startTracing({ endpoint: tracesTo, version: VERSION }));
}

/** People whom an earlier release left in clear, or a former key wraps. */
async function seal(
  { app }: CreatedApp,
  secrets: AccessSecrets,
  log: (line: string) => void,
): Promise<void> {
  const { sealed, rewrapped } = await sealPeople(app.get(DataSource), secrets);
  if (sealed + rewrapped === 0) return;
  log(`Personal data: ${sealed} people sealed, ${rewrapped} keys wrapped anew.`);
}

/**
 * The last thing started is the first that is stopped; each is tried whatever became of the others.
 */
async function undoAll(undo: readonly Undo[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of undo.toReversed()) {
    await step().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, 'stopping failed');
}

async function embedded(
  config: ApiConfig,
  log: (line: string) => void,
  undo: Undo[],
): Promise<EmbeddedPostgres | undefined> {
  const { DATABASE_URL, MIGRATION_DATABASE_URL } = config.database;
  if (
    [DATABASE_URL, MIGRATION_DATABASE_URL].some((url) => url !== undefined && url.trim() !== '')
  ) {
    return undefined;
  }
  const { dataDir, backupDir } = config;
  const postgres = await startEmbeddedPostgres({ dataDir, backupDir, log });
  undo.push(() => postgres.stop());
  return postgres;
}

async function listen({ app }: CreatedApp, config: ApiConfig): Promise<string> {
  try {
    await app.init();
    // Not by Nest, which would log a taken port in its own words as well.
    await app.getHttpAdapter().getInstance().listen({ port: config.port, host: config.host });
  } catch (error) {
    throw listenError(error, config) ?? error;
  }
  const address: unknown = app.getHttpServer().address();
  const port =
    typeof address === 'object' && address !== null && 'port' in address
      ? address.port
      : config.port;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return `http://${host}:${String(port)}`;
}

function listenError(error: unknown, { port, host }: ApiConfig): StartupError | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  const message: Record<string, string> = {
    EADDRINUSE: `Port ${port} is in use by another program. Stop it, or set PORT to a free port.`,
    EACCES: `This user may not listen on port ${port}. Set PORT to 1024 or higher.`,
    EADDRNOTAVAIL: `HOST ${host} is not an address of this machine.`,
    ENOTFOUND: `HOST ${host} is not a name that this machine knows.`,
  };
  const text = typeof code === 'string' ? message[code] : undefined;
  return text === undefined ? undefined : new StartupError(text, { cause: error });
}
