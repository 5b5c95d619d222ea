import { encodeId, toMoney, type AccountKind, type Money } from '@app/core';
import type { WholeStatement } from '@app/payments';
import { ENTRY_EXAMPLE } from '../books/examples.js';
import { presentEntry, type EntryReply } from '../books/present-account.js';

export interface StatementEntryReply extends EntryReply {
  /** For people: it stands on the receipt too. */
  short_code: string;
}

/** An account's month, oldest entry first. Balances are credits − debits. */
export interface StatementReply {
  object: 'statement';
  account_id: string;
  kind: AccountKind;
  month: string;
  /** In which the month begins and ends. */
  time_zone: string;
  from: string;
  /** The first instant that is no longer in it. */
  to: string;
  /** Whether the month is over: nothing will be added. */
  final: boolean;
  issued_at: string;
  opening: Money;
  debits: Money;
  credits: Money;
  closing: Money;
  entries: StatementEntryReply[];
}

export function presentStatement(
  statement: WholeStatement,
  withReferences: boolean,
): StatementReply {
  const { account, month, timeZone, issuedAt } = statement;
  return {
    object: 'statement',
    account_id: encodeId('acc', account.uid),
    kind: account.kind,
    month: month.name,
    time_zone: timeZone,
    from: month.from.toISOString(),
    to: month.to.toISOString(),
    final: issuedAt >= month.to,
    issued_at: issuedAt.toISOString(),
    opening: toMoney(statement.opening),
    debits: toMoney(statement.debits),
    credits: toMoney(statement.credits),
    closing: toMoney(statement.closing),
    entries: statement.lines.map((line) => ({
      ...presentEntry(line, withReferences),
      short_code: line.shortCode,
    })),
  };
}

const IDR = 'IDR';

export const STATEMENT_EXAMPLE: StatementReply = {
  object: 'statement',
  account_id: 'acc_01jzq3v5hfe0d9k3yx8m2n4p6r',
  kind: 'member_wallet',
  month: '2026-01',
  time_zone: 'Asia/Jakarta',
  from: '2025-12-31T17:00:00.000Z',
  to: '2026-01-31T17:00:00.000Z',
  final: true,
  issued_at: '2026-02-01T02:00:00.000Z',
  opening: { value: '350000.00', currency: IDR },
  debits: { value: '100000.00', currency: IDR },
  credits: { value: '0.00', currency: IDR },
  closing: { value: '250000.00', currency: IDR },
  entries: [{ ...ENTRY_EXAMPLE, short_code: '0007-K3M2' }],
};
