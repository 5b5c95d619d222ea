import { readFileSync } from 'node:fs';
import path from 'node:path';

import { aWorkbook } from '@app/testing';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';

import { readSheet } from './read-sheet.js';
import { readOpeningAmount } from './opening-amount.js';
import { parseImport } from './parse-import.js';

const HEADER = ['Jenis', 'Nomor anggota', 'Nama', 'No. HP', 'NIK', 'Tingkat', 'Saldo awal'];
const BUDI = ['anggota', 'D-1', 'Budi Santoso', '081234567890', '3573010101900001', '', '350.000'];
const MERCHANT_HEADER = [...HEADER, 'Nama usaha', 'Kriteria'];

function csv(rows: readonly (readonly string[])[], separator = ';', end = '\r\n'): Buffer {
  const quoted = (cell: string) => `"${cell.replace(/"/g, '""')}"`;
  return Buffer.from(rows.map((row) => row.map(quoted).join(separator)).join(end));
}

async function faultsOf(rows: readonly (readonly string[])[]) {
  const { faults } = await parseImport(csv(rows));
  return faults.map(({ row, column, code }) => [row, column, code]);
}

describe('a file of members', () => {
  const expected = {
    rows: 1,
    faults: [],
    drafts: [
      {
        kind: 'member',
        row: 2,
        number: 'D-1',
        fullName: 'Budi Santoso',
        phone: '+6281234567890',
        nik: '3573010101900001',
        tier: 'registered',
        opening: 350_000_00n,
      },
    ],
  };

  it.each([
    ['CSV with semicolons', csv([HEADER, BUDI])],
    ['CSV with commas', csv([HEADER, BUDI], ',', '\n')],
    ['CSV with tabs', csv([HEADER, BUDI], '\t')],
    ['CSV with a byte order mark', Buffer.concat([Buffer.from('\uFEFF'), csv([HEADER, BUDI])])],
    ['CSV in UTF-16', Buffer.from(`\uFEFF${csv([HEADER, BUDI]).toString()}`, 'utf16le')],
    [
      'CSV that names its separator',
      Buffer.concat([Buffer.from('sep=;\r\n'), csv([HEADER, BUDI])]),
    ],
    ['XLSX', aWorkbook([HEADER, BUDI])],
    ['XLSX with inline texts', aWorkbook([HEADER, BUDI], { inline: true })],
    [
      'XLSX with numbers and a formula',
      aWorkbook([
        HEADER,
        [
          'anggota',
          'D-1',
          { formula: 'A1&B1', value: 'Budi Santoso' },
          { number: '81234567890' },
          '3573010101900001',
          '',
          { number: '3.5E5' },
        ],
      ]),
    ],
  ])('is read from %s', async (_kind, bytes) => {
    expect(await parseImport(bytes)).toEqual(expected);
  });

  it('has its letters from Windows-1252 where it is not UTF-8', async () => {
    const bytes = Buffer.from(csv([HEADER, BUDI.with(2, 'José Muñoz')]).toString(), 'latin1');
    const [draft] = (await parseImport(bytes)).drafts;
    expect(draft).toMatchObject({ fullName: 'José Muñoz' });
  });

  it('keeps the numbers of its rows when some are empty', async () => {
    const empty = HEADER.map(() => '');
    expect(await faultsOf([HEADER, empty, BUDI, empty, BUDI.with(3, '0812')])).toEqual([
      [5, 'phone', 'phone_invalid'],
    ]);
  });

  it('may be headed in English, in any order', async () => {
    const rows = [
      ['Phone', 'Member number', 'Opening balance', 'Full name'],
      ['0812 3456 7890', '42', 'Rp1.000', 'Siti'],
    ];
    expect((await parseImport(csv(rows))).drafts).toEqual([
      expect.objectContaining({ number: '42', fullName: 'Siti', opening: 1_000_00n, nik: null }),
    ]);
  });

  it('tells every fault of every row', async () => {
    const rows = [
      HEADER,
      ['anggota', '?', '', '123', '12', 'tinggi', 'banyak'],
      ['koperasi', '1', 'A', '081234567891', '', '', ''],
      BUDI,
      BUDI,
    ];
    expect(await faultsOf(rows)).toEqual([
      [2, 'number', 'number_malformed'],
      [2, 'full_name', 'required'],
      [2, 'phone', 'phone_invalid'],
      [2, 'nik', 'nik_invalid'],
      [2, 'tier', 'tier_unknown'],
      [2, 'opening_balance', 'amount_malformed'],
      [3, 'kind', 'kind_unknown'],
      [5, 'number', 'number_twice'],
      [5, 'phone', 'phone_twice'],
    ]);
  });

  it('with a misspelt or missing column is refused as a whole', async () => {
    expect(
      await faultsOf([
        ['Nomor anggota', 'Nama', 'Saldo awall'],
        ['1', 'A', '5'],
      ]),
    ).toEqual([
      [1, null, 'column_unknown'],
      [1, 'phone', 'column_missing'],
    ]);
  });

  it('H10 with NUL or another control character in a name is refused', async () => {
    for (const sign of ['\u0000', '\u0007', '\n']) {
      expect(await faultsOf([HEADER, BUDI.with(2, `Bu${sign}di`)])).toEqual([
        [2, 'full_name', 'name_malformed'],
      ]);
    }
  });

  it('refuses a NIK that a spreadsheet has rounded and a formula without a value', async () => {
    const rows = [
      HEADER,
      [...BUDI.slice(0, 4), { number: '3573010101900000' }, '', { formula: 'SUM(A1)' }],
      [...BUDI.slice(0, 4), '3,57E+15', '', { error: '#DIV/0!' }],
    ];
    const { faults } = await parseImport(aWorkbook(rows));
    expect(faults.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'nik', 'nik_as_number'],
      [2, 'opening_balance', 'formula_without_value'],
      [3, 'nik', 'nik_as_number'],
      [3, 'opening_balance', 'formula_failed'],
    ]);
  });
});

describe('the examples of the handbook', () => {
  it.each(['anggota.csv', 'members.csv', 'anggota.xlsx'])('%s can be imported', async (name) => {
    const file = path.resolve(import.meta.dirname, '../../../../docs/examples', name);
    const { rows, drafts, faults } = await parseImport(readFileSync(file));
    expect({ rows, drafts: drafts.length, faults }).toEqual({ rows: 4, drafts: 4, faults: [] });
  });
});

describe('a row of a shop', () => {
  it('names its owner by member number or by phone and name', async () => {
    const rows = [
      MERCHANT_HEADER,
      ['usaha', 'D-1', '', '', '', '', '', 'Toko A', 'umi'],
      ['usaha', '', 'Siti', '081234567891', '', '', '5000', 'Toko B', 'UKE'],
    ];
    const { drafts, faults } = await parseImport(csv(rows));
    expect(faults).toEqual([]);
    expect(drafts).toMatchObject([
      { kind: 'merchant', name: 'Toko A', criterion: 'UMI', owner: { number: 'D-1' } },
      { owner: { phone: '+6281234567891', fullName: 'Siti', nik: null }, opening: 5_000_00n },
    ]);
  });

  it('is told what is wrong with it', async () => {
    const rows = [
      MERCHANT_HEADER,
      BUDI.concat('', ''),
      ['usaha', '', 'Bukan Budi', '081234567890', '', '', '', 'Toko', 'UMI'],
      ['usaha', 'D-1', 'Budi', '', '', 'terdaftar', '', '', 'BESAR'],
      ['anggota', 'D-2', 'Ani', '081234567892', '', '', '', 'Toko', ''],
    ];
    expect(await faultsOf(rows)).toEqual([
      [3, 'full_name', 'owner_name_differs'],
      [4, 'tier', 'not_for_merchants'],
      [4, 'business_name', 'required'],
      [4, 'criterion', 'criterion_unknown'],
      [4, 'full_name', 'not_for_merchants'],
      [5, 'business_name', 'not_for_members'],
    ]);
  });
});

describe('an opening balance', () => {
  it.each([
    ['', 0n],
    ['-', 0n],
    ['Rp0', 0n],
    ['Rp -', 0n],
    ['1234567', 1_234_567_00n],
    ['1.234.567', 1_234_567_00n],
    ['Rp1.234.567', 1_234_567_00n],
    ['Rp. 1.234.567,00', 1_234_567_00n],
    ['1.500.000,-', 1_500_000_00n],
    ['1,234,567', 1_234_567_00n],
    ['1234567.00', 1_234_567_00n],
    ['1.234', 1_234_00n],
    ['1,234', 'amount_ambiguous'],
    ['1.23', 'amount_not_whole_rupiah'],
    ['1.234,50', 'amount_not_whole_rupiah'],
    ['-5000', 'amount_negative'],
    ['(5.000)', 'amount_negative'],
    ['5 ribu', 'amount_malformed'],
    ['٣٠٠٠', 'amount_malformed'],
    ['1000000000001', 'amount_too_large'],
  ])('written as "%s" is read', (text, expected) => {
    const read = readOpeningAmount({ text, kind: 'text' });
    expect(read.ok ? read.sen : read.code).toBe(expected);
  });

  it.each([
    ['1234567', 1_234_567_00n],
    ['1.234567E6', 1_234_567_00n],
    ['1.234', 'amount_not_whole_rupiah'],
    ['0.0', 0n],
    ['-1', 'amount_negative'],
    ['1E99', 'amount_too_large'],
    ['5E-1', 'amount_not_whole_rupiah'],
  ])('stored as the number %s is read', (text, expected) => {
    const read = readOpeningAmount({ text, kind: 'number' });
    expect(read.ok ? read.sen : read.code).toBe(expected);
  });

  it('written in any of the usual ways is the same', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1_000_000n, max: 10n ** 12n }), (rupiah) => {
        const digits = String(rupiah);
        const dots = digits.replace(/\B(?=(\d{3})+$)/g, '.');
        const ways = [digits, dots, `Rp${dots}`, `Rp ${dots},00`, dots.replaceAll('.', ',')];
        for (const text of ways) {
          expect(readOpeningAmount({ text, kind: 'text' })).toEqual({
            ok: true,
            sen: rupiah * 100n,
          });
        }
      }),
    );
  });
});

describe('a sheet', () => {
  const cell = fc
    .string({ unit: 'grapheme', maxLength: 20 })
    .map((text) => text.replace(/\p{Cc}|[\uFFFE\uFFFF]/gu, '').trim());
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 8 }), {
    minLength: 1,
    maxLength: 12,
  });
  const filled = (rows: string[][]) =>
    rows.flatMap((cells, at) => {
      const last = cells.findLastIndex((text) => text !== '');
      return last < 0 ? [] : [{ number: at + 1, cells: cells.slice(0, last + 1) }];
    });

  it.each([
    ['CSV with semicolons', (rows: string[][]) => withMark('sep=;\r\n', csv(rows))],
    ['CSV with commas', (rows: string[][]) => withMark('sep=,\r\n', csv(rows, ','))],
    ['XLSX', (rows: string[][]) => aWorkbook(rows)],
    ['XLSX with inline texts', (rows: string[][]) => aWorkbook(rows, { inline: true })],
  ])('comes back from %s as it was written', async (_kind, write) => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const expected = filled(rows);
        const sheet = await readSheet(write(rows));
        if (expected.length === 0) expect(sheet).toMatchObject({ ok: false, code: 'file_empty' });
        else if (sheet.ok) {
          const read = sheet.rows.map(({ number, cells }) => ({
            number,
            cells: cells.map(({ text }) => text),
          }));
          expect(read).toEqual(expected);
        } else throw new Error(sheet.code);
      }),
      { numRuns: 60 },
    );
  });

  it('that is no spreadsheet is refused, whatever its bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        for (const start of ['', 'PK\u0003\u0004']) {
          const file = Buffer.concat([Buffer.from(start, 'latin1'), bytes]);
          const { faults } = await parseImport(file);
          expect(faults.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  const sheetOf = (xml: string) =>
    aWorkbook([['A']], { more: { 'xl/worksheets/sheet1.xml': strToU8(xml) } });

  it.each([
    ['an old format', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'file_format_unknown'],
    ['nothing in it', Buffer.alloc(0), 'file_empty'],
    ['another ZIP', Buffer.from(zipSync({ 'a.txt': strToU8('a') })), 'file_unreadable'],
    ['a broken sheet', sheetOf('<worksheet><row><c>'), 'file_unreadable'],
    [
      'entities that multiply',
      sheetOf('<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'),
      'file_unreadable',
    ],
    [
      'a bomb',
      sheetOf(`<worksheet>${' '.repeat(70 * 1024 * 1024)}</worksheet>`),
      'file_too_large_inside',
    ],
    [
      'a thousand parts',
      aWorkbook([['A']], {
        more: Object.fromEntries(
          Array.from({ length: 1000 }, (_, at) => [`x/${at}`, strToU8('x')]),
        ),
      }),
      'file_too_large_inside',
    ],
    ['too many rows', Buffer.from('a\n'.repeat(20_002)), 'too_many_rows'],
    ['too many columns', Buffer.from(`${'a;'.repeat(60)}a`), 'too_many_columns'],
    ['a cell that is too long', Buffer.from(`a;${'b'.repeat(501)}`), 'cell_too_long'],
    ['a quote without end', Buffer.from(`"${'a'.repeat(200_000)}`), 'file_unreadable'],
  ])('with %s is refused', async (_what, bytes, code) => {
    expect(await readSheet(bytes)).toMatchObject({ ok: false, code });
  });
});

function withMark(mark: string, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(mark), bytes]);
}
