import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { encodeId, newUuid } from '@app/core';
import { EventSource, WebhookRelay } from '@app/events';
import { DataSource } from 'typeorm';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';

let world: PaymentsWorld;

beforeAll(async () => {
  // Each reads the books for itself, and not again within ten seconds.
  world = await paymentsWorld({ processes: 4 });
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

/** What a process shows of the world's network. */
async function figureOf(name: string, process: number): Promise<number> {
  const { text } = await world.api(process).get('/metrics').expect(200);
  const found = new RegExp(`^${name}\\{network="${world.network.id}"\\} (.+)$`, 'm').exec(text);
  return Number(found?.[1]);
}

it('shows how many holds are open and how old, and how late webhooks are: not yet looked for, and not yet told', async () => {
  const shop = await world.aMerchant(world.dinoyo);
  const payer = await world.aMember(world.dinoyo, { rupiah: 50_000 });
  const send = (route: string, as: string, body: object) =>
    world
      .api()
      .post(route)
      .set({ authorization: as, 'idempotency-key': newUuid() })
      .send(body)
      .expect(201);
  const owner = world.as.shop(shop);
  const program = await send('/v1/api-clients', owner, { name: 'Kasir', scopes: ['events'] });
  const url = 'https://kasir.example/simpul';
  await send('/v1/webhook-endpoints', owner, { client_id: program.body.id, url });
  await send('/v1/authorisations', world.as.member(payer), {
    merchant_id: encodeId('mrc', shop.uid),
    amount: idr('1000.00'),
    expires_in: 3_600,
  });
  expect(await figureOf('simpul_open_holds', 1)).toBe(1);
  expect(await figureOf('simpul_oldest_hold_seconds', 1)).toBeGreaterThan(0);
  expect(await figureOf('simpul_webhook_deliveries_pending', 1)).toBe(0);
  expect(await figureOf('simpul_webhook_lag_seconds', 1)).toBeGreaterThan(0);

  const [app] = world.apps;
  if (app === undefined) throw new Error('a world has a process');
  while (await new WebhookRelay(app.get(DataSource), app.get(EventSource)).relay());
  await world.owner.query(`UPDATE events.delivery SET next_at = now() - interval '90 seconds'`);
  expect(await figureOf('simpul_webhook_deliveries_pending', 2)).toBe(1);
  const lag = await figureOf('simpul_webhook_lag_seconds', 2);
  expect(lag).toBeGreaterThan(89);
  expect(lag).toBeLessThan(150);
});

it('shows that money waits in suspense for a person to decide', async () => {
  const shop = await world.aMerchant(world.bumiayu);
  const payer = await world.aMember(world.dinoyo, { rupiah: 10_000 });
  const paid = await world.pay(payer, shop, 10_000);
  await world.setStatus(payer, 'closed');
  const owner = { authorization: world.as.shop(shop), 'idempotency-key': newUuid() };
  const body = { payment_id: paid.body.id, amount: idr('10000.00') };
  const refund = await world.api().post('/v1/refunds').set(owner).send(body).expect(201);
  expect(refund.body.in_suspense).toBe(true);
  expect(await figureOf('simpul_suspense_accounts', 3)).toBe(1);
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
