import type { Limits, Member, Merchant, Rules, TierLimits } from '@app/participants';
import fc from 'fast-check';

import { admissionRefusal } from './admission.js';
import { joinLimits, limitsFor, USAGE_KINDS, usageReturnsOf } from './limits-for.js';

const MILLION = 1_000_000_00n;
const TIER: TierLimits = {
  perPayment: 2n * MILLION,
  perDayAmount: 3n * MILLION,
  perDayCount: 5,
  perMonthAmount: 9n * MILLION,
};

const BUDI: Member = {
  uid: '00000000-0000-7000-8000-0000000000b1',
  cooperative: '00000000-0000-7000-8000-000000000001',
  book: 1,
  network: 1,
  person: '00000000-0000-7000-8000-0000000000b2',
  number: 'D-1',
  tier: 'registered',
  wallet: 11,
  walletUid: '00000000-0000-7000-8000-0000000000b3',
  joinedAt: new Date('2026-01-31T02:00:00Z'),
};
const PUTRA: Member = { ...BUDI, tier: 'unregistered', wallet: 12 };

const TOKO: Merchant = {
  uid: '00000000-0000-7000-8000-0000000000c1',
  cooperative: BUDI.cooperative,
  book: 1,
  network: 1,
  ownerPerson: '00000000-0000-7000-8000-0000000000c2',
  name: 'Toko Siti',
  criterion: 'UMI',
  wallet: 22,
  walletUid: '00000000-0000-7000-8000-0000000000c3',
};

function rulesWith(limits: Partial<Limits> = {}): Rules {
  return {
    epoch: 7n,
    schedule: null,
    feeVersion: null,
    limits: {
      registered: TIER,
      unregistered: { ...TIER, forbids: ['transfer', 'withdrawal'] },
      ...limits,
    },
    cooperatives: new Map(),
    switchAccounts: {
      book: 9,
      switchFeeIncome: -900,
      settlementBank: 901,
      suspense: 902,
      incentiveBudget: 904,
      feePayable: new Map(),
    },
  };
}

const registered = (more: Partial<TierLimits>) => rulesWith({ registered: { ...TIER, ...more } });
const over = (limit: string, maximum: string) => ({
  code: 'limit_exceeded',
  detail: { limit, maximum, left: maximum },
});

describe('what a member spends', () => {
  const act = { type: 'payment', amount: MILLION } as const;

  it('is counted once in the day and once in the month, each with its bounds', () => {
    const counted = { account: 11, kind: USAGE_KINDS.spending, amount: MILLION };
    expect(limitsFor(rulesWith(), act, { payer: BUDI })).toEqual({
      usageLimits: [
        {
          name: 'per_day',
          period: 'day',
          ...counted,
          maximumAmount: 3n * MILLION,
          maximumCount: 5,
        },
        { name: 'per_month', period: 'month', ...counted, maximumAmount: 9n * MILLION },
      ],
      ceilings: [],
    });
  });

  it.each([
    ['payment', 'per_payment'],
    ['transfer', 'per_transfer'],
    ['withdrawal', 'per_withdrawal'],
    ['invoice_payment', 'per_payment'],
  ] as const)('by a %s has a bound on one act, and the bound itself is within', (type, name) => {
    const at = (amount: bigint) => limitsFor(rulesWith(), { type, amount }, { payer: BUDI });
    expect(at(2n * MILLION).refusal).toBeUndefined();
    expect(at(2n * MILLION + 1n).refusal).toEqual(over(name, '2000000.00'));
  });

  it('has a bound on the count of a month if there is one', () => {
    const [, month] = limitsFor(registered({ perMonthCount: 30 }), act, {
      payer: BUDI,
    }).usageLimits;
    expect(month).toMatchObject({ name: 'per_month', maximumCount: 30 });
  });

  it('is asked for a pause between two acts, on the day’s counter alone', () => {
    const rules = registered({ minimumIntervalSeconds: 30 });
    const [day, month] = limitsFor(rules, act, { payer: BUDI }).usageLimits;
    expect(day).toMatchObject({ minimumIntervalSeconds: 30 });
    expect(month).not.toHaveProperty('minimumIntervalSeconds');
  });

  it('is less in the first days, told as what it is, until days of 24 hours after joining', () => {
    const rules = registered({ coolingOff: { days: 3, perDayAmount: MILLION } });
    const [day] = limitsFor(rules, act, { payer: BUDI }).usageLimits;
    expect(day?.atFirst).toEqual({
      name: 'new_member_per_day',
      untilUs: BigInt(Date.parse('2026-02-03T02:00:00Z')) * 1000n,
      maximumAmount: MILLION,
    });
    expect(day?.maximumAmount).toBe(3n * MILLION);
  });
});

describe('an unregistered member', () => {
  it.each(['transfer', 'withdrawal'] as const)('can do no %s, of whatever amount', (type) => {
    const { refusal, usageLimits } = limitsFor(rulesWith(), { type, amount: 1n }, { payer: PUTRA });
    expect(refusal).toEqual({ code: 'act_forbidden_for_tier', detail: { act: type } });
    // Counted like any act, if the batch should ever be asked without the refusal.
    expect(usageLimits).toHaveLength(2);
  });

  it('can pay, and be sent money', () => {
    const payment = { type: 'payment', amount: MILLION } as const;
    expect(limitsFor(rulesWith(), payment, { payer: PUTRA }).refusal).toBeUndefined();
    const transfer = { type: 'transfer', amount: MILLION } as const;
    expect(limitsFor(rulesWith(), transfer, { payee: PUTRA }).refusal).toBeUndefined();
  });
});

describe('cash', () => {
  const act = { type: 'withdrawal', amount: MILLION } as const;

  it('is counted beside all spending, bounded or not', () => {
    const { usageLimits } = limitsFor(rulesWith(), act, { payer: BUDI });
    expect(usageLimits.map(({ name, kind, period }) => [name, kind, period])).toEqual([
      ['per_day', 1, 'day'],
      ['per_month', 1, 'month'],
      ['cash_out_per_day', 3, 'day'],
      ['cash_out_per_month', 3, 'month'],
    ]);
  });

  it('counted by a hold is given back once for each kind', () => {
    const { usageLimits } = limitsFor(rulesWith(), act, { payer: BUDI });
    expect(usageReturnsOf(usageLimits, 20260131)).toEqual([
      { account: 11, kind: USAGE_KINDS.spending, day: 20260131, amount: MILLION },
      { account: 11, kind: USAGE_KINDS.cashOut, day: 20260131, amount: MILLION },
    ]);
  });

  it('has the lower of two bounds on one withdrawal', () => {
    const lower = registered({ cashOut: { perAct: MILLION / 2n } });
    expect(limitsFor(lower, act, { payer: BUDI }).refusal).toEqual(
      over('per_withdrawal', '500000.00'),
    );
    const higher = registered({ cashOut: { perAct: 5n * MILLION } });
    const much = { ...act, amount: 3n * MILLION };
    expect(limitsFor(higher, much, { payer: BUDI }).refusal).toEqual(
      over('per_withdrawal', '2000000.00'),
    );
  });

  it('is bounded for a till that pays out, if there is a bound, and not counted if there is none', () => {
    expect(limitsFor(rulesWith(), act, { till: 77 })).toEqual({ usageLimits: [], ceilings: [] });
    const till = { perAct: 5n * MILLION, perDayAmount: 90n * MILLION, perDayCount: 100 };
    expect(limitsFor(rulesWith({ till }), act, { till: 77 }).usageLimits).toEqual([
      {
        name: 'till_per_day',
        account: 77,
        kind: USAGE_KINDS.tillPayOut,
        period: 'day',
        amount: MILLION,
        maximumAmount: 90n * MILLION,
        maximumCount: 100,
      },
    ]);
  });
});

describe('what comes in', () => {
  it('is counted in the month and may not raise the balance over the bound', () => {
    const rules = registered({ balanceMaximum: 20n * MILLION, perMonthIncoming: 40n * MILLION });
    for (const type of ['deposit', 'transfer', 'payout'] as const) {
      expect(limitsFor(rules, { type, amount: MILLION }, { payee: BUDI })).toEqual({
        usageLimits: [
          {
            name: 'incoming_per_month',
            account: 11,
            kind: USAGE_KINDS.incoming,
            period: 'month',
            amount: MILLION,
            maximumAmount: 40n * MILLION,
          },
        ],
        ceilings: [{ account: 11, maximum: 20n * MILLION, name: 'balance' }],
      });
    }
  });

  it.each(['refund', 'reversal'] as const)('by a %s is free of limits: it was theirs', (type) => {
    const rules = registered({ balanceMaximum: 1n, perMonthIncoming: 1n });
    const limits = limitsFor(rules, { type, amount: MILLION }, { payee: BUDI });
    expect(limits).toEqual({ usageLimits: [], ceilings: [] });
  });
});

describe('a merchant', () => {
  const sale = { type: 'payment', amount: MILLION } as const;
  const refund = { type: 'refund', amount: MILLION } as const;

  it('without limits is not counted, so that a payment costs no more than before', () => {
    const limits = limitsFor(rulesWith(), sale, { merchant: TOKO });
    expect(limits).toEqual({ usageLimits: [], ceilings: [] });
    expect(limitsFor(rulesWith(), sale, { merchant: TOKO })).toBe(limits);
  });

  it('has the network’s bounds, each of its own before them', () => {
    const rules = rulesWith({
      merchant: { sales: { perAct: MILLION, perDayAmount: 9n * MILLION } },
    });
    expect(limitsFor(rules, { ...sale, amount: 2n * MILLION }, { merchant: TOKO })).toMatchObject({
      refusal: over('merchant_per_payment', '1000000.00'),
      usageLimits: [{ name: 'merchant_per_day', maximumAmount: 9n * MILLION }],
    });
    const own: Merchant = { ...TOKO, limits: { sales: { perAct: 4n * MILLION } } };
    const mine = limitsFor(rules, { ...sale, amount: 2n * MILLION }, { merchant: own });
    expect(mine.refusal).toBeUndefined();
    expect(mine.usageLimits).toMatchObject([{ maximumAmount: 9n * MILLION }]);
  });

  it('has bounds on refunds apart from those on sales', () => {
    const own: Merchant = { ...TOKO, limits: { refunds: { perMonthCount: 10 } } };
    expect(limitsFor(rulesWith(), sale, { merchant: own }).usageLimits).toEqual([]);
    expect(limitsFor(rulesWith(), refund, { merchant: own }).usageLimits).toMatchObject([
      { name: 'merchant_refunds_per_month', kind: USAGE_KINDS.merchantRefunds, maximumCount: 10 },
    ]);
  });
});

describe('limits of several parties', () => {
  it('stand together, and the first refusal is told', () => {
    const rules = rulesWith({ merchant: { sales: { perAct: 1n, perDayCount: 3 } } });
    const act = { type: 'payment', amount: 9n * MILLION } as const;
    const joined = joinLimits(
      limitsFor(rules, act, { payer: BUDI }),
      limitsFor(rules, act, { merchant: TOKO }),
    );
    expect(joined.refusal).toEqual(over('per_payment', '2000000.00'));
    expect(joined.usageLimits.map(({ name }) => name)).toEqual([
      'per_day',
      'per_month',
      'merchant_per_day',
    ]);
  });

  it('count the act’s own amount, each counter of a period once, whatever the bounds', () => {
    const bound = fc.option(fc.bigInt({ min: 0n, max: 10n ** 12n }), { nil: undefined });
    const count = fc.option(fc.nat(100), { nil: undefined });
    const flow = fc.record({
      perAct: bound,
      perDayAmount: bound,
      perDayCount: count,
      perMonthAmount: bound,
      perMonthCount: count,
    });
    const types = fc.constantFrom('payment', 'transfer', 'withdrawal', 'deposit', 'refund');
    const amounts = fc.bigInt({ min: 1n, max: 10n ** 12n });
    fc.assert(
      fc.property(flow, flow, types, amounts, bound, (cash, sales, type, amount, maximum) => {
        const rules = rulesWith({
          registered: { ...TIER, cashOut: cash, balanceMaximum: maximum },
          till: cash,
          merchant: { sales, refunds: cash },
        });
        const act = { type, amount } as const;
        const joined = joinLimits(
          limitsFor(rules, act, { payer: BUDI }),
          limitsFor(rules, act, { payee: { ...BUDI, wallet: 13 } }),
          limitsFor(rules, act, { merchant: TOKO }),
          limitsFor(rules, act, { till: 77 }),
        );
        const counters = joined.usageLimits.map(
          ({ account, kind, period }) => `${account} ${kind} ${period}`,
        );
        expect(new Set(counters).size).toBe(counters.length);
        expect(joined.usageLimits.every((limit) => limit.amount === amount)).toBe(true);
        const { detail } = joined.refusal ?? {};
        if (detail !== undefined) expect(detail['left']).toBe(detail['maximum']);
      }),
    );
  });
});

describe('what a cashier gives back', () => {
  it('is counted on the shop’s wallet apart from all others, and from the day on which it has a bound', () => {
    const act = { type: 'refund', amount: MILLION } as const;
    const cashier = { person: BUDI.person, number: 3, limits: { perDayAmount: 2n * MILLION } };
    const party = { cashier, of: TOKO };
    expect(limitsFor(rulesWith(), act, party).usageLimits).toEqual([
      {
        name: 'cashier_refunds_per_day',
        account: TOKO.wallet,
        kind: 1_003,
        period: 'day',
        amount: MILLION,
        maximumAmount: 2n * MILLION,
      },
    ]);
    const perAct = { ...cashier, limits: { perAct: MILLION - 1n } };
    expect(limitsFor(rulesWith(), act, { cashier: perAct, of: TOKO })).toEqual({
      refusal: over('cashier_per_refund', '999999.99'),
      usageLimits: [],
      ceilings: [],
    });
  });
});

describe('a cooperative', () => {
  const cooperative = (state: 'active' | 'training' | 'suspended') => ({
    state,
    uid: '',
    book: 1,
    network: 1,
    name: 'Koperasi',
    shortName: 'Kop',
    city: 'Malang',
  });
  const admitted = (...states: readonly ('active' | 'training' | 'suspended')[]) => {
    const accounts = {} as never;
    const all = states.map((state, index) => [index, { ...cooperative(state), accounts }] as const);
    const rules = { ...rulesWith(), cooperatives: new Map(all) };
    return admissionRefusal(rules, ...states.keys())?.code;
  };

  it('H25 takes part in new acts only while it is active, on either side', () => {
    expect(admitted('active', 'active')).toBeUndefined();
    expect(admitted('suspended', 'active')).toBe('cooperative_suspended');
    expect(admitted('active', 'suspended')).toBe('cooperative_suspended');
    expect(admitted('active', 'training')).toBe('cooperative_not_active');
  });
});
