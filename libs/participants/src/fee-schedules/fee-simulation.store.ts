import { ACCOUNT_KINDS, invariant, TRANSFER_TYPES, transferTypeOf } from '@app/core';
import type { SqlRunner } from '@app/ledger';

import { select } from '../directory/directory.store.js';
import {
  SERVICE_OF,
  type BookedFee,
  type FeeAccountKind,
  type PricedAct,
  type PricedType,
} from './fee-tally.js';

export interface Period {
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
}

/** The batches of a period; what was posted in them never changes. */
export interface BatchRange {
  readonly first: string;
  readonly last: string;
  /** Transfers of any kind, refused ones too. */
  readonly transfers: number;
}

/** A transfer's place. */
export interface Place {
  readonly batch: string;
  readonly item: number;
}

/** The month before the present one, in the network's calendar. */
export async function lastMonth(sql: SqlRunner, network: number): Promise<Period> {
  const [row] = await select<Period>(
    sql,
    `SELECT (m.start - interval '1 month') AT TIME ZONE m.zone AS from,
       m.start AT TIME ZONE m.zone AS to
     FROM (SELECT n.time_zone AS zone,
         date_trunc('month', ledger.network_now(n.id) AT TIME ZONE n.time_zone) AS start
       FROM ledger.network n WHERE n.id = $1) AS m`,
    [network],
  );
  invariant(row !== undefined, `there is no network ${network}`);
  return row;
}

/** undefined when nothing was posted in the period. */
export async function batchRange(
  sql: SqlRunner,
  network: number,
  { from, to }: Period,
): Promise<BatchRange | undefined> {
  const [row] = await select<{ first: string | null; last: string; transfers: string }>(
    sql,
    `SELECT min(number) AS first, max(number) AS last, coalesce(sum(transfer_count), 0) AS transfers
     FROM ledger.batch WHERE network = $1 AND posted_at >= $2 AND posted_at < $3`,
    [network, from, to],
  );
  if (row === undefined || row.first === null) return undefined;
  return { first: row.first, last: row.last, transfers: Number(row.transfers) };
}

const TYPE_OF_CODE = new Map<number, PricedType>(
  (Object.keys(SERVICE_OF) as PricedType[]).map((type) => [TRANSFER_TYPES[type], type]),
);

/** What a schedule prices: posted, by and at a cooperative. */
const PRICED = `t.refusal IS NULL AND t.issuer IS NOT NULL AND t.acquirer IS NOT NULL
  AND t.type IN (${[...TYPE_OF_CODE.keys()].join(', ')})`;

interface ActRow extends Place {
  readonly type: number;
  readonly issuer: number;
  readonly acquirer: number;
  readonly criterion: string | null;
  readonly amount: string;
}

/** A page of acts in the ledger's order, and the place where it ends; an empty one is the end. */
export async function readActs(
  sql: SqlRunner,
  after: Place,
  last: string,
  limit: number,
): Promise<{ acts: PricedAct[]; end: Place | undefined }> {
  const rows = await select<ActRow>(
    sql,
    `SELECT t.batch, t.item, t.type, t.issuer, t.acquirer, m.criterion, t.amount
     FROM ledger.transfer t LEFT JOIN participants.merchant m ON m.wallet = t.payee
     WHERE t.batch >= $1 AND t.batch <= $3 AND (t.batch, t.item) > ($1, $2) AND ${PRICED}
     ORDER BY t.batch, t.item LIMIT $4`,
    [after.batch, after.item, last, limit],
  );
  const end = rows.at(-1);
  const acts = rows.map((row) => ({
    service: SERVICE_OF[pricedType(row.type)],
    issuer: row.issuer,
    acquirer: row.acquirer,
    criterion: row.criterion ?? undefined,
    amount: BigInt(row.amount),
  }));
  return { acts, end };
}

const FEE_ACCOUNTS: readonly FeeAccountKind[] = [
  'fee_income',
  'interchange_income',
  'interchange_expense',
  'switch_fee_expense',
  'switch_fee_income',
  'fee_payable',
  'incentive_budget',
];
const codesOf = (...kinds: readonly FeeAccountKind[]): string =>
  kinds.map((kind) => ACCOUNT_KINDS[kind].code).join(', ');

/** Each leg of a fee has one side that tells who earned or paid it; the other is money on its way. */
const FEE_SIDE = `CASE
  WHEN c.kind IN (${codesOf('fee_income', 'interchange_income', 'switch_fee_income', 'fee_payable')})
    THEN c.kind
  WHEN d.kind IN (${codesOf('interchange_expense', 'switch_fee_expense', 'incentive_budget')})
    THEN d.kind END`;

interface BookedRow {
  readonly type: number;
  readonly on_us: boolean;
  readonly book: number;
  readonly kind: number;
  readonly amount: string;
}

/** What was booked of fees by the acts of a page. */
export async function readBooked(
  sql: SqlRunner,
  after: Place,
  end: Place,
): Promise<(BookedFee & { readonly type: PricedType })[]> {
  const rows = await select<BookedRow>(
    sql,
    `SELECT t.type, t.issuer = t.acquirer AS on_us, l.book, ${FEE_SIDE} AS kind,
       sum(l.amount) AS amount
     FROM ledger.transfer t
     JOIN ledger.leg l ON l.transfer = t.id
     JOIN ledger.account d ON d.id = l.debit_account
     JOIN ledger.account c ON c.id = l.credit_account
     WHERE t.batch >= $1 AND t.batch <= $3 AND (t.batch, t.item) > ($1, $2)
       AND (t.batch, t.item) <= ($3, $4) AND ${PRICED}
       AND ${FEE_SIDE} IS NOT NULL
     GROUP BY 1, 2, 3, 4`,
    [after.batch, after.item, end.batch, end.item],
  );
  return rows.map((row) => {
    const kind = FEE_ACCOUNTS.find((name) => ACCOUNT_KINDS[name].code === row.kind);
    invariant(kind !== undefined, `a fee on an account of kind ${row.kind}`);
    return {
      type: pricedType(row.type),
      onUs: row.on_us,
      book: row.book,
      kind,
      amount: BigInt(row.amount),
    };
  });
}

function pricedType(code: number): PricedType {
  const type = TYPE_OF_CODE.get(code);
  invariant(type !== undefined, `a ${transferTypeOf(code)} has no price`);
  return type;
}
