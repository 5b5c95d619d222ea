import { createHash } from 'node:crypto';

import { legCode, type Sen } from '@app/core';
import type { EntityManager } from 'typeorm';

import type { OpeningOrder } from '../opening/opening-order.store.js';
import type { ImportedRow } from './import.js';

const HASH_DIGITS = 32;

/**
 * The order to record a row's opening balance. Its key is the wallet's uuid, which the row has from the moment at
 * which it is made: whoever brings the import to its end posts the same.
 */
export function orderOf(principal: string, { walletUid, opening }: ImportedRow): OpeningOrder {
  const words = `opening balance\n${walletUid}\n${opening}`;
  const requestHash = createHash('sha256').update(words).digest('hex').slice(0, HASH_DIGITS);
  return { principal, key: walletUid, requestHash, amount: opening };
}

/**
 * Writes the orders down in the transaction that makes the wallets: so nobody else's order can come first, and
 * somebody who records an opening balance meanwhile posts these.
 */
export async function writeOrders(
  tx: EntityManager,
  principal: string,
  rows: readonly ImportedRow[],
): Promise<void> {
  const orders = rows.map((row) => orderOf(principal, row));
  await tx.query(
    `INSERT INTO payments.opening_balance_order
       (wallet, attempt, principal, key, request_hash, amount)
     SELECT o.wallet, 1, $1, o.key, o.hash, o.amount
     FROM unnest($2::uuid[], $3::text[], $4::text[], $5::bigint[]) AS o(wallet, key, hash, amount)`,
    [
      principal,
      rows.map(({ walletUid }) => walletUid),
      orders.map(({ key }) => key),
      orders.map(({ requestHash }) => requestHash),
      orders.map(({ amount }) => amount.toString()),
    ],
  );
}

interface RecordedRow {
  wallet_uid: string;
  amount: string | null;
}

/**
 * The opening balances of wallets, in sen, recorded or, by another import, on their way; wallets without one are
 * missing. Only wallets that somebody ordered one for are looked up in the books.
 */
export async function readOpenings(
  tx: EntityManager,
  wallets: readonly { readonly wallet: number; readonly walletUid: string }[],
): Promise<ReadonlyMap<string, Sen>> {
  const rows = await tx.query<RecordedRow[]>(
    `SELECT w.uid AS wallet_uid, coalesce(leg.amount, coming.amount) AS amount
     FROM unnest($1::integer[], $2::uuid[]) AS w(id, uid)
     JOIN LATERAL (SELECT principal, key, amount FROM payments.opening_balance_order o
       WHERE o.wallet = w.uid ORDER BY attempt DESC LIMIT 1) AS latest ON true
     LEFT JOIN LATERAL (SELECT amount FROM ledger.entry
       WHERE account = w.id AND NOT debited AND code = $3
       ORDER BY batch LIMIT 1) AS leg ON true
     LEFT JOIN LATERAL (SELECT latest.amount WHERE latest.key = w.uid::text AND NOT EXISTS
       (SELECT 1 FROM ledger.claim c WHERE c.value = w.uid AND c.principal = latest.principal)
     ) AS coming ON true`,
    [
      wallets.map(({ wallet }) => wallet),
      wallets.map(({ walletUid }) => walletUid),
      legCode('opening_balance', 'opening'),
    ],
  );
  return new Map(
    rows.flatMap(({ wallet_uid: uid, amount }) => (amount === null ? [] : [[uid, BigInt(amount)]])),
  );
}
