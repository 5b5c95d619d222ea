import fc from 'fast-check';
import { InvariantError } from '../errors/index.js';
import { sumSen } from '../money/index.js';
import { bilateralMatrix, multilateralNet, netPositions } from './index.js';
import type { Flow, PositionLine } from './index.js';

const DINOYO = 1;
const BUMIAYU = 2;
const SWITCH = 9;

const flow = fc
  .record({
    from: fc.integer({ min: 1, max: 8 }),
    to: fc.integer({ min: 1, max: 8 }),
    amount: fc.bigInt(0n, 10n ** 14n),
  })
  .filter(({ from, to }) => from !== to);

const lineOf = (cooperative: number, amount: bigint): PositionLine => ({
  cooperative,
  amount,
  component: 'principal',
  service: 'payment',
});

/** The switch's book of the worked example: principal, interchange back, switch fee. */
const example: Flow[] = [
  { from: DINOYO, to: BUMIAYU, amount: 10_000_000n },
  { from: BUMIAYU, to: DINOYO, amount: 28_000n },
  { from: BUMIAYU, to: SWITCH, amount: 14_000n },
];

describe('multilateral netting', () => {
  it('nets the worked example to what each cooperative’s clearing shows', () => {
    expect(multilateralNet(example)).toEqual([
      { cooperative: DINOYO, net: 9_972_000n },
      { cooperative: BUMIAYU, net: -9_958_000n },
      { cooperative: SWITCH, net: -14_000n },
    ]);
  });

  it('sums to zero, whatever flowed', () => {
    fc.assert(
      fc.property(fc.array(flow), (flows) => {
        expect(sumSen(multilateralNet(flows).map(({ net }) => net))).toBe(0n);
      }),
    );
  });

  it('depends on no order, and comes in order of the cooperatives', () => {
    fc.assert(
      fc.property(fc.array(flow), (flows) => {
        const nets = multilateralNet(flows);
        expect(multilateralNet([...flows].reverse())).toEqual(nets);
        const ids = nets.map(({ cooperative }) => cooperative);
        expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
      }),
    );
  });

  it('refuses a flow below zero and one to oneself', () => {
    expect(() => multilateralNet([{ from: 1, to: 2, amount: -1n }])).toThrow(InvariantError);
    expect(() => multilateralNet([{ from: 1, to: 1, amount: 1n }])).toThrow(InvariantError);
  });
});

describe('net positions', () => {
  it('sum to the switch’s income', () => {
    const lines = [
      lineOf(BUMIAYU, -9_972_000n),
      lineOf(DINOYO, 9_972_000n),
      lineOf(BUMIAYU, 14_000n),
    ];
    expect(netPositions(lines, 14_000n)).toEqual([
      { cooperative: DINOYO, net: 9_972_000n },
      { cooperative: BUMIAYU, net: -9_958_000n },
    ]);
    expect(() => netPositions(lines, 13_999n)).toThrow(InvariantError);
    expect(netPositions([], 0n)).toEqual([]);
  });

  it('are the multilateral nets when the lines are the two sides of each flow', () => {
    fc.assert(
      fc.property(fc.array(flow), (flows) => {
        const lines = flows.flatMap(({ from, to, amount }) => [
          lineOf(from, amount),
          lineOf(to, -amount),
        ]);
        expect(netPositions(lines, 0n)).toEqual(multilateralNet(flows));
      }),
    );
  });
});

describe('the bilateral matrix', () => {
  it('shows the worked example from both sides', () => {
    expect(bilateralMatrix(example)).toEqual([
      { debtor: DINOYO, creditor: BUMIAYU, gross: 10_000_000n, net: 9_972_000n },
      { debtor: BUMIAYU, creditor: DINOYO, gross: 28_000n, net: -9_972_000n },
      { debtor: BUMIAYU, creditor: SWITCH, gross: 14_000n, net: 14_000n },
      { debtor: SWITCH, creditor: BUMIAYU, gross: 0n, net: -14_000n },
    ]);
  });

  it('has rows that sum to the multilateral nets', () => {
    fc.assert(
      fc.property(fc.array(flow), (flows) => {
        const cells = bilateralMatrix(flows);
        for (const { cooperative, net } of multilateralNet(flows)) {
          const row = cells.filter(({ debtor }) => debtor === cooperative);
          expect(sumSen(row.map((cell) => cell.net))).toBe(net);
        }
        for (const { debtor, creditor, net } of cells) {
          const back = cells.find((cell) => cell.debtor === creditor && cell.creditor === debtor);
          expect(back?.net).toBe(-net);
        }
        expect(sumSen(cells.map(({ gross }) => gross))).toBe(sumSen(flows.map((f) => f.amount)));
      }),
    );
  });
});
