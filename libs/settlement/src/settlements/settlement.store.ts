import {
  invariant,
  settlementStates,
  type NetPosition,
  type Sen,
  type SettlementState,
} from '@app/core';
import type { SqlRunner } from '@app/ledger';
import { newestFirst, select, textOf, type PageOf } from '../sql.js';
import type {
  ActName,
  Actor,
  DecidedPayment,
  PlannedPayment,
  Settlement,
  SettlementLine,
  SettlementMode,
  Side,
} from './settlement.js';

interface SettlementRow {
  readonly uid: string;
  readonly network: number;
  readonly cycle: number;
  readonly cycle_uid: string;
  readonly state: string;
  readonly mode: SettlementMode;
  readonly deadline_at: Date | null;
  readonly proposed_by: string;
  readonly proposed_at: Date;
  readonly approved_by: string | null;
  readonly approved_at: Date | null;
  readonly ended_at: Date | null;
}

const SELECT_SETTLEMENT = `SELECT s.uid, s.network, s.cycle, c.uid AS cycle_uid, s.state, s.mode,
  s.deadline_at, s.proposed_by,
  s.proposed_at, s.approved_by, s.approved_at, s.ended_at
  FROM settlement.settlement s JOIN ledger.cycle c ON c.id = s.cycle`;

export async function readSettlement(sql: SqlRunner, uid: string): Promise<Settlement | undefined> {
  const rows = await select<SettlementRow>(sql, `${SELECT_SETTLEMENT} WHERE s.uid = $1`, [uid]);
  return rows[0] && toSettlement(rows[0]);
}

/**
 * Takes the settlement until the transaction ends: acts on it, and its plans, are made one at a
 * time.
 */
export async function lockSettlement(sql: SqlRunner, uid: string): Promise<Settlement> {
  const rows = await select<SettlementRow>(
    sql,
    `${SELECT_SETTLEMENT} WHERE s.uid = $1 FOR UPDATE OF s`,
    [uid],
  );
  invariant(rows[0] !== undefined, `there is no settlement ${uid}`);
  return toSettlement(rows[0]);
}

/** Settlements of a network, newest first; the cursor is the uuid. */
export async function readSettlements(
  sql: SqlRunner,
  network: number,
  state: SettlementState | undefined,
  page: PageOf<string>,
): Promise<Settlement[]> {
  const rows = await select<SettlementRow>(
    sql,
    `${SELECT_SETTLEMENT} WHERE s.network = $1 AND ($2::text IS NULL OR s.state = $2)
     ${newestFirst(page, 's.uid', 'uuid', 3)}`,
    [network, state ?? null, page.after ?? page.before ?? null, page.limit],
  );
  return rows.map(toSettlement);
}

/** Settlements that were approved and are not all paid. */
export async function readUnderWay(sql: SqlRunner, network: number): Promise<string[]> {
  const rows = await select<{ uid: string }>(
    sql,
    `SELECT uid FROM settlement.settlement
     WHERE network = $1 AND state IN ('APPROVED', 'SETTLING') ORDER BY uid LIMIT 10`,
    [network],
  );
  return rows.map(({ uid }) => uid);
}

/** The state of the cycle's one settlement that was not aborted, if there is one. */
export async function stateOfCyclesSettlement(
  sql: SqlRunner,
  cycle: number,
): Promise<string | undefined> {
  const rows = await select<{ state: string }>(
    sql,
    `SELECT state FROM settlement.settlement WHERE cycle = $1 AND state <> 'ABORTED'`,
    [cycle],
  );
  return rows[0]?.state;
}

/** The terms in force of network `$2`. */
const IN_FORCE = `SELECT * FROM settlement.terms WHERE network = $2
  ORDER BY agreed_at DESC, uid DESC LIMIT 1`;

/** Its mode is that of the terms in force. */
export async function insertSettlement(
  sql: SqlRunner,
  settlement: { uid: string; network: number; cycle: number; proposedBy: string },
): Promise<void> {
  const { uid, network, cycle, proposedBy } = settlement;
  await sql.query(
    `INSERT INTO settlement.settlement (uid, network, cycle, proposed_by, proposed_at, mode)
     VALUES ($1, $2, $3, $4, ledger.network_now($2),
       coalesce((${IN_FORCE.replace('*', 'mode')}), 'prefunded'))`,
    [uid, network, cycle, proposedBy],
  );
}

/** What is paid through the settlement bank: of a cooperative one line, and none for a net of zero. */
export async function insertLines(
  sql: SqlRunner,
  uid: string,
  nets: readonly NetPosition[],
): Promise<void> {
  await sql.query(
    `INSERT INTO settlement.settlement_line (settlement, cooperative, side, due)
     SELECT $1::uuid, n.cooperative, CASE WHEN n.net > 0 THEN 'debtor' ELSE 'creditor' END, abs(n.net)
     FROM unnest($2::integer[], $3::bigint[]) AS n (cooperative, net) WHERE n.net <> 0`,
    [uid, nets.map(({ cooperative }) => cooperative), textOf(nets.map(({ net }) => net))],
  );
}

/**
 * Moves a settlement along; an approved one gets its deadline by the terms in force. The table of states, the trigger and the checks refuse what may not be.
 */
export async function moveSettlement(
  sql: SqlRunner,
  { uid, network }: Settlement,
  to: SettlementState,
  approvedBy?: string,
): Promise<void> {
  await sql.query(
    `WITH clock AS MATERIALIZED (SELECT ledger.network_now($2::smallint) AS now)
     UPDATE settlement.settlement SET state = $3,
       approved_by = coalesce($4, approved_by),
       approved_at = CASE WHEN $4::uuid IS NULL THEN approved_at ELSE clock.now END,
       deadline_at = CASE WHEN $4::uuid IS NULL THEN deadline_at ELSE clock.now
         + make_interval(hours => (${IN_FORCE.replace('*', 'deadline_hours')})) END,
       ended_at = CASE WHEN $3 IN ('SETTLED', 'ABORTED') THEN clock.now END
     FROM clock WHERE uid = $1`,
    [uid, network, to, approvedBy ?? null],
  );
}

interface LineRow {
  readonly cooperative: number;
  readonly cooperative_uid: string;
  readonly side: Side;
  readonly due: string;
  readonly paid: string;
  readonly transfers: string[];
}

export async function readLines(sql: SqlRunner, settlement: string): Promise<SettlementLine[]> {
  const rows = await select<LineRow>(
    sql,
    `SELECT l.cooperative, b.uid AS cooperative_uid, l.side, l.due, l.paid,
       ARRAY(SELECT p.transfer::text FROM settlement.settlement_payment p
         WHERE p.settlement = l.settlement AND p.cooperative = l.cooperative AND p.posted
         ORDER BY p.attempt) AS transfers
     FROM settlement.settlement_line l JOIN ledger.book b ON b.id = l.cooperative
     WHERE l.settlement = $1 ORDER BY l.cooperative`,
    [settlement],
  );
  return rows.map((row) => ({
    cooperative: row.cooperative,
    cooperativeUid: row.cooperative_uid,
    side: row.side,
    due: BigInt(row.due),
    paid: BigInt(row.paid),
    transfers: row.transfers,
  }));
}

/** What the liquidity of each debtor holds and nothing reserves, in sen. */
export async function readLiquidity(
  sql: SqlRunner,
  settlement: string,
): Promise<ReadonlyMap<number, Sen>> {
  const rows = await select<{ cooperative: number; free: string }>(
    sql,
    `SELECT l.cooperative, greatest(a.posted - a.held_debits - a.minimum, 0)::text AS free
     FROM settlement.settlement_line l
     JOIN participants.cooperative c ON c.book = l.cooperative
     JOIN ledger.account a ON a.id = c.liquidity
     WHERE l.settlement = $1 AND l.side = 'debtor'`,
    [settlement],
  );
  return new Map(rows.map(({ cooperative, free }) => [cooperative, BigInt(free)]));
}

/**
 * The switch's own money at the settlement bank before this settlement paid anything, in sen: what the bank holds beyond
 * all liquidity and the switch's suspense, and without what passes through on its way from debtors to creditors.
 */
export async function readSwitchEarned(sql: SqlRunner, settlement: Settlement): Promise<Sen> {
  const [row] = await select<{ earned: string }>(
    sql,
    `SELECT (-bank.posted - greatest(suspense.posted, 0)
         - (SELECT coalesce(sum(a.posted), 0) FROM participants.cooperative c
              JOIN ledger.account a ON a.id = c.liquidity WHERE c.network = n.id)
         - (SELECT coalesce(sum(CASE l.side WHEN 'debtor' THEN l.paid ELSE -l.paid END), 0)
              FROM settlement.settlement_line l WHERE l.settlement = $2))::text AS earned
     FROM participants.network n
     JOIN ledger.account bank ON bank.id = n.settlement_bank
     JOIN ledger.account suspense ON suspense.id = n.suspense
     WHERE n.id = $1`,
    [settlement.network, settlement.uid],
  );
  invariant(row !== undefined, `there is no network ${settlement.network}`);
  return BigInt(row.earned);
}

/** Payments that were decided and whose posting is not known yet. */
export async function readOpenPayments(
  sql: SqlRunner,
  settlement: string,
): Promise<PlannedPayment[]> {
  const rows = await select<{ cooperative: number; attempt: number; side: Side; amount: string }>(
    sql,
    `SELECT p.cooperative, p.attempt, l.side, p.amount FROM settlement.settlement_payment p
     JOIN settlement.settlement_line l USING (settlement, cooperative)
     WHERE p.settlement = $1 AND p.transfer IS NULL ORDER BY p.cooperative`,
    [settlement],
  );
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }));
}

/** Decides payments, each the next attempt of its line; a line has one open payment at most. */
export async function insertPayments(
  sql: SqlRunner,
  settlement: string,
  payments: readonly { readonly cooperative: number; readonly amount: Sen }[],
): Promise<void> {
  await sql.query(
    `INSERT INTO settlement.settlement_payment (settlement, cooperative, attempt, amount)
     SELECT $1::uuid, n.cooperative, 1 + (
         SELECT coalesce(max(p.attempt), 0) FROM settlement.settlement_payment p
         WHERE p.settlement = $1 AND p.cooperative = n.cooperative), n.amount
     FROM unnest($2::integer[], $3::bigint[]) AS n (cooperative, amount)`,
    [
      settlement,
      payments.map(({ cooperative }) => cooperative),
      textOf(payments.map(({ amount }) => amount)),
    ],
  );
}

/** Writes down what the ledger answered; what somebody else wrote down already is left as it is. */
export async function recordPayments(
  sql: SqlRunner,
  settlement: string,
  payments: readonly DecidedPayment[],
): Promise<void> {
  await sql.query(
    `WITH decided AS (
       UPDATE settlement.settlement_payment p SET transfer = n.transfer, posted = n.posted
       FROM unnest($2::integer[], $3::integer[], $4::uuid[], $5::boolean[])
         AS n (cooperative, attempt, transfer, posted)
       WHERE p.settlement = $1 AND p.cooperative = n.cooperative AND p.attempt = n.attempt
         AND p.transfer IS NULL
       RETURNING p.cooperative, p.amount, p.posted
     )
     UPDATE settlement.settlement_line l SET paid = l.paid + d.amount
     FROM decided d WHERE l.settlement = $1 AND l.cooperative = d.cooperative AND d.posted`,
    [
      settlement,
      payments.map(({ cooperative }) => cooperative),
      payments.map(({ attempt }) => attempt),
      payments.map(({ transfer }) => transfer),
      payments.map(({ posted }) => posted),
    ],
  );
}

export interface RecordedAct {
  readonly settlement: string;
  readonly name: string;
  readonly requestHash: string;
}

/** What this principal's key stands for among the acts on settlements. */
export async function readAct(
  sql: SqlRunner,
  principal: string,
  key: string,
): Promise<RecordedAct | undefined> {
  const rows = await select<{ settlement: string; name: string; request_hash: string }>(
    sql,
    'SELECT settlement, name, request_hash FROM settlement.act WHERE principal = $1 AND key = $2',
    [principal, key],
  );
  const row = rows[0];
  return row && { settlement: row.settlement, name: row.name, requestHash: row.request_hash };
}

export async function insertAct(
  sql: SqlRunner,
  name: ActName,
  { uid, network }: { readonly uid: string; readonly network: number },
  actor: Actor,
): Promise<void> {
  await sql.query(
    `INSERT INTO settlement.act (principal, key, request_hash, settlement, name, acted_at)
     VALUES ($1, $2, $3, $4, $5, ledger.network_now($6))`,
    [actor.principal, actor.key, actor.requestHash, uid, name, network],
  );
}

/** The nets of a netted cycle, from what was stored. */
export async function readNets(sql: SqlRunner, cycle: number): Promise<NetPosition[]> {
  const rows = await select<{ cooperative: number; net: string }>(
    sql,
    `SELECT cooperative, sum(net)::text AS net FROM settlement.net_position
     WHERE cycle = $1 GROUP BY cooperative ORDER BY cooperative`,
    [cycle],
  );
  return rows.map(({ cooperative, net }) => ({ cooperative, net: BigInt(net) }));
}

function toSettlement(row: SettlementRow): Settlement {
  invariant(settlementStates.isState(row.state), `unknown settlement state ${row.state}`);
  return {
    uid: row.uid,
    network: row.network,
    cycle: row.cycle,
    cycleUid: row.cycle_uid,
    state: row.state,
    mode: row.mode,
    deadlineAt: row.deadline_at,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
    endedAt: row.ended_at,
  };
}
