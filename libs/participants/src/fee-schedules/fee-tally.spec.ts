import {
  assessFees,
  cashback,
  incoming,
  outgoing,
  paymentOffUs,
  paymentOnUs,
  shareOf,
  type AssessedFee,
  type CooperativeBook,
  type FeeComponent,
  type FeeSchedule,
  type LegDraft,
} from '@app/core';
import fc from 'fast-check';

import {
  FeeTally,
  SERVICE_OF,
  type FeeAccountKind,
  type PricedAct,
  type PricedType,
} from './fee-tally.js';

const SWITCH = 1;
const RP = 100n;

/** An account as far as fees go: whose it is, and of which kind. */
interface Account {
  readonly book: number;
  readonly kind: FeeAccountKind | 'other';
}

const account = (book: number, kind: Account['kind'] = 'other'): Account => ({ book, kind });

const EARNS: readonly Account['kind'][] = [
  'fee_income',
  'interchange_income',
  'switch_fee_income',
  'fee_payable',
];
const PAYS: readonly Account['kind'][] = [
  'interchange_expense',
  'switch_fee_expense',
  'incentive_budget',
];

function bookOf(book: number): CooperativeBook<Account> {
  return {
    clearing: account(book),
    feeIncome: account(book, 'fee_income'),
    interchangeIncome: account(book, 'interchange_income'),
    interchangeExpense: account(book, 'interchange_expense'),
    switchFeeExpense: account(book, 'switch_fee_expense'),
    position: account(SWITCH),
  };
}

/** Shares of parties outside of the act, which the switch owes. */
const othersOf = (fees: readonly AssessedFee[], component: 'mdr' | 'switch_fee') =>
  fees
    .filter((fee) => fee.component === component)
    .flatMap(({ shares }) => shares)
    .filter(({ party }) => party === 'services')
    .map(({ amount }) => ({ account: account(SWITCH, 'fee_payable'), amount }));

/** The legs that such an act is posted with. */
function legsOf(
  type: PricedType,
  { issuer, acquirer, amount }: PricedAct,
  fees: readonly AssessedFee[],
): LegDraft<Account>[] {
  const onUs = issuer === acquirer;
  const [from, to] = [bookOf(issuer), bookOf(acquirer)];
  const switchFeeIncome = account(SWITCH, 'switch_fee_income');
  if (type !== 'payment') {
    const act = {
      issuer: from,
      acquirer: to,
      onUs,
      member: account(issuer),
      counterpart: account(acquirer),
      switchFeeIncome,
      principal: amount,
      fees: {
        member: shareOf(fees, 'member_fee', 'issuer'),
        interchange: shareOf(fees, 'interchange', 'acquirer'),
        switch: shareOf(fees, 'switch_fee', 'switch'),
        others: othersOf(fees, 'switch_fee'),
      },
    };
    return type === 'deposit' ? incoming(act) : outgoing(act);
  }
  const mdr = {
    acquirer: shareOf(fees, 'mdr', 'acquirer'),
    issuer: shareOf(fees, 'mdr', 'issuer'),
    switch: shareOf(fees, 'mdr', 'switch'),
    others: othersOf(fees, 'mdr'),
  };
  const [payer, merchant] = [account(issuer), account(acquirer)];
  if (onUs) {
    const hub = { position: from.position, switchFeeIncome };
    return paymentOnUs({
      cooperative: { ...from, payer, merchant },
      switch: hub,
      principal: amount,
      mdr,
    });
  }
  return paymentOffUs({
    issuer: { ...from, payer },
    acquirer: { ...to, merchant },
    switch: { issuerPosition: from.position, acquirerPosition: to.position, switchFeeIncome },
    principal: amount,
    mdr,
  });
}

function cashbackOf(act: PricedAct, fees: readonly AssessedFee[]): LegDraft<Account>[] {
  const issuer = bookOf(act.issuer);
  return fees
    .filter(({ component }) => component === 'incentive')
    .flatMap(({ payer, total }) => {
      const sponsor = payer === 'issuer' ? act.issuer : act.acquirer;
      const own = bookOf(sponsor);
      const budget = account(payer === 'switch' ? SWITCH : sponsor, 'incentive_budget');
      return cashback<Account>({
        issuer: { ...issuer, wallet: account(act.issuer) },
        sponsor:
          payer === 'switch'
            ? { kind: 'switch', budget }
            : sponsor === act.issuer
              ? { kind: 'issuer', budget }
              : { kind: 'cooperative', budget, clearing: own.clearing, position: own.position },
        amount: total,
      });
    });
}

/** Books the legs as the store reads them from the ledger. */
function bookLegs(
  tally: FeeTally,
  type: PricedType,
  act: PricedAct,
  legs: readonly LegDraft<Account>[],
) {
  for (const { debit, credit, amount } of legs) {
    const side = EARNS.includes(credit.kind) ? credit : PAYS.includes(debit.kind) ? debit : null;
    if (side === null || side.kind === 'other') continue;
    const onUs = act.issuer === act.acquirer;
    tally.addBooked({ type, onUs, book: side.book, kind: side.kind, amount });
  }
}

describe('a tally of fees', () => {
  const price = fc.record({
    rate: fc.nat(300).map((n) => `0.${n.toString().padStart(4, '0')}`),
    fixed: fc.bigInt(0n, 30n).map((n) => n * RP),
  });
  const part = (
    name: FeeComponent['name'],
    payer: FeeComponent['payer'],
    ...parties: readonly string[]
  ) =>
    fc
      .tuple(price, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 }))
      .map(([cost, weights]): FeeComponent => ({
        name,
        payer,
        ...cost,
        shares: parties.map((party, i) => ({ party, weight: String(weights[i] ?? 1) })),
      }));
  const incentive = fc
    .constantFrom('issuer', 'acquirer', 'switch')
    .chain((payer) => part('incentive', payer, 'member'));
  const service = fc.tuple(
    part('member_fee', 'member', 'issuer'),
    part('switch_fee', 'issuer', 'switch', 'services'),
    incentive,
  );
  const schedule = fc
    .record({
      mdr: fc.tuple(part('mdr', 'merchant', 'acquirer', 'issuer', 'switch', 'services'), incentive),
      service,
      interchange: part('interchange', 'issuer', 'acquirer'),
    })
    .map(({ mdr, service: components, interchange }): FeeSchedule => ({
      version: 1,
      unit: RP,
      rounding: 'half_up',
      rules: (['on_us', 'off_us'] as const).flatMap((scope) => [
        { service: 'payment', scope, components: mdr },
        ...(['deposit', 'withdrawal', 'transfer'] as const).map((one) => ({
          service: one,
          scope,
          components: scope === 'on_us' ? components : [...components, interchange],
        })),
      ]),
    }));
  const act = fc.record({
    type: fc.constantFrom<PricedType[]>('payment', 'deposit', 'withdrawal', 'transfer', 'payout'),
    issuer: fc.constantFrom(2, 3),
    acquirer: fc.constantFrom(2, 3),
    amount: fc.bigInt(1_000n, 1_000_000n).map((n) => n * RP),
  });

  it('reads from the legs of any act what the schedule that made them charges', () => {
    fc.assert(
      fc.property(schedule, fc.array(act, { minLength: 1, maxLength: 8 }), (fees, acts) => {
        const tally = new FeeTally(fees, SWITCH);
        for (const { type, ...facts } of acts) {
          const priced = { ...facts, service: SERVICE_OF[type], criterion: undefined };
          const assessed = assessFees(fees, priced);
          if (!assessed.ok) continue;
          tally.addAct(priced);
          const legs = legsOf(type, priced, assessed.fees);
          bookLegs(tally, type, priced, [...legs, ...cashbackOf(priced, assessed.fees)]);
        }
        for (const { components } of tally.services.values()) {
          for (const { booked, simulated } of components.values()) expect(booked).toBe(simulated);
        }
        for (const { earned, paid } of [...tally.books.values(), tally.others]) {
          expect(earned.booked).toBe(earned.simulated);
          expect(paid.booked).toBe(paid.simulated);
        }
        expect(tally.unpriced.size).toBe(0);
      }),
    );
  });

  it('counts what a schedule can not charge, and why', () => {
    const none = new FeeTally({ version: 1, unit: RP, rounding: 'half_up', rules: [] }, SWITCH);
    const question = { service: 'invoice', issuer: 2, acquirer: 3, criterion: undefined } as const;
    none.addAct({ ...question, amount: 500n });
    none.addAct({ ...question, amount: 700n });
    const common = { service: 'invoice', scope: 'off_us', count: 2, value: 1_200n };
    expect([...none.unpriced.values()]).toEqual([{ ...common, code: 'fee_rule_missing' }]);
    expect([...none.services.values()]).toMatchObject([common]);
  });
});
