import {
  incoming,
  newUuid,
  outgoing,
  type CooperativeBook,
  type LegDraft,
  type ServiceFees,
  type TransferType,
} from '@app/core';
import type { Obligation, TransferRecord } from '@app/ledger';
import type { Cooperative, Rules } from '@app/participants';
import fc from 'fast-check';

import { planHoldReversal, planReversal, type AccountNow } from './plan-reversal.js';

const [WALLET, TILL, SUSPENSE] = [11, 22, 33];

const book = (n: number): CooperativeBook<number> => ({
  clearing: -10 * n - 1,
  feeIncome: -10 * n - 2,
  interchangeIncome: -10 * n - 3,
  interchangeExpense: -10 * n - 4,
  switchFeeExpense: -10 * n - 5,
  position: -10 * n - 6,
});

// What the plan asks of the rules: the suspense of the issuer's book.
const ISSUER: Pick<Cooperative, 'book'> & { accounts: { suspense: number } } = {
  book: 1,
  accounts: { suspense: SUSPENSE },
};
const RULES = { cooperatives: new Map([[1, ISSUER]]) } as unknown as Rules;

function recordOf(
  type: TransferType,
  amount: bigint,
  legs: readonly LegDraft<number>[],
): TransferRecord {
  const [payer, payee] = type === 'deposit' ? [TILL, WALLET] : [WALLET, TILL];
  return {
    id: newUuid(),
    network: 1,
    batch: 1n,
    item: 0,
    cycle: 1,
    // The first of February in Jakarta already.
    postedAt: '2026-01-31T20:00:00.000000Z',
    principal: newUuid(),
    type,
    amount,
    payer,
    payee,
    issuer: 1,
    acquirer: 2,
    feeVersion: 1,
    original: null,
    reference: null,
    description: null,
    refusal: null,
    legs: legs.map((leg, position) => ({
      ...leg,
      position,
      book: 1,
      debitBalance: 0n,
      creditBalance: 0n,
    })),
  };
}

const act = (principal: bigint, fees: ServiceFees<number>) => ({
  issuer: book(1),
  acquirer: book(2),
  onUs: false,
  member: WALLET,
  counterpart: TILL,
  switchFeeIncome: -90,
  principal,
  fees,
});

function accounts(isClosed = false): ReadonlyMap<number, AccountNow> {
  return new Map<number, AccountNow>([
    [WALLET, { kind: 'member_wallet', book: 1, isClosed }],
    [TILL, { kind: 'till', book: 2, isClosed: false }],
  ]);
}

const question = (original: TransferRecord, isClosed = false) => ({
  original,
  accounts: accounts(isClosed),
  countedAt: original.postedAt,
  timeZone: 'Asia/Jakarta',
});

const text = (legs: readonly LegDraft<number>[]) =>
  legs.map(({ debit, credit, amount, component }) => `${debit}→${credit} ${amount} ${component}`);

const FEES = { member: 2_500_00n, interchange: 1_000_00n, switch: 500_00n };

describe('the legs of a reversal', () => {
  it('undo a withdrawal with all its fees, only where the till is open', () => {
    const legs = outgoing(act(100_000_00n, FEES));
    const plan = planReversal(RULES, question(recordOf('withdrawal', 100_000_00n, legs)));
    expect(text(plan.legs)).toEqual([
      '-90→-16 50000 switch_fee',
      '-26→-16 100000 interchange',
      '-26→-16 10000000 principal',
      '-23→-21 100000 interchange',
      '22→-21 10000000 principal',
      '-11→-15 50000 switch_fee',
      '-11→-14 100000 interchange',
      '-12→11 250000 member_fee',
      '-11→11 10000000 principal',
    ]);
    expect(plan).toMatchObject({ type: 'reversal', payer: TILL, payee: WALLET });
    expect(plan.gates).toEqual([
      { account: TILL, role: 'till' },
      { account: WALLET, role: 'payee', evenIfFrozen: true },
    ]);
    const day = 20260201;
    expect(plan.usageReturns).toEqual([
      { account: WALLET, kind: 1, day, amount: 102_500_00n },
      { account: WALLET, kind: 3, day, amount: 102_500_00n },
      { account: TILL, kind: 4, day, amount: 100_000_00n },
    ]);
  });

  it('undo a deposit, out of the till that took it', () => {
    const legs = incoming(act(100_000_00n, FEES));
    const plan = planReversal(RULES, question(recordOf('deposit', 100_000_00n, legs)));
    expect(text(plan.legs)).toContain('11→-11 10000000 principal');
    expect(text(plan.legs)).toContain('-21→22 10000000 principal');
    expect(plan.gates).toEqual([{ account: TILL, role: 'till' }]);
    expect(plan.usageReturns).toEqual([
      { account: WALLET, kind: 2, day: 20260201, amount: 100_000_00n },
    ]);
  });

  it('bring to suspense what a closed wallet can no longer take', () => {
    const legs = outgoing(act(100_000_00n, FEES));
    const plan = planReversal(RULES, question(recordOf('withdrawal', 100_000_00n, legs), true));
    expect(text(plan.legs).slice(-2)).toEqual([
      `-12→${SUSPENSE} 250000 member_fee`,
      `-11→${SUSPENSE} 10000000 principal`,
    ]);
    expect(plan.payee).toBe(SUSPENSE);
    expect(plan.gates).toEqual([{ account: TILL, role: 'till' }]);
  });

  it('undo whatever was posted: nothing is left on any account', () => {
    const money = (most: bigint) => fc.bigInt(0n, most);
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 14n),
        fc.record({ member: money(9_999n), interchange: money(9_999n), switch: money(9_999n) }),
        fc.constantFrom('withdrawal', 'deposit'),
        (principal, fees, type) => {
          const legs = (type === 'deposit' ? incoming : outgoing)(act(principal, fees));
          const plan = planReversal(RULES, question(recordOf(type, principal, legs)));
          const net = new Map<number, bigint>();
          for (const { debit, credit, amount } of [...legs, ...plan.legs]) {
            net.set(debit, (net.get(debit) ?? 0n) - amount);
            net.set(credit, (net.get(credit) ?? 0n) + amount);
          }
          expect([...net.values()].every((rest) => rest === 0n)).toBe(true);
        },
      ),
    );
  });
});

describe('the reversal of a hold', () => {
  it('lets go what is left of it, and gives that back to the limits', () => {
    const hold = { ...recordOf('hold', 100_000_00n, []), type: 'hold' } as const;
    const obligation: Obligation = {
      id: hold.id,
      network: 1,
      state: 'open',
      authorised: 100_000_00n,
      captured: 0n,
      expiresAt: '2026-02-01T00:00:00.000000Z',
      lines: [
        { account: WALLET, side: 'debit', amount: 102_500_00n },
        { account: TILL, side: 'credit', amount: 100_000_00n },
      ],
    };
    const plan = planHoldReversal(question(hold), obligation);
    expect(plan).toMatchObject({
      type: 'void',
      amount: 100_000_00n,
      legs: [],
      completion: { kind: 'void', obligation: hold.id },
    });
    expect(plan.usageReturns?.map(({ kind, amount }) => [kind, amount])).toEqual([
      [1, 102_500_00n],
      [3, 102_500_00n],
      [4, 100_000_00n],
    ]);
  });
});
