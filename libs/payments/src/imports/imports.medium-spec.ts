import { newUuid } from '@app/core';
import { verifyLedger } from '@app/ledger';
import type { Cooperative } from '@app/participants';
import {
  anIdentity,
  aPhone,
  Crash,
  crashingAfter,
  participantsWorld,
  valueOf,
  type ParticipantsWorld,
} from '@app/testing';
import pg from 'pg';

import { ImportPosting } from './import-posting.js';
import { ImportService, type ImportOrder } from './import.service.js';

let world: ParticipantsWorld;
let cooperative: Cooperative;
let imports: ImportService;

const HEADER = 'Jenis;Nomor anggota;Nama;No. HP;NIK;Tingkat;Saldo awal;Nama usaha;Kriteria';

beforeAll(async () => {
  world = await participantsWorld();
  cooperative = await world.aCooperative(await world.aNetwork());
  imports = new ImportService(portsOf(world));
});

afterAll(async () => {
  const pool = new pg.Pool({ connectionString: world.database.ledgerUrl, max: 2 });
  const report = await verifyLedger(pool);
  await pool.end();
  await world.close();
  expect(report.invariants.filter((one) => !one.ok)).toEqual([]);
});

function portsOf({ dataSource, ledger, directory, access }: ParticipantsWorld) {
  const { people, bulkOnboarding: onboarding } = access;
  return { dataSource, ledger, directory, people, onboarding };
}

let count = 0;

/** Rows of members with an opening balance, numbers and phones of their own. */
function members(size: number, rupiah = 1_000): string[] {
  return Array.from({ length: size }, () => {
    count += 1;
    return `anggota;M-${count};Anggota ${count};${aPhone()};;;${rupiah};;`;
  });
}

function orderOf(lines: readonly string[], more: Partial<ImportOrder> = {}): ImportOrder {
  return {
    cooperative,
    principal: world.operator.principal,
    key: newUuid(),
    requestHash: newUuid().replaceAll('-', ''),
    dryRun: false,
    bytes: Buffer.from([HEADER, ...lines].join('\r\n')),
    ...more,
  };
}

async function send(lines: readonly string[], more: Partial<ImportOrder> = {}) {
  const sent = valueOf(await imports.send(orderOf(lines, more)));
  return { ...sent, told: (await imports.faults(sent.uid)).map(({ row, code }) => [row, code]) };
}

/** Everything that an import could have made. */
async function counts(): Promise<unknown> {
  return world.dataSource.query(
    `SELECT (SELECT count(*) FROM access.person)::integer AS people,
       (SELECT count(*) FROM access.role_grant)::integer AS roles,
       (SELECT count(*) FROM participants.member)::integer AS members,
       (SELECT count(*) FROM participants.merchant)::integer AS merchants,
       (SELECT count(*) FROM ledger.account)::integer AS accounts,
       (SELECT count(*) FROM payments.opening_balance_order)::integer AS orders,
       (SELECT count(*) FROM ledger.transfer)::integer AS transfers`,
  );
}

async function balancesOf(uid: string): Promise<(bigint | undefined)[]> {
  const wallets = await world.dataSource.query<{ wallet: number }[]>(
    'SELECT wallet FROM payments.import_row WHERE import = $1 ORDER BY row',
    [uid],
  );
  const balances = wallets.map(({ wallet }) => world.reads.balance(wallet));
  return (await Promise.all(balances)).map((balance) => balance?.posted);
}

describe('an import', () => {
  it('makes people, members, shops and opening balances', async () => {
    const owner = aPhone();
    const done = await send([
      ...members(2),
      `usaha;M-${count};;;;;2.500;Warung ${count};UMI`,
      `usaha;;Siti Aminah;${owner};;;;Toko A;UKE`,
      `usaha;;Siti Aminah;${owner};;;Rp5.000;Toko B;UKE`,
    ]);
    expect(done).toMatchObject({
      state: 'done',
      rows: 5,
      members: 2,
      merchants: 3,
      unchanged: 0,
      openings: 4,
      openingsDone: 4,
      openingAmount: 9_500_00n,
      told: [],
    });
    expect(await balancesOf(done.uid)).toEqual([1_000_00n, 1_000_00n, 2_500_00n, 0n, 5_000_00n]);
  });

  it('makes nothing when one row of many is wrong', async () => {
    const rows = [...members(50), 'anggota;X-1;Tanpa Nomor;123;;;;;'];
    const before = await counts();
    const failed = await send(rows);
    expect(failed).toMatchObject({ state: 'failed', members: 0, told: [[52, 'phone_invalid']] });
    expect(await counts()).toEqual(before);
  });

  it('makes nothing in a dry run, and says what it would make', async () => {
    const rows = members(3);
    const before = await counts();
    expect(await send(rows, { dryRun: true })).toMatchObject({
      state: 'ready',
      members: 3,
      openings: 3,
      openingsDone: 0,
    });
    expect(await counts()).toEqual(before);
    expect(await send(rows)).toMatchObject({ state: 'done', members: 3 });
  });

  it('of the same file again changes nothing', async () => {
    const owner = aPhone();
    const rows = [...members(3), `usaha;;Rina;${owner};;;7.000;Toko Rina;UMI`];
    await send(rows);
    const before = await counts();
    expect(await send(rows)).toMatchObject({ state: 'done', rows: 4, unchanged: 4, members: 0 });
    expect(await counts()).toEqual(before);
  });

  it('under the same key answers as before, and with other words is refused', async () => {
    const order = orderOf(members(2));
    const first = await imports.send(order);
    expect(await imports.send(order)).toEqual({ ...first, replayed: true });
    const other = { ...order, requestHash: newUuid().replaceAll('-', '') };
    expect(await imports.send(other)).toMatchObject({ ok: false, code: 'idempotency_key_reused' });
  });

  it('tells what contradicts who is there already', async () => {
    const [row = ''] = members(1);
    const [, number = '', , phone = ''] = row.split(';');
    await send([row]);
    const stranger = await world.aMember(await world.aCooperative(await world.aNetwork()));
    const elsewhere = await world.aMember(
      await world.aCooperative(valueNetwork(await world.directory.network(cooperative.network))),
    );
    const failed = await send([
      row.replace('Anggota', 'Bukan'),
      `anggota;Z-1;Lain;${phone};;;;;`,
      `anggota;Z-2;Lain;${elsewhere.person.phone};;;;;`,
      `usaha;Z-9;;;;;;Toko;UMI`,
      `usaha;;Lain;${elsewhere.person.phone};;;;Toko;UMI`,
    ]);
    expect(failed.told).toEqual([
      [2, 'member_differs'],
      [3, 'phone_twice'],
      [3, 'phone_known'],
      [4, 'phone_known'],
      [5, 'owner_unknown'],
      [6, 'phone_known'],
    ]);
    expect((await send([row.replace('1000', '2000')])).told).toEqual([
      [2, 'opening_balance_differs'],
    ]);
    // Another network's people are nobody's business here.
    expect(await send([`anggota;${number}x;Baru;${stranger.person.phone};;;;;`])).toMatchObject({
      state: 'done',
    });
  });

  it('sent twice at once under two keys is made once', async () => {
    const rows = members(40);
    const both = await Promise.all([send(rows), send(rows)]);
    expect(both.map(({ state }) => state)).toEqual(['done', 'done']);
    // Whichever came second found everybody there.
    expect(both.map(({ members: made }) => made).toSorted((a, b) => a - b)).toEqual([0, 40]);
    for (const { members: made, unchanged } of both) expect(made + unchanged).toBe(40);
  });

  it('sent twice at once under one key is made once', async () => {
    const order = orderOf(members(40));
    const both = await Promise.all([imports.send(order), imports.send(order)]);
    expect(both.map((one) => one.ok && one.value.members)).toEqual([40, 40]);
    expect(new Set(both.map((one) => one.ok && one.value.uid)).size).toBe(1);
  });

  it('of a killed process is brought to its end, wherever it was killed', async () => {
    const sizes: number[] = [];
    for (let steps = 0; steps < 60; steps += 1) {
      const order = orderOf(members(3));
      const service = new ImportService(crashingAfter(portsOf(world), steps));
      const crashed = await service.send(order).catch((error: unknown) => error);
      if (!(crashed instanceof Crash)) break;
      sizes.push(steps);
      // An even number is ended by the worker, unless it has nothing of the file; an odd one by asking again.
      if (steps % 2 === 0) await worker().continueDue(cooperative.network, Infinity);
      const ended = valueOf(await imports.send(order));
      expect(ended).toMatchObject({ state: 'done', members: 3, openings: 3, openingsDone: 3 });
      expect(await balancesOf(ended.uid)).toEqual([1_000_00n, 1_000_00n, 1_000_00n]);
    }
    expect(sizes.length).toBeGreaterThan(10);
  });

  it('that nobody has read to its end in a quarter of an hour has failed', async () => {
    const order = orderOf(members(1));
    await new ImportService(crashingAfter(portsOf(world), 3)).send(order).catch(() => undefined);
    const { network } = cooperative;
    await world.dataSource.query(
      `SELECT ledger.set_clock($1::smallint, ledger.network_now($1::smallint) + interval '16 minutes')`,
      [network],
    );
    await worker().continueDue(network, Infinity);
    const ended = valueOf(await imports.send(order));
    expect(ended.state).toBe('failed');
    expect(await imports.faults(ended.uid)).toMatchObject([{ row: 0, code: 'interrupted' }]);
  });

  it('whose opening balance is refused ends with that row told and an alert', async () => {
    const order = orderOf(members(2));
    const ports = portsOf(world);
    // The process ends after everybody was made and before anything was posted.
    const stopped = { post: () => Promise.reject(new Crash('ended')) };
    await new ImportService({ ...ports, ledger: stopped }).send(order).catch(() => undefined);
    const [row] = await world.dataSource.query<{ subject: string; import: string }[]>(
      `SELECT subject, import FROM payments.import_row ORDER BY wallet DESC LIMIT 1`,
    );
    const manager = anIdentity('operator', world.operator.principal);
    const key = { key: newUuid(), hash: newUuid().replaceAll('-', '') };
    const freeze = { to: 'frozen', reason: 'untuk pengujian', ...key } as const;
    valueOf(await world.members.changeStatus(manager, row?.subject ?? '', freeze));
    expect(valueOf(await imports.send(order))).toMatchObject({ state: 'failed', openingsDone: 2 });
    expect(await imports.faults(row?.import ?? '')).toMatchObject([
      { row: 3, code: 'opening_refused', detail: { refusal: 'payee_frozen' } },
    ]);
    const alerts = await world.dataSource.query<unknown[]>(
      `SELECT detail FROM access.alert WHERE kind = 'import_failed' AND subject = $1`,
      [row?.import],
    );
    expect(alerts).toEqual([{ detail: { refused: '1' } }]);
  });

  it('gives a code to everybody who has no PIN, each time another', async () => {
    const done = await send(members(3));
    const caller = world.operator;
    const first = valueOf(await imports.issueCodes(caller, done.uid));
    expect(first.map(({ fullName }) => fullName)).toHaveLength(3);
    const second = valueOf(await imports.issueCodes(caller, done.uid));
    const [one] = second;
    const phone = one?.phone ?? '';
    const activate = (code = '') =>
      world.access.activation.activate({ phone, code, pin: '482917', network: done.network });
    expect(await activate(first[0]?.code)).toMatchObject({ ok: false, code: 'activation_invalid' });
    expect(await activate(one?.code)).toMatchObject({ ok: true });
    expect(valueOf(await imports.issueCodes(caller, done.uid))).toHaveLength(2);
    const foreign = anIdentity('manager', newUuid(), { cooperative: newUuid() });
    expect(await imports.issueCodes(foreign, done.uid)).toMatchObject({ code: 'not_found' });
  });
});

function worker(): ImportPosting {
  return new ImportPosting(portsOf(world));
}

function valueNetwork<T>(network: T | undefined): T {
  if (network === undefined) throw new Error('a network that is not there');
  return network;
}
