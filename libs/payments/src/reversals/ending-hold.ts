import { sumSen, type AccountKind } from '@app/core';
import type { Obligation, TransferRecord, UsageReturn } from '@app/ledger';

import { countingDayOf, usageOfHold } from '../posting/held-usage.js';

/**
 * What the limits get back when a hold ends with nothing more taken from it, whether it was for cash or for a merchant.
 *
 * @param kinds of the hold's payer and payee, by account.
 */
export function usageOfEndingHold(
  hold: TransferRecord,
  { authorised, captured, lines }: Obligation,
  kinds: ReadonlyMap<number, { readonly kind: AccountKind }>,
  timeZone: string,
): UsageReturn[] {
  const { payer, payee } = hold;
  if (payer === null || payee === null) return [];
  const payerKind = kinds.get(payer)?.kind;
  const payeeKind = kinds.get(payee)?.kind;
  if (payerKind === undefined || payeeKind === undefined) return [];
  const ofPayer = lines.filter(({ account, side }) => account === payer && side === 'debit');
  return usageOfHold({
    payer: { account: payer, kind: payerKind },
    payee: { account: payee, kind: payeeKind },
    leftOfPayer: sumSen(ofPayer.map(({ amount }) => amount)),
    left: authorised - captured,
    wasCaptured: captured > 0n,
    day: countingDayOf(new Date(hold.postedAt), timeZone),
  });
}
