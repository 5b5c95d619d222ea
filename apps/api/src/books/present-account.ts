import { encodeId, toMoney, type AccountKind, type AccountStatus, type Money } from '@app/core';
import type { Balance, Entry } from '@app/ledger';
import type { Cooperative } from '@app/participants';

/** In whose book something stands. */
export interface BookReply {
  owner: 'cooperative' | 'switch';
  cooperative_id: string | null;
}

export type CooperativesByBook = ReadonlyMap<number, Cooperative>;

/** A book that belongs to no cooperative of the network is the switch's. */
export function presentBook(book: number, cooperatives: CooperativesByBook): BookReply {
  const cooperative = cooperatives.get(book);
  return cooperative === undefined
    ? { owner: 'switch', cooperative_id: null }
    : { owner: 'cooperative', cooperative_id: encodeId('coop', cooperative.uid) };
}

/** The cooperative that a position or liquidity of the switch's book is about. */
export function presentSubject(
  subjectBook: number | null,
  cooperatives: CooperativesByBook,
): string | null {
  const subject = subjectBook === null ? undefined : cooperatives.get(subjectBook);
  return subject === undefined ? null : encodeId('coop', subject.uid);
}

/** What a wallet holds, for its owner. Balances are credits − debits. */
export interface BalanceReply {
  object: 'balance';
  account_id: string;
  status: AccountStatus;
  posted: Money;
  /** Reserved for acts that have begun. */
  held: Money;
  /** What can be spent; null when nothing bounds the account from below. */
  available: Money | null;
}

export function presentBalance(balance: Balance): BalanceReply {
  return {
    object: 'balance',
    account_id: encodeId('acc', balance.uid),
    status: balance.status,
    posted: toMoney(balance.posted),
    held: toMoney(balance.heldDebits),
    available: balance.available === null ? null : toMoney(balance.available),
  };
}

/** An account of a book, for whoever keeps the book. */
export interface AccountReply extends Omit<BalanceReply, 'object' | 'account_id'> {
  id: string;
  object: 'account';
  book: BookReply;
  kind: AccountKind;
  /** Whom a position or liquidity of the switch's book is about. */
  subject_cooperative_id: string | null;
  member_id: string | null;
  merchant_id: string | null;
  held_credits: Money;
  minimum: Money | null;
  /** Of a clearing account: the net debit cap. */
  maximum: Money | null;
}

export function presentAccount(balance: Balance, cooperatives: CooperativesByBook): AccountReply {
  const { object: _object, account_id: id, ...amounts } = presentBalance(balance);
  const { owner, kind, minimum, maximum } = balance;
  return {
    id,
    object: 'account',
    book: presentBook(balance.book, cooperatives),
    kind,
    subject_cooperative_id: presentSubject(balance.subjectBook, cooperatives),
    member_id: owner !== null && kind === 'member_wallet' ? encodeId('mbr', owner) : null,
    merchant_id: owner !== null && kind === 'merchant_wallet' ? encodeId('mrc', owner) : null,
    ...amounts,
    held_credits: toMoney(balance.heldCredits),
    minimum: minimum === null ? null : toMoney(minimum),
    maximum: maximum === null ? null : toMoney(maximum),
  };
}

/** One line of a statement. */
export interface EntryReply {
  object: 'entry';
  transfer_id: string;
  /** Of a payment, which can be read by it. */
  payment_id: string | null;
  type: Entry['type'];
  component: Entry['component'];
  direction: Entry['direction'];
  amount: Money;
  /** The account's balance after this line: credits − debits. */
  balance: Money;
  reference: string | null;
  description: string | null;
  created_at: string;
}

/** `withReference`: the payer's own reference is shown to the payer and to who keeps the book, not to merchants. */
export function presentEntry(entry: Entry, withReference: boolean): EntryReply {
  return {
    object: 'entry',
    transfer_id: encodeId('trf', entry.transfer),
    payment_id: entry.type === 'payment' ? encodeId('pay', entry.transfer) : null,
    type: entry.type,
    component: entry.component,
    direction: entry.direction,
    amount: toMoney(entry.amount),
    balance: toMoney(entry.balance),
    reference: withReference ? entry.reference : null,
    description: entry.description,
    created_at: entry.postedAt,
  };
}
