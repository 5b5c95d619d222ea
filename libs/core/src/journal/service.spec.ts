import fc from 'fast-check';
import { cashback, incoming, inverseOf, issuerCharges, outgoing, tradePayment } from './index.js';
import { countDifference, fundIncentives, moveCash } from './index.js';
import type { CooperativeBook, LegDraft, ServiceAct, ServiceFees } from './index.js';

/** Accounts are written "book/account" here, so that a leg shows which books it touches. */
function bookOf(name: string): CooperativeBook<string> {
  return {
    clearing: `${name}/clearing`,
    feeIncome: `${name}/fee_income`,
    interchangeIncome: `${name}/interchange_income`,
    interchangeExpense: `${name}/interchange_expense`,
    switchFeeExpense: `${name}/switch_fee_expense`,
    position: `switch/position:${name}`,
  };
}

const DINOYO = bookOf('Dinoyo');
const BUMIAYU = bookOf('Bumiayu');

function act(
  counterpart: string,
  onUs: boolean,
  principal: bigint,
  fees: ServiceFees<string>,
): ServiceAct<string> {
  return {
    issuer: DINOYO,
    acquirer: onUs ? DINOYO : BUMIAYU,
    onUs,
    member: 'Dinoyo/Budi',
    counterpart,
    switchFeeIncome: 'switch/switch_fee_income',
    principal,
    fees,
  };
}

const written = (legs: readonly LegDraft<string>[]): string[] =>
  legs.map(({ debit, credit, amount, component }) => `${debit} → ${credit} ${amount} ${component}`);

function balancesOf(legs: readonly LegDraft<string>[]): Map<string, bigint> {
  const balances = new Map<string, bigint>();
  for (const { debit, credit, amount } of legs) {
    balances.set(debit, (balances.get(debit) ?? 0n) - amount);
    balances.set(credit, (balances.get(credit) ?? 0n) + amount);
  }
  return balances;
}

const FEES = { member: 2_500_00n, interchange: 1_500_00n, switch: 500_00n };

describe('cash at a host', () => {
  it('comes in through the till: the host’s debt grows, the member pays the own cooperative', () => {
    expect(written(incoming(act('Bumiayu/till', false, 100_000_00n, FEES)))).toEqual([
      'Dinoyo/clearing → Dinoyo/Budi 10000000 principal',
      'Dinoyo/interchange_expense → Dinoyo/clearing 150000 interchange',
      'Dinoyo/switch_fee_expense → Dinoyo/clearing 50000 switch_fee',
      'Dinoyo/Budi → Dinoyo/fee_income 250000 member_fee',
      'Bumiayu/till → Bumiayu/clearing 10000000 principal',
      'Bumiayu/clearing → Bumiayu/interchange_income 150000 interchange',
      'switch/position:Bumiayu → switch/position:Dinoyo 10000000 principal',
      'switch/position:Dinoyo → switch/position:Bumiayu 150000 interchange',
      'switch/position:Dinoyo → switch/switch_fee_income 50000 switch_fee',
    ]);
  });

  it('goes out through the till: the issuer’s debt grows by the cash and what it pays for it', () => {
    expect(written(outgoing(act('Bumiayu/till', false, 100_000_00n, FEES)))).toEqual([
      'Dinoyo/Budi → Dinoyo/clearing 10000000 principal',
      'Dinoyo/Budi → Dinoyo/fee_income 250000 member_fee',
      'Dinoyo/interchange_expense → Dinoyo/clearing 150000 interchange',
      'Dinoyo/switch_fee_expense → Dinoyo/clearing 50000 switch_fee',
      'Bumiayu/clearing → Bumiayu/till 10000000 principal',
      'Bumiayu/clearing → Bumiayu/interchange_income 150000 interchange',
      'switch/position:Dinoyo → switch/position:Bumiayu 10000000 principal',
      'switch/position:Dinoyo → switch/position:Bumiayu 150000 interchange',
      'switch/position:Dinoyo → switch/switch_fee_income 50000 switch_fee',
    ]);
  });

  it('stays in one book on-us, but for a switch fee', () => {
    const fees = { member: 1_000_00n, interchange: 0n, switch: 0n };
    expect(written(incoming(act('Dinoyo/till', true, 50_000_00n, fees)))).toEqual([
      'Dinoyo/till → Dinoyo/Budi 5000000 principal',
      'Dinoyo/Budi → Dinoyo/fee_income 100000 member_fee',
    ]);
    const charged = { ...fees, switch: 100_00n };
    expect(written(outgoing(act('Dinoyo/till', true, 50_000_00n, charged)))).toEqual([
      'Dinoyo/Budi → Dinoyo/till 5000000 principal',
      'Dinoyo/Budi → Dinoyo/fee_income 100000 member_fee',
      'Dinoyo/switch_fee_expense → Dinoyo/clearing 10000 switch_fee',
      'switch/position:Dinoyo → switch/switch_fee_income 10000 switch_fee',
    ]);
  });
});

describe('other acts', () => {
  it('pay an invoice between two cooperatives', () => {
    const invoice = {
      buyer: { ...DINOYO, tradePayable: 'Dinoyo/trade_payable' },
      seller: { ...BUMIAYU, tradeReceivable: 'Bumiayu/trade_receivable' },
      amount: 7n,
    };
    expect(written(tradePayment(invoice))).toEqual([
      'Dinoyo/trade_payable → Dinoyo/clearing 7 principal',
      'Bumiayu/clearing → Bumiayu/trade_receivable 7 principal',
      'switch/position:Dinoyo → switch/position:Bumiayu 7 principal',
    ]);
  });

  it('move cash, book what a count found, and set money aside', () => {
    expect(written(moveCash('c/till', 'c/vault', 5n))).toEqual(['c/till → c/vault 5 cash']);
    expect(written(countDifference('c/till', 'c/difference', -20n))).toEqual([
      'c/difference → c/till 20 difference',
    ]);
    expect(written(countDifference('c/till', 'c/difference', 20n))).toEqual([
      'c/till → c/difference 20 difference',
    ]);
    expect(countDifference('c/till', 'c/difference', 0n)).toEqual([]);
    expect(written(fundIncentives('c/expense', 'c/budget', 9n))).toEqual([
      'c/expense → c/budget 9 budget',
    ]);
  });

  it('give cashback from whoever sponsors it', () => {
    const issuer = { wallet: 'Dinoyo/Budi', ...DINOYO };
    const of = (sponsor: Parameters<typeof cashback<string>>[0]['sponsor']) =>
      written(cashback({ issuer, sponsor, amount: 3n }));
    expect(of({ kind: 'issuer', budget: 'Dinoyo/budget' })).toEqual([
      'Dinoyo/budget → Dinoyo/Budi 3 incentive',
    ]);
    expect(of({ kind: 'cooperative', budget: 'Bumiayu/budget', ...BUMIAYU })).toEqual([
      'Dinoyo/clearing → Dinoyo/Budi 3 incentive',
      'Bumiayu/budget → Bumiayu/clearing 3 incentive',
      'switch/position:Bumiayu → switch/position:Dinoyo 3 incentive',
    ]);
    expect(of({ kind: 'switch', budget: 'switch/budget' })).toEqual([
      'Dinoyo/clearing → Dinoyo/Budi 3 incentive',
      'switch/budget → switch/position:Dinoyo 3 incentive',
    ]);
  });
});

const fee = fc.bigInt(0n, 1_000_000n);
const someFees = fc.record({
  member: fee,
  interchange: fee,
  switch: fee,
  others: fc
    .array(fee, { maxLength: 2 })
    .map((amounts) => amounts.map((amount, i) => ({ account: `switch/fee_payable:${i}`, amount }))),
});

describe('every service act', () => {
  it('balances in each book and mirrors each clearing in its position; its inverse undoes it', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 14n),
        someFees,
        fc.boolean(),
        fc.constantFrom(incoming, outgoing),
        (principal, charged, onUs, legsOf) => {
          const fees = onUs ? { ...charged, interchange: 0n } : charged;
          const till = onUs ? 'Dinoyo/till' : 'Bumiayu/till';
          const legs = legsOf(act(till, onUs, principal, fees));
          const balances = balancesOf(legs);
          for (const { debit, credit } of legs) {
            expect(debit.split('/')[0]).toBe(credit.split('/')[0]);
          }
          for (const name of ['Dinoyo', 'Bumiayu']) {
            expect(balances.get(`switch/position:${name}`) ?? 0n).toBe(
              -(balances.get(`${name}/clearing`) ?? 0n),
            );
          }
          const undone = balancesOf([...legs, ...inverseOf(legs)]);
          for (const balance of undone.values()) expect(balance).toBe(0n);
        },
      ),
    );
  });

  it('takes of the issuer’s cap what it pays out and is charged', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 12n), someFees, (principal, fees) => {
        const clearing = balancesOf(outgoing(act('Bumiayu/till', false, principal, fees)));
        expect(clearing.get('Dinoyo/clearing')).toBe(principal + issuerCharges(fees));
      }),
    );
  });
});
