import { varying } from '@app/http';
import { encodeId, toMoney, type Money } from '@app/core';
import type { Language } from '@app/http';
import type { ImportColumn, ImportFault, ImportFaultCode } from '@app/participants';
import type { Import, ImportState } from '@app/payments';

import { wordsOfFault } from './fault-words.js';

export interface ImportFaultReply {
  /** As the spreadsheet numbers it; null: the file as a whole. */
  row: number | null;
  column: ImportColumn | null;
  /** The column's heading in the language asked for. */
  heading: string | null;
  code: ImportFaultCode;
  problem: string;
  correction: string;
}

export interface ImportReply {
  id: string;
  object: 'import';
  cooperative_id: string;
  status: ImportState;
  dry_run: boolean;
  rows: number;
  /** Made; by a dry run, that would be made. */
  members: number;
  merchants: number;
  /** Rows that say what was there before. */
  unchanged: number;
  /** Every row says what was there before, so nothing was changed. */
  nothing_changed: boolean;
  opening_balances: { count: number; done: number; amount: Money };
  fault_count: number;
  /** The first of them; the report has all. */
  faults: ImportFaultReply[];
  created_at: string;
  ended_at: string | null;
}

/** Faults that a reply shows; the report as CSV has up to 1,000. */
export const FAULTS_SHOWN = 100;

export function presentImport(
  found: Import,
  faults: readonly ImportFault[],
  language: Language,
): ImportReply {
  const { rows, unchanged, openings, openingsDone, openingAmount } = found;
  return {
    id: encodeId('imp', found.uid),
    object: 'import',
    cooperative_id: encodeId('coop', found.cooperative),
    status: found.state,
    dry_run: found.dryRun,
    rows,
    members: found.members,
    merchants: found.merchants,
    unchanged,
    nothing_changed: rows > 0 && unchanged === rows,
    opening_balances: { count: openings, done: openingsDone, amount: toMoney(openingAmount) },
    fault_count: found.faults,
    faults: faults.slice(0, FAULTS_SHOWN).map((fault) => ({
      row: fault.row === 0 ? null : fault.row,
      column: fault.column,
      code: fault.code,
      ...wordsOfFault(fault, language),
    })),
    created_at: found.askedAt.toISOString(),
    ended_at: found.endedAt?.toISOString() ?? null,
  };
}

export const IMPORT_EXAMPLE: ImportReply = varying(
  {
    id: 'imp_01jzq3v5hfe0d9k3yx8m2n4p6r',
    object: 'import',
    cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r',
    status: 'failed',
    dry_run: true,
    rows: 412,
    members: 0,
    merchants: 0,
    unchanged: 0,
    nothing_changed: false,
    opening_balances: { count: 0, done: 0, amount: { value: '0.00', currency: 'IDR' } },
    fault_count: 1,
    faults: [
      varying(
        {
          row: 17,
          column: 'phone',
          heading: 'No. HP',
          code: 'phone_invalid',
          problem: 'Bukan nomor HP.',
          correction: 'Tulis seperti 081234567890, dengan sel berformat teks.',
        },
        { nullable: ['row', 'column', 'heading'] },
      ),
    ],
    created_at: '2026-01-31T03:15:42.123Z',
    ended_at: '2026-01-31T03:15:42.923Z',
  },
  { nullable: ['ended_at'] },
);
