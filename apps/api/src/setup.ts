import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { loadAccessSecrets, setupOperators, type NewOperator } from '@app/access';
import {
  connectionUrls,
  createDataSource,
  findEmbeddedPostgres,
  migrate,
  startEmbeddedPostgres,
  StartupError,
} from '@app/database';
import { readConfig, type ApiConfig } from './config.js';

/**
 * `npm run setup -- --operator "Nama Satu:nama.satu" --operator "Nama Dua:nama.dua"` makes the
 * first operators and prints their one-time codes, which nothing and nobody can show again.
 */

const USAGE =
  'Usage: npm run setup -- --operator "Full Name:user.name" --operator "Other Name:other.name"\n' +
  'At least two operators, because what one asks for another has to approve. A user name has\n' +
  '3 to 64 of a-z, 0-9, dot, hyphen and underscore.';

const log = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** @throws StartupError with the usage */
function readOperators(args: string[]): NewOperator[] {
  let given: string[] | undefined;
  try {
    given = parseArgs({ args, options: { operator: { type: 'string', multiple: true } } }).values
      .operator;
  } catch {
    throw new StartupError(USAGE);
  }
  return (given ?? []).map((text) => {
    const at = text.lastIndexOf(':');
    if (at < 1) throw new StartupError(USAGE);
    return { fullName: text.slice(0, at), username: text.slice(at + 1) };
  });
}

/**
 * The database as the server would find it: named, run by a server on this machine now, or started
 * for a moment.
 */
async function findDatabase(config: ApiConfig): Promise<{
  embeddedUrl?: string;
  stop: () => Promise<void>;
}> {
  const { DATABASE_URL, MIGRATION_DATABASE_URL } = config.database;
  const stop = () => Promise.resolve();
  const isNamed = [DATABASE_URL, MIGRATION_DATABASE_URL].some((url) => (url ?? '').trim() !== '');
  if (isNamed) return { stop };
  const running = await findEmbeddedPostgres(config.dataDir, log);
  if (running !== undefined) return { embeddedUrl: running, stop };
  const started = await startEmbeddedPostgres({ dataDir: config.dataDir, log });
  return { embeddedUrl: started.url, stop: () => started.stop() };
}

async function setUp(config: ApiConfig, operators: readonly NewOperator[], embeddedUrl?: string) {
  const urls = connectionUrls(config.database, embeddedUrl);
  await migrate(urls);
  const secrets = await loadAccessSecrets(config.secrets, config.dataDir);
  const dataSource = createDataSource(urls.app, {
    entities: [],
    applicationName: 'simpul setup',
    poolSize: 1,
  });
  await dataSource.initialize();
  try {
    return await setupOperators(dataSource, secrets, operators);
  } finally {
    await dataSource.destroy();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  operators: 'This deployment has operators already: setup runs once in its life.',
  username: 'One of the user names is given twice or belongs to somebody already.',
};

async function main(): Promise<void> {
  const operators = readOperators(process.argv.slice(2));
  const config = readConfig(process.env);
  const { embeddedUrl, stop } = await findDatabase(config);
  try {
    const result = await setUp(config, operators, embeddedUrl);
    if (!result.ok) {
      const field = String(result.detail?.['field']);
      throw new StartupError(
        result.code === 'validation_failed' ? USAGE : (REASONS[field] ?? result.code),
      );
    }
    const lines = result.value.map(({ username, code }) => `  ${username}  ${code}`);
    process.stdout.write(`${lines.join('\n')}\n`);
    log('Each chooses a password with the code beside the name, within 7 days.');
    log('The codes are not shown again.');
  } finally {
    await stop();
  }
}

main().catch((error: unknown) => {
  const report = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log(error instanceof StartupError ? error.message : report);
  process.exitCode = 1;
});
