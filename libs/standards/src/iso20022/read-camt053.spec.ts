import { iso20022Schemas, schemaFaults } from '@app/testing';
import fc from 'fast-check';
import { camt053, readCamt053, type AccountEntry } from '../index.js';

const MOST = 1_000;
const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08';

interface Wanted {
  readonly amount?: string;
  readonly currency?: string;
  readonly side?: string;
  readonly status?: string;
  readonly booked?: string;
  readonly reference?: string;
  readonly details?: string;
}

const entry = (wanted: Wanted = {}) => {
  const { amount = '1250000.00', currency = 'IDR', side = 'CRDT', status = 'BOOK' } = wanted;
  const { booked = '<Dt>2026-03-02</Dt>', reference, details = '' } = wanted;
  const named = reference === undefined ? '' : `<AcctSvcrRef>${reference}</AcctSvcrRef>`;
  return (
    `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd>` +
    `<Sts><Cd>${status}</Cd></Sts><BookgDt>${booked}</BookgDt>${named}` +
    `<BkTxCd><Prtry><Cd>TRF</Cd></Prtry></BkTxCd>${details}</Ntry>`
  );
};

const balance = (code: string, amount: string, side = 'CRDT') =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="IDR">${amount}</Amt>` +
  `<CdtDbtInd>${side}</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt></Bal>`;

const balances = (opening: string, closing: string) =>
  balance('OPBD', opening) + balance('CLBD', closing);

const statement = (...content: string[]) =>
  '<Stmt><Id>S1</Id><CreDtTm>2026-03-02T17:00:00+07:00</CreDtTm><Acct><Id><Othr>' +
  `<Id>0341</Id></Othr></Id></Acct>${content.join('')}</Stmt>`;

const message = (...statements: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${NAMESPACE}"><BkToCstmrStmt><GrpHdr>` +
  `<MsgId>M1</MsgId><CreDtTm>2026-03-02T17:00:00+07:00</CreDtTm></GrpHdr>${statements.join('')}` +
  '</BkToCstmrStmt></Document>';

const read = (...content: string[]) => readCamt053(message(statement(...content)), MOST);
const faultsOf = (...content: string[]) => {
  const result = read(...content);
  return result.ok ? [] : result.faults;
};
const movementsOf = (text: string) => {
  const result = readCamt053(text, MOST);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.movements;
};

const ANY_BALANCES = balances('0.00', '0.00');
const unreadable = [{ entry: 0, code: 'xml_invalid' }];

describe('a bank’s statement as camt.053.001.08', () => {
  it('is read entry by entry, as the schema has it', async () => {
    const text = message(
      statement(
        balances('100.00', '1250050.25'),
        entry({ reference: 'BRI-1' }),
        entry({ amount: '49.75', side: 'DBIT', reference: 'BRI-2' }),
      ),
    );
    expect(movementsOf(text)).toEqual([
      {
        entry: 1,
        reference: 'BRI-1',
        amount: 1_250_000_00n,
        side: 'credit',
        bookedOn: '2026-03-02',
      },
      { entry: 2, reference: 'BRI-2', amount: 49_75n, side: 'debit', bookedOn: '2026-03-02' },
    ]);
    const schemas = iso20022Schemas();
    if (schemas === undefined) return;
    expect(await schemaFaults(schemas, 'camt.053.001.08', text)).toEqual([]);
  });

  it('may carry a prefix, comments, CDATA and digits beyond sen that are zeros', () => {
    const text = message(statement(entry({ amount: '10.50000', reference: '<![CDATA[A&B]]>' })))
      .replaceAll(/<(\/?)(\w)/g, '<$1x:$2')
      .replace('xmlns=', 'xmlns:x=')
      .replace('<x:Stmt>', '<!-- hari ini --><x:Stmt>');
    expect(movementsOf(text)).toMatchObject([{ amount: 10_50n, reference: 'A&B' }]);
  });

  it('leaves out what is not booked, and what moves nothing', () => {
    const content = ['PDNG', 'INFO', 'FUTR'].map((status) => entry({ status, reference: status }));
    expect(read(...content, entry({ amount: '0', reference: 'NOL' }))).toEqual({
      ok: true,
      movements: [],
    });
  });

  it('keeps the bank’s day, whatever time it is elsewhere', () => {
    const booked = '<DtTm>2026-03-02T01:30:00+09:00</DtTm>';
    expect(movementsOf(message(statement(entry({ booked, reference: 'X' }))))).toMatchObject([
      { bookedOn: '2026-03-02' },
    ]);
  });

  it('takes the bank’s reference, else the payer’s, else the entry’s', () => {
    const refs = (content: string) =>
      `<NtryDtls><TxDtls><Refs>${content}</Refs></TxDtls></NtryDtls>`;
    const payer = '<EndToEndId>STL-7</EndToEndId>';
    const nobody = '<EndToEndId>NOTPROVIDED</EndToEndId>';
    const named = (one: Wanted) => movementsOf(message(statement(entry(one))))[0]?.reference;
    expect(named({ reference: 'BRI-1', details: refs(payer) })).toBe('BRI-1');
    expect(named({ details: refs(payer) })).toBe('STL-7');
    const numbered = entry({ details: refs(nobody) }).replace(
      '<Ntry>',
      '<Ntry><NtryRef>N-1</NtryRef>',
    );
    expect(movementsOf(message(statement(numbered)))[0]?.reference).toBe('N-1');
    expect(faultsOf(entry({ details: refs(nobody) }))).toEqual([{ entry: 1, code: 'required' }]);
  });

  it('tells an entry as the transactions that make it up, and else as itself', () => {
    const part = (name: string, amount: string) =>
      `<TxDtls><Refs><EndToEndId>${name}</EndToEndId></Refs><Amt Ccy="IDR">${amount}</Amt>` +
      '<CdtDbtInd>CRDT</CdtDbtInd></TxDtls>';
    const batch = (...parts: string[]) =>
      movementsOf(
        message(
          statement(
            entry({
              amount: '30.00',
              reference: 'BATCH',
              details: `<NtryDtls>${parts.join('')}</NtryDtls>`,
            }),
          ),
        ),
      );
    expect(batch(part('A', '10.00'), part('B', '20.00'))).toMatchObject([
      { entry: 1, reference: 'A', amount: 10_00n },
      { entry: 1, reference: 'B', amount: 20_00n },
    ]);
    expect(batch(part('A', '10.00'), part('B', '19.00'))).toMatchObject([
      { reference: 'BATCH', amount: 30_00n },
    ]);
    expect(batch(part('A', '10.00'), part('NOTPROVIDED', '20.00'))).toMatchObject([
      { reference: 'BATCH' },
    ]);
  });

  it('is refused where its entries don’t lead from one balance to the other', () => {
    const one = entry({ amount: '5.00', reference: 'A' });
    expect(faultsOf(balances('10.00', '15.00'), one)).toEqual([]);
    expect(faultsOf(balances('10.00', '14.99'), one)).toEqual([{ entry: 0, code: 'sum_differs' }]);
    const overdrawn = balance('OPBD', '5.00', 'DBIT') + balance('CLBD', '0.00');
    expect(faultsOf(overdrawn, one)).toEqual([]);
    const second = statement(balances('15.00', '20.00'), entry({ amount: '5', reference: 'B' }));
    const first = statement(balances('10.00', '15.00'), one);
    expect(readCamt053(message(first, second), MOST).ok).toBe(true);
    expect(readCamt053(message(second, first.replace('>10.00<', '>9.00<')), MOST)).toEqual({
      ok: false,
      faults: [{ entry: 0, code: 'sum_differs' }],
    });
  });

  it.each([
    [{ currency: 'USD' }, 'currency_invalid'],
    [{ amount: '1.234' }, 'amount_invalid'],
    [{ amount: '-1.00' }, 'amount_invalid'],
    [{ amount: '1e9' }, 'amount_invalid'],
    [{ booked: '<Dt>2026-02-30</Dt>' }, 'date_invalid'],
    [{ booked: '' }, 'date_invalid'],
    [{ side: 'X' }, 'required'],
    [{ status: '' }, 'required'],
  ])('tells what is wrong with an entry: %j', (wanted, code) => {
    expect(faultsOf(entry({ reference: 'A' }), entry({ reference: 'B', ...wanted }))).toEqual([
      { entry: 2, code },
    ]);
  });
});

describe('a file that is no such statement', () => {
  const good = message(statement(ANY_BALANCES));
  const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>';
  const outside = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>';
  it.each([
    ['nothing', ''],
    ['no XML', 'Tanggal;Referensi'],
    ['cut off', good.slice(0, -20)],
    ['with more behind it', `${good}<x/>`],
    ['of another message', good.replaceAll('camt.053', 'camt.054')],
    ['of another version', good.replaceAll('001.08', '001.02')],
    ['with another namespace inside', good.replace('<Stmt>', '<Stmt xmlns="urn:x">')],
    ['without a statement', message()],
    ['of another encoding', good.replace('UTF-8', 'ISO-8859-1')],
    ['with a document type', good.replace('<Document', `${laughs}<Document`)],
    ['that asks for a file', good.replace('<Document', `${outside}<Document`)],
    ['with an entity', good.replace('0341', '&f;')],
    ['that nests without end', good.replace('0341', '<a>'.repeat(1e5))],
  ])('%s, is refused', (_name, text) => {
    expect(readCamt053(text, MOST)).toEqual({ ok: false, faults: unreadable });
  });

  it('is refused when it has more entries than are read', () => {
    const entries = Array.from({ length: 4 }, (_, i) => entry({ reference: `R${i}` }));
    expect(readCamt053(message(statement(...entries)), 3)).toEqual({
      ok: false,
      faults: unreadable,
    });
    expect(readCamt053(message(statement(...entries)), 4).ok).toBe(true);
  });

  it('throws at no text at all', () => {
    const piece = fc.constantFrom(
      '<Ntry>',
      '</Ntry>',
      '<Amt Ccy="IDR">',
      '</Amt>',
      '1.00',
      '&',
      '<',
      '"',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        const broken = good.replace('</Stmt>', `${pieces.join('')}</Stmt>`);
        expect(typeof readCamt053(broken, MOST).ok).toBe('boolean');
      }),
    );
  });
});

describe('a statement of our own', () => {
  it('is read back as it was told', () => {
    const entries: fc.Arbitrary<AccountEntry[]> = fc.array(
      fc.record({
        reference: fc.uuid(),
        amount: fc.bigInt(1n, 10n ** 15n),
        side: fc.constantFrom('debit' as const, 'credit' as const),
        bookedAt: fc.constant(new Date('2026-03-02T03:00:00Z')),
        code: fc.constant('payment.principal'),
        count: fc.constant(null),
        details: fc.constant([]),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(entries, fc.bigInt(-(10n ** 12n), 10n ** 12n), (told, opening) => {
        const withShortNames = told.map((one, i) => ({ ...one, reference: `R-${i}` }));
        const closing = told.reduce(
          (sum, { side, amount }) => (side === 'credit' ? sum + amount : sum - amount),
          opening,
        );
        const at = new Date('2026-03-02T03:00:00Z');
        const bank = { id: 'bank', name: 'Bank', bank: null };
        const text = camt053({
          messageId: 'M1',
          number: 1,
          createdAt: at,
          from: at,
          to: at,
          timeZone: 'Asia/Jakarta',
          account: '0341',
          owner: bank,
          servicer: bank,
          opening,
          closing,
          entries: withShortNames,
        });
        expect(movementsOf(text)).toEqual(
          withShortNames.map(({ reference, amount, side }, i) => ({
            entry: i + 1,
            reference,
            amount,
            side,
            bookedOn: '2026-03-02',
          })),
        );
      }),
    );
  });
});
