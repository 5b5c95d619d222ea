import { presets, sumSen, type FeeSchedule, type LegDraft } from '@app/core';
import type { Cooperative, Member, Merchant, Rules } from '@app/participants';
import fc from 'fast-check';

import { planPayment } from './plan-payment.js';

const LIMIT = 2_000_000_00n;
const TIER = {
  perPayment: LIMIT,
  perDayAmount: 3n * LIMIT,
  perDayCount: 5,
  perMonthAmount: 9n * LIMIT,
};

function aCooperative(book: number, state: Cooperative['state'] = 'active'): Cooperative {
  const account = (number: number) => -(book * 100 + number);
  return {
    uid: `00000000-0000-7000-8000-00000000000${book}`,
    book,
    network: 1,
    name: `Koperasi ${book}`,
    shortName: `K${book}`,
    city: 'Malang',
    state,
    accounts: {
      clearing: account(1),
      feeIncome: account(2),
      interchangeIncome: account(3),
      switchFeeExpense: account(4),
      bank: account(5),
      settlementDeposit: account(6),
      openingBalance: account(7),
      position: account(8),
      liquidity: account(9),
      vault: account(10),
      interchangeExpense: account(11),
      incentiveExpense: account(12),
      incentiveBudget: account(13),
      tradePayable: account(14),
      tradeReceivable: account(15),
      receivable: account(16),
      cashDifference: account(17),
      suspense: account(18),
    },
  };
}

const DINOYO = aCooperative(1);
const BUMIAYU = aCooperative(2);

const BUDI: Member = {
  uid: '00000000-0000-7000-8000-0000000000b1',
  cooperative: DINOYO.uid,
  book: DINOYO.book,
  network: 1,
  person: '00000000-0000-7000-8000-0000000000b2',
  number: 'D-1',
  tier: 'registered',
  wallet: 11,
  walletUid: '00000000-0000-7000-8000-0000000000b3',
  joinedAt: new Date('2026-01-01T00:00:00Z'),
};

const TOKO_SITI: Merchant = {
  uid: '00000000-0000-7000-8000-0000000000c1',
  cooperative: BUMIAYU.uid,
  book: BUMIAYU.book,
  network: 1,
  ownerPerson: '00000000-0000-7000-8000-0000000000c2',
  name: 'Toko Siti',
  criterion: 'UMI',
  wallet: 22,
  walletUid: '00000000-0000-7000-8000-0000000000c3',
};

function rulesWith(change: Partial<Rules> & { cooperativeList?: Cooperative[] } = {}): Rules {
  const { cooperativeList = [DINOYO, BUMIAYU], ...rest } = change;
  return {
    epoch: 7n,
    schedule: presets.cooperativeSimple(),
    feeVersion: 3,
    limits: { registered: TIER, unregistered: { ...TIER, perPayment: LIMIT / 2n } },
    cooperatives: new Map(cooperativeList.map((one) => [one.book, one])),
    switchAccounts: {
      book: 9,
      switchFeeIncome: -900,
      settlementBank: 901,
      suspense: 902,
      incentiveBudget: -804,
      feePayable: new Map([['standards_body', -903]]),
    },
    ...rest,
  };
}

function scheduleOf(rules: FeeSchedule['rules']): FeeSchedule {
  return { ...presets.cooperativeSimple(), rules };
}

function planned(rules: Rules, question: Parameters<typeof planPayment>[1]) {
  const plan = planPayment(rules, question);
  if (!plan.ok) throw new Error(plan.code);
  return plan.value;
}

const arrows = (legs: readonly LegDraft<number>[]) =>
  legs.map((leg) => `${leg.debit}→${leg.credit} ${leg.amount} ${leg.component}`);

describe('planning a payment', () => {
  const rules = rulesWith();
  const question = { payer: BUDI, payee: TOKO_SITI, amount: 100_000_00n };

  it('makes the seven legs of the worked example between two cooperatives', () => {
    expect(arrows(planned(rules, question).legs)).toEqual([
      '11→-101 10000000 principal',
      '-101→-103 28000 interchange',
      '-201→22 9930000 principal',
      '-201→-202 28000 mdr',
      '-108→-208 10000000 principal',
      '-208→-108 28000 interchange',
      '-208→-900 14000 switch_fee',
    ]);
  });

  it('stays within one book when both are of one cooperative', () => {
    const payee = { ...TOKO_SITI, book: DINOYO.book, cooperative: DINOYO.uid };
    expect(arrows(planned(rules, { ...question, payee }).legs)).toEqual([
      '11→22 10000000 principal',
      '22→-102 70000 mdr',
    ]);
  });

  it('gives cashback while its budget covers it, quoted or not, and costs nothing where there is none', () => {
    expect(planned(rules, question).whileCovered).toBeUndefined();
    const simple = presets.cooperativeSimple();
    const incentive = {
      name: 'incentive',
      payer: 'acquirer',
      rate: '0.01',
      shares: [{ party: 'member', weight: '1' }],
    } as const;
    const generous = simple.rules.map((rule) =>
      rule.service === 'payment' ? { ...rule, components: [...rule.components, incentive] } : rule,
    );
    const withCashback = rulesWith({ schedule: scheduleOf(generous) });
    const quoted = { version: 2, shares: [{ party: 'acquirer', amount: 500_00n }] };
    for (const asked of [question, { ...question, quoted }]) {
      const { legs, whileCovered } = planned(withCashback, asked);
      expect(legs.every(({ component }) => component !== 'incentive')).toBe(true);
      expect(whileCovered?.account).toBe(BUMIAYU.accounts.incentiveBudget);
      expect(arrows(whileCovered?.legs ?? [])).toEqual([
        '-101→11 100000 incentive',
        '-213→-201 100000 incentive',
        '-208→-108 100000 incentive',
      ]);
    }
  });

  it('carries the version and the epoch that it was computed under', () => {
    expect(planned(rules, question)).toMatchObject({
      network: 1,
      feeVersion: 3,
      epoch: 7n,
      issuer: 1,
      acquirer: 2,
      payer: 11,
      payee: 22,
      gates: [
        { account: 11, role: 'payer' },
        { account: 22, role: 'payee' },
      ],
    });
  });

  it('H07 charges what a quote promised, whatever the schedule now says', () => {
    const now = rulesWith({ schedule: null });
    const quoted = { version: 2, shares: [{ party: 'acquirer', amount: 500_00n }] };
    const plan = planned(now, { ...question, quoted });
    expect(plan).toMatchObject({ feeVersion: 2, epoch: 7n });
    expect(arrows(plan.legs)).toContain('-201→22 9950000 principal');
  });

  it('owes shares of other parties at the switch, and makes no leg of a share of zero', () => {
    const shares = [
      { party: 'acquirer', amount: 0n },
      { party: 'standards_body', amount: 28_00n },
    ];
    const plan = planned(rules, { ...question, quoted: { version: 3, shares } });
    expect(arrows(plan.legs)).toEqual([
      '11→-101 10000000 principal',
      '-201→22 9997200 principal',
      '-108→-208 10000000 principal',
      '-208→-903 2800 switch_fee',
    ]);
  });

  it('H09 refuses a payer who owns the shop, by whichever membership', () => {
    const payee = { ...TOKO_SITI, ownerPerson: BUDI.person };
    expect(planPayment(rules, { ...question, payee })).toEqual({
      ok: false,
      code: 'payer_is_payee',
    });
  });

  it('H05 refuses a fee that eats the amount', () => {
    const shares = [{ party: 'acquirer', weight: '1' }];
    const schedule = scheduleOf([
      {
        service: 'payment',
        scope: 'off_us',
        components: [{ name: 'mdr', payer: 'merchant', fixed: 500_00n, shares }],
      },
    ]);
    const plan = planPayment(rulesWith({ schedule }), { ...question, amount: 500_00n });
    expect(plan).toEqual({ ok: false, code: 'fee_exceeds_amount' });
  });

  it('charges nobody without a schedule or a rule', () => {
    const missing = { ok: false, code: 'fee_rule_missing' };
    expect(planPayment(rulesWith({ schedule: null, feeVersion: null }), question)).toEqual(missing);
    expect(planPayment(rulesWith({ schedule: scheduleOf([]) }), question)).toEqual(missing);
  });

  it.each([
    ['suspended', 'cooperative_suspended'],
    ['training', 'cooperative_not_active'],
    ['invited', 'cooperative_not_active'],
    ['left', 'cooperative_not_active'],
  ] as const)('H25 has the batch refuse what a %s cooperative takes part in', (state, code) => {
    for (const cooperativeList of [
      [aCooperative(1, state), BUMIAYU],
      [DINOYO, aCooperative(2, state)],
    ]) {
      expect(planned(rulesWith({ cooperativeList }), question).refusal).toEqual({ code });
    }
  });

  it('has the batch refuse one payment above the limit of the tier, and not one of exactly the limit', () => {
    expect(planned(rules, { ...question, amount: LIMIT }).refusal).toBeUndefined();
    expect(planned(rules, { ...question, amount: LIMIT + 100n }).refusal).toEqual({
      code: 'limit_exceeded',
      detail: { limit: 'per_payment', maximum: '2000000.00', left: '2000000.00' },
    });
    const payer: Member = { ...BUDI, tier: 'unregistered' };
    expect(planned(rules, { ...question, payer, amount: LIMIT }).refusal?.code).toBe(
      'limit_exceeded',
    );
  });

  it('counts the day once and the month once, each with its limits', () => {
    expect(planned(rules, question).usageLimits).toEqual([
      {
        name: 'per_day',
        account: 11,
        kind: 1,
        period: 'day',
        amount: 100_000_00n,
        maximumAmount: 3n * LIMIT,
        maximumCount: 5,
      },
      {
        name: 'per_month',
        account: 11,
        kind: 1,
        period: 'month',
        amount: 100_000_00n,
        maximumAmount: 9n * LIMIT,
      },
    ]);
  });

  it('H04 H06 takes from the payer the amount, and gives it out to the sen, for any amount and split', () => {
    const weight = fc.integer({ min: 0, max: 100 }).map(String);
    const weights = fc
      .tuple(weight, weight, weight, weight)
      .filter((all) => all.some((w) => w !== '0'));
    const amounts = fc.bigInt({ min: 1n, max: 1_000_000_000_000n }).map((rupiah) => rupiah * 100n);
    fc.assert(
      fc.property(amounts, weights, fc.boolean(), (amount, [a, i, s, o], onUs) => {
        const shares = [
          { party: 'acquirer', weight: a },
          { party: 'issuer', weight: i },
          { party: 'switch', weight: s },
          { party: 'standards_body', weight: o },
        ];
        const schedule = scheduleOf(
          (['on_us', 'off_us'] as const).map((scope) => ({
            service: 'payment',
            scope,
            components: [{ name: 'mdr', payer: 'merchant', rate: '0.007', shares }],
          })),
        );
        const payee = onUs ? { ...TOKO_SITI, book: DINOYO.book } : TOKO_SITI;
        const { legs } = planned(rulesWith({ schedule }), { ...question, payee, amount });
        const change = (account: number) =>
          sumSen(legs.filter((leg) => leg.credit === account).map((leg) => leg.amount)) -
          sumSen(legs.filter((leg) => leg.debit === account).map((leg) => leg.amount));
        expect(change(BUDI.wallet)).toBe(-amount);
        // Each cooperative's clearing is mirrored, side for side, by its position in the switch's book.
        for (const { accounts } of [DINOYO, BUMIAYU]) {
          expect(change(accounts.clearing)).toBe(-change(accounts.position));
        }
      }),
    );
  });
});
