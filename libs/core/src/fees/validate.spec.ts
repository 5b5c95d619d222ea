import fc from 'fast-check';
import { assessFees, FEE_SCOPES, FEE_SERVICES, presets, validateSchedule } from './index.js';
import type { FeeComponent, FeeRule, FeeSchedule, FeeScope, ScheduleFault } from './index.js';

const acquirerOnly = [{ party: 'acquirer', weight: '1' }];

function mdr(component: Partial<FeeComponent> = {}): FeeComponent {
  return { name: 'mdr', payer: 'merchant', rate: '0.007', shares: acquirerOnly, ...component };
}

function rule(fields: Partial<FeeRule> = {}): FeeRule {
  return { service: 'payment', scope: 'off_us', components: [mdr()], ...fields };
}

const onUs = rule({ scope: 'on_us' });

function faultsOf(rules: readonly FeeRule[], schedule: Partial<FeeSchedule> = {}): ScheduleFault[] {
  return validateSchedule({ version: 1, unit: 100n, rounding: 'half_up', rules, ...schedule });
}

const faultsOfPart = (component: Partial<FeeComponent>): ScheduleFault[] =>
  faultsOf([rule({ components: [mdr(component)] }), onUs]);

describe('a fee schedule', () => {
  it('is whole when it is the preset, or has no rules at all', () => {
    expect(validateSchedule(presets.cooperativeSimple())).toEqual([]);
    expect(faultsOf([])).toEqual([]);
  });

  it('may have tiers, criteria and agreements over a general rule', () => {
    const rules = [
      rule(),
      onUs,
      rule({ criterion: 'UMI', toAmount: 50_000_000n, components: [] }),
      rule({ criterion: 'UMI', fromAmount: 50_000_000n }),
      rule({ criterion: 'UKE', fromAmount: 50_000_000n, components: [] }),
      rule({ criterion: 'UKE', toAmount: 50_000_000n }),
      rule({ acquirer: 1 }),
      rule({ acquirer: 1, issuer: 2 }),
      rule({ acquirer: 2, issuer: 1 }),
      rule({ fromAmount: 100_000_000n }),
    ];
    expect(faultsOf(rules)).toEqual([]);
  });

  it('has a version and a unit above zero', () => {
    expect(faultsOf([], { version: 0 })).toEqual([{ code: 'version_invalid', at: 'version' }]);
    expect(faultsOf([], { unit: 0n })).toEqual([{ code: 'unit_invalid', at: 'unit' }]);
  });

  it.each(['0.7 %', '-0.007', '7e-3', '1', '70', 'seven', '', '.007'])(
    'has no rate written "%s"',
    (rate) => {
      const at = 'rules[0].components[0].rate';
      expect(faultsOfPart({ rate })).toEqual([{ code: 'rate_invalid', at }]);
    },
  );

  it('has amounts above zero, in multiples of its unit', () => {
    const part = 'rules[0].components[0]';
    expect(faultsOfPart({ fixed: -100n })).toEqual([
      { code: 'fee_amount_invalid', at: `${part}.fixed` },
    ]);
    expect(faultsOfPart({ minimum: 150n, maximum: 250n })).toEqual([
      { code: 'fee_amount_invalid', at: `${part}.minimum` },
      { code: 'fee_amount_invalid', at: `${part}.maximum` },
    ]);
    expect(faultsOfPart({ minimum: 300n, maximum: 200n })).toEqual([
      { code: 'minimum_above_maximum', at: part },
    ]);
    expect(faultsOfPart({ minimum: 200n, maximum: 200n })).toEqual([]);
  });

  it('has a price in every component', () => {
    expect(faultsOfPart({ rate: undefined })).toEqual([
      { code: 'price_missing', at: 'rules[0].components[0]' },
    ]);
    expect(faultsOfPart({ rate: undefined, fixed: 0n })).toEqual([]);
  });

  it('has weights that parse and do not sum to zero', () => {
    const at = 'rules[0].components[0].shares';
    const share = (party: string, weight: string) => ({ party, weight });
    expect(faultsOfPart({ shares: [] })).toEqual([{ code: 'weights_sum_to_zero', at }]);
    const zeros = [share('acquirer', '0'), share('issuer', '0.00')];
    expect(faultsOfPart({ shares: zeros })).toEqual([{ code: 'weights_sum_to_zero', at }]);
    expect(faultsOfPart({ shares: [share('acquirer', '-1')] })).toEqual([
      { code: 'weight_invalid', at: `${at}[0].weight` },
    ]);
    expect(faultsOfPart({ shares: [share('acquirer', '1'), share('acquirer', '2')] })).toEqual([
      { code: 'party_repeated', at: `${at}[1].party` },
    ]);
    expect(faultsOfPart({ shares: [share('The Operator', '1')] })).toEqual([
      { code: 'party_invalid', at: `${at}[0].party` },
    ]);
  });

  it('has only components of its act, paid and received by whom they are meant for', () => {
    const part = 'rules[0].components[0]';
    expect(faultsOfPart({ name: 'interchange', payer: 'issuer' })).toEqual([
      { code: 'component_misplaced', at: `${part}.name` },
    ]);
    expect(faultsOfPart({ payer: 'member' })).toEqual([
      { code: 'payer_misplaced', at: `${part}.payer` },
    ]);
    const memberFee = mdr({ name: 'member_fee', payer: 'member' });
    const scopes: readonly FeeScope[] = ['on_us', 'off_us'];
    const deposits = scopes.map((scope) =>
      rule({ service: 'deposit', scope, components: scope === 'on_us' ? [memberFee] : [] }),
    );
    expect(faultsOf(deposits)).toEqual([{ code: 'party_invalid', at: `${part}.shares[0].party` }]);
    const serviced = { ...memberFee, shares: [{ party: 'services', weight: '1' }] };
    expect(
      faultsOf(scopes.map((scope) => rule({ service: 'deposit', scope, components: [serviced] }))),
    ).toHaveLength(2);
    const switchFee = mdr({ name: 'switch_fee', payer: 'issuer' });
    const feeFor = (party: string): ScheduleFault[] => {
      const components = [{ ...switchFee, shares: [{ party, weight: '1' }] }];
      return faultsOf(scopes.map((scope) => rule({ service: 'transfer', scope, components })));
    };
    expect(feeFor('acquirer').map(({ code }) => code)).toEqual(['party_invalid', 'party_invalid']);
    expect(feeFor('switch')).toEqual([]);
    expect(feeFor('services')).toEqual([]);
    expect(faultsOf([rule({ components: [mdr(), mdr()] }), onUs])).toEqual([
      { code: 'component_repeated', at: 'rules[0].components[1].name' },
    ]);
  });

  it('has no rule that can never match', () => {
    expect(faultsOf([rule(), onUs, rule({ issuer: 1, acquirer: 1 })])).toEqual([
      { code: 'parties_impossible', at: 'rules[2]' },
    ]);
    expect(faultsOf([rule(), onUs, rule({ scope: 'on_us', issuer: 1, acquirer: 2 })])).toEqual([
      { code: 'parties_impossible', at: 'rules[2]' },
    ]);
    expect(faultsOf([rule(), onUs, rule({ fromAmount: 200n, toAmount: 200n })])).toEqual([
      { code: 'tier_invalid', at: 'rules[2].toAmount' },
    ]);
    expect(faultsOf([rule(), onUs, rule({ fromAmount: -1n, toAmount: 200n })])).toEqual([
      { code: 'tier_invalid', at: 'rules[2].fromAmount' },
    ]);
  });

  it('has no two equally specific rules for one act', () => {
    const conflict = { code: 'rules_conflict', at: 'rules[2]', other: 'rules[0]' };
    expect(faultsOf([rule(), onUs, rule()])).toEqual([conflict]);
    const tiers = [rule({ toAmount: 1_000n }), onUs, rule({ fromAmount: 900n })];
    expect(faultsOf(tiers)).toEqual([{ ...conflict, code: 'tiers_overlap' }]);
    const nested = [rule({ toAmount: 900n }), onUs, rule({ fromAmount: 100n, toAmount: 200n })];
    expect(faultsOf([...nested, rule({ fromAmount: 900n })])).toEqual([
      { ...conflict, code: 'tiers_overlap' },
    ]);
    const pair = { criterion: 'UMI', issuer: 1 };
    expect(faultsOf([rule(), onUs, rule(pair), rule(pair)])).toEqual([
      { code: 'rules_conflict', at: 'rules[3]', other: 'rules[2]' },
    ]);
  });

  it('leaves no amount of a service that it offers without a rule', () => {
    const gap = { code: 'gap', at: 'payment/off_us' };
    const tiers = [
      rule({ fromAmount: 100n, toAmount: 500n }),
      rule({ fromAmount: 900n, toAmount: 1_000n }),
    ];
    expect(faultsOf([onUs, ...tiers])).toEqual([
      { ...gap, fromAmount: 0n, toAmount: 100n },
      { ...gap, fromAmount: 500n, toAmount: 900n },
      { ...gap, fromAmount: 1_000n },
    ]);
    expect(faultsOf([onUs, ...tiers, rule()])).toEqual([]);
  });

  it('prices a service in both scopes, for every merchant and every cooperative', () => {
    expect(faultsOf([rule()])).toEqual([{ code: 'gap', at: 'payment/on_us', fromAmount: 0n }]);
    const gap = { code: 'gap', at: 'payment/off_us', fromAmount: 0n };
    expect(faultsOf([onUs, rule({ criterion: 'UMI' })])).toEqual([gap]);
    expect(faultsOf([onUs, rule({ acquirer: 1 })])).toEqual([gap]);
  });
});

describe('a schedule without faults', () => {
  const bound = fc.option(fc.bigInt(0n, 20n), { nil: undefined });
  const party = fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined });
  const rules = fc.array(
    fc.record({
      service: fc.constantFrom(...FEE_SERVICES.slice(0, 2)),
      scope: fc.constantFrom(...FEE_SCOPES),
      criterion: fc.option(fc.constantFrom('UMI', 'UKE'), { nil: undefined }),
      issuer: party,
      acquirer: party,
      fromAmount: bound,
      toAmount: bound,
      components: fc.constant<FeeComponent[]>([]),
    }),
    { maxLength: 6 },
  );
  const question = fc.record({
    issuer: fc.integer({ min: 1, max: 3 }),
    acquirer: fc.integer({ min: 1, max: 3 }),
    criterion: fc.constantFrom('UMI', 'UKE', 'UBE', undefined),
    amount: fc.bigInt(1n, 25n),
  });

  it('answers the same whatever the order of its rules, and always answers', () => {
    fc.assert(
      fc.property(rules, question, fc.boolean(), (list, asked, general) => {
        const services = new Set(list.map(({ service }) => service));
        // Half of the schedules get the general rules without which few random ones have no gap.
        const added = [...services].flatMap((service) =>
          FEE_SCOPES.map((scope) => rule({ service, scope, components: [] })),
        );
        const all = general ? [...list, ...added] : list;
        // A fixed fee names the rule that won; under a unit of one it stays below the amount.
        const named = all.map((one, index) => ({
          ...one,
          components: [mdr({ rate: undefined, fixed: BigInt(index) })],
        }));
        const faults = faultsOf(named, { unit: 1n }).filter(
          ({ code }) => code !== 'component_misplaced',
        );
        fc.pre(faults.length === 0);
        for (const service of services) {
          const amount = asked.amount * 1_000n;
          const scaled = named.map((one) => ({
            ...one,
            ...(one.fromAmount === undefined ? {} : { fromAmount: one.fromAmount * 1_000n }),
            ...(one.toAmount === undefined ? {} : { toAmount: one.toAmount * 1_000n }),
          }));
          const schedule = { version: 1, unit: 1n, rounding: 'half_up', rules: scaled } as const;
          const first = assessFees(schedule, { ...asked, service, amount });
          const turned = { ...schedule, rules: [...scaled].reverse() };
          expect(first.ok).toBe(true);
          expect(assessFees(turned, { ...asked, service, amount })).toEqual(first);
        }
      }),
    );
  });
});
