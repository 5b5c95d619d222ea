import { buffer } from 'node:stream/consumers';
import { invariant, newUuid, readMonth } from '@app/core';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';

import { printable } from './printable.js';
import { statementCsv } from './statement-csv.js';
import { pagesOf, statementPdf } from './statement-pdf.js';
import { paperBalance, type Letterhead } from './statement-paper.js';
import {
  STATEMENT_LINES_MAX,
  StatementService,
  type StatementLine,
  type WholeStatement,
} from './statement.service.js';

const LETTERHEAD: Letterhead = {
  institution: 'Koperasi Kelurahan Merah Putih Dinoyo',
  place: 'Malang',
  holder: 'Budi (Pak) Santoso \\ 李',
  memberNumber: 'D-0042',
  accountId: 'acc_01jzq3v5hfe0d9k3yx8m2n4p6r',
};

function aLine(number: number, more: Partial<StatementLine> = {}): StatementLine {
  return {
    transfer: newUuid(),
    item: 0,
    type: 'payment',
    component: 'principal',
    direction: number % 3 === 0 ? 'credit' : 'debit',
    amount: 12_500_00n,
    balance: 1_234_567_00n,
    postedAt: `2025-07-${String(1 + (number % 28)).padStart(2, '0')}T07:05:09.123456Z`,
    batch: 1_000_000_000_000n + BigInt(number + 1),
    position: 0,
    counterpart: 2,
    reference: `belanja-${number}`,
    description: 'beras dan gula',
    shortCode: '0007-K3M2',
    ...more,
  };
}

function aStatement(
  lines: readonly StatementLine[],
  kind: 'member_wallet' | 'vault',
): WholeStatement {
  const month = readMonth('2025-07', 'Asia/Jakarta');
  invariant(month !== undefined, 'a month');
  return {
    account: {
      account: 1,
      uid: newUuid(),
      book: 2,
      kind,
      status: 'open',
      owner: null,
      subjectBook: null,
      posted: 0n,
      heldDebits: 0n,
      heldCredits: 0n,
      minimum: 0n,
      maximum: null,
      available: 0n,
    },
    month,
    timeZone: 'Asia/Jakarta',
    issuedAt: new Date('2025-08-01T02:00:00Z'),
    opening: 1_000_000_00n,
    lines,
    closing: lines.at(-1)?.balance ?? 1_000_000_00n,
    debits: 0n,
    credits: 0n,
  };
}

async function csvOf(statement: WholeStatement, withReferences = true): Promise<string> {
  async function* pages() {
    yield statement.lines;
  }
  let text = '';
  for await (const part of statementCsv(statement, pages(), withReferences)) text += part;
  return text;
}

function rowsOf(text: string): string[][] {
  return parse(text, { delimiter: ';', bom: true, relax_column_count: false });
}

describe('a statement as CSV', () => {
  it('opens and closes with a balance, and writes amounts and times as Indonesia does', async () => {
    const rows = rowsOf(await csvOf(aStatement([aLine(1)], 'member_wallet')));
    const at = '2 Juli 2025 14.05 WIB';
    const line = ['0007-K3M2', 'belanja-1', 'beras dan gula', 'Rp12.500', '', 'Rp1.234.567'];
    expect(rows).toEqual([
      ['Tanggal', 'Keterangan', 'Kode', 'Referensi', 'Catatan', 'Debit', 'Kredit', 'Saldo'],
      ['1 Juli 2025 00.00 WIB', 'Saldo awal bulan', '', '', '', '', '', 'Rp1.000.000'],
      [at, 'Pembayaran', ...line],
      ['1 Agustus 2025 00.00 WIB', 'Saldo akhir bulan', '', '', '', '', '', 'Rp1.234.567'],
    ]);
  });

  it('of a running month says so', async () => {
    const issuedAt = new Date('2025-07-15T00:00:00Z');
    const rows = rowsOf(await csvOf({ ...aStatement([], 'member_wallet'), issuedAt }));
    expect(rows.at(-1)?.slice(0, 2)).toEqual(['15 Juli 2025 07.00 WIB', 'Saldo sementara']);
  });

  it('keeps a payer’s reference from a merchant', async () => {
    expect(await csvOf(aStatement([aLine(1)], 'member_wallet'), false)).not.toContain('belanja-1');
  });

  it('H12 has no cell that a spreadsheet would execute', async () => {
    const trick = fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', ''), fc.string());
    const property = fc.asyncProperty(trick, trick, async ([a, one], [b, other]) => {
      const line = aLine(1, { reference: a + one, description: b + other });
      const rows = rowsOf(await csvOf(aStatement([line], 'vault')));
      expect(rows).toHaveLength(4);
      for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    });
    await fc.assert(property);
    const told = aLine(1, { description: '=HYPERLINK("http://jahat","klik")' });
    const [, , row] = rowsOf(await csvOf(aStatement([told], 'vault')));
    expect(row?.[4]).toBe(`'=HYPERLINK("http://jahat","klik")`);
  });
});

describe('a balance on paper', () => {
  it('has no sign: a wallet’s is never below zero, any other has a side', () => {
    const wallet = aStatement([], 'member_wallet');
    const vault = aStatement([], 'vault');
    expect(paperBalance(wallet, 1_234_567_50n)).toBe('Rp1.234.567,50');
    expect(paperBalance(vault, -5_000_00n)).toBe('Rp5.000 D');
    expect(paperBalance(vault, 5_000_00n)).toBe('Rp5.000 K');
    expect(paperBalance(vault, 0n)).toBe('Rp0');
  });
});

describe('a statement as PDF', () => {
  const bytesOf = (statement: WholeStatement) => buffer(statementPdf(statement, LETTERHEAD, true));
  const pageCount = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length;

  it.each([0, 1, 15, 16, 17, 18, 19, 20, 21, 40, 45, 46, 47, 48, 49, 50, 51, 52, 53, 120])(
    'has as many pages as it says, with %i lines',
    async (count) => {
      const lines = Array.from({ length: count }, (_, number) => aLine(number));
      const pdf = await bytesOf(aStatement(lines, 'member_wallet'));
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      expect(pageCount(pdf)).toBe(pagesOf(count));
    },
  );

  it('stays one row to a line, whatever people wrote', async () => {
    const description = `${'panjang sekali '.repeat(9)}\n) Tj (\\`;
    const lines = Array.from({ length: 100 }, (_, n) => aLine(n, { description }));
    expect(pageCount(await bytesOf(aStatement(lines, 'vault')))).toBe(pagesOf(100));
  });
});

describe('printable text', () => {
  it.each([
    ['Rp1.234 – “ya”', 'Rp1.234 – “ya”'],
    ['Ánggā Ş', 'Ángga S'],
    ['李 Wei\n\u202Eok\u0000', '? Wei ok '],
  ])('has no letter that the fonts lack (%#)', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});

describe('a statement read from the ledger', () => {
  const account = aStatement([], 'member_wallet').account;
  const network = {
    id: 1,
    uid: newUuid(),
    name: 'N',
    live: false,
    sandbox: false,
    timeZone: 'Asia/Jayapura',
  };

  function serviceOver(count: number) {
    const asked: number[] = [];
    const entry = (n: number) =>
      aLine(n, { direction: 'credit', amount: 1n, balance: BigInt(n + 1) });
    const service = new StatementService({
      directory: { network: async () => network },
      reads: {
        head: async () => ({ now: new Date('2025-07-20T00:00:00Z') }),
        balanceBefore: async () => 0n,
        entryCount: async (_account, _from, _to, most) => Math.min(count, most),
        entries: async (_account, { limit, after }) => {
          asked.push(limit);
          const at = after?.batch === 0n ? 0 : Number((after?.batch ?? 0n) - 1_000_000_000_000n);
          const size = Math.max(0, Math.min(limit, count - at));
          const entries = Array.from({ length: size }, (_, n) => entry(at + n)).reverse();
          return { entries, hasMore: at + size < count };
        },
      },
    });
    return { service, asked };
  }

  it('is read page by page, oldest first, and adds up', async () => {
    const { service, asked } = serviceOver(250);
    const head = await service.open(account, 1, '2025-07');
    if (!head.ok) throw new Error(head.code);
    expect(head.value.month.from.toISOString()).toBe('2025-06-30T15:00:00.000Z');
    const whole = await service.whole(head.value);
    expect(whole.ok && whole.value).toMatchObject({ closing: 250n, credits: 250n, debits: 0n });
    expect(whole.ok && whole.value.lines.map((line) => line.balance)).toEqual(
      Array.from({ length: 250 }, (_, n) => BigInt(n + 1)),
    );
    expect(asked).toEqual([100, 100, 100]);
  });

  it('is refused when it is too long to hold', async () => {
    const { service, asked } = serviceOver(STATEMENT_LINES_MAX + 1);
    const head = await service.open(account, 1, '2025-07');
    if (!head.ok) throw new Error(head.code);
    expect(await service.whole(head.value)).toMatchObject({ code: 'statement_too_long' });
    expect(asked).toEqual([]);
  });

  it.each(['2025-08', '2025-7', 'juli'])('is not there for %p', async (month) => {
    const { service } = serviceOver(1);
    expect(await service.open(account, 1, month)).toEqual({ ok: false, code: 'not_found' });
  });
});
