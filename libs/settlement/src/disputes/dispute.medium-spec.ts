import type { Identity } from '@app/access';
import { newUuid } from '@app/core';
import {
  aKey,
  posted,
  settlementWorld,
  valueOf,
  type Party,
  type SettlementWorld,
} from '@app/testing';

let world: SettlementWorld;

beforeAll(async () => {
  world = await settlementWorld();
}, 60_000);

afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

afterAll(() => world.close());

const RP = 100n;
let count = 0;

const treasurerOf = ({ cooperative: { uid, network } }: Party): Identity => ({
  ...world.maker,
  role: 'treasurer',
  principal: newUuid(),
  cooperative: uid,
  network,
});

/** A pays B; the morning of a Monday. */
async function aPayment(amount = 100_000n * RP) {
  const now = new Date('2026-03-02T03:00:00Z');
  const name = `Jaringan sengketa ${(count += 1)}`;
  const { network } = valueOf(await world.networks.create(world.maker, { name, live: false, now }));
  const [a, b] = [await world.aParty(network), await world.aParty(network)];
  const { id } = posted(await world.pay(a, b, amount));
  const claim = { transfer: id, reason: 'not_received', evidence: 'Pengaduan 14' } as const;
  return { network, a, b, id, claim };
}

const balanceOf = async (account: number) => (await world.reads.balance(account))?.posted ?? 0n;

async function decide(uid: string, outcome: 'upheld' | 'dismissed', amount?: bigint) {
  const asked = valueOf(
    await world.disputes.decide(world.maker, uid, { outcome, amount }, 'rapat'),
  );
  const { payloadHash } = asked;
  return valueOf(await world.access.approvals.approve(world.checker, asked.uid, { payloadHash }));
}

describe('a dispute', () => {
  it('gives five working days to answer, by the calendar of the network', async () => {
    const { network, a, claim } = await aPayment();
    const calendar = { cutoffs: ['16:00'], skipSundays: true, holidays: ['2026-03-04'] };
    valueOf(await world.networks.setCalendar(world.maker, network.uid, calendar));
    const dispute = valueOf(await world.disputes.open(treasurerOf(a), claim));
    // 3, 5, 6, 7 and, after the Sunday, 9 March; its midnight in Jakarta.
    expect(dispute.answerUntil).toEqual(new Date('2026-03-09T17:00:00Z'));
  });

  it('upheld takes the money from who got it, and gives it to who paid', async () => {
    const { a, b, id, claim } = await aPayment();
    const [payer, payee] = [await balanceOf(a.wallet), await balanceOf(b.wallet)];
    const { uid } = valueOf(await world.disputes.open(treasurerOf(a), claim));
    expect(await world.disputes.answer(treasurerOf(a), uid, 'accepts', 'x')).toMatchObject({
      code: 'role_forbidden',
    });
    valueOf(await world.disputes.answer(treasurerOf(b), uid, 'accepts', 'Nota 88'));
    expect((await decide(uid, 'upheld')).state).toBe('EXECUTED');
    const ended = valueOf(await world.disputes.read(treasurerOf(b), uid));
    expect(ended.state).toBe('UPHELD');
    expect(await balanceOf(a.wallet)).toBe(payer + 100_000n * RP);
    expect(await balanceOf(b.wallet)).toBe(payee - 100_000n * RP);
    expect((await world.reads.returnObligation(id))?.returned).toBe(100_000n * RP);
  });

  it('that the payee can not cover is laid out by its cooperative', async () => {
    const { network, a, b, claim } = await aPayment();
    const rest = await balanceOf(b.wallet);
    const { openingBalance } = b.cooperative.accounts;
    posted(
      await world.ledger.post({
        id: newUuid(),
        network: network.id,
        principal: world.maker.principal,
        ...aKey(),
        type: 'internal',
        amount: rest,
        legs: [{ debit: b.wallet, credit: openingBalance, amount: rest, component: 'opening' }],
      }),
    );
    const { uid } = valueOf(await world.disputes.open(treasurerOf(a), claim));
    valueOf(await world.disputes.answer(treasurerOf(b), uid, 'contests', 'Nota 88'));
    expect((await decide(uid, 'upheld', 40_000n * RP)).state).toBe('EXECUTED');
    expect(await balanceOf(b.cooperative.accounts.receivable)).toBe(-40_000n * RP);
    expect(await balanceOf(b.wallet)).toBe(0n);
  });

  it('dismissed or withdrawn moves nothing, and another one may come', async () => {
    const { a, b, claim } = await aPayment();
    const before = [await balanceOf(a.wallet), await balanceOf(b.wallet)];
    const first = valueOf(await world.disputes.open(treasurerOf(a), claim));
    expect(await world.disputes.open(world.maker, claim)).toMatchObject({
      code: 'already_exists',
    });
    valueOf(await world.disputes.answer(treasurerOf(b), first.uid, 'contests', 'Nota 88'));
    expect((await decide(first.uid, 'dismissed')).state).toBe('EXECUTED');
    const second = valueOf(await world.disputes.open(treasurerOf(a), claim));
    expect(valueOf(await world.disputes.withdraw(treasurerOf(a), second.uid)).state).toBe(
      'WITHDRAWN',
    );
    expect([await balanceOf(a.wallet), await balanceOf(b.wallet)]).toEqual(before);
  });

  it('is decided only once answered, or past its deadline, and told of then', async () => {
    const { network, a, b, claim } = await aPayment();
    const { uid, answerUntil } = valueOf(await world.disputes.open(treasurerOf(a), claim));
    const wish = { outcome: 'upheld' } as const;
    expect(await world.disputes.decide(world.maker, uid, wish, 'rapat')).toMatchObject({
      code: 'wrong_state',
    });
    const late = new Date(answerUntil.getTime() + 1_000);
    valueOf(await world.networks.moveClock(world.maker, network.uid, late));
    expect(await world.disputes.answer(treasurerOf(b), uid, 'contests', 'x')).toMatchObject({
      code: 'wrong_state',
    });
    await world.disputes.watch(network.id);
    await world.disputes.watch(network.id);
    const open = { network: network.id, status: 'open', limit: 9 } as const;
    expect(await world.access.alerts.list(world.maker, open)).toMatchObject([
      { kind: 'dispute_unanswered', times: 1 },
    ]);
    expect((await decide(uid, 'upheld')).state).toBe('EXECUTED');
    await world.disputes.watch(network.id);
    expect(await world.access.alerts.list(world.maker, open)).toEqual([]);
  });

  it('never gives back more than was paid, whatever was refunded before', async () => {
    const { a, b, claim } = await aPayment();
    for (const [amount, state] of [
      [70_000n, 'EXECUTED'],
      [70_000n, 'FAILED'],
      [30_000n, 'EXECUTED'],
    ] as const) {
      const { uid } = valueOf(await world.disputes.open(treasurerOf(a), claim));
      valueOf(await world.disputes.answer(treasurerOf(b), uid, 'accepts', 'Nota 88'));
      const decided = await decide(uid, 'upheld', amount * RP);
      expect(decided.state).toBe(state);
      if (state === 'FAILED') {
        expect(decided.outcome).toMatchObject({ code: 'refund_exceeds_payment' });
        valueOf(await world.disputes.withdraw(treasurerOf(a), uid));
      }
    }
  });

  it('is nothing to others, and not for acts that move no member’s money', async () => {
    const { network, a, b, claim } = await aPayment();
    const stranger = await world.aParty(network);
    expect(await world.disputes.open(treasurerOf(stranger), claim)).toMatchObject({
      code: 'not_found',
    });
    expect(await world.disputes.open(treasurerOf(b), claim)).toMatchObject({ code: 'not_found' });
    const { uid } = valueOf(await world.disputes.open(treasurerOf(a), claim));
    expect(await world.disputes.read(treasurerOf(stranger), uid)).toMatchObject({
      code: 'not_found',
    });
  });
});

describe('an adjustment', () => {
  const uidOf = async (account: number) => (await world.reads.balance(account))?.uid ?? '';

  it('is made by two persons with a document, within one book', async () => {
    const { network, a } = await aPayment();
    const { cashDifference, receivable } = a.cooperative.accounts;
    const [debit, credit] = [await uidOf(receivable), await uidOf(cashDifference)];
    const wanted = {
      network,
      document: 'BA-2026-003',
      reason: 'salah akun',
      legs: [{ debit, credit, amount: 2_500n }],
    };
    const caller = { ...treasurerOf(a), principal: world.maker.principal };
    const asked = valueOf(await world.adjustments.request(caller, wanted));
    expect(await world.adjustments.request(caller, wanted)).toMatchObject({
      code: 'already_exists',
    });
    const { uid, payloadHash } = asked;
    const { approvals } = world.access;
    const done = valueOf(await approvals.approve(world.checker, uid, { payloadHash }));
    expect(done.state).toBe('EXECUTED');
    expect(await balanceOf(receivable)).toBe(-2_500n);
    expect(await balanceOf(cashDifference)).toBe(2_500n);
  });

  it('is refused for what other acts keep in step, for other books, and for nothing', async () => {
    const { network, a, b } = await aPayment();
    const { clearing, receivable, cashDifference, vault } = a.cooperative.accounts;
    const request = async (from: number, to: number, amount = 100n) =>
      world.adjustments.request(treasurerOf(a), {
        network,
        document: `BA-${(count += 1)}`,
        reason: 'uji',
        legs: [{ debit: await uidOf(from), credit: await uidOf(to), amount }],
      });
    for (const account of [clearing, vault]) {
      expect(await request(receivable, account)).toMatchObject({ code: 'validation_failed' });
    }
    expect(await request(receivable, b.cooperative.accounts.receivable)).toMatchObject({
      code: 'not_found',
    });
    expect(await request(receivable, cashDifference, 0n)).toMatchObject({
      code: 'validation_failed',
    });
    const { accounts } = b.cooperative;
    expect(await request(accounts.receivable, accounts.cashDifference)).toMatchObject({
      code: 'not_found',
    });
  });
});
