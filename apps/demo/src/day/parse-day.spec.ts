import fc from 'fast-check';
import { parseDay } from './parse-day.js';
import { COLUMNS } from './row.js';

const HEADER = COLUMNS.join(',');
const GOOD = '08:00:00,pay,Budi Santoso,Dinoyo,Toko Siti,25000,,,,posted,rice';

function faultsOf(...lines: string[]): string[] {
  const parsed = parseDay([HEADER, ...lines].join('\n'));
  if (parsed.ok) throw new Error('the file was taken');
  return parsed.faults.map(({ line, column, text }) => `${line}:${column} ${text}`);
}

describe('a day file', () => {
  it('becomes rows, each with the line where it stands', () => {
    const parsed = parseDay(`${HEADER}\n${GOOD}\n\n${GOOD}\n`);
    expect(parsed).toEqual({
      ok: true,
      rows: [2, 4].map((line) => ({
        line,
        time: '08:00:00',
        act: 'pay',
        actor: 'Budi Santoso',
        cooperative: 'Dinoyo',
        counterpart: 'Toko Siti',
        amount: '25000',
        key: '',
        about: '',
        reference: '',
        expected: 'posted',
        note: 'rice',
      })),
    });
  });

  it('may come from a spreadsheet, with a byte order mark, CRLF and quotes', () => {
    const line =
      '08:00:00,pay,Budi Santoso,Dinoyo,"Toko ""Siti"", Bumiayu","10,000",,,,amount_invalid,';
    const parsed = parseDay(`\uFEFF${HEADER}\r\n${line}\r\n`);
    expect(parsed).toMatchObject({
      ok: true,
      rows: [{ counterpart: 'Toko "Siti", Bumiayu', amount: '10,000' }],
    });
  });

  it.each([
    ['8:00,pay,Budi,Dinoyo,Toko Siti,1,,,,posted,', '3:1 "8:00" is no time such as 08:30:00'],
    ['07:59:59,pay,Budi,,,,,,,ok,', '3:1 07:59:59 is before 08:00:00 of the line above'],
    ['24:00:00,pay,Budi,,,,,,,ok,', '3:1 "24:00:00" is no time such as 08:30:00'],
    ['09:00:00,steal,Budi,,,,,,,ok,', '3:2 "steal" is no act'],
    ['09:00:00,pay,,,,,,,,ok,', '3:3 nobody acts'],
    [
      '09:00:00,pay,Budi,,,,,,,fine,',
      '3:10 "fine" is neither a word of success nor a problem code',
    ],
    [
      '09:00:00,pay,Budi,,,,,,,posted|,',
      '3:10 "posted|" is neither a word of success nor a problem code',
    ],
    ['09:00:00,pay,Budi', '3:4 the line has 3 fields, not 11'],
    [`09:00:00,pay,Budi,,,,,,,ok,${'x'.repeat(201)}`, '3:11 the text is too long'],
  ])('with the line %s is told where it is wrong', (line, fault) => {
    expect(faultsOf(GOOD, line)).toEqual([fault]);
  });

  it('with a quote that is not closed is told so', () => {
    expect(faultsOf(GOOD, '09:00:00,pay,"Budi')).toEqual([
      expect.stringMatching(/^3:\d+ Quote Not Closed/),
    ]);
  });

  it('with many faults is told the first ten', () => {
    expect(faultsOf(...Array<string>(30).fill('x,y,,,,,,,,z,'))).toHaveLength(10);
  });

  it.each([
    ['time,act', '1:3 the column must be called "actor", not ""'],
    [HEADER.replace('amount', 'sum'), '1:6 the column must be called "amount", not "sum"'],
    [`${HEADER},more`, '1:12 there is no column called "more"'],
    ['', '1:1 the column must be called "time", not ""'],
  ])('with the header "%s" is told which column', (header, fault) => {
    const parsed = parseDay(`${header}\n${GOOD}\n`.trimStart());
    const seen = parsed.ok ? [] : parsed.faults;
    const [first] = seen.map(({ line, column, text }) => `${line}:${column} ${text}`);
    expect(first).toBe(
      header === '' ? '1:1 the column must be called "time", not "08:00:00"' : fault,
    );
  });

  it('without an act is refused', () => {
    expect(faultsOf()).toEqual(['2:0 the file has no acts']);
  });

  it('of any content at all is taken or refused, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (content, withHeader) => {
        expect(parseDay(withHeader ? `${HEADER}\n${content}` : content)).toHaveProperty('ok');
      }),
    );
  });
});
