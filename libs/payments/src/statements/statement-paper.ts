import { formatRupiah, type AccountKind, type Sen } from '@app/core';

import type { Statement } from './statement.service.js';

/** Who is named at the head of a printed statement. */
export interface Letterhead {
  /** The cooperative in whose book the account stands; of the switch's book, the network. */
  readonly institution: string;
  readonly place: string | null;
  /** The member or the shop; null for an account of the institution itself. */
  readonly holder: string | null;
  /** The number that the cooperative knows a member by. */
  readonly memberNumber: string | null;
  /** The account's id on the wire. */
  readonly accountId: string;
}

const WALLETS: ReadonlySet<AccountKind> = new Set(['member_wallet', 'merchant_wallet']);

/**
 * A balance on paper. A wallet is the institution's debt to its holder and never below zero; of any other account the
 * side is told as bookkeepers write it: "Rp5.000 D" or "Rp5.000 K".
 */
export function paperBalance({ account }: Pick<Statement, 'account'>, posted: Sen): string {
  if (WALLETS.has(account.kind)) return formatRupiah(posted);
  if (posted === 0n) return formatRupiah(posted);
  return posted < 0n ? `${formatRupiah(-posted)} D` : `${formatRupiah(posted)} K`;
}
