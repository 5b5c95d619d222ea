import { sumSen } from '@app/core';
import { aKey, posted, settlementWorld, valueOf, type SettlementWorld } from '@app/testing';
import { CycleService } from './cycle.service.js';

let world: SettlementWorld;

beforeAll(async () => {
  world = await settlementWorld();
}, 60_000);

afterAll(() => world.close());

const RP = 100n;

describe('closing a cycle', () => {
  it('opens the next one, and keeps when it was due and when it was cut', async () => {
    const network = await world.aNetwork();
    const before = await world.cycles.open(network.id);
    const due = new Date('2026-03-02T09:00:00Z');
    const { cycle, closed } = valueOf(await world.cycles.close(network.id, before.uid, due));
    expect(closed).toBe(true);
    expect(cycle).toMatchObject({ state: 'CLOSED', cutoffAt: due, number: 1 });
    expect(cycle.closedAt?.getTime()).toBeGreaterThan(before.openedAt.getTime());
    const after = await world.cycles.open(network.id);
    expect(after).toMatchObject({ number: 2, state: 'OPEN', cutoffAt: null, closedAt: null });
    expect(after.firstBatch).toBe((cycle.lastBatch ?? 0n) + 1n);
  });

  it('H34 closes once, however often and by however many at the same instant', async () => {
    const network = await world.aNetwork();
    const { uid } = await world.cycles.open(network.id);
    const others = Array.from({ length: 8 }, () => new CycleService(world.dataSource));
    const results = await Promise.all(others.map((one) => one.close(network.id, uid, null)));
    expect(results.map(valueOf).filter(({ closed }) => closed)).toHaveLength(1);
    expect(valueOf(await world.cycles.close(network.id, uid, null)).closed).toBe(false);
    expect((await world.cycles.open(network.id)).number).toBe(2);
  });

  it('doesn’t find a cycle of another network', async () => {
    const [one, other] = [await world.aNetwork(), await world.aNetwork()];
    const { uid } = await world.cycles.open(one.id);
    expect(await world.cycles.close(other.id, uid, null)).toMatchObject({ code: 'not_found' });
  });

  it('H33 puts each payment that races the cut-off into exactly one cycle', async () => {
    const network = await world.aNetwork();
    const [a, b] = [await world.aParty(network), await world.aParty(network)];
    const payments: Promise<unknown>[] = [];
    let cycles = 0;
    for (let burst = 0; burst < 12; burst += 1) {
      for (let i = 0; i < 20; i += 1) {
        const engine = i % 2 === 0 ? world.ledger : world.otherLedger;
        const [from, to] = i % 3 === 0 ? [b, a] : [a, b];
        payments.push(world.pay(from, to, 1_000n * RP, engine).then(posted));
      }
      const { uid } = await world.cycles.open(network.id);
      const closings = [
        world.cycles.close(network.id, uid, null),
        world.cycles.close(network.id, uid, null),
      ];
      if ((await Promise.all(closings)).map(valueOf).some(({ closed }) => closed)) cycles += 1;
    }
    await Promise.all(payments);
    const last = await world.endCycle(network);
    const all = await world.cycles.list(network.id, undefined, { limit: 100 });
    expect(all).toHaveLength(cycles + 2);
    let principal = 0n;
    for (const { uid } of all.filter(({ state }) => state !== 'OPEN')) {
      valueOf(await world.cycles.net(uid));
      const { parts, nets, switchIncome } = valueOf(await world.cycles.read(world.maker, uid));
      expect(sumSen(nets.map(({ net }) => net))).toBe(switchIncome);
      principal += sumSen(
        parts.filter(({ component }) => component === 'principal').map(({ debit }) => debit),
      );
    }
    expect(principal).toBe(12n * 20n * 1_000n * RP);
    expect(all[1]?.uid).toBe(last);
    expect(await world.verify()).toMatchObject({ ok: true });
  }, 60_000);
});

describe('netting a cycle', () => {
  it('comes to the same sen as the clearing accounts, by service and component', async () => {
    const network = await world.aNetwork();
    const [a, b, c] = [
      await world.aParty(network),
      await world.aParty(network),
      await world.aParty(network),
    ];
    posted(await world.pay(a, b, 100_000n * RP));
    posted(await world.pay(b, c, 30_000n * RP));
    posted(await world.pay(a, c, 50n * RP));
    const uid = await world.endCycle(network);
    const netted = valueOf(await world.cycles.read(world.maker, uid));
    expect(netted.cycle.state).toBe('NETTED');
    const net = new Map(netted.nets.map((one) => [one.cooperative, one.net]));
    for (const party of [a, b, c]) {
      const { clearing, openCycle } = await world.positionOf(party);
      expect(net.get(party.cooperative.book)).toBe(clearing);
      expect(openCycle).toBe(0n);
    }
    expect(netted.switchIncome).toBe(200_00n + 60_00n + 10n);
    const partsOfA = netted.parts.filter((one) => one.cooperative === a.cooperative.book);
    expect(partsOfA).toMatchObject([
      { service: 'payment', component: 'principal', debit: 100_050_00n, credit: 0n, legCount: 2n },
      { service: 'payment', component: 'interchange', debit: 0n, credit: 400_20n, net: -400_20n },
    ]);
    const owes = netted.matrix.find(
      ({ debtor, creditor }) => debtor === a.cooperative.book && creditor === b.cooperative.book,
    );
    expect(owes).toMatchObject({ gross: 100_000_00n, net: 100_000_00n - 400_00n });
  });

  it('H34 changes nothing when it is done again, or by several at once', async () => {
    const network = await world.aNetwork();
    const [a, b] = [await world.aParty(network), await world.aParty(network)];
    posted(await world.pay(a, b, 7_000n * RP));
    const { uid } = await world.cycles.open(network.id);
    valueOf(await world.cycles.close(network.id, uid, null));
    await Promise.all([1, 2, 3, 4].map(() => world.cycles.net(uid).then(valueOf)));
    const first = valueOf(await world.cycles.read(world.maker, uid));
    posted(await world.pay(b, a, 9_000n * RP));
    valueOf(await world.cycles.net(uid));
    expect(valueOf(await world.cycles.read(world.maker, uid))).toEqual(first);
  });

  it('takes an empty cycle quietly to its end', async () => {
    const network = await world.aNetwork();
    const uid = await world.endCycle(network);
    const { cycle, nets } = valueOf(await world.cycles.read(world.maker, uid));
    expect(cycle.state).toBe('SETTLED');
    expect(nets).toEqual([]);
    const steps = await world.owner.query<{ to_state: string }>(
      `SELECT to_state FROM ledger.state_change WHERE machine = 'cycle' AND subject = $1 ORDER BY id`,
      [String(cycle.id)],
    );
    expect(steps.rows.map((row) => row.to_state)).toEqual(['CLOSED', 'NETTED', 'SETTLED']);
  });

  it('leaves liquidity out: it belongs to no cycle', async () => {
    const network = await world.aNetwork();
    await world.aParty(network, { prefunded: 5_000_000n * RP });
    const uid = await world.endCycle(network);
    expect(valueOf(await world.cycles.read(world.maker, uid)).cycle.state).toBe('SETTLED');
  });

  it('is refused while the cycle is open', async () => {
    const network = await world.aNetwork();
    const { uid } = await world.cycles.open(network.id);
    expect(await world.cycles.net(uid)).toMatchObject({ ok: false, code: 'wrong_state' });
  });

  it('stops, and stores nothing, when legs and clearing accounts disagree by one sen', async () => {
    const network = await world.aNetwork();
    const [a, b] = [await world.aParty(network), await world.aParty(network)];
    posted(await world.pay(a, b, 7_000n * RP));
    const { uid, id } = await world.cycles.open(network.id);
    valueOf(await world.cycles.close(network.id, uid, null));
    const damage = (sen: number) =>
      world.owner.query(
        `SET session_replication_role = replica;
         UPDATE ledger.balance_point SET posted = posted + ${sen}
           WHERE account = ${a.cooperative.accounts.clearing};
         SET session_replication_role = DEFAULT`,
      );
    await damage(1);
    await expect(world.cycles.net(uid)).rejects.toThrow(/its clearing moved/);
    const rows = await world.owner.query('SELECT 1 FROM settlement.net_position WHERE cycle = $1', [
      id,
    ]);
    expect(rows.rowCount).toBe(0);
    await damage(-1);
    expect(valueOf(await world.cycles.net(uid)).state).toBe('NETTED');
  });
});

describe('the database', () => {
  it('lets the application delete or rewrite nothing of a netting, and the engine read none of it', async () => {
    const tables = [
      'net_position',
      'bilateral_flow',
      'settlement',
      'settlement_line',
      'settlement_payment',
      'act',
    ];
    for (const table of tables) {
      for (const right of ['DELETE', 'TRUNCATE']) {
        expect(await may('simpul_app', table, right)).toBe(false);
      }
      for (const right of ['SELECT', 'INSERT', 'UPDATE', 'DELETE']) {
        expect(await may('simpul_ledger', table, right)).toBe(false);
      }
      await expect(world.owner.query(`DELETE FROM settlement.${table}`)).rejects.toThrow(
        /append-only/,
      );
    }
    for (const table of ['net_position', 'bilateral_flow', 'act']) {
      expect(await may('simpul_app', table, 'UPDATE')).toBe(false);
    }
  });

  it('takes no flow that names a book or a cycle which there is not', async () => {
    const network = await world.aNetwork();
    const [a, b] = [await world.aParty(network), await world.aParty(network)];
    const { id } = await world.cycles.open(network.id);
    const insert = (cycle: number, from: number, to: number): Promise<unknown> =>
      world.owner.query(
        `INSERT INTO settlement.bilateral_flow (cycle, from_book, to_book, amount)
         VALUES ($1, $3, $2, 5), ($1, $2, $3, 5)`,
        [cycle, from, to],
      );
    const stranger = 2_000_000_000;
    await expect(insert(id, a.cooperative.book, stranger)).rejects.toThrow(/names book 2000000000/);
    await expect(insert(stranger, a.cooperative.book, b.cooperative.book)).rejects.toThrow(
      /names cycle 2000000000/,
    );
  });

  async function may(role: string, table: string, right: string): Promise<boolean> {
    const { rows } = await world.owner.query<{ may: boolean }>(
      `SELECT has_table_privilege($1, $2, $3) AS may`,
      [role, `settlement.${table}`, right],
    );
    return rows[0]?.may === true;
  }

  it('refuses that a maker checks, whatever the application believes', async () => {
    const network = await world.aNetwork();
    const [a, b] = [await world.aParty(network), await world.aParty(network)];
    posted(await world.pay(a, b, 7_000n * RP));
    const uid = await world.endCycle(network);
    const proposed = valueOf(await world.settlements.propose(world.maker, uid, aKey()));
    await expect(
      world.dataSource.query(
        `UPDATE settlement.settlement SET state = 'APPROVED', approved_by = $2, approved_at = now()
         WHERE uid = $1`,
        [proposed.settlement.uid, world.maker.principal],
      ),
    ).rejects.toThrow(/maker_is_not_checker/);
  });
});
