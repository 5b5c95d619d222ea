import { CURRENCY, type Sen } from '@app/core';
import { CAMT053_NAMESPACE } from './camt053.js';
import {
  elementAt,
  elementsAt,
  readXmlElements,
  textAt,
  type XmlElement,
  type XmlListener,
} from './xml-elements.js';

/** A movement as a bank tells it: of an entry, or of one of the transactions that an entry sums up. */
export interface BankMovement {
  /** Which entry of the file it is or belongs to, from 1. */
  readonly entry: number;
  /** The bank's name for it: that of the servicer of the account, else the payer's, else the entry's. */
  readonly reference: string;
  /** In sen, more than zero. */
  readonly amount: Sen;
  /** Seen from the account's owner. */
  readonly side: 'debit' | 'credit';
  /** The bank's own day, "2026-01-31". */
  readonly bookedOn: string;
}

export interface EntryFault {
  /** Of the entry, from 1; 0: of the statement as a whole. */
  readonly entry: number;
  readonly code:
    | 'xml_invalid'
    | 'required'
    | 'amount_invalid'
    | 'currency_invalid'
    | 'date_invalid'
    | 'sum_differs';
}

export type ReadCamt053 =
  | { readonly ok: true; readonly movements: readonly BankMovement[] }
  | { readonly ok: false; readonly faults: readonly EntryFault[] };

const FAULTS_MAX = 100;
const STATEMENT = 'Stmt';
const ENTRY = 'Ntry';
const BALANCE = 'Bal';
const NOT_PROVIDED = 'NOTPROVIDED';

/**
 * Reads the booked entries of a message camt.053.001.08 (BankToCustomerStatementV08), all of it or nothing. Pure. What
 * is pending or for information is left out. An entry that sums up several transactions is told as these, if they
 * make up its amount; else as itself. Where a statement tells what the account held at its opening and at its closing,
 * the entries have to lead from the one to the other: else `sum_differs`, of the statement.
 *
 * @param most movements that are read of one file; more of them are `xml_invalid`
 */
export function readCamt053(text: string, most: number): ReadCamt053 {
  const reading = new Reading(most);
  const fault = readXmlElements(text, CAMT053_NAMESPACE, reading);
  if (fault !== undefined) return { ok: false, faults: [{ entry: 0, code: 'xml_invalid' }] };
  return reading.end();
}

class Reading implements XmlListener {
  readonly whole = new Set([BALANCE, ENTRY]);
  private readonly movements: BankMovement[] = [];
  private readonly faults: EntryFault[] = [];
  private entries = 0;
  private opening: Sen | undefined;
  private closing: Sen | undefined;
  private moved = 0n;
  private statements = 0;

  constructor(private readonly most: number) {}

  element(element: XmlElement): boolean {
    if (element.name === ENTRY) this.takeEntry(element);
    else this.takeBalance(element);
    if (this.movements.length > this.most) this.fault(0, 'xml_invalid');
    return this.faults.length < FAULTS_MAX && this.movements.length <= this.most;
  }

  ended(name: string): void {
    if (name === STATEMENT) this.endStatement();
  }

  end(): ReadCamt053 {
    if (this.statements === 0 && this.faults.length === 0) this.fault(0, 'xml_invalid');
    return this.faults.length > 0
      ? { ok: false, faults: this.faults.slice(0, FAULTS_MAX) }
      : { ok: true, movements: this.movements };
  }

  private takeBalance(balance: XmlElement): void {
    const code = textAt(balance, 'Tp', 'CdOrPrtry', 'Cd');
    const isOfPage = textAt(balance, 'Tp', 'SubTp', 'Cd') === 'INTM';
    if ((code !== 'OPBD' && code !== 'CLBD') || isOfPage) return;
    const amount = senOf(elementAt(balance, 'Amt'));
    if (typeof amount === 'string') return this.fault(0, amount);
    const signed = textAt(balance, 'CdtDbtInd') === 'DBIT' ? -amount : amount;
    if (code === 'OPBD') this.opening = signed;
    else this.closing = signed;
  }

  private endStatement(): void {
    this.statements += 1;
    const { opening, closing, moved } = this;
    if (opening !== undefined && closing !== undefined && opening + moved !== closing) {
      this.fault(0, 'sum_differs');
    }
    this.opening = this.closing = undefined;
    this.moved = 0n;
  }

  private takeEntry(entry: XmlElement): void {
    this.entries += 1;
    const status = textAt(entry, 'Sts', 'Cd');
    if (status === undefined) return this.fault(this.entries, 'required');
    if (status !== 'BOOK') return;
    const amount = senOf(elementAt(entry, 'Amt'));
    if (typeof amount === 'string') return this.fault(this.entries, amount);
    const side = sideOf(entry);
    if (side === undefined) return this.fault(this.entries, 'required');
    this.moved += side === 'credit' ? amount : -amount;
    if (amount === 0n) return;
    const bookedOn = dayOf(entry);
    if (bookedOn === undefined) return this.fault(this.entries, 'date_invalid');
    const whole = { entry: this.entries, amount, side, bookedOn };
    const parts = partsOf(entry, whole);
    if (parts !== undefined) {
      this.movements.push(...parts);
      return;
    }
    const reference = referenceOf(entry);
    if (reference === undefined) return this.fault(this.entries, 'required');
    this.movements.push({ ...whole, reference });
  }

  private fault(entry: number, code: EntryFault['code']): void {
    this.faults.push({ entry, code });
  }
}

type Whole = Omit<BankMovement, 'reference'>;

/** The transactions of an entry, if there are several, each with a name of its own, and they make up its amount. */
function partsOf(entry: XmlElement, whole: Whole): BankMovement[] | undefined {
  const details = detailsOf(entry);
  if (details.length < 2) return undefined;
  const parts: BankMovement[] = [];
  let sum = 0n;
  for (const detail of details) {
    const amount = senOf(elementAt(detail, 'Amt') ?? elementAt(detail, 'AmtDtls', 'TxAmt', 'Amt'));
    const reference = nameIn(detail);
    const side = sideOf(detail) ?? whole.side;
    if (typeof amount === 'string' || amount === 0n || reference === undefined) return undefined;
    sum += side === whole.side ? amount : -amount;
    parts.push({ ...whole, amount, side, reference });
  }
  return sum === whole.amount ? parts : undefined;
}

function referenceOf(entry: XmlElement): string | undefined {
  const [only, ...others] = detailsOf(entry);
  const named = only !== undefined && others.length === 0 ? nameIn(only) : undefined;
  return textAt(entry, 'AcctSvcrRef') ?? named ?? textAt(entry, 'NtryRef');
}

function nameIn(detail: XmlElement): string | undefined {
  const ofPayer = textAt(detail, 'Refs', 'EndToEndId');
  const given = ofPayer === NOT_PROVIDED ? undefined : ofPayer;
  return textAt(detail, 'Refs', 'AcctSvcrRef') ?? given;
}

function detailsOf(entry: XmlElement): readonly XmlElement[] {
  return elementsAt(entry, 'NtryDtls').flatMap((details) => elementsAt(details, 'TxDtls'));
}

function sideOf(element: XmlElement): BankMovement['side'] | undefined {
  const indicator = textAt(element, 'CdtDbtInd');
  if (indicator === 'CRDT') return 'credit';
  return indicator === 'DBIT' ? 'debit' : undefined;
}

/** In sen; digits beyond them may only be zeros. */
function senOf(amount: XmlElement | undefined): Sen | 'amount_invalid' | 'currency_invalid' {
  if (amount === undefined) return 'amount_invalid';
  if (amount.attributes.get('Ccy') !== CURRENCY) return 'currency_invalid';
  const parts = /^(\d{1,15})(?:\.(\d{1,2})0*)?$/.exec(amount.text.trim());
  if (parts === null) return 'amount_invalid';
  const [, whole = '0', fraction = ''] = parts;
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
}

/** The day as the bank's own calendar has it, whatever the offset of its time. */
function dayOf(entry: XmlElement): string | undefined {
  const text = textAt(entry, 'BookgDt', 'Dt') ?? textAt(entry, 'BookgDt', 'DtTm');
  const day = /^(\d{4}-\d\d-\d\d)(?:[T+\-Z]|$)/.exec(text ?? '')?.[1];
  if (day === undefined) return undefined;
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : undefined;
}
