import fc from 'fast-check';
import { InvariantError } from '../errors/index.js';
import { sumSen } from '../money/index.js';
import { planSettlement } from './index.js';
import type { NetPosition, SettlementPlan, SettlementQuestion } from './index.js';

const netsOf = (...nets: readonly bigint[]): NetPosition[] =>
  nets.map((net, index) => ({ cooperative: index + 1, net }));

const liquidityOf = (...amounts: readonly bigint[]): Map<number, bigint> =>
  new Map(amounts.map((amount, index) => [index + 1, amount]));

const paidIn = (plan: SettlementPlan): bigint =>
  sumSen(plan.debtors.map(({ pays }) => pays)) + plan.switchPays;
const paidOut = (plan: SettlementPlan): bigint =>
  sumSen(plan.creditors.map(({ receives }) => receives)) + plan.switchReceives;

/** What is outstanding after the plan was carried out. */
function afterwards({ nets }: SettlementQuestion, plan: SettlementPlan): NetPosition[] {
  return nets.map(({ cooperative, net }) => {
    const pays = plan.debtors.find((one) => one.cooperative === cooperative)?.pays ?? 0n;
    const receives = plan.creditors.find((one) => one.cooperative === cooperative)?.receives ?? 0n;
    return { cooperative, net: net - pays + receives };
  });
}

describe('a settlement plan', () => {
  it('pays everybody in full when the debtors can', () => {
    const plan = planSettlement({
      nets: netsOf(9_972_000n, -9_958_000n),
      liquidity: liquidityOf(20_000_000n),
    });
    expect(plan).toEqual({
      debtors: [{ cooperative: 1, due: 9_972_000n, pays: 9_972_000n }],
      creditors: [{ cooperative: 2, due: 9_958_000n, receives: 9_958_000n }],
      switchReceives: 14_000n,
      switchPays: 0n,
    });
  });

  it('lets a debtor pay what it holds, the creditors share it, and the switch wait', () => {
    const plan = planSettlement({
      nets: netsOf(1_000n, 0n, -600n, -300n),
      liquidity: liquidityOf(500n),
    });
    expect(plan).toEqual({
      debtors: [{ cooperative: 1, due: 1_000n, pays: 500n }],
      creditors: [
        { cooperative: 3, due: 600n, receives: 333n },
        { cooperative: 4, due: 300n, receives: 167n },
      ],
      switchReceives: 0n,
      switchPays: 0n,
    });
  });

  it('breaks ties in order of the cooperatives, not of the list', () => {
    const question = { nets: netsOf(100n, -50n, -50n), liquidity: liquidityOf(1n) };
    const turned = { ...question, nets: [...question.nets].reverse() };
    expect(planSettlement(question).creditors.map(({ receives }) => receives)).toEqual([1n, 0n]);
    expect(planSettlement(turned)).toEqual(planSettlement(question));
  });

  it('pays nobody when no debtor holds anything', () => {
    const plan = planSettlement({ nets: netsOf(100n, -90n), liquidity: new Map() });
    expect(paidIn(plan)).toBe(0n);
    expect(plan.creditors).toEqual([{ cooperative: 2, due: 90n, receives: 0n }]);
  });

  it('lets the switch pay what it owes itself, as far as its own money goes', () => {
    const question = { nets: netsOf(100n, -150n), liquidity: liquidityOf(100n) };
    const poor = planSettlement(question);
    expect([poor.switchPays, poor.switchReceives]).toEqual([0n, 0n]);
    expect(poor.creditors[0]?.receives).toBe(100n);
    const rich = planSettlement({ ...question, switchFunds: 80n });
    expect(rich.switchPays).toBe(50n);
    expect(rich.creditors[0]?.receives).toBe(150n);
  });

  it('refuses what can’t be', () => {
    const nets = netsOf(100n, -100n);
    const refused = (question: SettlementQuestion) => () => planSettlement(question);
    expect(refused({ nets, liquidity: liquidityOf(-1n) })).toThrow(InvariantError);
    expect(refused({ nets: [...nets, ...nets], liquidity: new Map() })).toThrow(InvariantError);
    expect(refused({ nets, liquidity: new Map(), switchFunds: -1n })).toThrow(InvariantError);
  });

  const amount = fc.bigInt(-(10n ** 6n), 10n ** 6n);
  const question = fc
    .array(fc.tuple(amount, fc.bigInt(0n, 10n ** 6n)), { maxLength: 10 })
    .map((rows) => ({
      nets: netsOf(...rows.map(([net]) => net)),
      liquidity: liquidityOf(...rows.map(([, held]) => held)),
    }));

  it('never pays creditors more than debtors have paid, and pays out all that came in', () => {
    fc.assert(
      fc.property(question, fc.bigInt(0n, 10n ** 6n), (asked, switchFunds) => {
        const plan = planSettlement(asked);
        const received = sumSen(plan.creditors.map(({ receives }) => receives));
        expect(received <= sumSen(plan.debtors.map(({ pays }) => pays))).toBe(true);
        const withFunds = planSettlement({ ...asked, switchFunds });
        for (const one of [plan, withFunds]) expect(paidOut(one)).toBe(paidIn(one));
      }),
    );
  });

  it('lets nobody pay or receive more than is due, nor more than it holds', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const plan = planSettlement(asked);
        for (const { cooperative, due, pays } of plan.debtors) {
          expect(pays >= 0n && pays <= due).toBe(true);
          expect(pays <= (asked.liquidity.get(cooperative) ?? 0n)).toBe(true);
        }
        for (const { due, receives } of plan.creditors) {
          expect(receives >= 0n && receives <= due).toBe(true);
        }
      }),
    );
  });

  it('gives the switch nothing while a creditor waits', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const plan = planSettlement(asked);
        const waiting = plan.creditors.some(({ due, receives }) => receives < due);
        expect(plan.switchReceives === 0n || !waiting).toBe(true);
        expect(plan.switchReceives >= 0n).toBe(true);
      }),
    );
  });

  it('carried out in rounds ends with every net at zero once the debtors have the money', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const first = planSettlement(asked);
        const nets = afterwards(asked, first);
        const liquidity = new Map(nets.map(({ cooperative }) => [cooperative, 10n ** 9n]));
        const second = { nets, liquidity, switchFunds: 10n ** 9n };
        const left = afterwards(second, planSettlement(second));
        expect(left.every(({ net }) => net === 0n)).toBe(true);
      }),
    );
  });
});
