import { varying } from '@app/http';
import { encodeId, toMoney, type BankLineState, type Money } from '@app/core';
import type { Network } from '@app/participants';
import type { BankBreak, BankStatement, BreakKind, FundsDirection } from '@app/settlement';

export interface BankStatementReply {
  id: string;
  network_id: string;
  format: string;
  imported_by: string;
  imported_at: string;
  line_count: number;
  /** Lines that earlier statements had already. */
  known_count: number;
}

export interface BankBreakReply {
  /** Of the bank's line; of a `not_at_bank` that of our movement. */
  id: string;
  kind: BreakKind;
  state: BankLineState | null;
  booked_on: string;
  direction: FundsDirection;
  amount: Money;
  bank_reference: string;
  /** Of a `differs`: what the books have, negative for what went out. */
  booked_amount: Money | null;
  cooperative_id: string | null;
  age_days: number;
}

export function presentStatement(statement: BankStatement, { uid }: Network): BankStatementReply {
  return {
    id: encodeId('bst', statement.uid),
    network_id: encodeId('net', uid),
    format: statement.format,
    imported_by: encodeId('per', statement.importedBy),
    imported_at: statement.importedAt.toISOString(),
    line_count: statement.lineCount,
    known_count: statement.knownCount,
  };
}

export function presentBreak(row: BankBreak): BankBreakReply {
  return {
    id: encodeId(row.kind === 'not_at_bank' ? 'fnd' : 'bln', row.uid),
    kind: row.kind,
    state: row.state,
    booked_on: row.bookedOn,
    direction: row.direction,
    amount: toMoney(row.amount),
    bank_reference: row.reference,
    booked_amount: row.booked === null ? null : toMoney(row.booked),
    cooperative_id: row.cooperative && encodeId('coop', row.cooperative),
    age_days: row.ageDays,
  };
}

export const STATEMENT_EXAMPLE: BankStatementReply = {
  id: 'bst_01jzq3v5hfe0d9k3yx8m2n4p6r',
  network_id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6r',
  format: 'csv',
  imported_by: 'per_01jzq3v5hfe0d9k3yx8m2n4p6r',
  imported_at: '2026-01-31T10:00:00.000Z',
  line_count: 42,
  known_count: 3,
};

export const BREAK_EXAMPLE: BankBreakReply = varying(
  {
    id: 'bln_01jzq3v5hfe0d9k3yx8m2n4p6r',
    kind: 'unknown',
    state: 'UNMATCHED',
    booked_on: '2026-01-30',
    direction: 'in',
    amount: { value: '1250000.00', currency: 'IDR' },
    bank_reference: 'BCA-20260130-0019',
    booked_amount: null,
    cooperative_id: null,
    age_days: 1,
  },
  { nullable: ['state'] },
);
