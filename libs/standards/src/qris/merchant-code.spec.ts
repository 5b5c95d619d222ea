import fc from 'fast-check';
import { checksumOf, withChecksum } from './checksum.js';
import { buildMerchantCode } from './build-merchant-code.js';
import { TRANSFER_PURPOSES, type MerchantCode } from './merchant-code.js';
import { parseMerchantCode } from './parse-merchant-code.js';

const STATIC =
  '00020101021126650013ID.CO.BCA.WWW011893600014000128766702150008850012876670303UKE51440014ID.CO.QRIS.WWW0215ID10210818616060303UKE5204074253033605802ID5909GREEN PAW6007TANGSEL61051532362070703A0163046D3F';
const FIXED_TIP =
  '00020101021226530012COM.DOKU.WWW0118936008990000002475020424750303URE51440014ID.CO.QRIS.WWW0215ID10200392934820303URE5204539953033605404100055020256035005802ID5911GUREUM SHOP6013JAKARTA PUSAT61051064062070703A016304FD26';
const OUT_OF_ORDER =
  '00020101021226610014COM.GO-JEK.WWW01189360091432343267810210G2343267810303UBE51440014ID.CO.QRIS.WWW0215ID20190143816000303UBE5204581253033605802ID5910Starbucks 6013JAKARTA PUSAT610510210540839000.006239502801202104130502044NMWVA6P4CID0703A0363049A04';
const TRANSFER =
  '00020101021240550018ID.CO.ASTRAPAY.WWW0119936008223000200135502062001355204482953033605802ID5923Test rename http header6013Jakarta Pusat61051022062460804DMCT99340002000124TG0H0C8UCRIWF0NZAC12QWXC63047EE1';
const WITHDRAWAL =
  '00020101021240530013ID.CO.BCA.WWW011893600014151703139202105170313927520448295303360540410005802ID5916TEST BENEFICIARY6013Jakarta Pusat61051031062470804CWDL9935000200012551703139270017707086683026304BA34';

/** How often a payload is damaged: a million with `QRIS_MUTATIONS=1000000`, which takes a minute. */
const MUTATIONS = Number(process.env['QRIS_MUTATIONS'] ?? '20000');

function read(payload: string): MerchantCode {
  const parsed = parseMerchantCode(payload);
  if (!parsed.ok) throw new Error(`${parsed.fault.code} at ${parsed.fault.at}`);
  return parsed.value;
}

/** The objects of a payload with another checksum that is right. */
function resealed(payload: string, change: (objects: string) => string): string {
  return withChecksum(change(payload.slice(0, -8)));
}

function faultOf(payload: string): string {
  const parsed = parseMerchantCode(payload);
  return parsed.ok ? 'none' : `${parsed.fault.code} ${parsed.fault.at}`.trim();
}

describe('reading a merchant-presented code', () => {
  it('computes the checksum that its standard gives as an example', () => {
    expect(checksumOf('123456789')).toBe('29B1');
  });

  it('reads a static code of a small merchant', () => {
    expect(read(STATIC)).toEqual({
      kind: 'payment',
      initiation: 'static',
      accounts: [
        {
          tag: '26',
          domain: 'ID.CO.BCA.WWW',
          pan: '936000140001287667',
          id: '000885001287667',
          criterion: 'UKE',
        },
      ],
      national: { domain: 'ID.CO.QRIS.WWW', nmid: 'ID1021081861606', criterion: 'UKE' },
      category: '0742',
      name: 'GREEN PAW',
      city: 'TANGSEL',
      postalCode: '15323',
      additional: { terminal: 'A01' },
    });
  });

  it('reads amount and fixed tip of a dynamic code', () => {
    const code = read(FIXED_TIP);
    expect(code.initiation).toBe('dynamic');
    expect(code.amount).toBe(1_000_00n);
    expect(code.tip).toEqual({ kind: 'fixed', amount: 500_00n });
  });

  it('reads objects out of order, an amount with decimals and a name with a trailing blank', () => {
    const code = read(OUT_OF_ORDER);
    expect(code.name).toBe('Starbucks');
    expect(code.amount).toBe(39_000_00n);
    expect(code.additional).toEqual({ terminal: 'A03' });
    expect(code.others).toEqual([{ tag: '62-50', value: expect.stringContaining('NMWVA6P4CID') }]);
  });

  it('reads a transfer to another institution, whose number has nineteen digits', () => {
    const code = read(TRANSFER);
    expect(code).toMatchObject({
      kind: 'transfer',
      category: '4829',
      accounts: [{ tag: '40', pan: '9360082230002001355', id: '200135' }],
      additional: {
        purpose: 'DMCT',
        proprietary: { domain: '00', unique: 'TG0H0C8UCRIWF0NZAC12QWXC' },
      },
    });
  });

  it.each([
    ['CWDL', 'BA34'],
    ['CDPT', 'AFD0'],
    ['DMCT', 'AE71'],
  ])('reads a code for purpose %s', (purpose, checksum) => {
    const payload = WITHDRAWAL.replace('CWDL', purpose).slice(0, -4) + checksum;
    expect(read(payload)).toMatchObject({
      kind: 'transfer',
      amount: 1_000_00n,
      additional: { purpose },
    });
  });

  it('reads a payload that a scanner ended with a line break', () => {
    expect(read(`${STATIC}\r\n`)).toEqual(read(STATIC));
  });

  it('reads a category of three digits, as some real codes have it', () => {
    expect(read(resealed(STATIC, (text) => text.replace('52040742', '5203111'))).category).toBe(
      '111',
    );
  });
});

describe('refusing a merchant-presented code', () => {
  const NEGATIVE =
    '00020101021126650013ID.CO.BCA.WWW011893600014000128766702150008850012876670303UKE5204581253033605802ID5913TEST MERCHANT6007Jakarta61054433562080704AP016304A79C';

  it('refuses a checksum that is not of this payload', () => {
    expect(faultOf(NEGATIVE)).toBe('checksum 63');
    expect(faultOf(STATIC.toLowerCase())).toBe('checksum 63');
    expect(faultOf(STATIC.replace('6D3F', '6d3f'))).toBe('checksum 63');
  });

  it.each(['1000', '1000.', '1000.00', '0.01', '9999999999.99'.slice(0, 13)])(
    'takes "%s" as an amount',
    (amount) => {
      const objects = `54${amount.length.toString().padStart(2, '0')}${amount}`;
      expect(faultOf(resealed(FIXED_TIP, (text) => text.replace('54041000', objects)))).toBe(
        'none',
      );
    },
  );

  it.each([
    '1000,00',
    '1.000',
    '1 000',
    '0',
    '0.00',
    '-1',
    '1e3',
    '१०',
    '.5',
    '1.2.3',
    '10000000000000',
  ])('refuses "%s" as an amount', (amount) => {
    const objects = `54${[...amount].length.toString().padStart(2, '0')}${amount}`;
    const payload = resealed(FIXED_TIP, (text) => text.replace('54041000', objects));
    expect(faultOf(payload)).toBe('amount 54');
  });

  it.each([
    ['another currency', (text: string) => text.replace('5303360', '5303840'), 'currency 53'],
    ['no currency', (text: string) => text.replace('5303360', ''), 'missing 53'],
    ['two amounts', (text: string) => `${text}54041000`, 'repeated 54'],
    ['a length beyond the end', (text: string) => `${text}8099A`, 'structure 80'],
    ['a length that is no number', (text: string) => `${text}80A1B`, 'structure'],
    [
      'more than 512 characters',
      (text: string) =>
        `${text}8199${'x'.repeat(99)}8299${'x'.repeat(99)}8399${'x'.repeat(99)}8499${'x'.repeat(99)}`,
      'length',
    ],
    ['a checksum in the middle', (text: string) => `${text}6304ABCD`, 'repeated 63'],
    ['a tip that is not announced', (text: string) => text.replace('550202', ''), 'amount 56'],
    [
      'a tip that is announced and not there',
      (text: string) => text.replace('5603500', ''),
      'amount 56',
    ],
    [
      'an unknown way of initiation',
      (text: string) => text.replace('010212', '010213'),
      'format 01',
    ],
  ])('refuses %s', (_what, change, fault) => {
    expect(faultOf(resealed(FIXED_TIP, change))).toBe(fault);
  });

  it('refuses a transfer that could be used twice', () => {
    const inner = '993500020001255170313927001770708668302';
    const without = resealed(WITHDRAWAL, (text) =>
      text.replace(`62470804CWDL${inner}`, '62080804CWDL'),
    );
    expect(faultOf(without)).toBe('missing 62-99');
    expect(faultOf(resealed(WITHDRAWAL, (text) => text.replace('010212', '010211')))).toBe(
      'format 01',
    );
  });

  it('never throws, and refuses whatever fails its checksum, however a code is damaged', () => {
    const samples = [STATIC, FIXED_TIP, OUT_OF_ORDER, TRANSFER, WITHDRAWAL];
    const damage = fc.record({
      sample: fc.constantFrom(...samples),
      at: fc.nat(),
      removed: fc.integer({ min: 0, max: 4 }),
      put: fc.string({ maxLength: 4, unit: 'binary' }),
    });
    fc.assert(
      fc.property(damage, ({ sample, at, removed, put }) => {
        const from = at % sample.length;
        const payload = sample.slice(0, from) + put + sample.slice(from + removed);
        const parsed = parseMerchantCode(payload);
        const sealed = withChecksum(payload.trimEnd().slice(0, -8)) === payload.trimEnd();
        if (!sealed) expect(parsed.ok).toBe(false);
      }),
      { numRuns: MUTATIONS },
    );
  });

  it('never throws, whatever is sealed with a right checksum', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(STATIC, FIXED_TIP, TRANSFER),
        fc.nat(),
        fc.string({ maxLength: 6 }),
        (sample, at, put) => {
          const payload = resealed(
            sample,
            (text) => text.slice(0, at % text.length) + put + text.slice(at % text.length),
          );
          expect(() => parseMerchantCode(payload)).not.toThrow();
        },
      ),
      { numRuns: 5_000 },
    );
  });
});

describe('building a merchant-presented code', () => {
  const text = (max: number) =>
    fc
      .string({
        minLength: 1,
        maxLength: max,
        unit: fc.constantFrom(...'ABCXYZabcxyz0189 .-&/'.split('')),
      })
      .filter((value) => value.trim() === value && value !== '');
  const digits = (min: number, max: number) =>
    fc.string({ minLength: min, maxLength: max, unit: fc.constantFrom(...'0123456789'.split('')) });
  const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const amount = fc.integer({ min: 1, max: 999_999_999_999 }).map(BigInt);
  const tip = fc.oneof(
    fc.constant({ kind: 'asked' } as const),
    amount.map((value) => ({ kind: 'fixed', amount: value }) as const),
    fc
      .integer({ min: 1, max: 9_999 })
      .map((value) => ({ kind: 'percentage', hundredths: value }) as const),
  );
  const common = {
    name: text(25),
    city: text(15),
    postalCode: digits(5, 5),
    amount: optional(amount),
  };

  const payment = fc.record({
    kind: fc.constant('payment' as const),
    initiation: fc.constantFrom('static' as const, 'dynamic' as const),
    ...common,
    tip: optional(tip),
    category: digits(4, 4),
    accounts: fc.uniqueArray(
      fc.record({
        tag: fc.integer({ min: 26, max: 45 }).map(String),
        domain: text(32),
        pan: optional(digits(16, 19)),
        id: optional(text(15)),
        criterion: optional(fc.constantFrom('UMI', 'UKE')),
      }),
      { minLength: 1, maxLength: 2, selector: ({ tag }) => tag },
    ),
    national: fc.record({
      domain: fc.constant('ID.CO.QRIS.WWW'),
      nmid: digits(13, 13).map((value) => `ID${value}`),
    }),
    additional: optional(fc.record({ terminal: text(16), reference: optional(text(20)) })),
    others: optional(fc.constant([{ tag: '80', value: 'x y' }])),
  });

  const transfer = fc.record({
    kind: fc.constant('transfer' as const),
    initiation: fc.constant('dynamic' as const),
    ...common,
    category: fc.constant('4829'),
    accounts: fc
      .record({
        domain: text(32),
        pan: digits(16, 19),
        id: optional(text(15)),
        bic: optional(fc.constant('CENAIDJA')),
      })
      .map((account) => [{ tag: '40', ...account }]),
    additional: fc.record({
      purpose: fc.constantFrom(...TRANSFER_PURPOSES),
      proprietary: fc.record({
        domain: fc.constant('00'),
        unique: text(60).filter((value) => value.length >= 8),
      }),
    }),
  });

  /** Without the fields that are not there: reading leaves them out. */
  function bare<T>(value: T): T {
    if (Array.isArray(value)) return value.map(bare) as T;
    if (typeof value !== 'object' || value === null) return value;
    const known = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return Object.fromEntries(known.map(([key, inner]) => [key, bare(inner)])) as T;
  }

  it('writes what reads back as the same code', () => {
    const byTag = (code: MerchantCode) => ({
      ...code,
      accounts: [...code.accounts].sort((a, b) => (a.tag < b.tag ? -1 : 1)),
    });
    fc.assert(
      fc.property(fc.oneof(payment, transfer), (code: MerchantCode) => {
        const built = buildMerchantCode(code);
        if (!built.ok) {
          // Two long accounts and all else may be too much for one code; nothing else may be wrong.
          expect(built.fault.code).toBe('length');
          return;
        }
        expect(byTag(read(built.value))).toEqual(byTag(bare(code)));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([STATIC, FIXED_TIP, TRANSFER])('writes a real code again as it was', (payload) => {
    expect(buildMerchantCode(read(payload))).toEqual({ ok: true, value: payload });
  });

  it.each([
    ['a name that is too long', { name: 'x'.repeat(26) }, 'format 59'],
    ['a name with a bar', { name: 'TOKO|SITI' }, 'format 59'],
    ['a city in other letters', { city: 'Malång' }, 'format 60'],
    ['a static code without its number in the repository', { national: undefined }, 'missing 51'],
    ['a payment without postal code', { postalCode: undefined }, 'missing 61'],
    ['nothing to pay', { amount: 0n }, 'amount'],
    [
      'a tip of a hundred percent',
      { tip: { kind: 'percentage', hundredths: 10_000 } as const },
      'amount',
    ],
    [
      'an account where the currency stands',
      { accounts: [{ tag: '53', domain: 'A' }] },
      'format 53',
    ],
    ['other data where the amount stands', { others: [{ tag: '54', value: '1' }] }, 'format 54'],
    ['a terminal of thirty letters', { additional: { terminal: 'x'.repeat(30) } }, 'format 62-07'],
  ])('refuses %s', (_what, change, fault) => {
    const built = buildMerchantCode({ ...read(STATIC), ...change });
    expect(built.ok ? 'none' : `${built.fault.code} ${built.fault.at}`.trim()).toBe(fault);
  });
});
