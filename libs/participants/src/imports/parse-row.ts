import { parsePhone } from '@app/access';

import {
  MERCHANT_CRITERIA,
  type MemberTier,
  type MerchantCriterion,
} from '../directory/directory-types.js';
import type { ImportColumn } from './import-column.js';
import type { ImportDraft, OwnerDraft } from './import-draft.js';
import type { ImportFault, ImportFaultCode } from './import-fault.js';
import { readOpeningAmount } from './opening-amount.js';
import { EMPTY_CELL, type Cell, type SheetRow } from './sheet.js';

const KINDS: ReadonlyMap<string, ImportDraft['kind']> = new Map([
  ['', 'member'],
  ['anggota', 'member'],
  ['member', 'member'],
  ['usaha', 'merchant'],
  ['pedagang', 'merchant'],
  ['merchant', 'merchant'],
]);

const TIERS: ReadonlyMap<string, MemberTier> = new Map([
  ['', 'registered'],
  ['terdaftar', 'registered'],
  ['registered', 'registered'],
  ['belum terdaftar', 'unregistered'],
  ['tidak terdaftar', 'unregistered'],
  ['unregistered', 'unregistered'],
]);

const CONTROL = /\p{Cc}/u;
const NUMBER = /^[0-9A-Za-z][0-9A-Za-z./-]{0,31}$/;
const NIK = /^[0-9]{16}$/;
const FULL_NAME_MAX = 120;
const BUSINESS_NAME_MAX = 60;

/** Of a number of 16 digits a spreadsheet keeps 15; of what has grown into "3.5E+15", fewer. */
const LOST_DIGITS = /[eE]\+?[0-9]/;

/** Reads one row; every fault of it is reported, not only the first. Undefined: it has some. */
export function parseRow(
  row: SheetRow,
  places: ReadonlyMap<ImportColumn, number>,
  faults: ImportFault[],
): ImportDraft | undefined {
  const before = faults.length;
  const fields = new Fields(row, places, faults);
  const kind = fields.kind();
  if (kind === undefined) return undefined;
  const draft = kind === 'member' ? memberOf(fields) : merchantOf(fields);
  return faults.length === before ? draft : undefined;
}

function memberOf(fields: Fields): ImportDraft {
  fields.mustBeEmpty('not_for_members', 'business_name', 'criterion');
  return {
    kind: 'member',
    row: fields.row,
    number: fields.number(),
    fullName: fields.fullName(),
    phone: fields.phone(),
    nik: fields.nik(),
    tier: fields.tier(),
    opening: fields.opening(),
  };
}

function merchantOf(fields: Fields): ImportDraft {
  fields.mustBeEmpty('not_for_merchants', 'tier');
  return {
    kind: 'merchant',
    row: fields.row,
    name: fields.businessName(),
    criterion: fields.criterion(),
    owner: ownerOf(fields),
    opening: fields.opening(),
  };
}

function ownerOf(fields: Fields): OwnerDraft {
  if (fields.isEmpty('number')) {
    return { phone: fields.phone(), fullName: fields.fullName(), nik: fields.nik() };
  }
  // Whoever is named by number is known by it: a phone or name beside it might be another's.
  fields.mustBeEmpty('not_for_merchants', 'phone', 'full_name', 'nik');
  return { number: fields.number() };
}

/** The cells of one row by column. What is wrong is written down, and something of its type given instead. */
class Fields {
  readonly row: number;

  constructor(
    private readonly sheetRow: SheetRow,
    private readonly places: ReadonlyMap<ImportColumn, number>,
    private readonly faults: ImportFault[],
  ) {
    this.row = sheetRow.number;
  }

  isEmpty(column: ImportColumn): boolean {
    const { text, kind } = this.cell(column);
    return text === '' && kind !== 'no_value' && kind !== 'error';
  }

  mustBeEmpty(code: ImportFaultCode, ...columns: readonly ImportColumn[]): void {
    for (const column of columns) if (!this.isEmpty(column)) this.fault(column, code);
  }

  /** Undefined for one that isn't known: then nothing else of the row can be judged. */
  kind(): ImportDraft['kind'] | undefined {
    const kind = KINDS.get(this.read('kind').toLowerCase());
    if (kind === undefined) this.fault('kind', 'kind_unknown');
    return kind;
  }

  number(): string {
    const text = this.required('number');
    if (text !== '' && !NUMBER.test(text)) this.fault('number', 'number_malformed');
    return text;
  }

  fullName(): string {
    return this.name('full_name', 'name_malformed', FULL_NAME_MAX);
  }

  businessName(): string {
    return this.name('business_name', 'business_name_malformed', BUSINESS_NAME_MAX);
  }

  phone(): string {
    const text = this.required('phone');
    if (text === '') return text;
    const phone = LOST_DIGITS.test(text) ? undefined : parsePhone(text);
    if (phone === undefined) this.fault('phone', 'phone_invalid');
    return phone ?? '';
  }

  nik(): string | null {
    const text = this.read('nik').replace(/^'/, '');
    if (text === '') return null;
    const isNumber = this.cell('nik').kind === 'number' || LOST_DIGITS.test(text);
    if (isNumber) this.fault('nik', 'nik_as_number');
    else if (!NIK.test(text)) this.fault('nik', 'nik_invalid');
    return text;
  }

  tier(): MemberTier {
    const tier = TIERS.get(this.read('tier').toLowerCase());
    if (tier === undefined) this.fault('tier', 'tier_unknown');
    return tier ?? 'unregistered';
  }

  criterion(): MerchantCriterion {
    const text = this.required('criterion').toUpperCase();
    const criterion = MERCHANT_CRITERIA.find((one) => one === text);
    if (criterion === undefined && text !== '') this.fault('criterion', 'criterion_unknown');
    return criterion ?? 'UMI';
  }

  opening(): bigint {
    const cell = this.cell('opening_balance');
    this.read('opening_balance');
    if (cell.kind === 'no_value' || cell.kind === 'error') return 0n;
    const amount = readOpeningAmount(cell);
    if (amount.ok) return amount.sen;
    this.fault('opening_balance', amount.code);
    return 0n;
  }

  private name(column: ImportColumn, code: ImportFaultCode, most: number): string {
    const name = this.required(column).normalize('NFC');
    if (CONTROL.test(name) || [...name].length > most) this.fault(column, code);
    return name;
  }

  private required(column: ImportColumn): string {
    const text = this.read(column);
    if (this.isEmpty(column)) this.fault(column, 'required');
    return text;
  }

  private read(column: ImportColumn): string {
    const { text, kind } = this.cell(column);
    if (kind === 'no_value') this.fault(column, 'formula_without_value');
    if (kind === 'error') this.fault(column, 'formula_failed');
    return kind === 'error' ? '' : text;
  }

  private cell(column: ImportColumn): Cell {
    const place = this.places.get(column);
    return (place === undefined ? undefined : this.sheetRow.cells[place]) ?? EMPTY_CELL;
  }

  private fault(column: ImportColumn, code: ImportFaultCode): void {
    const isTold = this.faults.some((one) => one.row === this.row && one.column === column);
    if (!isTold) this.faults.push({ row: this.row, column, code });
  }
}
