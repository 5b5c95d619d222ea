import { parseArgs } from 'node:util';
import { connectionUrls, findEmbeddedPostgres, StartupError } from '@app/database';
import { verifyLedger, type InvariantReport, type VerifyReport } from '@app/ledger';
import pg from 'pg';
import { readConfig, type Environment } from './config.js';
import type { Output } from './output.js';

const USAGE = `Usage: npm run verify -- [--network <number>] [--quick] [--json]

Checks the twelve invariants of the ledger against everything in the database, in one snapshot;
batches may be posted meanwhile.

  --network <number>  only this network
  --quick             compute again only the latest 1,000 hashes of each network
  --json              one JSON document instead of a table

Exit code: 0 all twelve hold, 1 at least one does not, 2 they could not be checked.`;

interface Command {
  readonly network: number | undefined;
  readonly full: boolean;
  readonly json: boolean;
}

/**
 * The whole of `npm run verify`.
 *
 * @param args the command line without node and the script
 * @returns the exit code: 0 all invariants hold, 1 one does not, 2 they could not be checked
 */
export async function runVerify(
  args: string[],
  environment: Environment,
  { result, log }: Output,
): Promise<0 | 1 | 2> {
  try {
    const command = readCommand(args);
    const report = await verify(command, await databaseUrl(environment, log));
    result(command.json ? jsonOf(report) : tableOf(report));
    return report.ok ? 0 : 1;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    log(error instanceof StartupError ? text : `The ledger could not be checked: ${text}`);
    return 2;
  }
}

/** @throws StartupError with the usage */
function readCommand(args: string[]): Command {
  try {
    const { values } = parseArgs({
      args,
      options: {
        network: { type: 'string' },
        quick: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    if (values.network !== undefined && !/^[1-9]\d{0,3}$/.test(values.network)) {
      throw new StartupError(USAGE);
    }
    const network = values.network === undefined ? undefined : Number(values.network);
    return { network, full: !values.quick, json: values.json };
  } catch (error) {
    throw new StartupError(USAGE, { cause: error });
  }
}

/**
 * The application's own login: it may read everything that is checked. Nothing is started or
 * migrated: what isn't there can't be checked.
 *
 * @throws StartupError if no database is named and none is running
 */
async function databaseUrl(environment: Environment, log: (line: string) => void): Promise<string> {
  const config = readConfig(environment);
  const { DATABASE_URL, MIGRATION_DATABASE_URL } = config.database;
  if ([DATABASE_URL, MIGRATION_DATABASE_URL].some((url) => (url ?? '').trim() !== '')) {
    return connectionUrls(config.database).app;
  }
  const running = await findEmbeddedPostgres(config.dataDir, log);
  if (running === undefined) {
    throw new StartupError(
      'There is no database to check: Simpul is not running on this machine with this DATA_DIR. ' +
        'Start it, or name a server by DATABASE_URL.',
    );
  }
  return connectionUrls(config.database, running).app;
}

async function verify({ network, full }: Command, url: string): Promise<VerifyReport> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'simpul verify',
    connectionTimeoutMillis: 10_000,
  });
  // A connection that breaks shows in the query that runs.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await verifyLedger(client, { network, full });
  } finally {
    await client.end().catch(() => undefined);
  }
}

function jsonOf(report: VerifyReport): string {
  return JSON.stringify(report, undefined, 2);
}

function tableOf({ invariants, snapshotAt, ms, ok }: VerifyReport): string {
  const checked = invariants.map((one) => `${one.checked.toLocaleString('en')} ${one.checkedWhat}`);
  const width = Math.max(...checked.map((text) => text.length));
  const lines = invariants.flatMap((one, i) => [
    [
      String(one.invariant).padStart(2),
      one.ok ? 'holds ' : 'BROKEN',
      (checked[i] ?? '').padEnd(width),
      `${one.ms} ms`.padStart(9),
      one.title,
    ].join('  '),
    ...detailsOf(one),
  ]);
  const broken = invariants.filter((one) => !one.ok).length;
  const verdict = ok ? 'All twelve invariants hold.' : `${broken} of twelve invariants are broken.`;
  return [...lines, '', `${verdict} Snapshot of ${snapshotAt.toISOString()}, ${ms} ms.`].join('\n');
}

function detailsOf(one: InvariantReport): string[] {
  const indent = ' '.repeat(12);
  const shown = one.violations.map(
    ({ rule, subject, detail }) => `${indent}${rule}: ${subject}: ${detail}`,
  );
  const rest = one.violationCount - shown.length;
  if (rest > 0) shown.push(`${indent}and ${rest.toLocaleString('en')} more`);
  return [...shown, ...one.remarks.map((remark) => `${indent}(${remark})`)];
}
