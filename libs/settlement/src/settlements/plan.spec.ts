import { sumSen } from '@app/core';
import fc from 'fast-check';
import { isPaid, planNext, type PlanLine } from './plan.js';

const debtor = (cooperative: number, due: bigint, paid = 0n): PlanLine => ({
  cooperative,
  side: 'debtor',
  due,
  paid,
});
const creditor = (cooperative: number, due: bigint, paid = 0n): PlanLine => ({
  cooperative,
  side: 'creditor',
  due,
  paid,
});

const paidBy = (lines: readonly PlanLine[], side: string) =>
  sumSen(lines.filter((line) => line.side === side).map(({ paid }) => paid));

describe('what a settlement pays next', () => {
  it('is what the liquidity of debtors holds, before any creditor', () => {
    const lines = [debtor(1, 100n), debtor(2, 50n), creditor(3, 140n)];
    expect(
      planNext(
        lines,
        new Map([
          [1, 30n],
          [2, 500n],
        ]),
      ),
    ).toEqual([
      { cooperative: 1, side: 'debtor', amount: 30n },
      { cooperative: 2, side: 'debtor', amount: 50n },
    ]);
  });

  it('is then the creditors’ parts of it, pro rata to what they are owed', () => {
    const lines = [debtor(1, 100n, 40n), creditor(2, 60n), creditor(3, 30n)];
    expect(planNext(lines, new Map([[1, 60n]]))).toEqual([
      { cooperative: 2, side: 'creditor', amount: 27n },
      { cooperative: 3, side: 'creditor', amount: 13n },
    ]);
  });

  it('goes on where a crash left it, to the same sen', () => {
    const lines = [debtor(1, 100n, 40n), creditor(2, 60n, 27n), creditor(3, 30n)];
    expect(planNext(lines, new Map())).toEqual([{ cooperative: 3, side: 'creditor', amount: 13n }]);
  });

  it('is nothing while the rest waits for liquidity', () => {
    const lines = [debtor(1, 100n, 40n), creditor(2, 60n, 27n), creditor(3, 30n, 13n)];
    expect(planNext(lines, new Map([[1, 0n]]))).toEqual([]);
    expect(isPaid(lines)).toBe(false);
  });

  it('leaves the switch’s fee for the end', () => {
    const lines = [debtor(1, 100n, 95n), creditor(2, 90n)];
    expect(planNext(lines, new Map())).toEqual([{ cooperative: 2, side: 'creditor', amount: 90n }]);
  });

  it('pays what the switch itself owes out of what it earned before, as far as that goes', () => {
    const lines = [debtor(1, 100n, 100n), creditor(2, 90n), creditor(3, 30n)];
    const payments = (earned: bigint) =>
      planNext(lines, new Map(), earned).map(({ amount }) => amount);
    expect(payments(20n)).toEqual([90n, 30n]);
    expect(payments(8n)).toEqual([81n, 27n]);
    expect(payments(-5n)).toEqual([75n, 25n]);
    const once = [debtor(1, 100n, 100n), creditor(2, 90n, 81n), creditor(3, 30n, 27n)];
    expect(planNext(once, new Map(), 8n)).toEqual([]);
  });

  it('never pays out more than came in, and pays everybody once all came in, however it came', () => {
    const amounts = fc.array(fc.bigInt(1n, 1_000n), { minLength: 1, maxLength: 6 });
    const steps = fc.array(fc.tuple(fc.nat(5), fc.bigInt(1n, 400n)), { maxLength: 40 });
    fc.assert(
      fc.property(amounts, amounts, steps, (debts, claims, arrivals) => {
        const claimed = sumSen(claims);
        const first = debts[0] ?? 0n;
        // The debtors owe what the creditors are owed, and perhaps a fee.
        const owed = sumSen(debts) >= claimed ? debts : [first + claimed, ...debts.slice(1)];
        let lines: PlanLine[] = [
          ...owed.map((due, i) => debtor(i, due)),
          ...claims.map((due, i) => creditor(100 + i, due)),
        ];
        const liquidity = new Map<number, bigint>();
        const run = (): void => {
          for (let rounds = 0; rounds < 10; rounds += 1) {
            const payments = planNext(lines, liquidity);
            if (payments.length === 0) return;
            for (const { cooperative, side, amount } of payments) {
              expect(amount).toBeGreaterThan(0n);
              lines = lines.map((line) =>
                line.cooperative === cooperative ? { ...line, paid: line.paid + amount } : line,
              );
              if (side === 'debtor') {
                liquidity.set(cooperative, (liquidity.get(cooperative) ?? 0n) - amount);
              }
            }
            expect(paidBy(lines, 'creditor')).toBeLessThanOrEqual(paidBy(lines, 'debtor'));
            expect(lines.every(({ due, paid }) => paid <= due)).toBe(true);
          }
          throw new Error('a settlement must come to rest');
        };
        for (const [who, amount] of arrivals) {
          liquidity.set(who, (liquidity.get(who) ?? 0n) + amount);
          run();
        }
        owed.forEach((due, who) => liquidity.set(who, due));
        run();
        expect(isPaid(lines)).toBe(true);
      }),
    );
  });
});
