import { invariant, legCode, type Sen } from '@app/core';
import type { SqlRunner } from '@app/ledger';
import type { CooperativeAccounts } from '@app/participants';
import type { SettlementMode } from '../settlements/settlement.js';
import { DEFAULT_TERMS, readTerms } from '../settlements/terms.js';
import { balanceAt } from '../cycles/cycle.store.js';
import type { Cycle } from '../cycles/cycle.js';
import { select } from '../sql.js';
import type { ClearedAmount, SettledAmount } from './statement.js';

interface SettledRow {
  readonly cooperative: number;
  readonly counterpart: number | null;
  readonly transfer: string;
  readonly pays: boolean;
  readonly amount: string;
  readonly posted_at: Date;
}

/** What a cooperative paid or was paid of a cycle, through the settlement bank or by its counterpart (a book). */
export type SettledOfBook = Omit<SettledAmount, 'counterpart'> & {
  readonly cooperative: number;
  readonly counterpart: number | null;
};

/** What was paid of a cycle until now, oldest first. */
export async function readSettled(sql: SqlRunner, cycle: number): Promise<SettledOfBook[]> {
  const rows = await select<SettledRow>(
    sql,
    `SELECT m.cooperative, m.counterpart, m.transfer, m.pays, m.amount, b.posted_at
     FROM (
       SELECT s.cycle, p.cooperative, NULL::integer AS counterpart, p.transfer,
         l.side = 'debtor' AS pays, p.amount
       FROM settlement.settlement s
       JOIN settlement.settlement_line l ON l.settlement = s.uid
       JOIN settlement.settlement_payment p
         ON p.settlement = s.uid AND p.cooperative = l.cooperative AND p.posted
       UNION ALL
       SELECT s.cycle, side.own, side.other, p.uid, side.pays, p.amount
       FROM settlement.settlement s
       JOIN settlement.direct_payment p ON p.settlement = s.uid AND p.posted
       CROSS JOIN LATERAL (VALUES (p.debtor, p.creditor, true), (p.creditor, p.debtor, false))
         AS side (own, other, pays)
     ) AS m
     JOIN ledger.transfer t ON t.id = m.transfer
     JOIN ledger.batch b ON b.number = t.batch
     WHERE m.cycle = $1 ORDER BY t.batch, t.item, m.cooperative`,
    [cycle],
  );
  return rows.map((row) => ({
    cooperative: row.cooperative,
    counterpart: row.counterpart,
    transfer: row.transfer,
    side: row.pays ? 'paid' : 'received',
    amount: BigInt(row.amount),
    at: row.posted_at,
  }));
}

/** How a cycle is settled: by its settlement that was not given up, else by the terms in force. */
export async function readModeOf(sql: SqlRunner, { id, network }: Cycle): Promise<SettlementMode> {
  const [row] = await select<{ mode: SettlementMode }>(
    sql,
    `SELECT mode FROM settlement.settlement WHERE cycle = $1 AND state <> 'ABORTED'`,
    [id],
  );
  return row?.mode ?? ((await readTerms(sql, network)) ?? DEFAULT_TERMS).mode;
}

/** What settlements of earlier cycles moved between a clearing and its deposit or bank in a range of batches. */
export async function readSettlementEntries(
  sql: SqlRunner,
  { settlementDeposit, bank }: Pick<CooperativeAccounts, 'settlementDeposit' | 'bank'>,
  { firstBatch, lastBatch }: Cycle,
): Promise<ClearedAmount[]> {
  const rows = await select<Omit<SettledRow, 'cooperative' | 'counterpart'>>(
    sql,
    `SELECT e.transfer, NOT e.debited AS pays, e.amount, b.posted_at
     FROM ledger.entry e
     JOIN ledger.batch b ON b.number = e.batch
     WHERE e.account = ANY ($1::integer[]) AND e.batch BETWEEN $2 AND $3
       AND e.code = ${legCode('settlement', 'settlement')}
     ORDER BY e.batch, e.position`,
    [[settlementDeposit, bank], firstBatch.toString(), lastOf(lastBatch)],
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
