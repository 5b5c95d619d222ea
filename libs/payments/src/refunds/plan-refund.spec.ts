import {
  cashback,
  newUuid,
  paymentOffUs,
  paymentOnUs,
  presets,
  sumSen,
  type LegDraft,
  type MdrSplit,
  type RefundPolicy,
  type Sen,
} from '@app/core';
import type { TransferRecord } from '@app/ledger';
import type { Cooperative, Merchant, Rules } from '@app/participants';
import fc from 'fast-check';

import type { PlacedLeg } from './payment-shares.js';
import { planRefund, type GivenBack } from './plan-refund.js';

const [PAYER, MERCHANT, SWITCH, INCOME, SERVICES, STANDARD] = [11, 22, 9, -90, -95, -96];

/** Book 1 is Dinoyo's, 2 Bumiayu's; account n of book b is −(100 b + n), those with entries of their own positive. */
function aCooperative(book: number): Cooperative {
  const hot = (n: number) => -(100 * book + n);
  const own = (n: number) => 100 * book + n;
  return {
    uid: newUuid(),
    book,
    network: 1,
    name: `Koperasi ${book}`,
    shortName: `${book}`,
    city: 'Malang',
    state: 'suspended',
    accounts: {
      clearing: hot(1),
      feeIncome: hot(2),
      interchangeIncome: hot(3),
      switchFeeExpense: hot(4),
      interchangeExpense: hot(5),
      incentiveExpense: hot(6),
      position: hot(7),
      bank: own(1),
      settlementDeposit: own(2),
      openingBalance: own(3),
      vault: own(4),
      incentiveBudget: own(5),
      tradePayable: own(6),
      tradeReceivable: own(7),
      receivable: own(8),
      cashDifference: own(9),
      suspense: own(10),
      liquidity: own(11),
    },
  };
}

const DINOYO = aCooperative(1);
const BUMIAYU = aCooperative(2);
const TIER = { perPayment: 1n, perDayAmount: 1n, perDayCount: 1, perMonthAmount: 1n };
const RULES: Rules = {
  epoch: 1n,
  schedule: presets.cooperativeSimple(),
  feeVersion: 7,
  limits: { registered: TIER, unregistered: TIER },
  cooperatives: new Map([
    [1, DINOYO],
    [2, BUMIAYU],
  ]),
  switchAccounts: {
    book: SWITCH,
    switchFeeIncome: INCOME,
    settlementBank: 91,
    suspense: 92,
    incentiveBudget: 93,
    feePayable: new Map([
      ['services', SERVICES],
      ['standard', STANDARD],
    ]),
  },
};

const bookOfAccount = (account: number): number => {
  if (account === PAYER) return 1;
  const number = Math.abs(account);
  // Positions are the switch's.
  if (account < 0 && number % 100 === 7) return SWITCH;
  return number < 100 ? (account === MERCHANT ? 2 : SWITCH) : Math.floor(number / 100);
};

const placed = (legs: readonly LegDraft<number>[]): PlacedLeg[] =>
  legs.map((leg) => ({ ...leg, book: bookOfAccount(leg.debit) }));

/** A payment as it is stored. */
function paymentOf(amount: Sen, legs: readonly LegDraft<number>[], issuer: number): TransferRecord {
  return {
    id: newUuid(),
    network: 1,
    batch: 1n,
    item: 0,
    cycle: 1,
    postedAt: '2026-01-31T03:15:42.123456Z',
    principal: newUuid(),
    type: 'payment',
    amount,
    payer: PAYER,
    payee: MERCHANT,
    issuer,
    acquirer: 2,
    feeVersion: 3,
    original: null,
    reference: null,
    description: null,
    refusal: null,
    legs: placed(legs).map((leg, position) => ({
      ...leg,
      position,
      debitBalance: 0n,
      creditBalance: 0n,
    })),
  };
}

function offUs(principal: Sen, mdr: MdrSplit<number>): TransferRecord {
  const legs = paymentOffUs({
    issuer: { payer: PAYER, ...DINOYO.accounts },
    acquirer: { merchant: MERCHANT, ...BUMIAYU.accounts },
    switch: {
      issuerPosition: DINOYO.accounts.position,
      acquirerPosition: BUMIAYU.accounts.position,
      switchFeeIncome: INCOME,
    },
    principal,
    mdr,
  });
  return paymentOf(principal, legs, 1);
}

function onUs(principal: Sen, mdr: MdrSplit<number>): TransferRecord {
  const legs = paymentOnUs({
    cooperative: { payer: PAYER, merchant: MERCHANT, ...BUMIAYU.accounts },
    switch: { position: BUMIAYU.accounts.position, switchFeeIncome: INCOME },
    principal,
    mdr,
  });
  return paymentOf(principal, legs, 2);
}

const SHOP: Merchant = {
  uid: newUuid(),
  cooperative: BUMIAYU.uid,
  book: 2,
  network: 1,
  ownerPerson: newUuid(),
  name: 'Toko Siti',
  criterion: 'UMI',
  wallet: MERCHANT,
  walletUid: newUuid(),
};

function refund(
  payment: TransferRecord,
  amount: Sen,
  before: GivenBack = { returned: 0n, legs: [] },
  more: { policy?: RefundPolicy; walletClosed?: boolean; unit?: Sen } = {},
) {
  const { policy = 'in_proportion', walletClosed = false, unit = 100n } = more;
  return planRefund(RULES, {
    payment,
    merchant: SHOP,
    by: SHOP.ownerPerson,
    amount,
    before,
    policy,
    unit,
    walletClosed,
  });
}

const text = (legs: readonly LegDraft<number>[]) =>
  legs.map(({ debit, credit, amount, component }) => `${debit}→${credit} ${amount} ${component}`);

/** Everything given back so far, after these refunds. */
function after(...plans: readonly ReturnType<typeof planRefund>[]): GivenBack {
  return {
    returned: sumSen(plans.map(({ amount }) => amount)),
    legs: placed(plans.flatMap(({ legs }) => legs)),
  };
}

const WORKED = { acquirer: 280_00n, issuer: 280_00n, switch: 140_00n };

describe('the legs of a refund', () => {
  it('between two cooperatives return each share of the discount in proportion', () => {
    const plan = refund(offUs(100_000_00n, WORKED), 25_000_00n);
    expect(text(plan.legs)).toEqual([
      '-101→11 2500000 principal',
      '-103→-101 7000 interchange',
      '22→-201 2482500 principal',
      '-202→-201 7000 mdr',
      '-207→-107 2500000 principal',
      '-107→-207 7000 interchange',
      '-90→-207 3500 switch_fee',
    ]);
    expect(plan).toMatchObject({
      type: 'refund',
      payer: MERCHANT,
      payee: PAYER,
      issuer: 1,
      acquirer: 2,
      feeVersion: 3,
      returnOf: { whole: 100_000_00n, before: 0n, kind: 'refund' },
    });
  });

  it('keep the discount where the schedule of the payment says so', () => {
    const plan = refund(offUs(100_000_00n, WORKED), 25_000_00n, undefined, { policy: 'kept' });
    expect(text(plan.legs)).toEqual([
      '-101→11 2500000 principal',
      '22→-201 2500000 principal',
      '-207→-107 2500000 principal',
    ]);
  });

  it('within one cooperative return its fee income and what it passed on to the switch', () => {
    const plan = refund(onUs(100_000_00n, WORKED), 50_000_00n);
    expect(text(plan.legs)).toEqual([
      '-202→22 35000 mdr',
      '22→11 5000000 principal',
      '-201→-204 7000 switch_fee',
      '-90→-207 7000 switch_fee',
    ]);
  });

  it('take back the shares that the switch owes to others', () => {
    const others = [
      { account: SERVICES, amount: 28_00n },
      { account: STANDARD, amount: 14_00n },
    ];
    const mdr = { acquirer: 273_00n, issuer: 259_00n, switch: 126_00n, others };
    const plan = refund(offUs(100_000_00n, mdr), 100_000_00n);
    expect(text(plan.legs).slice(-3)).toEqual([
      '-90→-207 12600 switch_fee',
      '-95→-207 2800 switch_fee',
      '-96→-207 1400 switch_fee',
    ]);
  });

  it('go to the suspense of the issuer’s book when the wallet is closed, asking nobody’s leave', () => {
    const plan = refund(offUs(100_000_00n, WORKED), 25_000_00n, undefined, { walletClosed: true });
    expect(text(plan.legs)[0]).toBe('-101→110 2500000 principal');
    expect(plan.payee).toBe(110);
    expect(plan.gates).toEqual([{ account: MERCHANT, role: 'payer' }]);
  });

  it('take the cashback back out of what the same refund brings', () => {
    const payment = offUs(100_000_00n, WORKED);
    const given = cashback({
      issuer: {
        wallet: PAYER,
        clearing: DINOYO.accounts.clearing,
        position: DINOYO.accounts.position,
      },
      sponsor: { kind: 'switch', budget: 93 },
      amount: 1_000_00n,
    });
    const legs = placed([...payment.legs, ...given]).map((leg, position) => ({
      ...leg,
      position,
      debitBalance: 0n,
      creditBalance: 0n,
    }));
    const plan = refund({ ...payment, legs }, 25_000_00n);
    expect(text(plan.legs).slice(-2)).toEqual([
      '-107→93 25000 incentive',
      '11→-101 25000 incentive',
    ]);
    const rest = refund({ ...payment, legs }, 75_000_00n, after(plan));
    expect(text(rest.legs).slice(-2)).toEqual([
      '-107→93 75000 incentive',
      '11→-101 75000 incentive',
    ]);
  });

  it('are left out of a refund above the rest, which the ledger refuses', () => {
    const payment = offUs(100_000_00n, WORKED);
    const first = refund(payment, 60_000_00n);
    const second = refund(payment, 40_001_00n, after(first));
    expect(second.legs).toEqual([]);
    expect(second.returnOf).toMatchObject({ before: 60_000_00n });
  });

  it('let a suspended cooperative and a frozen payer have what is theirs', () => {
    const plan = refund(offUs(100_000_00n, WORKED), 25_000_00n);
    expect(plan.refusal).toBeUndefined();
    expect(plan.gates).toContainEqual({ account: PAYER, role: 'payee', evenIfFrozen: true });
  });
});

describe('refunds of a payment, however they are cut', () => {
  /** In multiples of the schedule's unit, as every fee is. */
  const shares = (unit: Sen) => {
    const part = (most: bigint) => fc.bigInt(0n, most).map((share) => (share / unit) * unit);
    return fc.record({
      acquirer: part(9_000n),
      issuer: part(9_000n),
      switch: part(9_000n),
      services: part(2_000n),
    });
  };

  it.each(['off-us', 'on-us'] as const)(
    'return exactly every share, %s, and balance every book on the way',
    (scope) => {
      fc.assert(
        fc.property(
          fc
            .constantFrom(1n, 100n, 1_000n)
            .chain((unit) => fc.tuple(fc.constant(unit), shares(unit))),
          fc.bigInt(300n, 3_000n),
          fc.array(fc.bigInt(1n, 900n), { maxLength: 8 }),
          ([unit, { services, ...mdr }], rupiah, cuts) => {
            const split = { ...mdr, others: [{ account: SERVICES, amount: services }] };
            const amount = rupiah * 100n;
            const payment = scope === 'on-us' ? onUs(amount, split) : offUs(amount, split);
            const plans: ReturnType<typeof planRefund>[] = [];
            let left = amount;
            for (const cut of [...cuts, rupiah]) {
              const part = cut * 100n < left ? cut * 100n : left;
              if (part === 0n) break;
              plans.push(refund(payment, part, after(...plans), { unit }));
              left -= part;
            }
            const net = new Map<number, Sen>();
            for (const leg of [...payment.legs, ...plans.flatMap(({ legs }) => legs)]) {
              const books = [leg.debit, leg.credit].map((account) =>
                account === PAYER ? payment.issuer : bookOfAccount(account),
              );
              expect(books[0]).toBe(books[1]);
              net.set(leg.debit, (net.get(leg.debit) ?? 0n) - leg.amount);
              net.set(leg.credit, (net.get(leg.credit) ?? 0n) + leg.amount);
            }
            expect(left).toBe(0n);
            expect([...net.values()].every((rest) => rest === 0n)).toBe(true);
          },
        ),
        { numRuns: 300 },
      );
    },
  );
});
