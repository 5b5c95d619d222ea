import { parseArgs } from 'node:util';
import {
  loadAccessSecrets,
  recoverOperator,
  type NewOperator,
  type OperatorCode,
} from '@app/access';
import { encodeId, succeed, type Failure, type Result } from '@app/core';
import {
  connectionUrls,
  createDataSource,
  findEmbeddedPostgres,
  migrate,
  startEmbeddedPostgres,
  StartupError,
} from '@app/database';
import { isInstant } from '@app/http';
import { setUpDeployment, type NewDeployment, type NewNetwork } from '@app/participants';
import { readConfig, type ApiConfig, type Environment } from './config.js';
import type { Output } from './output.js';

const USAGE = `Usage: npm run setup -- --network "Name" [--live] [--time-zone Asia/Jakarta] [--starts <time>]
                       --operator "Full Name:user.name" --operator "Other Name:other.name"
       npm run setup -- --recover user.name

Opens the first network with its first operators, once in the life of a deployment, and prints their
one-time codes, which nothing and nobody can show again; or gives one operator a new one.

  --network    its name; --live: for real money, its clock is the real one for ever
  --time-zone  an IANA name; Asia/Jakarta unless told
  --starts     where the clock of a network that is not live starts (2026-01-31T09:00:00+07:00)
  --operator   at least two, because what one asks for another has to approve; a user name has 3 to 64
               of a-z, 0-9, dot, hyphen and underscore
  --recover    for an operator who has lost password or authenticator

Exit code: 0 done, 1 not.`;

/** What is wanted: a deployment, or a new code for an operator. */
type Wanted = NewDeployment | { readonly recover: string };

/** What was made. */
interface Made {
  /** Uuid of a network that was opened. */
  readonly network?: string;
  readonly codes: readonly OperatorCode[];
}

/**
 * The whole of `npm run setup`.
 *
 * @param args the command line without node and the script
 * @returns the exit code: 0 done, 1 not
 */
export async function runSetup(
  args: string[],
  environment: Environment,
  output: Output,
): Promise<0 | 1> {
  try {
    const wanted = readWanted(args);
    const made = await withDatabase(readConfig(environment), output.log, (config, url) =>
      setUp(config, wanted, url),
    );
    if (!made.ok) throw new StartupError(reasonOf(made));
    print(made.value, output);
    return 0;
  } catch (error) {
    const report = error instanceof Error ? (error.stack ?? error.message) : String(error);
    output.log(error instanceof StartupError ? error.message : report);
    return 1;
  }
}

/** @throws StartupError with the usage */
function readWanted(args: string[]): Wanted {
  try {
    const { values } = parseArgs({
      args,
      options: {
        network: { type: 'string' },
        live: { type: 'boolean', default: false },
        'time-zone': { type: 'string' },
        starts: { type: 'string' },
        operator: { type: 'string', multiple: true },
        recover: { type: 'string' },
      },
    });
    const { recover, network: name, operator: operators = [], live, starts } = values;
    if (recover !== undefined) {
      if (args.length > 2) throw new StartupError(USAGE);
      return { recover };
    }
    const timeZone = values['time-zone'];
    const network = { name: readName(name), live, timeZone, now: readStart(starts) };
    return { network, operators: operators.map(readOperator) };
  } catch (error) {
    throw new StartupError(USAGE, { cause: error });
  }
}

/** As `POST /v1/networks` takes it. @throws StartupError with the usage */
function readName(name: string | undefined): string {
  const tidy = (name ?? '').normalize('NFC').trim();
  if (tidy === '' || [...tidy].length > 80 || /\p{Cc}/u.test(tidy)) throw new StartupError(USAGE);
  return tidy;
}

/** @throws StartupError with the usage */
function readStart(text: string | undefined): NewNetwork['now'] {
  if (text !== undefined && !isInstant(text)) throw new StartupError(USAGE);
  return text === undefined ? undefined : new Date(text);
}

/** @throws StartupError with the usage */
function readOperator(text: string): NewOperator {
  const at = text.lastIndexOf(':');
  if (at < 1) throw new StartupError(USAGE);
  return { fullName: text.slice(0, at), username: text.slice(at + 1) };
}

/**
 * The database as the server would find it: named, run by a server on this machine now, or started
 * for a moment.
 */
async function withDatabase<T>(
  config: ApiConfig,
  log: Output['log'],
  work: (config: ApiConfig, embeddedUrl?: string) => Promise<T>,
): Promise<T> {
  const { dataDir, backupDir } = config;
  const { DATABASE_URL, MIGRATION_DATABASE_URL } = config.database;
  const isNamed = [DATABASE_URL, MIGRATION_DATABASE_URL].some((url) => (url ?? '').trim() !== '');
  if (isNamed) return work(config);
  const running = await findEmbeddedPostgres(dataDir, log);
  if (running !== undefined) return work(config, running);
  const started = await startEmbeddedPostgres({ dataDir, backupDir, log });
  try {
    return await work(config, started.url);
  } finally {
    await started.stop();
  }
}

async function setUp(
  config: ApiConfig,
  wanted: Wanted,
  embeddedUrl?: string,
): Promise<Result<Made>> {
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
    if (!('recover' in wanted)) return await setUpDeployment(dataSource, secrets, wanted);
    const recovered = await recoverOperator(dataSource, secrets, wanted.recover);
    return recovered.ok ? succeed({ codes: [recovered.value] }) : recovered;
  } finally {
    await dataSource.destroy();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  operators: 'This deployment has operators already: setup runs once in its life.',
  network: 'This deployment has a network already: setup runs once in its life.',
  username: 'One of the user names is given twice or belongs to somebody already.',
};

function reasonOf({ code, detail }: Failure): string {
  if (code === 'not_found') return 'No operator signs in by that name.';
  if (code === 'clock_fixed') return 'The clock of a live network is the real one.';
  return code === 'already_exists' ? (REASONS[String(detail?.['field'])] ?? code) : USAGE;
}

function print({ network, codes }: Made, { result, log }: Output): void {
  result(codes.map(({ username, code }) => `  ${username}  ${code}`).join('\n'));
  if (network !== undefined) log(`The network is open: ${encodeId('net', network)}.`);
  log('Each chooses a password with the code beside the name, within 7 days.');
  log('The codes are not shown again.');
}
