import fc from 'fast-check';
import { InvariantError } from '../errors/index.js';
import { sumSen } from '../money/index.js';
import { assessFees, chargedTo, presets, shareOf } from './index.js';
import type { AssessedFee, FeeComponent, FeeQuestion, FeeRule, FeeSchedule } from './index.js';

const DINOYO = 1;
const BUMIAYU = 2;

function payment(amount: bigint, question: Partial<FeeQuestion> = {}): FeeQuestion {
  return { service: 'payment', issuer: DINOYO, acquirer: BUMIAYU, amount, ...question };
}

function mdr(component: Partial<FeeComponent>): FeeComponent {
  return {
    name: 'mdr',
    payer: 'merchant',
    shares: [{ party: 'acquirer', weight: '1' }],
    ...component,
  };
}

function scheduleOf(rules: readonly FeeRule[], unit = 100n): FeeSchedule {
  return { version: 1, unit, rounding: 'half_up', rules };
}

function single(component: Partial<FeeComponent>, unit = 100n): FeeSchedule {
  return scheduleOf([{ service: 'payment', scope: 'off_us', components: [mdr(component)] }], unit);
}

function feesOf(schedule: FeeSchedule, question: FeeQuestion): readonly AssessedFee[] {
  const assessed = assessFees(schedule, question);
  if (!assessed.ok) throw new Error(`refused: ${assessed.code}`);
  return assessed.fees;
}

const amountsOf = (fee: AssessedFee | undefined): bigint[] =>
  (fee?.shares ?? []).map(({ amount }) => amount);

const gpn = [
  { party: 'standard', weight: '2' },
  { party: 'switch', weight: '18' },
  { party: 'issuer', weight: '37' },
  { party: 'acquirer', weight: '39' },
  { party: 'services', weight: '4' },
];

describe('assessing fees', () => {
  it('splits the worked example 280/280/140', () => {
    expect(feesOf(presets.cooperativeSimple(), payment(10_000_000n))).toEqual([
      {
        component: 'mdr',
        payer: 'merchant',
        total: 70_000n,
        shares: [
          { party: 'acquirer', amount: 28_000n },
          { party: 'issuer', amount: 28_000n },
          { party: 'switch', amount: 14_000n },
        ],
      },
    ]);
  });

  it.each([
    [100n, 0n, [0n, 0n, 0n]],
    [7_100n, 0n, [0n, 0n, 0n]],
    [14_300n, 100n, [100n, 0n, 0n]],
  ])('H04 rounds 0.7 %% of %s sen once and splits the %s sen whole', (amount, total, parts) => {
    const [fee] = feesOf(presets.cooperativeSimple(), payment(amount));
    expect(fee?.total).toBe(total);
    expect(amountsOf(fee)).toEqual(parts);
  });

  it('H04 with a unit of one sen keeps the sen of small amounts and splits them whole', () => {
    const simple = { ...presets.cooperativeSimple(), unit: 1n };
    const parts = [100n, 7_100n, 14_300n].map((amount) => feesOf(simple, payment(amount))[0]);
    expect(parts.map((fee) => fee?.total)).toEqual([1n, 50n, 100n]);
    expect(parts.map(amountsOf)).toEqual([
      [1n, 0n, 0n],
      [20n, 20n, 10n],
      [40n, 40n, 20n],
    ]);
  });

  it.each([
    [20_000_000n, '0.007', 140_000n, [54_600n, 51_800n, 25_200n, 2_800n, 5_600n]],
    [15_000_000n, '0.003', 45_000n, [17_600n, 16_600n, 8_100n, 900n, 1_800n]],
    [1_000_000n, '0.003', 3_000n, [1_200n, 1_100n, 500n, 100n, 100n]],
  ])('splits 39/37/18/4/2 of %s sen at %s as published', (amount, rate, total, parts) => {
    const [fee] = feesOf(single({ rate, shares: gpn }), payment(amount));
    expect(fee?.total).toBe(total);
    expect(fee?.shares.map(({ party }) => party)).toEqual([
      'acquirer',
      'issuer',
      'switch',
      'standard',
      'services',
    ]);
    expect(amountsOf(fee)).toEqual(parts);
  });

  it('H06 breaks ties for the acquirer, then the issuer, then the switch, however listed', () => {
    const shares = ['services', 'switch', 'issuer', 'acquirer'].map((party) => ({
      party,
      weight: '1',
    }));
    for (const [fixed, parts] of [
      [100n, [100n, 0n, 0n, 0n]],
      [200n, [100n, 100n, 0n, 0n]],
      [300n, [100n, 100n, 100n, 0n]],
    ] as const) {
      const [fee] = feesOf(single({ fixed, shares }), payment(10_000n));
      expect(amountsOf(fee)).toEqual(parts);
    }
  });

  it('keeps all of an on-us payment’s fee in the cooperative', () => {
    const onUs = payment(10_000_000n, { acquirer: DINOYO });
    const [fee] = feesOf(presets.cooperativeSimple(), onUs);
    expect(fee?.shares).toEqual([{ party: 'acquirer', amount: 70_000n }]);
  });

  it('adds the fixed sum to the rounded rate, then holds it between minimum and maximum', () => {
    const priced = single({ rate: '0.01', fixed: 1_000n, minimum: 2_000n, maximum: 5_000n });
    const total = (amount: bigint): bigint =>
      chargedTo(feesOf(priced, payment(amount)), 'merchant');
    expect(total(50_000n)).toBe(2_000n);
    expect(total(200_000n)).toBe(3_000n);
    expect(total(9_000_000n)).toBe(5_000n);
  });

  it('H05 refuses a fee that reaches the amount', () => {
    const fixed = single({ fixed: 50_000n });
    const refusal = { ok: false, code: 'fee_exceeds_amount' };
    expect(assessFees(fixed, payment(50_000n))).toEqual(refusal);
    expect(assessFees(fixed, payment(49_900n))).toEqual(refusal);
    expect(assessFees(fixed, payment(50_100n)).ok).toBe(true);
  });

  it('H05 counts what one payer is charged in all, and each payer apart', () => {
    const withdrawal: FeeRule = {
      service: 'withdrawal',
      scope: 'off_us',
      components: [
        { ...mdr({ fixed: 60_000n }), name: 'member_fee', payer: 'member' },
        { ...mdr({ fixed: 30_000n }), name: 'interchange', payer: 'issuer' },
        { ...mdr({ fixed: 40_000n }), name: 'switch_fee', payer: 'issuer' },
      ],
    };
    const at = (amount: bigint): boolean =>
      assessFees(scheduleOf([withdrawal]), payment(amount, { service: 'withdrawal' })).ok;
    expect(at(70_000n)).toBe(false);
    expect(at(70_100n)).toBe(true);
  });

  it('says that a rule is missing rather than charging nothing', () => {
    const missing = { ok: false, code: 'fee_rule_missing' };
    expect(assessFees(scheduleOf([]), payment(100n))).toEqual(missing);
    const onUs = payment(100n, { acquirer: DINOYO });
    expect(assessFees(single({ rate: '0.007' }), onUs)).toEqual(missing);
    expect(assessFees(single({ rate: '0.007' }), payment(100n, { service: 'deposit' }))).toEqual(
      missing,
    );
  });

  it('takes a rule without components as free', () => {
    const question = payment(100n, { service: 'deposit' });
    expect(assessFees(presets.cooperativeSimple(), question)).toEqual({ ok: true, fees: [] });
  });

  it('asks only about a positive amount', () => {
    expect(() => assessFees(presets.cooperativeSimple(), payment(0n))).toThrow(InvariantError);
  });
});

describe('the most specific rule', () => {
  /** Every combination of restrictions that matches, each with its rank as its fixed fee. */
  const rules: FeeRule[] = Array.from({ length: 16 }, (_, rank) => ({
    service: 'payment',
    scope: 'off_us',
    ...(rank & 8 ? { acquirer: BUMIAYU } : {}),
    ...(rank & 4 ? { issuer: DINOYO } : {}),
    ...(rank & 2 ? { criterion: 'UMI' } : {}),
    ...(rank & 1 ? { fromAmount: 0n, toAmount: 10n ** 12n } : {}),
    components: [mdr({ fixed: BigInt(rank) * 100n })],
  }));
  const feeAmong = (among: readonly FeeRule[], question: Partial<FeeQuestion> = {}): bigint => {
    const asked = payment(10_000_000n, { criterion: 'UMI', ...question });
    return chargedTo(feesOf(scheduleOf(among), asked), 'merchant') / 100n;
  };

  it('wins: acquirer before issuer before criterion before tier', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(rules, { minLength: 1 }), (among) => {
        expect(feeAmong(among)).toBe(BigInt(Math.max(...among.map((rule) => rules.indexOf(rule)))));
      }),
    );
  });

  it('is looked for only among rules that match', () => {
    expect(feeAmong(rules)).toBe(15n);
    expect(feeAmong(rules, { criterion: 'UKE' })).toBe(13n);
    expect(feeAmong(rules, { criterion: undefined })).toBe(13n);
    expect(feeAmong(rules, { issuer: 3 })).toBe(11n);
    expect(feeAmong(rules, { acquirer: 3 })).toBe(7n);
    expect(feeAmong(rules, { amount: 10n ** 12n })).toBe(14n);
  });

  it('holds from its lower bound to below its upper one', () => {
    const tiers = [
      { service: 'payment', scope: 'off_us', toAmount: 50_000_000n, components: [] },
      {
        service: 'payment',
        scope: 'off_us',
        fromAmount: 50_000_000n,
        components: [mdr({ rate: '0.003' })],
      },
    ] as const;
    const total = (amount: bigint): bigint =>
      chargedTo(feesOf(scheduleOf(tiers), payment(amount)), 'merchant');
    expect(total(49_999_900n)).toBe(0n);
    expect(total(50_000_000n)).toBe(150_000n);
  });
});

describe('every assessed fee', () => {
  const weight = fc.tuple(fc.nat(100), fc.nat(9)).map(([whole, tenth]) => `${whole}.${tenth}`);
  const parties = ['issuer', 'services', 'acquirer', 'standard', 'switch'];
  const shares = fc
    .tuple(...parties.map(() => weight))
    .filter((weights) => weights.some((one) => Number(one) > 0))
    .map((weights) => weights.map((one, i) => ({ party: parties[i] ?? '', weight: one })));
  const rate = fc.nat(99_999).map((n) => `0.${n.toString().padStart(5, '0')}`);
  const optional = fc.option(fc.bigInt(0n, 1_000_000n), { nil: undefined });

  it('has parts that sum to the whole, and a total of at least zero', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 14n),
        fc.record({ rate, fixed: optional, minimum: optional, maximum: optional, shares }),
        fc.constantFrom(1n, 50n, 100n),
        (amount, component, unit) => {
          const assessed = assessFees(single(component, unit), payment(amount));
          for (const fee of assessed.ok ? assessed.fees : []) {
            expect(sumSen(amountsOf(fee))).toBe(fee.total);
            expect(fee.total >= 0n && fee.total < amount).toBe(true);
            for (const part of amountsOf(fee)) expect(part >= 0n).toBe(true);
            expect(shareOf([fee], 'mdr', 'issuer')).toBe(fee.shares[1]?.amount);
          }
        },
      ),
    );
  });
});
