import { readStatementCsv, type CsvMapping } from './read-csv.js';

const TWO_COLUMNS: CsvMapping = {
  date: 'Tanggal',
  reference: 'Referensi',
  credit: 'Kredit',
  debit: 'Debet',
  dateFormat: 'DD/MM/YYYY',
  decimal: ',',
};
const HEADING = 'Tanggal;Keterangan;Debet;Kredit;Referensi';

const read = (...rows: string[]) => readStatementCsv([HEADING, ...rows].join('\r\n'), TWO_COLUMNS);
const faultsOf = (...rows: string[]) => {
  const statement = read(...rows);
  return statement.ok ? [] : statement.faults;
};

describe('a statement of the bank as CSV', () => {
  it('is read by its headings, whatever their order', () => {
    expect(
      read(
        '31/01/2026;SALDO AWAL;;;',
        '31/01/2026;SETORAN;;1.250.000,50;BCA-1',
        '01/02/2026;TRANSFER;750.000;;BCA-2',
      ),
    ).toEqual({
      ok: true,
      lines: [
        {
          number: 3,
          bookedOn: '2026-01-31',
          direction: 'in',
          amount: 125000050n,
          reference: 'BCA-1',
        },
        {
          number: 4,
          bookedOn: '2026-02-01',
          direction: 'out',
          amount: 75000000n,
          reference: 'BCA-2',
        },
      ],
    });
  });

  it('may have one column with a sign', () => {
    const mapping: CsvMapping = {
      date: 'date',
      reference: 'ref',
      amount: 'amount',
      dateFormat: 'YYYY-MM-DD',
      decimal: '.',
    };
    const text = '\uFEFFdate,ref,amount\n2026-01-31,A,"1,000.5"\n2026-01-31,B,-20\n';
    expect(readStatementCsv(text, mapping)).toMatchObject({
      ok: true,
      lines: [
        { direction: 'in', amount: 100050n },
        { direction: 'out', amount: 2000n },
      ],
    });
  });

  it.each([
    ['30/02/2026;x;;1;R', 'date_invalid'],
    ['2026-02-01;x;;1;R', 'date_invalid'],
    ['01/02/2026;x;;1,234;R', 'amount_invalid'],
    ['01/02/2026;x;5;5;R', 'amount_invalid'],
    ['01/02/2026;x;;-5;R', 'amount_invalid'],
    ['01/02/2026;x;;5;', 'required'],
    [`01/02/2026;x;;5;${'R'.repeat(65)}`, 'text_invalid'],
  ])('refuses %j: %s', (row, code) => {
    expect(faultsOf(row)).toEqual([{ number: 2, code }]);
  });

  it('tells a line that stands twice from one that contradicts another', () => {
    const row = '01/02/2026;x;;5;R';
    expect(faultsOf(row, row)).toEqual([{ number: 3, code: 'line_duplicated' }]);
    for (const other of ['01/02/2026;x;;6;R', '01/02/2026;x;5;;R', '02/02/2026;x;;5;R']) {
      expect(faultsOf(row, other)).toEqual([{ number: 3, code: 'line_contradicts' }]);
    }
  });

  it('is nothing without the columns that the mapping names, or as no CSV at all', () => {
    for (const text of ['', 'Tanggal;Kredit', 'Tanggal;Referensi;Kredit', `${HEADING}\n"`]) {
      expect(readStatementCsv(text, TWO_COLUMNS)).toEqual({
        ok: false,
        faults: [{ number: 1, code: 'required' }],
      });
    }
  });
});
