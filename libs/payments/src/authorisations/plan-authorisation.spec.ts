import { newUuid, presets, type LegDraft } from '@app/core';
import type { Obligation, TransferRecord } from '@app/ledger';
import type { Cooperative, Member, Merchant, Rules } from '@app/participants';

import { planAuthorisation, planCapture, planVoid } from './plan-authorisation.js';

const accountsOf = (book: number): Cooperative['accounts'] => ({
  clearing: -(100 * book + 1),
  feeIncome: -(100 * book + 2),
  interchangeIncome: -(100 * book + 3),
  switchFeeExpense: -(100 * book + 4),
  interchangeExpense: -(100 * book + 5),
  incentiveExpense: -(100 * book + 6),
  position: -(100 * book + 7),
  bank: 100 * book + 1,
  settlementDeposit: 100 * book + 2,
  openingBalance: 100 * book + 3,
  vault: 100 * book + 4,
  incentiveBudget: 100 * book + 5,
  tradePayable: 100 * book + 6,
  tradeReceivable: 100 * book + 7,
  receivable: 100 * book + 8,
  cashDifference: 100 * book + 9,
  suspense: 100 * book + 10,
  liquidity: 100 * book + 11,
});

const aCooperative = (book: number): Cooperative => ({
  uid: newUuid(),
  book,
  network: 1,
  name: `Koperasi ${book}`,
  shortName: `${book}`,
  city: 'Malang',
  state: 'active',
  accounts: accountsOf(book),
});

const [DINOYO, BUMIAYU] = [aCooperative(1), aCooperative(2)];
const MUCH = 10n ** 12n;
const TIER = { perPayment: MUCH, perDayAmount: MUCH, perDayCount: 100, perMonthAmount: MUCH };
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
    book: 9,
    switchFeeIncome: -90,
    settlementBank: 91,
    suspense: 92,
    incentiveBudget: 93,
    feePayable: new Map(),
  },
};

function payerOf({ uid, book }: Cooperative): Member {
  return {
    uid: newUuid(),
    cooperative: uid,
    book,
    network: 1,
    person: newUuid(),
    number: '1',
    tier: 'registered',
    wallet: 11,
    walletUid: newUuid(),
    joinedAt: new Date('2026-01-01T00:00:00Z'),
  };
}

const SHOP: Merchant = {
  uid: newUuid(),
  cooperative: BUMIAYU.uid,
  book: 2,
  network: 1,
  ownerPerson: newUuid(),
  name: 'Hotel Siti',
  criterion: 'UMI',
  wallet: 22,
  walletUid: newUuid(),
};

const authorise = (payer: Member, rules = RULES) =>
  planAuthorisation(rules, {
    payer,
    payee: SHOP,
    amount: 100_000_00n,
    expiresInSeconds: 3_600,
  });

function captureOf(payer: Member, amount: bigint | undefined, final: boolean, captured = 0n) {
  const hold: TransferRecord = {
    id: newUuid(),
    network: 1,
    batch: 1n,
    item: 0,
    cycle: 1,
    postedAt: '2026-01-31T20:00:00.000000Z',
    principal: newUuid(),
    type: 'hold',
    amount: 100_000_00n,
    payer: 11,
    payee: 22,
    issuer: payer.book,
    acquirer: 2,
    feeVersion: 3,
    original: null,
    reference: null,
    description: null,
    refusal: null,
    legs: [],
  };
  const left = 100_000_00n - captured;
  const obligation: Obligation = {
    id: hold.id,
    network: 1,
    state: 'open',
    authorised: 100_000_00n,
    captured,
    expiresAt: '2026-02-01T00:00:00.000000Z',
    lines: [
      { account: 11, side: 'debit', amount: left },
      { account: accountsOf(payer.book).clearing, side: 'credit', amount: left },
    ],
  };
  return {
    hold,
    obligation,
    payer,
    payee: SHOP,
    amount,
    final,
    schedule: presets.cooperativeSimple(),
    timeZone: 'Asia/Jakarta',
  };
}

const text = (legs: readonly LegDraft<number>[]) =>
  legs.map(({ debit, credit, amount, component }) => `${debit}→${credit} ${amount} ${component}`);

describe('authorising', () => {
  it('reserves the amount on the wallet and under the cap of the payer’s cooperative', () => {
    expect(authorise(payerOf(DINOYO))).toMatchObject({
      ok: true,
      value: {
        type: 'hold',
        amount: 100_000_00n,
        feeVersion: 7,
        legs: [],
        hold: {
          expiresInSeconds: 3_600,
          lines: [
            { account: 11, side: 'debit', amount: 100_000_00n },
            { account: -101, side: 'credit', amount: 100_000_00n },
          ],
        },
      },
    });
  });

  it('within one cooperative reserves under its cap only what the switch gets', () => {
    const simple = presets.cooperativeSimple();
    // The off-us prices for everybody: of them the switch gets a fifth.
    const prices = simple.rules.filter(({ scope }) => scope === 'off_us');
    const schedule = {
      ...simple,
      rules: prices.map((rule) => ({ ...rule, scope: 'on_us' as const })),
    };
    expect(authorise(payerOf(BUMIAYU), { ...RULES, schedule })).toMatchObject({
      value: {
        hold: {
          lines: [
            { account: 11, side: 'debit', amount: 100_000_00n },
            { account: -201, side: 'credit', amount: 140_00n },
          ],
        },
      },
    });
  });

  it('is refused by rules as a payment is', () => {
    const suspended = new Map(RULES.cooperatives).set(1, { ...DINOYO, state: 'suspended' });
    expect(authorise(payerOf(DINOYO), { ...RULES, cooperatives: suspended })).toMatchObject({
      value: { refusal: { code: 'cooperative_suspended' } },
    });
    const owner = { ...payerOf(DINOYO), person: SHOP.ownerPerson };
    expect(authorise(owner)).toMatchObject({ ok: false, code: 'payer_is_payee' });
  });
});

describe('capturing', () => {
  it('posts a payment of the part, charged by the authorisation’s version, and frees that part', () => {
    const question = captureOf(payerOf(DINOYO), 50_000_00n, false);
    const planned = planCapture({ ...RULES, schedule: null, feeVersion: null }, question);
    if (!planned.ok) throw new Error(planned.code);
    const { legs, completion, feeVersion, usageLimits, usageReturns, type } = planned.value;
    expect(text(legs)).toEqual([
      '11→-101 5000000 principal',
      '-101→-103 14000 interchange',
      '-201→22 4965000 principal',
      '-201→-202 14000 mdr',
      '-107→-207 5000000 principal',
      '-207→-107 14000 interchange',
      '-207→-90 7000 switch_fee',
    ]);
    expect({ type, feeVersion, usageLimits, usageReturns }).toEqual({
      type: 'payment',
      feeVersion: 3,
      usageLimits: undefined,
      usageReturns: [],
    });
    expect(completion).toMatchObject({
      final: false,
      release: [
        { account: 11, side: 'debit', amount: 50_000_00n },
        { account: -101, side: 'credit', amount: 50_000_00n },
      ],
    });
  });

  it('for the last time gives the limits back what was never taken', () => {
    const planned = planCapture(RULES, captureOf(payerOf(DINOYO), 30_000_00n, true, 50_000_00n));
    expect(planned).toMatchObject({
      value: {
        completion: { final: true, release: [] },
        usageReturns: [
          { account: 11, kind: 1, day: 20260201, amount: 20_000_00n, count: 0 },
          { account: 22, kind: 5, day: 20260201, amount: 20_000_00n, count: 0 },
        ],
      },
    });
  });

  it('takes all that is left unless told, and leaves it to the ledger to refuse more', () => {
    const rest = planCapture(RULES, captureOf(payerOf(DINOYO), undefined, true, 99_000_00n));
    expect(rest).toMatchObject({ value: { amount: 1_000_00n, usageReturns: [] } });
    const more = planCapture(RULES, captureOf(payerOf(DINOYO), 2_000_00n, true, 99_000_00n));
    expect(more).toMatchObject({ value: { amount: 2_000_00n, legs: [] } });
  });

  it('or letting go asks nobody’s leave', () => {
    const plan = planVoid(captureOf(payerOf(DINOYO), undefined, true));
    expect(plan).toMatchObject({ type: 'void', amount: 100_000_00n, legs: [] });
    expect(plan.gates).toBeUndefined();
    expect(plan.usageReturns?.map(({ count }) => count)).toEqual([1, 1]);
  });
});
