import fc from 'fast-check';
import { sumSen } from '../money/index.js';
import {
  assessFees,
  chargedTo,
  FEE_COMPONENTS,
  FEE_SCOPES,
  FEE_SERVICES,
  furtherParties,
  presets,
  presetNamed,
  PRESET_NAMES,
  refundPolicyOf,
  scheduleFromJson,
  scheduleToJson,
  shareOf,
  validateSchedule,
} from './index.js';
import type {
  AssessedFee,
  FeeComponent,
  FeePayer,
  FeeQuestion,
  FeeRule,
  FeeSchedule,
  FeeService,
  ScheduleFault,
} from './index.js';

const DINOYO = 1;
const BUMIAYU = 2;
const RP = 100n;

function asked(service: FeeService, rupiah: bigint, more: Partial<FeeQuestion> = {}): FeeQuestion {
  return { service, issuer: DINOYO, acquirer: BUMIAYU, amount: rupiah * RP, ...more };
}

function feesOf(schedule: FeeSchedule, question: FeeQuestion): readonly AssessedFee[] {
  const assessed = assessFees(schedule, question);
  if (!assessed.ok) throw new Error(`refused: ${assessed.code}`);
  return assessed.fees;
}

function scheduleOf(rules: readonly FeeRule[]): FeeSchedule {
  return { version: 1, unit: RP, rounding: 'half_up', rules };
}

const to = (party: string) => [{ party, weight: '1' }];

describe('the MDR of QRIS', () => {
  const qris = presets.qrisMdr();
  const mdr = (criterion: string | undefined, rupiah: bigint, more: Partial<FeeQuestion> = {}) =>
    chargedTo(feesOf(qris, asked('payment', rupiah, { criterion, ...more })), 'merchant') / RP;

  it('is whole, and names whom the switch owes shares', () => {
    expect(validateSchedule(qris)).toEqual([]);
    expect(furtherParties(qris)).toEqual(['services', 'standard']);
    expect(furtherParties(presets.cooperativeSimple())).toEqual([]);
    expect(PRESET_NAMES.map(presetNamed)).toEqual([presets.cooperativeSimple(), qris]);
  });

  it.each([
    ['UMI', 10_000n, 0n],
    ['UMI', 500_000n, 0n],
    ['UMI', 500_001n, 1_500n],
    ['UMI', 1_000_000n, 3_000n],
    ['UKE', 10_000n, 70n],
    ['UME', 200_000n, 1_400n],
    ['UBE', 200_000n, 1_400n],
    ['URE', 200_000n, 1_400n],
    [undefined, 200_000n, 1_400n],
    ['PSO', 200_000n, 0n],
    ['BLU', 200_000n, 0n],
  ])('of %s for Rp%s is Rp%s, on-us as off-us', (criterion, rupiah, fee) => {
    expect(mdr(criterion, rupiah)).toBe(fee);
    expect(mdr(criterion, rupiah, { acquirer: DINOYO })).toBe(fee);
  });

  it.each([
    ['UKE', 200_000n, [546n, 518n, 252n, 28n, 56n]],
    ['UMI', 1_000_000n, [1_170n, 1_110n, 540n, 60n, 120n]],
  ])(
    'of %s for Rp%s is split 39/37/18/4/2, services before the standard',
    (kind, rupiah, parts) => {
      const [fee] = feesOf(qris, asked('payment', rupiah, { criterion: kind }));
      const amounts = new Map(fee?.shares.map(({ party, amount }) => [party, amount / RP]));
      expect(
        ['acquirer', 'issuer', 'switch', 'standard', 'services'].map((one) => amounts.get(one)),
      ).toEqual(parts);
    },
  );

  it('splits 1,400 and 450 rupiah as the published examples do', () => {
    const { rules } = qris;
    const shares = rules[0]?.components[0]?.shares ?? [];
    const fixed = (total: bigint) =>
      feesOf(
        scheduleOf([
          {
            service: 'payment',
            scope: 'off_us',
            components: [{ name: 'mdr', payer: 'merchant', fixed: total * RP, shares }],
          },
        ]),
        asked('payment', 200_000n),
      )[0]?.shares.map(({ amount }) => amount / RP);
    expect(fixed(1_400n)).toEqual([546n, 518n, 252n, 56n, 28n]);
    expect(fixed(450n)).toEqual([176n, 166n, 81n, 18n, 9n]);
  });

  it('stays in the cooperative on-us', () => {
    const [fee] = feesOf(qris, asked('payment', 200_000n, { acquirer: DINOYO, criterion: 'UKE' }));
    expect(fee?.shares).toEqual([{ party: 'acquirer', amount: 1_400n * RP }]);
  });
});

describe('a schedule with every component', () => {
  const cash: FeeComponent[] = [
    { name: 'member_fee', payer: 'member', fixed: 5_000n * RP, shares: to('issuer') },
    { name: 'interchange', payer: 'issuer', fixed: 3_000n * RP, shares: to('acquirer') },
    {
      name: 'switch_fee',
      payer: 'issuer',
      fixed: 1_000n * RP,
      shares: [
        { party: 'switch', weight: '90' },
        { party: 'dinas', weight: '10' },
      ],
    },
  ];
  const cashback = (fields: Partial<FeeComponent> = {}): FeeComponent => ({
    name: 'incentive',
    payer: 'switch',
    rate: '0.01',
    maximum: 2_000n * RP,
    shares: to('member'),
    ...fields,
  });
  const mdr: FeeComponent = {
    name: 'mdr',
    payer: 'merchant',
    rate: '0.007',
    shares: to('acquirer'),
  };
  const rules: FeeRule[] = [
    { service: 'withdrawal', scope: 'off_us', components: cash },
    { service: 'withdrawal', scope: 'on_us', components: [] },
    { service: 'payment', scope: 'off_us', refund: 'kept', components: [mdr, cashback()] },
    { service: 'payment', scope: 'on_us', components: [mdr] },
    { service: 'invoice', scope: 'off_us', components: [] },
    { service: 'invoice', scope: 'on_us', components: [] },
  ];
  const whole = scheduleOf(rules);

  it('is whole, and read back from its stored form', () => {
    expect(validateSchedule(whole)).toEqual([]);
    expect(scheduleFromJson(JSON.parse(JSON.stringify(scheduleToJson(whole))))).toEqual({
      ok: true,
      schedule: whole,
    });
  });

  it('gives the host, the member’s cooperative, the switch and others what is theirs', () => {
    const fees = feesOf(whole, asked('withdrawal', 500_000n));
    expect(shareOf(fees, 'member_fee', 'issuer')).toBe(5_000n * RP);
    expect(shareOf(fees, 'interchange', 'acquirer')).toBe(3_000n * RP);
    expect(shareOf(fees, 'switch_fee', 'switch')).toBe(900n * RP);
    expect(shareOf(fees, 'switch_fee', 'dinas')).toBe(100n * RP);
    expect([chargedTo(fees, 'member'), chargedTo(fees, 'issuer')]).toEqual([
      5_000n * RP,
      4_000n * RP,
    ]);
    expect(furtherParties(whole)).toEqual(['dinas']);
  });

  it('gives a member cashback that is no charge, up to its maximum and what was spent', () => {
    const off = (rupiah: bigint) => {
      const fees = feesOf(whole, asked('payment', rupiah));
      expect(chargedTo(fees, 'switch')).toBe(0n);
      return shareOf(fees, 'incentive', 'member') / RP;
    };
    expect([off(50_000n), off(1_000_000n)]).toEqual([500n, 2_000n]);
    const flat = cashback({ rate: undefined, maximum: undefined, fixed: 5_000n * RP });
    const generous = scheduleOf([{ service: 'payment', scope: 'off_us', components: [mdr, flat] }]);
    const fees = feesOf(generous, asked('payment', 3_000n));
    expect(shareOf(fees, 'incentive', 'member')).toBe(3_000n * RP);
  });

  it('says what becomes of the MDR at a refund', () => {
    expect(refundPolicyOf(whole, asked('payment', 1_000n))).toBe('kept');
    expect(refundPolicyOf(whole, asked('payment', 1_000n, { acquirer: DINOYO }))).toBe(
      'in_proportion',
    );
    expect(refundPolicyOf(whole, asked('deposit', 1_000n))).toBeUndefined();
  });

  it('of the first release never charges a cooperative interchange to itself', () => {
    const old = scheduleOf([{ service: 'withdrawal', scope: 'on_us', components: cash }]);
    const fees = feesOf(old, asked('withdrawal', 500_000n, { acquirer: DINOYO }));
    expect(fees.map(({ component }) => component)).toEqual(['member_fee', 'switch_fee']);
  });

  const faultsOf = (rule: FeeRule): ScheduleFault[] =>
    validateSchedule(
      scheduleOf([rule, { ...rule, scope: 'on_us', refund: undefined, components: [] }]),
    );
  const part = 'rules[0].components[0]';

  it.each<[string, FeeRule, ScheduleFault]>([
    [
      'interchange on-us',
      { service: 'withdrawal', scope: 'on_us', components: cash.slice(1, 2) },
      { code: 'component_misplaced', at: `${part}.name` },
    ],
    [
      'a price of an invoice',
      { service: 'invoice', scope: 'off_us', components: cash.slice(2) },
      { code: 'component_misplaced', at: `${part}.name` },
    ],
    [
      'cashback from the merchant',
      { service: 'payment', scope: 'off_us', components: [cashback({ payer: 'merchant' })] },
      { code: 'payer_misplaced', at: `${part}.payer` },
    ],
    [
      'cashback to anybody but the member',
      { service: 'payment', scope: 'off_us', components: [cashback({ shares: to('services') })] },
      { code: 'party_invalid', at: `${part}.shares[0].party` },
    ],
    [
      'a share of the MDR for the member',
      { service: 'payment', scope: 'off_us', components: [{ ...mdr, shares: to('member') }] },
      { code: 'party_invalid', at: `${part}.shares[0].party` },
    ],
    [
      'interchange that the acquirer pays',
      {
        service: 'deposit',
        scope: 'off_us',
        components: [{ ...mdr, name: 'interchange', payer: 'acquirer' }],
      },
      { code: 'payer_misplaced', at: `${part}.payer` },
    ],
    [
      'a refund of what has no MDR',
      { service: 'transfer', scope: 'off_us', refund: 'kept', components: [] },
      { code: 'refund_misplaced', at: 'rules[0].refund' },
    ],
  ])('has no %s', (_what, rule, fault) => {
    const faults = faultsOf(rule).filter(({ at }) => !at.includes('/'));
    expect(faults.filter(({ code }) => code !== 'rules_conflict')).toEqual([fault]);
  });
});

describe('a schedule that was found whole', () => {
  const rate = fc.nat(200).map((n) => `0.${n.toString().padStart(4, '0')}`);
  const weight = fc.integer({ min: 1, max: 100 }).map(String);
  const price = fc.record(
    { rate, fixed: fc.bigInt(0n, 50n).map((n) => n * RP) },
    { requiredKeys: ['rate'], noNullPrototype: true },
  );
  /** Who pays a component, and who may have a share of it; now and then somebody who may not. */
  const PARTIES: Record<FeeComponent['name'], [FeePayer, ...string[]]> = {
    mdr: ['merchant', 'acquirer', 'issuer', 'switch', 'services'],
    member_fee: ['member', 'issuer'],
    interchange: ['issuer', 'acquirer'],
    switch_fee: ['issuer', 'switch', 'services', 'standard'],
    incentive: ['acquirer', 'member'],
  };
  const component = fc.constantFrom(...FEE_COMPONENTS).chain((name) => {
    const [payer, ...parties] = PARTIES[name];
    const party = fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...parties) },
      { weight: 1, arbitrary: fc.constantFrom('member', 'standard') },
    );
    const share = fc.record({ party, weight });
    return fc
      .tuple(price, fc.uniqueArray(share, { minLength: 1, maxLength: 3, selector: (s) => s.party }))
      .map(([cost, shares]): FeeComponent => ({ name, payer, ...cost, shares }));
  });
  const rule = fc.record(
    {
      service: fc.constantFrom(...FEE_SERVICES),
      scope: fc.constantFrom(...FEE_SCOPES),
      criterion: fc.constantFrom('UMI', 'UKE'),
      components: fc.uniqueArray(component, { maxLength: 2, selector: ({ name }) => name }),
    },
    { requiredKeys: ['service', 'scope', 'components'], noNullPrototype: true },
  );

  it('has a rule for every act of a service it offers, and all shares sum to what is paid', () => {
    let assessed = 0;
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 2, maxLength: 8 }),
        fc.bigInt(1n, 10n ** 12n),
        fc.constantFrom('UMI', 'UKE', 'UBE', undefined),
        fc.boolean(),
        (some, rupiah, criterion, onUs) => {
          const services = [...new Set(some.map(({ service }) => service))];
          const general = services.flatMap((service) =>
            FEE_SCOPES.map((scope): FeeRule => ({ service, scope, components: [] })),
          );
          const rules = [...some.filter((one) => one.criterion !== undefined), ...general];
          // What validation refuses is taken out, so that all that is left is whole.
          const faulty = new Set(
            validateSchedule(scheduleOf(rules)).map(({ at }) => Number(/\d+/.exec(at)?.[0])),
          );
          const schedule = scheduleOf(rules.filter((_rule, index) => !faulty.has(index)));
          expect(validateSchedule(schedule)).toEqual([]);
          for (const service of services) {
            const acquirer = onUs ? DINOYO : BUMIAYU;
            const result = assessFees(schedule, asked(service, rupiah, { criterion, acquirer }));
            if (!result.ok) expect(result.code).toBe('fee_exceeds_amount');
            for (const fee of result.ok ? result.fees : []) {
              assessed += 1;
              expect(sumSen(fee.shares.map(({ amount }) => amount))).toBe(fee.total);
              expect(fee.total >= 0n && fee.total <= rupiah * RP).toBe(true);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
    expect(assessed).toBeGreaterThan(20);
  });
});
