import type { BankLineState, Sen } from '@app/core';
import type { FundsDirection } from '../funds/funds.js';

/** A line of the settlement bank's statement, as its file says. */
export interface ReadLine {
  /** Row of the file, from 1, the heading counted. */
  readonly number: number;
  /** "2026-03-31". */
  readonly bookedOn: string;
  readonly direction: FundsDirection;
  /** In sen, more than zero. */
  readonly amount: Sen;
  readonly reference: string;
}

/** What is wrong with a line, or with the statement if its number is 0; the whole file is refused. */
export interface LineFault {
  readonly number: number;
  readonly code:
    | 'required'
    | 'text_invalid'
    | 'date_invalid'
    | 'amount_invalid'
    | 'line_duplicated'
    | 'line_contradicts'
    | 'xml_invalid'
    | 'currency_invalid'
    | 'sum_differs';
}

/** A file that was read: all of it or nothing. */
export type ReadStatement =
  | { readonly ok: true; readonly lines: readonly ReadLine[] }
  | { readonly ok: false; readonly faults: readonly LineFault[] };

/** More than a bank writes in a month of a large network. */
export const LINES_MAX = 20_000;
const REFERENCE_MAX = 64;

/** Whether a text is short enough, and of characters that may be kept, to name a movement. */
export function isReference(text: string): boolean {
  return text !== '' && text.length <= REFERENCE_MAX && !/\p{Cc}/u.test(text);
}

/** What a line is that has the reference of another one. */
export function repetition(
  known: Pick<ReadLine, 'direction' | 'amount' | 'bookedOn'>,
  line: ReadLine,
): 'line_duplicated' | 'line_contradicts' {
  const { direction, amount, bookedOn } = known;
  const same = direction === line.direction && amount === line.amount && bookedOn === line.bookedOn;
  return same ? 'line_duplicated' : 'line_contradicts';
}

/** The lines of a file whose reference an earlier line of it has. */
export function repetitionsIn(lines: readonly ReadLine[]): LineFault[] {
  const seen = new Map<string, ReadLine>();
  return lines.flatMap((line) => {
    const same = seen.get(line.reference);
    seen.set(line.reference, line);
    return same === undefined ? [] : [{ number: line.number, code: repetition(same, line) }];
  });
}

export interface BankStatement {
  readonly uid: string;
  readonly network: number;
  readonly format: 'csv' | 'camt.053';
  readonly importedBy: string;
  readonly importedAt: Date;
  readonly lineCount: number;
  /** Lines that earlier statements had already. */
  readonly knownCount: number;
}

/**
 * Where the bank and the books differ. `unknown`: the bank has what we have not. `differs`: we have the
 * reference with another amount or direction. `in_suspense`: booked, and nobody's yet. `not_at_bank`: we
 * have what the bank has not, although its statement has come to that day.
 */
export const BREAK_KINDS = ['unknown', 'differs', 'in_suspense', 'not_at_bank'] as const;
export type BreakKind = (typeof BREAK_KINDS)[number];

export interface BankBreak {
  /** Of the bank's line; for `not_at_bank` of our movement. */
  readonly uid: string;
  readonly network: number;
  readonly kind: BreakKind;
  readonly state: BankLineState | null;
  readonly bookedOn: string;
  readonly direction: FundsDirection;
  readonly amount: Sen;
  readonly reference: string;
  /** Of a `differs`: what the books have, positive for what came in; in sen. */
  readonly booked: Sen | null;
  /** Uuid of the cooperative whose money the books say it is. */
  readonly cooperative: string | null;
  /** Days since the bank, or we, booked it. */
  readonly ageDays: number;
}
