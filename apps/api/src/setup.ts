import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { loadAccessSecrets, recoverOperator, setupOperators, type NewOperator } from '@app/access';
import {
  connectionUrls,
  createDataSource,
  findEmbeddedPostgres,
  migrate,
  startEmbeddedPostgres,
  StartupError,
} from '@app/database';
import { succeed } from '@app/core';
import { readConfig, type ApiConfig } from './config.js';

/**
 * `npm run setup -- --operator "Nama Satu:nama.satu" --operator "Nama Dua:nama.dua"` makes the
 * first operators and prints their one-time codes, which nothing and nobody can show again. `-- --recover nama.satu` gives a
 * new code to an operator who has lost password or authenticator.
 */

const USAGE =
  'Usage: npm run setup -- --operator "Full Name:user.name" --operator "Other Name:other.name"\n' +
  '       npm run setup -- --recover user.name\n' +
  'At least two operators, because what one asks for another has to approve. A user name has\n' +
  '3 to 64 of a-z, 0-9, dot, hyphen and underscore.';

const log = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** What is wanted: first operators, or a new code for one. */
type Wanted = { readonly operators: readonly NewOperator[] } | { readonly recover: string };

/** @throws StartupError with the usage */
function readWanted(args: string[]): Wanted {
  try {
    const { values } = parseArgs({
      args,
      options: { operator: { type: 'string', multiple: true }, recover: { type: 'string' } },
    });
    const { recover, operator } = values;
    if (recover === undefined) return { operators: readOperators(operator ?? []) };
    if (operator === undefined) return { recover };
  } catch (error) {
    if (error instanceof StartupError) throw error;
  }
  throw new StartupError(USAGE);
}

/** @throws StartupError with the usage */
function readOperators(given: string[]): NewOperator[] {
  return given.map((text) => {
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

async function setUp(config: ApiConfig, wanted: Wanted, embeddedUrl?: string) {
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
    if ('operators' in wanted) {
      return await setupOperators(dataSource, secrets, wanted.operators);
    }
    const recovered = await recoverOperator(dataSource, secrets, wanted.recover);
    return recovered.ok ? succeed([recovered.value]) : recovered;
  } finally {
    await dataSource.destroy();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  operators: 'This deployment has operators already: setup runs once in its life.',
  username: 'One of the user names is given twice or belongs to somebody already.',
};

async function main(): Promise<void> {
  const wanted = readWanted(process.argv.slice(2));
  const config = readConfig(process.env);
  const { embeddedUrl, stop } = await findDatabase(config);
  try {
    const result = await setUp(config, wanted, embeddedUrl);
    if (!result.ok) {
      if (result.code === 'not_found') throw new StartupError('No operator signs in by that name.');
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
