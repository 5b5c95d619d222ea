import { setImmediate as turn } from 'node:timers/promises';

import { readHeader } from './columns.js';
import type { ImportDraft, MemberDraft, MerchantDraft, ParsedImport } from './import-draft.js';
import { FAULTS_REPORTED_MAX, type ImportFault } from './import-fault.js';
import { parseRow } from './parse-row.js';
import { readSheet } from './read-sheet.js';

/** Rows read in one turn, so that other requests get theirs in between. */
const ROWS_AT_ONCE = 500;

/**
 * Reads a file of members and merchants, CSV or XLSX, within the bounds of `sheet.ts`; nothing is looked up. With any
 * fault nothing of it may be made. At most 1,000 faults are told.
 */
export async function parseImport(bytes: Buffer): Promise<ParsedImport> {
  const sheet = await readSheet(bytes);
  if (!sheet.ok) {
    const { code, row } = sheet;
    return { rows: 0, drafts: [], faults: [{ row, column: null, code }] };
  }
  const [first, ...rest] = sheet.rows;
  const width = Math.max(...sheet.rows.map(({ cells }) => cells.length));
  if (first === undefined || rest.length === 0) {
    return { rows: 0, drafts: [], faults: [{ row: 0, column: null, code: 'file_empty' }] };
  }
  const header = readHeader(first, width);
  const faults: ImportFault[] = [...header.faults];
  // Without its columns every row would be faulty.
  if (faults.length > 0) return { rows: rest.length, drafts: [], faults: shown(faults) };
  const drafts: ImportDraft[] = [];
  for (const [at, row] of rest.entries()) {
    if (at % ROWS_AT_ONCE === 0) await turn();
    const rowFaults: ImportFault[] = [];
    const draft = parseRow(row, header.places, rowFaults);
    if (draft !== undefined) drafts.push(draft);
    faults.push(...rowFaults);
  }
  faults.push(...contradictions(drafts));
  return { rows: rest.length, drafts, faults: shown(faults) };
}

function shown(faults: readonly ImportFault[]): ImportFault[] {
  return faults.toSorted((a, b) => a.row - b.row).slice(0, FAULTS_REPORTED_MAX);
}

/** What two rows of one file can't both say. */
function contradictions(drafts: readonly ImportDraft[]): ImportFault[] {
  const members = drafts.filter((draft): draft is MemberDraft => draft.kind === 'member');
  const merchants = drafts.filter((draft): draft is MerchantDraft => draft.kind === 'merchant');
  const twice = [
    ...repeated(members, ({ number }) => number, 'number', 'number_twice'),
    ...repeated(members, ({ phone }) => phone, 'phone', 'phone_twice'),
    ...repeated(merchants, merchantKey, 'business_name', 'merchant_twice'),
  ];
  return [...twice, ...ownersDiffer(members, merchants)];
}

function merchantKey({ name, owner }: MerchantDraft): string {
  return JSON.stringify([name, 'number' in owner ? owner.number : owner.phone]);
}

function repeated<T extends ImportDraft>(
  drafts: readonly T[],
  key: (draft: T) => string,
  column: 'number' | 'phone' | 'business_name',
  code: 'number_twice' | 'phone_twice' | 'merchant_twice',
): ImportFault[] {
  const seen = new Map<string, number>();
  return drafts.flatMap((draft) => {
    const first = seen.get(key(draft));
    if (first === undefined) {
      seen.set(key(draft), draft.row);
      return [];
    }
    return [{ row: draft.row, column, code, detail: { other_row: String(first) } }];
  });
}

/** One phone is one person: whoever is named by it must have the same name everywhere in the file. */
function ownersDiffer(
  members: readonly MemberDraft[],
  merchants: readonly MerchantDraft[],
): ImportFault[] {
  const names = new Map(members.map(({ phone, fullName, row }) => [phone, { fullName, row }]));
  return merchants.flatMap(({ row, owner }): ImportFault[] => {
    if ('number' in owner) return [];
    const { phone, fullName } = owner;
    const known = names.get(phone);
    if (known === undefined) names.set(phone, { fullName, row });
    if (known === undefined || known.fullName === fullName) return [];
    const detail = { other_row: String(known.row) };
    return [{ row, column: 'full_name', code: 'owner_name_differs', detail }];
  });
}
