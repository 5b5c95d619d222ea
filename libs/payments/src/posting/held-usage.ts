import { localTimeOf, type AccountKind, type Sen } from '@app/core';
import type { UsageReturn } from '@app/ledger';

import { USAGE_KINDS } from '../limits/limits-for.js';

/** What of a hold decides which counters it has counted against, and how much of it was never taken. */
export interface HeldUsage {
  readonly payer: { readonly account: number; readonly kind: AccountKind };
  /** A till, or the wallet of a merchant. */
  readonly payee: { readonly account: number; readonly kind: AccountKind };
  /** What is still held of the payer's wallet, the fee of the payer included, in sen. */
  readonly leftOfPayer: Sen;
  /** What is still held of the principal, in sen. */
  readonly left: Sen;
  /** Whether some of it was captured: then the act itself has happened. */
  readonly wasCaptured: boolean;
  /** yyyymmdd in the network's calendar, when it was held. */
  readonly day: number;
}

/**
 * What a void or an expiry gives back to the counters. Counters that were never opened have nothing to give back, so
 * those that only some networks keep are named too.
 */
export function usageOfHold(hold: HeldUsage): UsageReturn[] {
  const { payer, payee, day, leftOfPayer, left } = hold;
  const count = hold.wasCaptured ? 0 : 1;
  const returns: UsageReturn[] = [];
  const give = (account: number, kind: number, amount: Sen) => {
    if (amount > 0n) returns.push({ account, kind, day, amount, count });
  };
  const isCash = payee.kind === 'till';
  if (payer.kind === 'member_wallet') {
    give(payer.account, USAGE_KINDS.spending, leftOfPayer);
    if (isCash) give(payer.account, USAGE_KINDS.cashOut, leftOfPayer);
  }
  give(payee.account, isCash ? USAGE_KINDS.tillPayOut : USAGE_KINDS.merchantSales, left);
  return returns;
}

/** A day as the counters of the ledger have it: yyyymmdd in the network's calendar. */
export function countingDayOf(at: Date, timeZone: string): number {
  const { year, month, day } = localTimeOf(at, timeZone);
  return year * 10_000 + month * 100 + day;
}
