import { ApprovalService } from '@app/access';
import { newUuid } from '@app/core';
import {
  aKey,
  crashingAfter,
  endsInCrash,
  posted,
  settlementWorld,
  valueOf,
  type Party,
  type SettlementWorld,
} from '@app/testing';
import type { DisputeOutcome } from './dispute.js';
import { DisputeService } from './dispute.service.js';

let world: SettlementWorld;

beforeAll(async () => {
  world = await settlementWorld();
}, 60_000);

afterAll(() => world.close());

const RP = 100n;
const AMOUNT = 1_000n * RP;

const balanceOf = async (account: number) => (await world.reads.balance(account))?.posted ?? 0n;

/** An outcome is carried out by a process that ends after so many steps; false if it did not. */
function crashesAfter(steps: number, uid: string, payloadHash: string): Promise<boolean> {
  const ports = crashingAfter({ ...world, ledger: world.otherLedger }, steps);
  const approvals = new ApprovalService(ports.dataSource);
  const { alerts } = world.access;
  approvals.register(new DisputeService({ ...ports, approvals, alerts }).kind());
  return endsInCrash(async () =>
    valueOf(await approvals.approve(world.checker, uid, { payloadHash })),
  );
}

async function empty({ cooperative, wallet }: Party): Promise<void> {
  const amount = await balanceOf(wallet);
  if (amount === 0n) return;
  const { openingBalance } = cooperative.accounts;
  posted(
    await world.ledger.post({
      id: newUuid(),
      network: cooperative.network,
      principal: world.maker.principal,
      ...aKey(),
      type: 'internal',
      amount,
      legs: [{ debit: wallet, credit: openingBalance, amount, component: 'opening' }],
    }),
  );
}

/** A dispute on a payment is decided, the process ending on the way; answers whether it did. */
async function decideDying(
  from: Party,
  to: Party,
  outcome: DisputeOutcome,
  { steps, isEmptied }: { readonly steps: number; readonly isEmptied: boolean },
): Promise<{ crashed: boolean; state: string; returned: bigint }> {
  const { id: transfer } = posted(await world.pay(from, to, AMOUNT));
  if (isEmptied) await empty(to);
  const claim = { transfer, reason: 'not_received', evidence: 'Pengaduan 14' } as const;
  const { uid: dispute } = valueOf(await world.disputes.open(world.maker, claim));
  valueOf(await world.disputes.answer(world.maker, dispute, 'accepts', 'Nota 88'));
  const asked = valueOf(await world.disputes.decide(world.maker, dispute, { outcome }, 'rapat'));
  const { uid, payloadHash } = asked;
  const crashed = await crashesAfter(steps, uid, payloadHash);
  const { approvals } = world.access;
  if (steps % 2 === 1) {
    const { network } = from.cooperative;
    await Promise.all([approvals.continueAll(network, 10), approvals.continueAll(network, 10)]);
  }
  const done = valueOf(await approvals.approve(world.checker, uid, { payloadHash }));
  expect(done.state).toBe('EXECUTED');
  const { state } = valueOf(await world.disputes.read(world.maker, dispute));
  const returned = (await world.reads.returnObligation(transfer))?.returned ?? 0n;
  return { crashed, state, returned };
}

describe('the outcome of a dispute', () => {
  it.each([
    { name: 'upheld', outcome: 'upheld', isEmptied: false, fromWallet: AMOUNT, laidOut: 0n },
    { name: 'laid out', outcome: 'upheld', isEmptied: true, fromWallet: 0n, laidOut: AMOUNT },
    { name: 'dismissed', outcome: 'dismissed', isEmptied: false, fromWallet: 0n, laidOut: 0n },
  ] as const)(
    'H34 killed between any two steps and $name moves its money once, or nothing',
    async ({ outcome, isEmptied, fromWallet, laidOut }) => {
      const network = await world.aNetwork();
      const [a, b] = [await world.aParty(network), await world.aParty(network)];
      const { receivable } = b.cooperative.accounts;
      const given = fromWallet + laidOut;
      const gained = (AMOUNT * 990n) / 1_000n;
      let crashed = true;
      let steps = 0;
      for (; crashed; steps += 1) {
        const [payer, payee, claims] = [
          await balanceOf(a.wallet),
          isEmptied ? 0n : await balanceOf(b.wallet),
          await balanceOf(receivable),
        ];
        if (isEmptied) await empty(b);
        const ended = await decideDying(a, b, outcome, { steps, isEmptied });
        ({ crashed } = ended);
        expect(ended.state).toBe(outcome === 'upheld' ? 'UPHELD' : 'DISMISSED');
        expect(ended.returned).toBe(given);
        expect(await balanceOf(a.wallet)).toBe(payer - AMOUNT + given);
        expect(await balanceOf(b.wallet)).toBe(isEmptied ? 0n : payee + gained - fromWallet);
        expect(await balanceOf(receivable)).toBe(claims - laidOut);
      }
      expect(steps).toBeGreaterThan(4);
      expect(await world.verify()).toMatchObject({ ok: true });
    },
    120_000,
  );
});
