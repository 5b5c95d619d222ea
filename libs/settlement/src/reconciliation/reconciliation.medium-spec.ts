import { createHash } from 'node:crypto';
import type { Approval } from '@app/access';
import type { Result } from '@app/core';
import type { Network } from '@app/participants';
import { aKey, settlementWorld, valueOf, type Party, type SettlementWorld } from '@app/testing';
import type { ReadLine } from './bank-line.js';

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
const next = (name: string) => `${name}-${(count += 1)}`;

async function aPlace() {
  const now = new Date('2026-03-03T03:00:00Z');
  const wanted = { name: next('Jaringan'), live: false, now };
  const { network } = valueOf(await world.networks.create(world.maker, wanted));
  const party = await world.aParty(network, { line: 0n });
  return { network, party };
}

type Wanted = Partial<ReadLine> & { reference: string; amount: bigint };

function take(network: Network, ...wanted: Wanted[]) {
  const lines = wanted.map((line, index) => ({
    number: index + 2,
    bookedOn: '2026-03-02',
    direction: 'in' as const,
    ...line,
  }));
  const digest = createHash('sha256').update(next('berkas')).digest('hex');
  return world.reconciliation.import(world.maker, {
    network: network.id,
    format: 'csv',
    digest,
    lines,
  });
}

const breaksOf = (network: Network) =>
  world.reconciliation.breaks(network.id, undefined, { limit: 100 });

async function book(party: Party, reference: string, amount: bigint): Promise<void> {
  const order = { amount, bankReference: reference, ...aKey() };
  valueOf(await world.liquidity.fundsIn(world.maker, party.cooperative.uid, order));
}

async function agree(asked: Result<Approval>): Promise<Approval> {
  const { uid, payloadHash } = valueOf(asked);
  return valueOf(await world.access.approvals.approve(world.checker, uid, { payloadHash }));
}

async function theBreak(network: Network) {
  const [first, ...others] = await breaksOf(network);
  if (first === undefined || others.length > 0) throw new Error('not one break');
  return first;
}

const suspenseOf = async (network: Network) => {
  const { suspense } = (await world.directory.rules(network.id)).switchAccounts;
  return (await world.reads.balance(suspense))?.posted;
};

describe('the bank’s statement', () => {
  it('is paired with the books by reference, direction and amount', async () => {
    const { network, party } = await aPlace();
    const [known, later] = [next('IN'), next('IN')];
    await book(party, known, 5_000n * RP);
    expect(
      await take(
        network,
        { reference: known, amount: 5_000n * RP },
        { reference: later, amount: 7n * RP },
      ),
    ).toMatchObject({ ok: true, statement: { lineCount: 2, knownCount: 0 } });
    expect(await breaksOf(network)).toMatchObject([
      { kind: 'unknown', reference: later, ageDays: 1 },
    ]);
    await book(party, later, 7n * RP);
    await world.reconciliation.watch(network.id);
    expect(await breaksOf(network)).toEqual([]);
  });

  it('overlaps others without harm, and is refused where it contradicts one', async () => {
    const { network } = await aPlace();
    const line = { reference: next('IN'), amount: 5n * RP };
    valueOfImport(await take(network, line));
    expect(await take(network, line, { reference: next('IN'), amount: 1n * RP })).toMatchObject({
      ok: true,
      statement: { lineCount: 1, knownCount: 1 },
    });
    expect(await take(network, { ...line, amount: 6n * RP })).toEqual({
      ok: false,
      faults: [{ number: 2, code: 'line_contradicts' }],
    });
    expect(await breaksOf(network)).toHaveLength(2);
  });

  it('taken in by several at once is taken in once', async () => {
    const { network } = await aPlace();
    const line = { number: 2, bookedOn: '2026-03-02', direction: 'in', amount: 9n } as const;
    const wanted = {
      network: network.id,
      format: 'csv',
      digest: createHash('sha256').update(next('berkas')).digest('hex'),
      lines: [{ ...line, reference: next('IN') }],
    } as const;
    const answers = await Promise.all(
      [1, 2, 3].map(() => world.reconciliation.import(world.maker, wanted)),
    );
    expect(answers.filter((one) => one.ok && !one.replayed)).toHaveLength(1);
    expect(await breaksOf(network)).toHaveLength(1);
  });

  it('shows what the books have and the bank has not, once it has come to that day', async () => {
    const { network, party } = await aPlace();
    const reference = next('IN');
    await book(party, reference, 5_000n * RP);
    valueOfImport(await take(network));
    expect(await breaksOf(network)).toEqual([]);
    await book(party, next('IN'), 1n * RP);
    valueOfImport(
      await take(network, { reference: `IN-${count}`, amount: 1n * RP, bookedOn: '2026-03-03' }),
    );
    const lacking = await theBreak(network);
    expect(lacking).toMatchObject({ kind: 'not_at_bank', reference });
    const ask = () => world.fundsReversals.request(world.maker, lacking.uid, 'salah pesan');
    expect((await agree(await ask())).state).toBe('EXECUTED');
    expect(await breaksOf(network)).toEqual([]);
    expect((await world.positionOf(party)).liquidity).toBe(1n * RP);
    expect(await ask()).toMatchObject({ code: 'wrong_state', detail: { state: 'REVERSED' } });
  });
});

describe('a break', () => {
  it('of an unknown receipt goes to suspense, is told of, and later to its cooperative', async () => {
    const { network, party } = await aPlace();
    const amount = 1_250_000n * RP;
    valueOfImport(await take(network, { reference: next('IN'), amount }));
    const { uid } = await theBreak(network);
    const { reconciliation } = world;
    const suspend = await agree(
      await reconciliation.resolve(world.maker, uid, { action: 'suspense' }, 'belum dikenal'),
    );
    expect(suspend.state).toBe('EXECUTED');
    expect(await suspenseOf(network)).toBe(amount);
    expect(await theBreak(network)).toMatchObject({ kind: 'in_suspense', state: 'SUSPENSE' });
    await world.watch.watch(network.id);
    await reconciliation.watch(network.id);
    expect(await alertsOf(network)).toEqual(['bank_break', 'suspense_not_zero']);

    const { cooperative } = party;
    const owner = { action: 'cooperative', cooperative: cooperative.uid } as const;
    const released = await agree(await reconciliation.resolve(world.maker, uid, owner, 'dikenal'));
    expect(released.state).toBe('EXECUTED');
    expect(await suspenseOf(network)).toBe(0n);
    expect(await world.positionOf(party)).toMatchObject({
      liquidity: amount,
      deposit: amount,
      cap: amount,
    });
    expect(await breaksOf(network)).toEqual([]);
    await world.watch.watch(network.id);
    await reconciliation.watch(network.id);
    expect(await alertsOf(network)).toEqual([]);
    expect(await reconciliation.resolve(world.maker, uid, owner, 'lagi')).toMatchObject({
      code: 'wrong_state',
      detail: { state: 'RESOLVED' },
    });
  });

  it('is told of again each day, with the day of the bank, until it is resolved', async () => {
    const { network } = await aPlace();
    const reference = next('IN');
    valueOfImport(await take(network, { reference, amount: 5n * RP }));
    const told = async () => {
      await world.reconciliation.watch(network.id);
      const open = { network: network.id, status: 'open', limit: 100 } as const;
      const alerts = await world.access.alerts.list(world.maker, open);
      return alerts.map(({ kind, times, detail }) => ({ kind, times, detail }));
    };
    const detail = { amount: '5.00', reference, booked_on: '2026-03-02' };
    expect(await told()).toEqual([{ kind: 'bank_break', times: 1, detail }]);
    expect(await told()).toMatchObject([{ times: 1 }]);
    for (const [at, times] of [
      ['04T03:10', 2],
      ['05T03:00', 2],
      ['05T03:20', 3],
    ] as const) {
      const now = new Date(`2026-03-${at}:00Z`);
      valueOf(await world.networks.moveClock(world.maker, network.uid, now));
      expect(await told()).toMatchObject([{ times }]);
    }
  });

  it('may be booked as a cooperative’s at once, and its reference is booked then', async () => {
    const { network, party } = await aPlace();
    const reference = next('IN');
    valueOfImport(await take(network, { reference, amount: 500n * RP }));
    const { uid } = await theBreak(network);
    const { cooperative } = party;
    const owner = { action: 'cooperative', cooperative: cooperative.uid } as const;
    await agree(await world.reconciliation.resolve(world.maker, uid, owner, 'setoran'));
    expect((await world.positionOf(party)).liquidity).toBe(500n * RP);
    const again = { amount: 500n * RP, bankReference: reference, ...aKey() };
    expect(await world.liquidity.fundsIn(world.checker, cooperative.uid, again)).toMatchObject({
      code: 'reference_reused',
    });
  });

  it.each([
    [900n, 900n],
    [1_100n, 1_100n],
  ])('of another amount, %s, is corrected by the difference', async (rupiah, left) => {
    const { network, party } = await aPlace();
    const reference = next('IN');
    await book(party, reference, 1_000n * RP);
    valueOfImport(await take(network, { reference, amount: rupiah * RP }));
    const found = await theBreak(network);
    expect(found).toMatchObject({ kind: 'differs', booked: 1_000n * RP });
    const { uid } = found;
    expect(
      await world.reconciliation.resolve(world.maker, uid, { action: 'suspense' }, 'x'),
    ).toMatchObject({ code: 'wrong_state' });
    const done = await agree(
      await world.reconciliation.resolve(world.maker, uid, { action: 'correct' }, 'salah ketik'),
    );
    expect(done.state).toBe('EXECUTED');
    expect((await world.positionOf(party)).liquidity).toBe(left * RP);
    expect(await breaksOf(network)).toEqual([]);
  });

  it('is not resolved by one person, nor by two about different things', async () => {
    const { network } = await aPlace();
    valueOfImport(await take(network, { reference: next('IN'), amount: 5n * RP }));
    const { uid } = await theBreak(network);
    const ask = () =>
      world.reconciliation.resolve(world.maker, uid, { action: 'suspense' }, 'belum dikenal');
    const { uid: approval, payloadHash } = valueOf(await ask());
    expect(await ask()).toMatchObject({ code: 'already_exists' });
    const { approvals } = world.access;
    expect(await approvals.approve(world.maker, approval, { payloadHash })).toMatchObject({
      code: 'same_person',
    });
    expect(await suspenseOf(network)).toBe(0n);
  });
});

async function alertsOf(network: Network): Promise<string[]> {
  const open = { network: network.id, status: 'open', limit: 100 } as const;
  return (await world.access.alerts.list(world.maker, open)).map(({ kind }) => kind).sort();
}

function valueOfImport(imported: Awaited<ReturnType<typeof take>>) {
  if (!imported.ok) throw new Error(JSON.stringify(imported.faults));
  return imported.statement;
}
