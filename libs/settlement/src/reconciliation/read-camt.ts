import { readCamt053, type BankMovement } from '@app/standards';
import {
  isReference,
  LINES_MAX,
  repetitionsIn,
  type LineFault,
  type ReadLine,
  type ReadStatement,
} from './bank-line.js';

/**
 * Reads a statement as camt.053.001.08, all of it or nothing. Pure. Lines are numbered by the entries of the file, from 1;
 * a fault of the statement as a whole has the number 0. References that come twice are faults as in a CSV.
 */
export function readStatementCamt(text: string): ReadStatement {
  const read = readCamt053(text, LINES_MAX);
  if (!read.ok) {
    return { ok: false, faults: read.faults.map(({ entry, code }) => ({ number: entry, code })) };
  }
  const lines = read.movements.map(lineOf);
  const faults: LineFault[] = lines
    .filter(({ reference }) => !isReference(reference))
    .map(({ number }) => ({ number, code: 'text_invalid' }));
  const all = [...faults, ...repetitionsIn(lines)];
  return all.length > 0 ? { ok: false, faults: all } : { ok: true, lines };
}

function lineOf({ entry, reference, amount, side, bookedOn }: BankMovement): ReadLine {
  return {
    number: entry,
    bookedOn,
    direction: side === 'credit' ? 'in' : 'out',
    amount,
    reference: reference.normalize('NFC'),
  };
}
