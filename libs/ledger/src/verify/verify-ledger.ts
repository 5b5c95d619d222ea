import pg from 'pg';
import { select } from '../reads/queryable.js';
import { balances, books } from './balances.js';
import { bankCover, bounds, caps, mirrors } from './bounds.js';
import { chain } from './chain.js';
import { cycles } from './cycles.js';
import { defences } from './defences.js';
import { captures, requests } from './requests.js';
import type { InvariantReport, VerifyOptions, VerifyReport } from './report.js';
import {
  countChecked,
  judgeRule,
  SAMPLE,
  type Finding,
  type Invariant,
  type Scope,
} from './rule.js';
import { states } from './states.js';

const INVARIANTS: readonly Invariant[] = [
  books,
  balances,
  bounds,
  caps,
  mirrors,
  requests,
  captures,
  cycles,
  defences,
  states,
  bankCover,
  chain,
];

/**
 * Checks the twelve invariants of the ledger against everything that is stored, in one snapshot
 * that never waits for a batch nor makes one wait. Any role that may read the ledger may run it; it
 * writes nothing.
 *
 * @param sql a pool, from which one connection is taken, or one connection without a transaction.
 *   A time limit that the client itself sets on queries should be off: a large ledger takes
 *   minutes.
 * @throws Error if `options.network` doesn't exist, and the database's error if it can't be read
 */
export async function verifyLedger(
  sql: pg.Pool | pg.ClientBase,
  options: VerifyOptions = {},
): Promise<VerifyReport> {
  if (!(sql instanceof pg.Pool)) return verifyInSnapshot(sql, options);
  const client = await sql.connect();
  try {
    return await verifyInSnapshot(client, options);
  } finally {
    client.release();
  }
}

/**
 * The settings undo whatever the connection was tuned for: here whole tables are read, and hashing
 * them wins.
 */
const BEGIN_SNAPSHOT = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
  SET LOCAL simpul.tenant = 'switch';
  SET LOCAL statement_timeout = 0;
  SET LOCAL idle_in_transaction_session_timeout = 0;
  SET LOCAL work_mem = '128MB';
  SET LOCAL jit = off;
  SET LOCAL enable_seqscan = on;
  SET LOCAL enable_hashjoin = on;
  SET LOCAL enable_mergejoin = on;
  SET LOCAL plan_cache_mode = auto`;

async function verifyInSnapshot(
  client: pg.ClientBase,
  options: VerifyOptions,
): Promise<VerifyReport> {
  const started = performance.now();
  const scope: Scope = { client, network: options.network, full: options.full ?? true };
  await client.query(BEGIN_SNAPSHOT);
  try {
    await refuseUnknownNetwork(scope);
    const [clock] = await select<{ now: Date }>(client, 'SELECT clock_timestamp() AS now');
    const invariants: InvariantReport[] = [];
    for (const invariant of INVARIANTS) invariants.push(await judge(scope, invariant));
    return {
      ok: invariants.every((report) => report.ok),
      snapshotAt: clock?.now ?? new Date(0),
      invariants,
      ms: Math.round(performance.now() - started),
    };
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
  }
}

async function refuseUnknownNetwork({ client, network }: Scope): Promise<void> {
  if (network === undefined) return;
  const found = await select(client, 'SELECT 1 FROM ledger.network WHERE id = $1', [network]);
  if (found.length === 0) throw new Error(`there is no network ${network}`);
}

async function judge(scope: Scope, invariant: Invariant): Promise<InvariantReport> {
  const started = performance.now();
  const checked = await countChecked(scope, invariant);
  const findings: Finding[] = [];
  for (const rule of invariant.rules) findings.push(await judgeRule(scope, rule));
  if (invariant.further !== undefined) findings.push(await invariant.further(scope));
  const violationCount = findings.reduce((sum, finding) => sum + finding.count, 0);
  return {
    invariant: invariant.invariant,
    name: invariant.name,
    title: invariant.title,
    ok: violationCount === 0,
    checked,
    checkedWhat: invariant.checkedWhat,
    violationCount,
    violations: findings.flatMap((finding) => finding.violations).slice(0, SAMPLE),
    remarks: findings.flatMap((finding) => finding.remarks ?? []),
    ms: Math.round(performance.now() - started),
  };
}
