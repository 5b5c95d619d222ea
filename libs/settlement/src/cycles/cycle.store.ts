import {
  LEG_COMPONENTS,
  TRANSFER_TYPES,
  cycleStates,
  invariant,
  legCode,
  readLegCode,
  type CycleState,
  type Flow,
} from '@app/core';
import type { SqlRunner } from '@app/ledger';
import { newestFirst, select, textOf, type PageOf } from '../sql.js';
import type { Cycle, NetPart } from './cycle.js';
import type { Movement } from './netting.js';

interface CycleRow {
  readonly id: number;
  readonly uid: string;
  readonly network: number;
  readonly number: number;
  readonly state: string;
  readonly opened_at: Date;
  readonly cutoff_at: Date | null;
  readonly closed_at: Date | null;
  readonly first_batch: string;
  readonly last_batch: string | null;
}

const SELECT_CYCLE = `SELECT c.id, c.uid, c.network, c.number, c.state, c.opened_at, c.cutoff_at,
  c.closed_at, c.first_batch, c.last_batch FROM ledger.cycle c`;

export async function readCycle(sql: SqlRunner, uid: string): Promise<Cycle | undefined> {
  const [row] = await select<CycleRow>(sql, `${SELECT_CYCLE} WHERE c.uid = $1`, [uid]);
  return row && toCycle(row);
}

/**
 * Takes the cycle until the transaction ends: nets and settlements of it are decided one at a time.
 */
export async function lockCycle(sql: SqlRunner, id: number): Promise<Cycle> {
  const [row] = await select<CycleRow>(sql, `${SELECT_CYCLE} WHERE c.id = $1 FOR UPDATE`, [id]);
  invariant(row !== undefined, `there is no cycle ${id}`);
  return toCycle(row);
}

export async function readOpenCycle(sql: SqlRunner, network: number): Promise<Cycle> {
  const [row] = await select<CycleRow>(
    sql,
    `${SELECT_CYCLE} WHERE c.network = $1 AND c.state = 'OPEN'`,
    [network],
  );
  invariant(row !== undefined, `network ${network} has no open cycle`);
  return toCycle(row);
}

/** Cycles of a network, newest first; the cursor is the number. */
export async function readCycles(
  sql: SqlRunner,
  network: number,
  state: CycleState | undefined,
  page: PageOf<number>,
): Promise<Cycle[]> {
  const rows = await select<CycleRow>(
    sql,
    `${SELECT_CYCLE} WHERE c.network = $1 AND ($2::text IS NULL OR c.state = $2)
     ${newestFirst(page, 'c.number', 'integer', 3)}`,
    [network, state ?? null, page.after ?? page.before ?? null, page.limit],
  );
  return rows.map(toCycle);
}

/** The cycles that wait to be netted, oldest first. */
export async function readClosedCycles(
  sql: SqlRunner,
  network: number,
  limit: number,
): Promise<Cycle[]> {
  const rows = await select<CycleRow>(
    sql,
    `${SELECT_CYCLE} WHERE c.network = $1 AND c.state = 'CLOSED' ORDER BY c.number LIMIT $2`,
    [network, limit],
  );
  return rows.map(toCycle);
}

/** Whether an older cycle of the network is not settled yet. */
export async function hasOlderUnsettled(sql: SqlRunner, cycle: Cycle): Promise<boolean> {
  const rows = await select(
    sql,
    `SELECT 1 FROM ledger.cycle WHERE network = $1 AND number < $2 AND state <> 'SETTLED' LIMIT 1`,
    [cycle.network, cycle.number],
  );
  return rows.length > 0;
}

export async function moveCycle(sql: SqlRunner, id: number, to: CycleState): Promise<void> {
  await sql.query('UPDATE ledger.cycle SET state = $2 WHERE id = $1', [id, to]);
}

export async function readSwitchBook(sql: SqlRunner, network: number): Promise<number> {
  const [row] = await select<{ id: number }>(
    sql,
    `SELECT id FROM ledger.book WHERE network = $1 AND kind = 'switch'`,
    [network],
  );
  invariant(row !== undefined, `network ${network} has no switch`);
  return row.id;
}

/**
 * How every clearing account of a network, and its mirror, moved over a range of batches, by
 * balance points instead of legs; what settlements moved is found by the points of the deposit and the bank, and taken
 * out.
 */
export async function readMovements(
  sql: SqlRunner,
  network: number,
  range: { readonly first: bigint; readonly last: bigint },
): Promise<Movement[]> {
  const rows = await select<{ cooperative: number; clearing: string; position: string }>(
    sql,
    `SELECT c.book AS cooperative,
       (${balanceAt('c.clearing', '<= $3')} - ${balanceAt('c.clearing', '< $2')}
         + paid.amount)::text AS clearing,
       (${balanceAt('c.position', '<= $3')} - ${balanceAt('c.position', '< $2')}
         - paid.amount)::text AS position
     FROM participants.cooperative c
     CROSS JOIN LATERAL (SELECT ${settledSql('c', '$2', '$3')} AS amount) AS paid
     WHERE c.network = $1 ORDER BY c.book`,
    [network, range.first.toString(), range.last.toString()],
  );
  return rows.map((row) => ({
    cooperative: row.cooperative,
    clearing: BigInt(row.clearing),
    position: BigInt(row.position),
  }));
}

/** A SELECT expression: what a hot account held after its last batch that fits the comparison. */
export function balanceAt(account: string, comparison: string): string {
  return `coalesce((SELECT p.posted FROM ledger.balance_point p
    WHERE p.account = ${account} AND p.batch ${comparison} ORDER BY p.batch DESC LIMIT 1), 0)`;
}

/**
 * A SELECT expression: what settlements paid out of a cooperative's deposit or its bank, less what they paid in, in a
 * range of batches. `cooperative` is the alias of its row.
 */
export function settledSql(cooperative: string, first: string, last: string): string {
  return `coalesce((SELECT sum(CASE WHEN e.debited THEN -e.amount ELSE e.amount END)
    FROM ledger.entry e
    WHERE e.account IN (${cooperative}.settlement_deposit, ${cooperative}.bank)
      AND e.batch BETWEEN ${first} AND ${last}
      AND e.code = ${legCode('settlement', 'settlement')}), 0)`;
}

export async function insertParts(
  sql: SqlRunner,
  cycle: number,
  parts: readonly NetPart[],
): Promise<void> {
  await sql.query(
    `INSERT INTO settlement.net_position
       (cycle, cooperative, service, component, debit, credit, net, leg_count)
     SELECT $1::integer, n.cooperative, n.service, n.component, n.debit, n.credit,
       n.debit - n.credit, n.leg_count
     FROM unnest($2::integer[], $3::smallint[], $4::smallint[], $5::bigint[], $6::bigint[], $7::bigint[])
       AS n (cooperative, service, component, debit, credit, leg_count)`,
    [
      cycle,
      parts.map((part) => part.cooperative),
      parts.map((part) => TRANSFER_TYPES[part.service]),
      parts.map((part) => LEG_COMPONENTS[part.component]),
      textOf(parts.map((part) => part.debit)),
      textOf(parts.map((part) => part.credit)),
      textOf(parts.map((part) => part.legCount)),
    ],
  );
}

interface PartRow {
  readonly cooperative: number;
  readonly code: number;
  readonly debit: string;
  readonly credit: string;
  readonly net: string;
  readonly leg_count: string;
}

export async function readParts(sql: SqlRunner, cycle: number): Promise<NetPart[]> {
  const rows = await select<PartRow>(
    sql,
    `SELECT cooperative, service * 100 + component AS code, debit, credit, net, leg_count
     FROM settlement.net_position WHERE cycle = $1 ORDER BY cooperative, service, component`,
    [cycle],
  );
  return rows.map((row) => {
    const { type, component } = readLegCode(row.code);
    return {
      cooperative: row.cooperative,
      service: type,
      component,
      debit: BigInt(row.debit),
      credit: BigInt(row.credit),
      net: BigInt(row.net),
      legCount: BigInt(row.leg_count),
    };
  });
}

export async function readFlows(sql: SqlRunner, cycle: number): Promise<Flow[]> {
  const rows = await select<{ from: number; to: number; amount: string }>(
    sql,
    `SELECT from_book AS "from", to_book AS "to", amount FROM settlement.bilateral_flow
     WHERE cycle = $1 ORDER BY from_book, to_book`,
    [cycle],
  );
  return rows.map(({ from, to, amount }) => ({ from, to, amount: BigInt(amount) }));
}

function toCycle(row: CycleRow): Cycle {
  invariant(cycleStates.isState(row.state), `unknown cycle state ${row.state}`);
  return {
    id: row.id,
    uid: row.uid,
    network: row.network,
    number: row.number,
    state: row.state,
    openedAt: row.opened_at,
    cutoffAt: row.cutoff_at,
    closedAt: row.closed_at,
    firstBatch: BigInt(row.first_batch),
    lastBatch: row.last_batch === null ? null : BigInt(row.last_batch),
  };
}
