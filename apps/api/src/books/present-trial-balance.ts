import { encodeId, toMoney, type AccountKind, type Money } from '@app/core';
import type { TrialBalance } from '@app/ledger';
import {
  presentBook,
  presentSubject,
  type BookReply,
  type CooperativesByBook,
} from './present-account.js';

export interface TrialBalanceReply {
  object: 'trial_balance';
  book: BookReply;
  /** Whether debit and credit are equal, as they must be. */
  balanced: boolean;
  debit: Money;
  credit: Money;
  kinds: { kind: AccountKind; accounts: number; debit: Money; credit: Money }[];
  /** The book's own accounts; wallets are in their kind's sum only. */
  accounts: {
    account_id: string;
    kind: AccountKind;
    subject_cooperative_id: string | null;
    debit: Money;
    credit: Money;
  }[];
}

export function presentTrialBalance(
  sheet: TrialBalance,
  cooperatives: CooperativesByBook,
): TrialBalanceReply {
  return {
    object: 'trial_balance',
    book: presentBook(sheet.book, cooperatives),
    balanced: sheet.debit === sheet.credit,
    ...presentSides(sheet),
    kinds: sheet.kinds.map((one) => ({
      kind: one.kind,
      accounts: one.accounts,
      ...presentSides(one),
    })),
    accounts: sheet.accounts
      .filter((account) => account.owner === null)
      .map((account) => ({
        account_id: encodeId('acc', account.uid),
        kind: account.kind,
        subject_cooperative_id: presentSubject(account.subjectBook, cooperatives),
        ...presentSides(account),
      })),
  };
}

function presentSides(sides: Pick<TrialBalance, 'debit' | 'credit'>): {
  debit: Money;
  credit: Money;
} {
  return { debit: toMoney(sides.debit), credit: toMoney(sides.credit) };
}
