import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { encodeId } from '@app/core';
import { paymentsWorld, type PaymentsWorld } from './support/payments-world.js';

let world: PaymentsWorld;

beforeAll(async () => {
  world = await paymentsWorld();
}, 60_000);
afterAll(() => world.close());

it('shows how much of its cap each cooperative uses, what was refused for it, and what waits', async () => {
  const issuer = await world.aCooperative(world.network, 'Kedungkandang');
  const shop = await world.aMerchant(world.bumiayu);
  const payer = await world.aMember(issuer, { rupiah: 50_000 });
  // A payment of 10,000 is 9,972 of debt, after the issuer's own 28.
  await world.setCap(issuer, 19_944_00n);
  expect((await world.pay(payer, shop, 10_000)).status).toBe(201);
  expect((await world.pay(payer, shop, 20_000)).body.code).toBe('cap_exceeded');

  const { text } = await world.api().get('/metrics').expect(200);
  const network = `{network="${world.network.id}"}`;
  const lines = text.split('\n');
  for (const expected of [
    `simpul_cap_use_ratio{cooperative="${encodeId('coop', issuer.uid)}"} 0.5`,
    'simpul_problems_total{code="cap_exceeded"} 1',
    `simpul_suspense_accounts${network} 0`,
    `simpul_open_holds${network} 0`,
    `simpul_overdue_hold_seconds${network} 0`,
    `simpul_unsettled_cycle_seconds${network} 0`,
    `simpul_critical_alerts${network} 0`,
    'simpul_ledger_waiting_requests 0',
    'simpul_books_readable 1',
  ]) {
    expect(lines).toContain(expected);
  }
});

it.each(['prometheus/alerts.yml', 'grafana/simpul.json'])(
  'has every figure that deploy/%s asks for',
  async (file) => {
    const asked = await readFile(path.join(__dirname, '../deploy', file), 'utf8');
    const { text } = await world.api().get('/metrics').expect(200);
    const shown = new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));
    const wanted = [...asked.matchAll(/simpul_[a-z_]+/g)]
      .map(([name]) => name.replace(/_(bucket|sum|count)$/, ''))
      // Those of the process itself are off in specs.
      .filter((name) => !/^simpul_(nodejs|process)_/.test(name));
    expect(wanted.length).toBeGreaterThan(10);
    expect(wanted.filter((name) => !shown.has(name))).toEqual([]);
  },
);
