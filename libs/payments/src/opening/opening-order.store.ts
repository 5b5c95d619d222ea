import { invariant, type Sen } from '@app/core';
import type { DataSource } from 'typeorm';

/** Somebody's order to record the opening balance of a wallet. Never changed. */
export interface OpeningOrder {
  /** The member of staff who asks. */
  readonly principal: string;
  readonly key: string;
  readonly requestHash: string;
  /** In sen: positive, whole rupiah. */
  readonly amount: Sen;
}

interface OrderRow {
  principal: string;
  key: string;
  request_hash: string;
  amount: string;
}

export class OpeningOrderStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The order that holds this attempt at a wallet: this one, if it is the first to ask. */
  async claim(wallet: string, attempt: number, order: OpeningOrder): Promise<OpeningOrder> {
    const { principal, key, requestHash, amount } = order;
    await this.dataSource.query(
      `INSERT INTO payments.opening_balance_order
         (wallet, attempt, principal, key, request_hash, amount)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [wallet, attempt, principal, key, requestHash, amount.toString()],
    );
    const [row] = await this.dataSource.query<OrderRow[]>(
      `SELECT principal, key, request_hash, amount FROM payments.opening_balance_order
       WHERE wallet = $1 AND attempt = $2`,
      [wallet, attempt],
    );
    invariant(row !== undefined, 'an attempt that nobody holds');
    return {
      principal: row.principal,
      key: row.key,
      requestHash: row.request_hash,
      amount: BigInt(row.amount),
    };
  }
}
