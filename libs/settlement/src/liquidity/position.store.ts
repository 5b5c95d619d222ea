import { invariant, type Sen } from '@app/core';
import type { SqlRunner } from '@app/ledger';
import { balanceAt, settledSql } from '../cycles/cycle.store.js';
import { select } from '../sql.js';

/** Where a cooperative stands towards the network at one instant. Amounts in sen. */
export interface Position {
  readonly cooperativeUid: string;
  readonly book: number;
  readonly shortName: string;
  /** Positive: it owes the network; negative: it is owed. Of all cycles that are not paid. */
  readonly clearing: Sen;
  /** What holds reserve of the cap. */
  readonly held: Sen;
  /** The net debit cap: clearing and holds together never go above it. */
  readonly cap: Sen;
  /** What is prefunded at the settlement bank, and what of it is reserved to be paid out. */
  readonly liquidity: Sen;
  readonly liquidityHeld: Sen;
  /** What the settlement deposit in the cooperative's own book says: the same as `liquidity`. */
  readonly deposit: Sen;
  readonly openCycleUid: string;
  readonly openCycleNumber: number;
  /** What of `clearing` came in the open cycle. */
  readonly openCycle: Sen;
  /** What its acts have added to `clearing` since midnight of the network's zone; settling is none. */
  readonly today: Sen;
  /** Since that midnight. */
  readonly todaySeconds: number;
  /** The network's time. */
  readonly now: Date;
}

interface PositionRow {
  readonly uid: string;
  readonly book: number;
  readonly short_name: string;
  readonly clearing: string;
  readonly held: string;
  readonly cap: string | null;
  readonly liquidity: string;
  readonly liquidity_held: string;
  readonly deposit: string;
  readonly cycle_uid: string;
  readonly cycle_number: number;
  readonly open_cycle: string;
  readonly today: string;
  readonly today_seconds: number;
  readonly now: Date;
}

/** One statement, so one snapshot: everything in a position is true of the same instant. */
const SELECT_POSITIONS = `SELECT c.uid, c.book, c.short_name, cl.posted AS clearing,
    cl.held_credits AS held, cl.maximum AS cap, lq.posted AS liquidity,
    lq.held_debits AS liquidity_held, -sd.posted AS deposit, y.uid AS cycle_uid,
    y.number AS cycle_number,
    (cl.posted - ${balanceAt('c.clearing', '< y.first_batch')}
      + ${settledSql('c', 'y.first_batch', '9223372036854775807')})::text
      AS open_cycle,
    (cl.posted - ${balanceAt('c.clearing', '<= day.before')}
      + ${settledSql('c', 'day.before + 1', '9223372036854775807')})::text
      AS today,
    extract(epoch FROM day.now - day.midnight)::float8 AS today_seconds, day.now
  FROM participants.cooperative c
  JOIN ledger.account cl ON cl.id = c.clearing
  JOIN ledger.account lq ON lq.id = c.liquidity
  JOIN ledger.account sd ON sd.id = c.settlement_deposit
  JOIN ledger.cycle y ON y.network = c.network AND y.state = 'OPEN'
  CROSS JOIN LATERAL (
    SELECT clock.now, clock.midnight, coalesce((SELECT b.number FROM ledger.batch b
        WHERE b.network = c.network AND b.posted_at < clock.midnight
        ORDER BY b.posted_at DESC LIMIT 1), 0) AS before
    FROM (SELECT n.now, date_trunc('day', n.now AT TIME ZONE n.zone) AT TIME ZONE n.zone AS midnight
      FROM (SELECT ledger.network_now(w.id) AS now, w.time_zone AS zone
        FROM ledger.network w WHERE w.id = c.network) AS n) AS clock
  ) AS day`;

export async function readPosition(sql: SqlRunner, cooperative: string): Promise<Position> {
  const rows = await select<PositionRow>(sql, `${SELECT_POSITIONS} WHERE c.uid = $1`, [
    cooperative,
  ]);
  const row = rows[0];
  invariant(row !== undefined, `there is no cooperative ${cooperative}`);
  return toPosition(row);
}

export interface PositionPage {
  /** Uuid of the cooperative. */
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Positions of a network's cooperatives, oldest cooperative first. */
export async function readPositions(
  sql: SqlRunner,
  network: number,
  page: PositionPage,
): Promise<Position[]> {
  const backwards = page.before !== undefined;
  const rows = await select<PositionRow>(
    sql,
    `${SELECT_POSITIONS} WHERE c.network = $1
       AND ($2::uuid IS NULL OR c.uid ${backwards ? '<' : '>'} $2)
     ORDER BY c.uid ${backwards ? 'DESC' : 'ASC'} LIMIT $3`,
    [network, page.after ?? page.before ?? null, page.limit],
  );
  return rows.map(toPosition);
}

function toPosition(row: PositionRow): Position {
  invariant(row.cap !== null, `the clearing of book ${row.book} has no cap`);
  return {
    cooperativeUid: row.uid,
    book: row.book,
    shortName: row.short_name,
    clearing: BigInt(row.clearing),
    held: BigInt(row.held),
    cap: BigInt(row.cap),
    liquidity: BigInt(row.liquidity),
    liquidityHeld: BigInt(row.liquidity_held),
    deposit: BigInt(row.deposit),
    openCycleUid: row.cycle_uid,
    openCycleNumber: row.cycle_number,
    openCycle: BigInt(row.open_cycle),
    today: BigInt(row.today),
    todaySeconds: row.today_seconds,
    now: row.now,
  };
}
