import fc from 'fast-check';
import { InvariantError } from '../errors/index.js';
import { paymentOffUs, paymentOnUs } from './index.js';
import type { LegDraft, MdrSplit, OffUsPayment, OnUsPayment } from './index.js';

/** Accounts are written "book/account" here, so that a leg shows which books it touches. */
function offUs(principal: bigint, mdr: MdrSplit<string>): OffUsPayment<string> {
  return {
    issuer: {
      payer: 'Dinoyo/Budi',
      clearing: 'Dinoyo/clearing',
      interchangeIncome: 'Dinoyo/interchange_income',
    },
    acquirer: {
      clearing: 'Bumiayu/clearing',
      merchant: 'Bumiayu/Siti',
      feeIncome: 'Bumiayu/fee_income',
    },
    switch: {
      issuerPosition: 'switch/position:Dinoyo',
      acquirerPosition: 'switch/position:Bumiayu',
      switchFeeIncome: 'switch/switch_fee_income',
    },
    principal,
    mdr,
  };
}

function onUs(principal: bigint, mdr: MdrSplit<string>): OnUsPayment<string> {
  return {
    cooperative: {
      payer: 'Dinoyo/Budi',
      merchant: 'Dinoyo/shop',
      feeIncome: 'Dinoyo/fee_income',
      switchFeeExpense: 'Dinoyo/switch_fee_expense',
      clearing: 'Dinoyo/clearing',
    },
    switch: { position: 'switch/position:Dinoyo', switchFeeIncome: 'switch/switch_fee_income' },
    principal,
    mdr,
  };
}

/** What legs do to each account, credits − debits; accounts are written "book/account". */
function balancesOf(legs: readonly LegDraft<string>[]): Map<string, bigint> {
  const balances = new Map<string, bigint>();
  for (const { debit, credit, amount } of legs) {
    balances.set(debit, (balances.get(debit) ?? 0n) - amount);
    balances.set(credit, (balances.get(credit) ?? 0n) + amount);
  }
  return balances;
}

/** The sum of each book's accounts: zero where the book balances. */
function bookTotals(legs: readonly LegDraft<string>[]): Map<string, bigint> {
  const totals = new Map<string, bigint>();
  for (const [account, balance] of balancesOf(legs)) {
    const book = account.split('/')[0] ?? '';
    totals.set(book, (totals.get(book) ?? 0n) + balance);
  }
  return totals;
}

const written = (legs: readonly LegDraft<string>[]): string[] =>
  legs.map(({ debit, credit, amount, component }) => `${debit} → ${credit} ${amount} ${component}`);

describe('a payment between two cooperatives', () => {
  it('makes the seven legs of the worked example, in the order of the books', () => {
    const mdr = { acquirer: 28_000n, issuer: 28_000n, switch: 14_000n };
    expect(written(paymentOffUs(offUs(10_000_000n, mdr)))).toEqual([
      'Dinoyo/Budi → Dinoyo/clearing 10000000 principal',
      'Dinoyo/clearing → Dinoyo/interchange_income 28000 interchange',
      'Bumiayu/clearing → Bumiayu/Siti 9930000 principal',
      'Bumiayu/clearing → Bumiayu/fee_income 28000 mdr',
      'switch/position:Dinoyo → switch/position:Bumiayu 10000000 principal',
      'switch/position:Bumiayu → switch/position:Dinoyo 28000 interchange',
      'switch/position:Bumiayu → switch/switch_fee_income 14000 switch_fee',
    ]);
  });

  it('makes no leg of a share of zero', () => {
    const legs = paymentOffUs(offUs(100n, { acquirer: 0n, issuer: 0n, switch: 0n }));
    expect(legs.map(({ component }) => component)).toEqual(['principal', 'principal', 'principal']);
  });

  it('puts the share of another party into the account where the switch owes it', () => {
    const others = [{ account: 'switch/fee_payable:services', amount: 5_600n }];
    const mdr = { acquirer: 54_600n, issuer: 51_800n, switch: 25_200n, others };
    expect(written(paymentOffUs(offUs(20_000_000n, mdr))).at(-1)).toBe(
      'switch/position:Bumiayu → switch/fee_payable:services 5600 switch_fee',
    );
  });

  it('refuses a discount that reaches the principal, and a negative share', () => {
    const refused = (mdr: MdrSplit<string>) => () => paymentOffUs(offUs(100n, mdr));
    expect(refused({ acquirer: 100n, issuer: 0n, switch: 0n })).toThrow(InvariantError);
    expect(refused({ acquirer: 20n, issuer: -10n, switch: 0n })).toThrow(InvariantError);
  });
});

describe('a payment within one cooperative', () => {
  it('stays in its book when the switch has no fee', () => {
    const legs = paymentOnUs(onUs(10_000_000n, { acquirer: 70_000n, issuer: 0n, switch: 0n }));
    expect(written(legs)).toEqual([
      'Dinoyo/Budi → Dinoyo/shop 10000000 principal',
      'Dinoyo/shop → Dinoyo/fee_income 70000 mdr',
    ]);
  });

  it('owes a switch fee by clearing, as an expense', () => {
    const legs = paymentOnUs(onUs(10_000_000n, { acquirer: 60_000n, issuer: 0n, switch: 10_000n }));
    expect(written(legs)).toEqual([
      'Dinoyo/Budi → Dinoyo/shop 10000000 principal',
      'Dinoyo/shop → Dinoyo/fee_income 70000 mdr',
      'Dinoyo/switch_fee_expense → Dinoyo/clearing 10000 switch_fee',
      'switch/position:Dinoyo → switch/switch_fee_income 10000 switch_fee',
    ]);
  });
});

const shares = fc.record({
  acquirer: fc.bigInt(0n, 1_000_000n),
  issuer: fc.bigInt(0n, 1_000_000n),
  switch: fc.bigInt(0n, 1_000_000n),
  others: fc
    .array(fc.bigInt(0n, 1_000_000n), { maxLength: 3 })
    .map((amounts) =>
      amounts.map((amount, index) => ({ account: `switch/fee_payable:${index}`, amount })),
    ),
});
const principal = fc.bigInt(6_000_001n, 10n ** 14n);

describe('every payment', () => {
  it('balances in each book, and mirrors each clearing in the position, to the sen', () => {
    fc.assert(
      fc.property(principal, shares, fc.boolean(), (amount, mdr, isOnUs) => {
        const legs = isOnUs ? paymentOnUs(onUs(amount, mdr)) : paymentOffUs(offUs(amount, mdr));
        for (const total of bookTotals(legs).values()) expect(total).toBe(0n);
        const balance = balancesOf(legs);
        for (const name of ['Dinoyo', 'Bumiayu']) {
          const clearing = balance.get(`${name}/clearing`) ?? 0n;
          expect(-(balance.get(`switch/position:${name}`) ?? 0n)).toBe(clearing);
        }
      }),
    );
  });

  it('takes the principal from the payer and gives the merchant all but the discount', () => {
    fc.assert(
      fc.property(principal, shares, fc.boolean(), (amount, mdr, isOnUs) => {
        const legs = isOnUs ? paymentOnUs(onUs(amount, mdr)) : paymentOffUs(offUs(amount, mdr));
        const others = mdr.others.reduce((all, share) => all + share.amount, 0n);
        const discount = mdr.acquirer + mdr.issuer + mdr.switch + others;
        const balance = balancesOf(legs);
        expect(balance.get('Dinoyo/Budi')).toBe(-amount);
        const merchant = balance.get(isOnUs ? 'Dinoyo/shop' : 'Bumiayu/Siti');
        expect(merchant).toBe(amount - discount);
        expect(balance.get('switch/switch_fee_income') ?? 0n).toBe(mdr.switch);
      }),
    );
  });

  it('has only legs above zero, within one book each', () => {
    fc.assert(
      fc.property(principal, shares, (amount, mdr) => {
        const legs = [...paymentOffUs(offUs(amount, mdr)), ...paymentOnUs(onUs(amount, mdr))];
        for (const leg of legs) {
          expect(leg.amount > 0n).toBe(true);
          expect(leg.debit.split('/')[0]).toBe(leg.credit.split('/')[0]);
        }
      }),
    );
  });
});
