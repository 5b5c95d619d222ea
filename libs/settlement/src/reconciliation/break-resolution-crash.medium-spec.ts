import { createHash } from 'node:crypto';
import { ApprovalService } from '@app/access';
import type { Network } from '@app/participants';
import {
  aKey,
  crashingAfter,
  endsInCrash,
  settlementWorld,
  valueOf,
  type Party,
  type SettlementWorld,
} from '@app/testing';
import { FundsDesk } from '../funds/funds-desk.js';
import { breakResolution } from './break-resolution.js';
import type { BreakAction } from './reconciliation.service.js';

let world: SettlementWorld;

beforeAll(async () => {
  world = await settlementWorld();
}, 60_000);

afterAll(() => world.close());

const RP = 100n;
const AMOUNT = 5_000n * RP;
let count = 0;

/** The bank has a line of which the books know nothing, or another amount. */
async function aBreak(network: Network, party: Party, isBooked: boolean): Promise<string> {
  const reference = `IN-${(count += 1)}`;
  const line = { number: 2, bookedOn: '2026-03-02', direction: 'in', reference } as const;
  if (isBooked) {
    const order = { amount: AMOUNT - RP, bankReference: reference, ...aKey() };
    valueOf(await world.liquidity.fundsIn(world.maker, party.cooperative.uid, order));
  }
  const imported = await world.reconciliation.import(world.maker, {
    network: network.id,
    format: 'csv',
    digest: createHash('sha256').update(reference).digest('hex'),
    lines: [{ ...line, amount: AMOUNT }],
  });
  expect(imported.ok).toBe(true);
  const breaks = await world.reconciliation.breaks(network.id, undefined, { limit: 100 });
  const found = breaks.find((one) => one.reference === reference);
  if (found === undefined) throw new Error('no break');
  return found.uid;
}

/** What was agreed to is carried out by a process that ends after so many steps; false if it did not. */
function crashesAfter(steps: number, uid: string, payloadHash: string): Promise<boolean> {
  const ports = crashingAfter({ ...world, ledger: world.otherLedger }, steps);
  const approvals = new ApprovalService(ports.dataSource);
  approvals.register(breakResolution({ ...ports, desk: new FundsDesk(ports) }));
  return endsInCrash(async () =>
    valueOf(await approvals.approve(world.checker, uid, { payloadHash })),
  );
}

/** Asks for a resolution and has it carried out, a process ending on the way; answers whether one did. */
async function resolveDying(
  network: Network,
  line: string,
  wish: BreakAction,
  steps: number,
): Promise<boolean> {
  const { uid, payloadHash } = valueOf(
    await world.reconciliation.resolve(world.maker, line, wish, 'rapat'),
  );
  const crashed = await crashesAfter(steps, uid, payloadHash);
  // Either the workers of two processes go on first, or the checker asks again.
  if (steps % 2 === 1) {
    await world.reconciliation.watch(network.id);
    await Promise.all([1, 2].map(() => world.desk.continueAll(network.id)));
    await Promise.all([1, 2].map(() => world.access.approvals.continueAll(network.id, 10)));
  }
  const done = valueOf(await world.access.approvals.approve(world.checker, uid, { payloadHash }));
  expect(done.state).toBe('EXECUTED');
  return crashed;
}

interface Resolution {
  readonly name: string;
  readonly isBooked: boolean;
  readonly wish: (party: Party) => BreakAction;
  /** What each adds to the cooperative's liquidity and to the switch's suspense. */
  readonly liquidity: bigint;
  readonly suspense: bigint;
}

const toCooperative = ({ cooperative }: Party): BreakAction => ({
  action: 'cooperative',
  cooperative: cooperative.uid,
});

const RESOLUTIONS: readonly Resolution[] = [
  {
    name: 'money of a cooperative',
    isBooked: false,
    wish: toCooperative,
    liquidity: AMOUNT,
    suspense: 0n,
  },
  {
    name: 'money of nobody yet',
    isBooked: false,
    wish: () => ({ action: 'suspense' }),
    liquidity: 0n,
    suspense: AMOUNT,
  },
  {
    name: 'another amount than was booked',
    isBooked: true,
    wish: () => ({ action: 'correct' }),
    liquidity: AMOUNT,
    suspense: 0n,
  },
];

describe('a break with the bank', () => {
  async function aPlace() {
    const now = new Date('2026-03-03T03:00:00Z');
    const wanted = { name: `Jaringan putus ${(count += 1)}`, live: false, now };
    const { network } = valueOf(await world.networks.create(world.maker, wanted));
    return { network, party: await world.aParty(network, { line: 0n }) };
  }

  const standOf = async (network: Network, party: Party) => {
    const { suspense } = (await world.directory.rules(network.id)).switchAccounts;
    const { liquidity, cap } = await world.positionOf(party);
    expect(cap).toBe(liquidity);
    return { liquidity, suspense: (await world.reads.balance(suspense))?.posted ?? 0n };
  };

  it.each(RESOLUTIONS)(
    'H34 killed between any two steps of its resolution as $name is booked once',
    async ({ isBooked, wish, liquidity, suspense }) => {
      const { network, party } = await aPlace();
      let crashed = true;
      let steps = 0;
      for (; crashed; steps += 1) {
        const before = await standOf(network, party);
        const line = await aBreak(network, party, isBooked);
        crashed = await resolveDying(network, line, wish(party), steps);
        expect(await standOf(network, party)).toEqual({
          liquidity: before.liquidity + liquidity,
          suspense: before.suspense + suspense,
        });
        const open = await world.reconciliation.breaks(network.id, undefined, { limit: 100 });
        const kinds = open.filter(({ uid }) => uid === line).map(({ kind }) => kind);
        expect(kinds).toEqual(suspense > 0n ? ['in_suspense'] : []);
      }
      expect(steps).toBeGreaterThan(8);
      expect(await world.verify()).toMatchObject({ ok: true });
    },
    120_000,
  );

  it('H34 killed between any two steps of its release from suspense is released once', async () => {
    const { network, party } = await aPlace();
    let crashed = true;
    let steps = 0;
    for (; crashed; steps += 1) {
      const before = await standOf(network, party);
      const line = await aBreak(network, party, false);
      await resolveDying(network, line, { action: 'suspense' }, 1_000);
      crashed = await resolveDying(network, line, toCooperative(party), steps);
      expect(await standOf(network, party)).toEqual({
        liquidity: before.liquidity + AMOUNT,
        suspense: before.suspense,
      });
      expect(await world.reconciliation.breaks(network.id, undefined, { limit: 100 })).toEqual([]);
    }
    expect(steps).toBeGreaterThan(4);
    expect(await world.verify()).toMatchObject({ ok: true });
  }, 120_000);
});
