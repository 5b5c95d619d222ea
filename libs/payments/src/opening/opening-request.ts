import { invariant, newUuid, openingBalance } from '@app/core';
import type { PostingRequest } from '@app/ledger';
import type { Rules } from '@app/participants';

import type { OpeningOrder } from './opening-order.store.js';

/** The wallet of a member or merchant: `Member` and `Merchant` both are one. */
export interface WalletHolder {
  readonly network: number;
  readonly book: number;
  readonly wallet: number;
  readonly walletUid: string;
}

/** opening_balance → wallet in the cooperative's book. It depends on no rule, so it never turns out stale. */
export function openingRequest(
  rules: Rules,
  { network, book, wallet }: Omit<WalletHolder, 'walletUid'>,
  order: OpeningOrder,
): PostingRequest {
  const cooperative = rules.cooperatives.get(book);
  invariant(cooperative !== undefined, `book ${book} is of no cooperative`);
  const { openingBalance: former } = cooperative.accounts;
  return {
    ...order,
    id: newUuid(),
    network,
    type: 'opening_balance',
    payee: wallet,
    acquirer: book,
    legs: openingBalance({ openingBalance: former, wallet, amount: order.amount }),
    gates: [{ account: wallet, role: 'payee' }],
  };
}
