import fc from 'fast-check';
import { sumSen } from '../money/index.js';
import { bilateralMatrix, bilateralSettlement, multilateralNet, type Flow } from './index.js';

const SWITCH = 1;
const DINOYO = 2;
const BUMIAYU = 3;
const LAWANG = 4;

const netsOf = (flows: readonly Flow[]) =>
  multilateralNet(flows).filter(({ cooperative }) => cooperative !== SWITCH);
const settle = (flows: readonly Flow[]) => bilateralSettlement(flows, netsOf(flows), SWITCH);

describe('a settlement pair by pair', () => {
  it('lets each pair pay its own difference, also where a cooperative owes nothing on the whole', () => {
    const flows = [
      { from: DINOYO, to: BUMIAYU, amount: 100_000_00n },
      { from: BUMIAYU, to: DINOYO, amount: 280_00n },
      { from: BUMIAYU, to: LAWANG, amount: 99_720_00n },
      { from: BUMIAYU, to: SWITCH, amount: 140_00n },
    ];
    expect(settle(flows)).toEqual({
      direct: [
        { debtor: DINOYO, creditor: BUMIAYU, amount: 99_720_00n },
        { debtor: BUMIAYU, creditor: LAWANG, amount: 99_720_00n },
      ],
      rest: [{ cooperative: BUMIAYU, net: 140_00n }],
    });
  });

  it('leaves the sen, which no bank transfers, to the settlement bank', () => {
    const flows = [
      { from: DINOYO, to: BUMIAYU, amount: 100_99n },
      { from: LAWANG, to: BUMIAYU, amount: 99n },
    ];
    expect(settle(flows)).toEqual({
      direct: [{ debtor: DINOYO, creditor: BUMIAYU, amount: 100_00n }],
      rest: [
        { cooperative: DINOYO, net: 99n },
        { cooperative: BUMIAYU, net: -198n },
        { cooperative: LAWANG, net: 99n },
      ],
    });
  });

  it('refuses nets that the flows do not make', () => {
    const flows = [{ from: DINOYO, to: BUMIAYU, amount: 100_00n }];
    const nets = [
      { cooperative: DINOYO, net: 100_01n },
      { cooperative: BUMIAYU, net: -100_01n },
    ];
    expect(() => bilateralSettlement(flows, nets, SWITCH)).toThrow('differ by');
  });

  it('pays every net to the sen and no pair more than it owes, whatever the flows', () => {
    const party = fc.integer({ min: SWITCH, max: 9 });
    const flow = fc
      .record({ from: party, to: party, amount: fc.bigInt(0n, 10n ** 12n) })
      .filter(({ from, to }) => from !== to);
    fc.assert(
      fc.property(fc.array(flow, { maxLength: 60 }), (flows) => {
        const { direct, rest } = settle(flows);
        const owed = new Map(
          bilateralMatrix(flows).map((cell) => [`${cell.debtor}/${cell.creditor}`, cell.net]),
        );
        for (const { debtor, creditor, amount } of direct) {
          expect([debtor, creditor]).not.toContain(SWITCH);
          expect(amount % 100n).toBe(0n);
          const due = owed.get(`${debtor}/${creditor}`) ?? 0n;
          expect(due - amount >= 0n && due - amount < 100n).toBe(true);
        }
        for (const { cooperative, net } of netsOf(flows)) {
          const paid = sumSen(direct.filter((p) => p.debtor === cooperative).map((p) => p.amount));
          const got = sumSen(direct.filter((p) => p.creditor === cooperative).map((p) => p.amount));
          const left = rest.find((one) => one.cooperative === cooperative)?.net ?? 0n;
          expect(paid - got + left).toBe(net);
        }
      }),
    );
  });
});
