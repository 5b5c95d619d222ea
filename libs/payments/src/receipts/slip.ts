import { formatRupiah, formatShortTime, formatSen, zoneName } from '@app/core';

import { wordsOfAct } from '../statements/entry-words.js';
import type { ActParty } from './act-parties.js';
import type { OwnReceipt, ReceiptStatus } from './receipt.service.js';

/** Characters in a line of a 58 mm thermal printer. */
export const SLIP_COLUMNS = 32;

const STATUS_WORDS: Readonly<Record<ReceiptStatus, string>> = {
  posted: 'BERHASIL',
  partly_refunded: 'DIKEMBALIKAN SEBAGIAN',
  refunded: 'DIKEMBALIKAN',
  reversed: 'DIBATALKAN',
};

/**
 * A receipt for a printer of 32 columns: plain ASCII, since such printers know little else; no line is longer. It ends
 * with what whoever holds it needs to check it.
 */
export function slipOf(receipt: OwnReceipt): string {
  const { cooperatives, payer, payee, shortCode, timeZone, postedAt } = receipt;
  const rule = '-'.repeat(SLIP_COLUMNS);
  const lines = [
    ...cooperatives.slice(-1).flatMap(({ name, city }) => [...centred(name), ...centred(city)]),
    rule,
    ...centred(wordsOfAct(receipt.type).id.toUpperCase()),
    ...centred(STATUS_WORDS[receipt.status]),
    rule,
    ...pair('Waktu', `${formatShortTime(new Date(postedAt), timeZone)} ${zoneName(timeZone)}`),
    ...pair('Kode', shortCode),
    ...partyLines('Dari', payer),
    ...partyLines('Kepada', payee),
    ...cooperatives.slice(0, -1).flatMap(({ name }) => pair('Koperasi', name)),
    rule,
    ...pair('JUMLAH', formatRupiah(receipt.amount)),
    ...(receipt.fee > 0n ? pair('Biaya', formatRupiah(receipt.fee)) : []),
    ...(receipt.returned > 0n ? pair('Dikembalikan', formatRupiah(receipt.returned)) : []),
    rule,
    ...centred('Periksa struk ini dengan kode'),
    ...centred(`${shortCode} dan jumlah`),
    ...centred(formatSen(receipt.amount)),
  ];
  return `${lines.join('\n')}\n`;
}

function partyLines(label: string, party: ActParty | null): string[] {
  return party === null ? [] : pair(label, party.name);
}

/** A label at the left and its value at the right; on lines of its own if it doesn't fit beside. */
function pair(label: string, value: string): string[] {
  const text = ascii(value);
  const room = SLIP_COLUMNS - label.length - 1;
  if (text.length <= room) return [label + text.padStart(SLIP_COLUMNS - label.length)];
  return [label, ...wrapped(text).map((line) => line.padStart(SLIP_COLUMNS))];
}

function centred(text: string): string[] {
  return wrapped(ascii(text)).map((line) => {
    const left = Math.floor((SLIP_COLUMNS - line.length) / 2);
    return (' '.repeat(left) + line).trimEnd();
  });
}

/** At blanks where there are any; a longer word is cut. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= SLIP_COLUMNS) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    for (; line.length > SLIP_COLUMNS; line = line.slice(SLIP_COLUMNS)) {
      lines.push(line.slice(0, SLIP_COLUMNS));
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}

function ascii(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}+/gu, '');
  return plain
    .replace(/[\p{Z}\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/[^\u0020-\u007E]/gu, '?')
    .trim();
}
