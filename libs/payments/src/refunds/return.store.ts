import { invariant, readLegCode, type Sen } from '@app/core';
import type { SqlRunner } from '@app/ledger';

import type { GivenBack } from './plan-refund.js';

/** What became of a posted transfer since: refunds, or one reversal. */
export interface Returns {
  /** Of all refunds, in sen. */
  readonly refunded: Sen;
  /** The reversal's uuid. */
  readonly reversal: string | null;
  /** Posted ones, newest first; at most a hundred. */
  readonly refunds: readonly ReturnedPart[];
}

export interface ReturnedPart {
  readonly id: string;
  readonly amount: Sen;
  /** ISO 8601 in UTC with microseconds. */
  readonly createdAt: string;
}

interface GivenBackRow {
  returned: string;
  debit: number | null;
  credit: number;
  book: number;
  code: number;
  amount: string;
}

/** In one statement, so that the sum is that of these very legs. Type 6 is refund. */
const GIVEN_BACK = `
WITH refund AS (
  SELECT id, amount FROM ledger.transfer
  WHERE original = $1 AND type = 6 AND refusal IS NULL
), leg AS (
  SELECT l.debit_account AS debit, l.credit_account AS credit, l.book, l.code,
    sum(l.amount)::text AS amount
  FROM refund r JOIN ledger.leg l ON l.transfer = r.id
  GROUP BY l.debit_account, l.credit_account, l.book, l.code
)
SELECT s.returned, leg.debit, leg.credit, leg.book, leg.code, leg.amount
FROM (SELECT coalesce(sum(amount), 0)::text AS returned FROM refund) AS s LEFT JOIN leg ON true
ORDER BY leg.book, leg.debit, leg.credit, leg.code`;

/** Type 7 is reversal. */
const RETURNS = `
SELECT t.id, t.amount::text AS amount, t.type,
  sum(t.amount) FILTER (WHERE t.type = 6) OVER ()::text AS refunded,
  to_char(b.posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
FROM ledger.transfer t JOIN ledger.batch b ON b.number = t.batch
WHERE t.original = $1 AND t.type IN (6, 7) AND t.refusal IS NULL
ORDER BY t.batch DESC, t.item DESC LIMIT 100`;

/** Reads from the ledger what was given back of a transfer. */
export class ReturnStore {
  constructor(private readonly sql: SqlRunner) {}

  /** For planning the next refund. */
  async givenBack(transfer: string): Promise<GivenBack> {
    const rows = (await this.sql.query(GIVEN_BACK, [transfer])) as GivenBackRow[];
    const [first] = rows;
    invariant(first !== undefined, 'a sum always has a row');
    const legs = rows.flatMap(({ debit, credit, book, code, amount }) =>
      debit === null ? [] : [{ debit, credit, book, amount: BigInt(amount), ...readLegCode(code) }],
    );
    return { returned: BigInt(first.returned), legs };
  }

  /** For showing. */
  async returnsOf(transfer: string): Promise<Returns> {
    const rows = (await this.sql.query(RETURNS, [transfer])) as {
      id: string;
      amount: string;
      type: number;
      refunded: string | null;
      at: string;
    }[];
    return {
      refunded: BigInt(rows[0]?.refunded ?? 0),
      reversal: rows.find(({ type }) => type === 7)?.id ?? null,
      refunds: rows
        .filter(({ type }) => type === 6)
        .map(({ id, amount, at }) => ({ id, amount: BigInt(amount), createdAt: at })),
    };
  }
}
