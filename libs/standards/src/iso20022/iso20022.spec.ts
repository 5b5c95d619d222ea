import fc from 'fast-check';
import { camt053, type AccountStatement } from './camt053.js';
import { messageId } from './message-id.js';
import { localDate, offsetTime } from './offset-time.js';
import { pacs009 } from './pacs009.js';
import { text } from './xml.js';

const at = new Date('2026-01-31T09:00:00.377Z');
const network = { id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6r', name: 'Malang Raya', bank: null };
const dinoyo = {
  id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
  name: 'Koperasi <Dinoyo> & "Co"',
  bank: null,
};
const bumiayu = {
  id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6v',
  name: 'Koperasi Bumiayu',
  bank: { bic: 'CENAIDJA', account: '0123456789' },
};

const STATEMENT: AccountStatement = {
  messageId: messageId('STM', 'a', 'b'),
  number: 31,
  createdAt: at,
  from: at,
  to: at,
  timeZone: 'Asia/Jakarta',
  account: 'acc_01jzq3v5hfe0d9k3yx8m2n4p6r',
  owner: dinoyo,
  servicer: network,
  opening: 0n,
  closing: -99_720_00n,
  entries: [
    {
      reference: '1',
      amount: 100_000_00n,
      side: 'debit',
      bookedAt: at,
      code: 'payment.principal',
      count: null,
      details: [],
    },
    {
      reference: '2',
      amount: 280_01n,
      side: 'credit',
      bookedAt: at,
      code: 'payment.interchange',
      count: 1,
      details: [{ transfer: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r', amount: 280_01n, bookedAt: at }],
    },
  ],
};

describe('a time with its offset', () => {
  it.each([
    ['Asia/Jakarta', '2026-01-31T16:00:00.377+07:00'],
    ['Asia/Makassar', '2026-01-31T17:00:00.377+08:00'],
    ['Asia/Jayapura', '2026-01-31T18:00:00.377+09:00'],
    ['UTC', '2026-01-31T09:00:00.377+00:00'],
    ['America/St_Johns', '2026-01-31T05:30:00.377-03:30'],
  ])('H35 is written as the clock in %s shows it', (zone, written) => {
    expect(offsetTime(at, zone)).toBe(written);
    expect(new Date(written)).toEqual(at);
  });

  it('is the same instant, whatever it is', () => {
    const zones = fc.constantFrom('Asia/Jakarta', 'Asia/Jayapura', 'Pacific/Apia', 'Europe/Paris');
    const times = fc.date({
      min: new Date('2000-01-01T00:00:00Z'),
      max: new Date('2900-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(times, zones, (time, zone) => {
        expect(new Date(offsetTime(time, zone))).toEqual(time);
      }),
    );
  });

  it('has the day of the place', () => {
    expect(localDate(new Date('2026-01-31T17:00:00Z'), 'Asia/Jakarta')).toBe('2026-02-01');
  });
});

describe('an identifier of a message', () => {
  it('is the same for the same parts and has at most 35 characters', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (parts) => {
        const id = messageId('INS', ...parts);
        expect(id).toMatch(/^[A-Z]{3}[0-9a-f]{32}$/);
        expect(messageId('INS', ...parts)).toBe(id);
      }),
    );
    expect(messageId('INS', 'ab', 'c')).not.toBe(messageId('INS', 'a', 'bc'));
  });
});

describe('text in XML', () => {
  it('H12 is data, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        const inside = text('Nm', words).slice('<Nm>'.length, -'</Nm>'.length);
        expect(inside).not.toMatch(/[<>"]|&(?!amp;|lt;|gt;|quot;)/);
        // eslint-disable-next-line no-control-regex
        expect(inside).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/);
        expect(inside).not.toBe('');
      }),
    );
  });

  it('is cut where the schema would find it too long', () => {
    expect(text('Nm', 'é'.repeat(200))).toBe(`<Nm>${'é'.repeat(140)}</Nm>`);
  });
});

describe('camt.053', () => {
  const xml = camt053(STATEMENT);

  it('tells sides by indicators and amounts with two decimals', () => {
    expect(xml).toContain('<Amt Ccy="IDR">99720.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>');
    expect(xml).toContain('<Amt Ccy="IDR">280.01</Amt><CdtDbtInd>CRDT</CdtDbtInd>');
    expect(xml).toContain('<TtlNetNtry><Amt>99719.99</Amt><CdtDbtInd>DBIT</CdtDbtInd>');
  });

  it('escapes names', () => {
    expect(xml).toContain('<Nm>Koperasi &lt;Dinoyo&gt; &amp; &quot;Co&quot;</Nm>');
  });

  it('counts a batch only where it was counted', () => {
    expect([...xml.matchAll(/<NbOfTxs>(\d+)</g)].map(([, count]) => count)).toEqual(['1']);
  });
});

describe('pacs.009', () => {
  const xml = pacs009({
    messageId: messageId('NET', 'a'),
    createdAt: at,
    timeZone: 'Asia/Jakarta',
    instructing: network,
    transfers: [
      { id: messageId('INS', 'a'), amount: 1n, debtor: dinoyo, creditor: network, about: 'x' },
      {
        id: messageId('INS', 'b'),
        amount: 250_00n,
        debtor: network,
        creditor: bumiayu,
        about: 'x',
      },
    ],
  });

  it('adds up what is instructed', () => {
    expect(xml).toContain('<NbOfTxs>2</NbOfTxs>');
    expect(xml).toContain('<TtlIntrBkSttlmAmt Ccy="IDR">250.01</TtlIntrBkSttlmAmt>');
  });

  it('names a bank by its BIC, and who has none by a marked identifier', () => {
    expect(xml).toContain('<CdtrAgt><FinInstnId><BICFI>CENAIDJA</BICFI></FinInstnId></CdtrAgt>');
    expect(xml).toContain(
      `<DbtrAgt><FinInstnId><Othr><Id>${dinoyo.id}</Id><SchmeNm><Prtry>SIMPUL</Prtry></SchmeNm></Othr></FinInstnId></DbtrAgt>`,
    );
  });
});
