import {
  encodeId,
  invariant,
  toMoney,
  type AccountKind,
  type FailureDetail,
  type LegComponent,
  type Money,
  type RefusalCode,
  type TransferType,
} from '@app/core';
import type { LegRecord, TransferRecord } from '@app/ledger';
import type { AccountFacts } from '@app/payments';
import {
  presentBook,
  presentSubject,
  type BookReply,
  type CooperativesByBook,
} from '../books/present-account.js';

interface SideReply {
  account_id: string;
  kind: AccountKind;
  /** Whom a position or liquidity of the switch's book is about. */
  subject_cooperative_id: string | null;
  /** Credits − debits, after this leg. */
  balance: Money;
}

interface LegReply {
  book: BookReply;
  component: LegComponent;
  amount: Money;
  debit: SideReply;
  credit: SideReply;
}

export interface TransferReply {
  id: string;
  object: 'transfer';
  type: TransferType;
  status: 'posted' | 'refused';
  amount: Money;
  fee_version: number | null;
  cycle_id: string;
  original_id: string | null;
  description: string | null;
  created_at: string;
  legs: LegReply[];
  refusal?: { code: RefusalCode; detail: FailureDetail };
}

/** What the small numbers in a transfer mean. */
export interface TransferContext {
  readonly cooperatives: CooperativesByBook;
  readonly accounts: ReadonlyMap<number, AccountFacts>;
  /** Uuid of the cycle of its batch. */
  readonly cycle: string;
}

/** A transfer with these of its legs: who keeps one book is shown that one. */
export function presentTransfer(
  transfer: TransferRecord,
  legs: readonly LegRecord[],
  context: TransferContext,
): TransferReply {
  const { refusal, original } = transfer;
  return {
    id: encodeId('trf', transfer.id),
    object: 'transfer',
    type: transfer.type,
    status: refusal === null ? 'posted' : 'refused',
    amount: toMoney(transfer.amount),
    fee_version: transfer.feeVersion,
    cycle_id: encodeId('cyc', context.cycle),
    original_id: original === null ? null : encodeId('trf', original),
    description: transfer.description,
    created_at: transfer.postedAt,
    legs: legs.map((leg) => ({
      book: presentBook(leg.book, context.cooperatives),
      component: leg.component,
      amount: toMoney(leg.amount),
      debit: presentSide(leg.debit, leg.debitBalance, context),
      credit: presentSide(leg.credit, leg.creditBalance, context),
    })),
    ...(refusal !== null && { refusal }),
  };
}

function presentSide(
  id: number,
  balance: bigint,
  { accounts, cooperatives }: TransferContext,
): SideReply {
  const account = accounts.get(id);
  invariant(account !== undefined, `account ${id} was not read`);
  return {
    account_id: encodeId('acc', account.uid),
    kind: account.kind,
    subject_cooperative_id: presentSubject(account.subjectBook, cooperatives),
    balance: toMoney(balance),
  };
}
