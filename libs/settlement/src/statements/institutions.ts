import { encodeId } from '@app/core';
import type { Cooperative, Network } from '@app/participants';
import type { BankIdentity, FinancialInstitution } from '@app/standards';

/** A cooperative as messages name it. */
export function cooperativeOf(
  { uid, name }: Cooperative,
  bank: BankIdentity | null = null,
): FinancialInstitution {
  return { id: encodeId('coop', uid), name, bank };
}

/** The operator of the network, which keeps the clearing accounts: messages know it by its own id only. */
export function switchOf({ uid, name }: Network): FinancialInstitution {
  return { id: encodeId('net', uid), name, bank: null };
}
