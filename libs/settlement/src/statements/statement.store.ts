import { invariant, legCode, type Sen } from '@app/core';
import type { SqlRunner } from '@app/ledger';
import { balanceAt } from '../cycles/cycle.store.js';
import type { Cycle } from '../cycles/cycle.js';
import { select } from '../sql.js';
import type { SettledAmount } from './statement.js';

interface SettledRow {
  readonly cooperative: number;
  readonly transfer: string;
  readonly pays: boolean;
  readonly amount: string;
  readonly posted_at: Date;
}

/** What was paid of a cycle until now, oldest first. */
export async function readSettled(
  sql: SqlRunner,
  cycle: number,
): Promise<(SettledAmount & { readonly cooperative: number })[]> {
  const rows = await select<SettledRow>(
    sql,
    `SELECT p.cooperative, p.transfer, l.side = 'debtor' AS pays, p.amount, b.posted_at
     FROM settlement.settlement s
     JOIN settlement.settlement_line l ON l.settlement = s.uid
     JOIN settlement.settlement_payment p
       ON p.settlement = s.uid AND p.cooperative = l.cooperative AND p.posted
     JOIN ledger.transfer t ON t.id = p.transfer
     JOIN ledger.batch b ON b.number = t.batch
     WHERE s.cycle = $1 ORDER BY t.batch, t.item`,
    [cycle],
  );
  return rows.map((row) => ({
    cooperative: row.cooperative,
    transfer: row.transfer,
    side: row.pays ? 'paid' : 'received',
    amount: BigInt(row.amount),
    at: row.posted_at,
  }));
}

/** What settlements of earlier cycles moved between a deposit's mirror and a position in a range of batches. */
export async function readSettlementEntries(
  sql: SqlRunner,
  liquidity: number,
  { firstBatch, lastBatch }: Cycle,
): Promise<SettledAmount[]> {
  const rows = await select<Omit<SettledRow, 'cooperative'>>(
    sql,
    `SELECT e.transfer, e.debited AS pays, e.amount, b.posted_at
     FROM ledger.entry e
     JOIN ledger.batch b ON b.number = e.batch
     WHERE e.account = $1 AND e.batch BETWEEN $2 AND $3
       AND e.code = ${legCode('settlement', 'settlement')}
     ORDER BY e.batch, e.position`,
    [liquidity, firstBatch.toString(), lastOf(lastBatch)],
  );
  return rows.map((row) => ({
    transfer: row.transfer,
    side: row.pays ? 'paid' : 'received',
    amount: BigInt(row.amount),
    at: row.posted_at,
  }));
}

/** What a clearing account held before a closed cycle and after it; credits − debits, in sen. */
export async function readClearingAround(
  sql: SqlRunner,
  clearing: number,
  { firstBatch, lastBatch }: Cycle,
): Promise<{ readonly uid: string; readonly opening: Sen; readonly closing: Sen }> {
  const [row] = await select<{ uid: string; opening: string; closing: string }>(
    sql,
    `SELECT a.uid, ${balanceAt('a.id', '< $2')}::text AS opening,
       ${balanceAt('a.id', '<= $3')}::text AS closing
     FROM ledger.account a WHERE a.id = $1`,
    [clearing, firstBatch.toString(), lastOf(lastBatch)],
  );
  invariant(row !== undefined, `there is no account ${clearing}`);
  return { uid: row.uid, opening: BigInt(row.opening), closing: BigInt(row.closing) };
}

/** The hash of the last batch until a number, 64 hex digits; null before a network's first. */
export async function readChainHash(sql: SqlRunner, batch: bigint): Promise<string | null> {
  const [row] = await select<{ hash: string }>(
    sql,
    `SELECT encode(hash, 'hex') AS hash FROM ledger.batch WHERE number = $1`,
    [batch.toString()],
  );
  return row?.hash ?? null;
}

function lastOf(lastBatch: bigint | null): string {
  invariant(lastBatch !== null, 'a closed cycle has its last batch');
  return lastBatch.toString();
}
