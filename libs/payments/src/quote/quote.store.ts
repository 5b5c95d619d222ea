import type { Sen } from '@app/core';
import type { DataSource } from 'typeorm';

import type { PaymentFees } from '../payment/plan-payment.js';
import { Remembered } from '../remembered.js';

/** A promise of fees to one payer, for one payee and amount, until it expires. Never changed. */
export interface Quote {
  readonly id: string;
  readonly network: number;
  readonly member: string;
  readonly merchant: string;
  /** In sen. */
  readonly amount: Sen;
  readonly fees: PaymentFees;
  /** Microseconds since 1970, by the network's clock. */
  readonly expiresAtUs: bigint;
}

export type QuoteDraft = Omit<Quote, 'expiresAtUs'>;

interface QuoteRow {
  id: string;
  network: number;
  member: string;
  merchant: string;
  amount: string;
  fee_version: number;
  parties: string[];
  shares: string[];
  expires_at_us: string;
}

const COLUMNS = `id, network, member, merchant, amount, fee_version, parties,
  shares::text[] AS shares, (extract(epoch FROM expires_at) * 1000000)::bigint AS expires_at_us`;

/** Quotes are short-lived and immutable, so the few that this process gave out lately need no query. */
const REMEMBERED_MAX = 10_000;

export class QuoteStore {
  private readonly remembered = new Remembered<string, Quote>(REMEMBERED_MAX);

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Stores a quote that is good for `seconds` of the network's time. Undefined if the rules have changed since
   * `epoch`: the fees would be yesterday's.
   */
  async insert(draft: QuoteDraft, epoch: bigint, seconds: number): Promise<Quote | undefined> {
    const { fees } = draft;
    const rows = await this.dataSource.query<QuoteRow[]>(
      `INSERT INTO payments.quote
         (id, network, member, merchant, amount, fee_version, parties, shares, created_at, expires_at)
       SELECT $1, $2, $3, $4, $5, $6, $7::text[], $8::bigint[], now_at, now_at + make_interval(secs => $9)
       FROM ledger.head h, ledger.network_now(h.network) AS now_at
       WHERE h.network = $2::smallint AND h.epoch = $10
       RETURNING ${COLUMNS}`,
      [
        draft.id,
        draft.network,
        draft.member,
        draft.merchant,
        draft.amount.toString(),
        fees.version,
        fees.shares.map((share) => share.party),
        fees.shares.map((share) => share.amount.toString()),
        seconds,
        epoch.toString(),
      ],
    );
    const quote = quoteOf(rows[0]);
    return quote === undefined ? undefined : this.remember(quote);
  }

  async find(id: string): Promise<Quote | undefined> {
    const known = this.remembered.get(id);
    if (known !== undefined) return known;
    const rows = await this.dataSource.query<QuoteRow[]>(
      `SELECT ${COLUMNS} FROM payments.quote WHERE id = $1`,
      [id],
    );
    const quote = quoteOf(rows[0]);
    return quote === undefined ? undefined : this.remember(quote);
  }

  private remember(quote: Quote): Quote {
    this.remembered.set(quote.id, quote);
    return quote;
  }
}

function quoteOf(row: QuoteRow | undefined): Quote | undefined {
  if (row === undefined) return undefined;
  return {
    id: row.id,
    network: row.network,
    member: row.member,
    merchant: row.merchant,
    amount: BigInt(row.amount),
    fees: {
      version: row.fee_version,
      shares: row.parties.map((party, at) => ({ party, amount: BigInt(row.shares[at] ?? '0') })),
    },
    expiresAtUs: BigInt(row.expires_at_us),
  };
}
