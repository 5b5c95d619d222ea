import { connectionUrls } from '@app/database';
import { WebhookDelivery } from '@app/events';
import { setUpDeployment } from '@app/participants';
import { freshDatabase, testSecrets, valueOf } from '@app/testing';
import type { Server } from 'node:http';
import { DataSource } from 'typeorm';
import { readConfig } from '../../apps/api/src/config.js';
import { createApp } from '../../apps/api/src/create-app.js';
import { CHECKER, OPERATORS } from '../../apps/demo/src/credentials.js';
import { RestClient } from '../../apps/demo/src/rest/rest-client.js';
import { openForFirstPayment } from '../../apps/demo/src/story/first-payment.js';
import { Office } from '../../apps/demo/src/story/office.js';
import { Town } from '../../apps/demo/src/story/town.js';
import { DEMO_FEES } from '../../apps/demo/src/world/fees.js';
import { buildWorld } from '../../apps/demo/src/world/world.js';
import { QUIET } from './quiet.js';

const RUPIAH = 100n;

/** Whose counter the pages tell of. */
const COUNTER = 'Kedungkandang';

/**
 * The demo's town with as few people as the pages of the documentation tell of, by the demo's own code: the same names, logins and
 * prices, on a server that listens and tells webhooks.
 */
export async function demoTown() {
  const database = await freshDatabase();
  const secrets = testSecrets();
  const urls = connectionUrls({ DATABASE_URL: database.ownerUrl });
  const { app } = await createApp({ config: readConfig(QUIET), urls, secrets });
  await app.listen(0, '127.0.0.1');
  app.get(WebhookDelivery).start();
  const url = await app.getUrl();
  const operators = OPERATORS.map(({ name, username }) => ({ fullName: name, username }));
  const network = { name: 'Malang Raya', live: false, timeZone: undefined, now: undefined };
  const wanted = { network, operators };
  const { codes } = valueOf(await setUpDeployment(app.get(DataSource), secrets, wanted));
  const town = new Town(new RestClient(url));
  const office = new Office(town);
  const world = buildWorld();
  await openForFirstPayment({ town, office, world }, codes);
  await office.approve(await town.draftFees(DEMO_FEES, 'hasil rapat anggota'), CHECKER);
  await openCounter(town, office, world);
  return {
    url,
    close: async (): Promise<void> => {
      await app.get(WebhookDelivery).stop();
      // After a stream was left, `fetch` keeps a connection at hand that it has sent nothing on; it is not idle to Node.
      const server: Server = app.getHttpServer();
      server.closeAllConnections();
      await app.close();
      await database.drop();
    },
  };
}

async function openCounter(town: Town, office: Office, world: ReturnType<typeof buildWorld>) {
  const plan = world.cooperatives.find(({ short }) => short === COUNTER);
  if (plan === undefined) throw new Error(`the demo has no ${COUNTER}`);
  await town.addCooperative(plan);
  await office.setLine(COUNTER, plan.line);
  await office.fundsIn(COUNTER, plan.liquidity);
  const staff = world.staff.filter(({ cooperative }) => cooperative === COUNTER);
  for (const one of staff) await town.appoint(one);
  await town.fillVault(COUNTER, 10_000_000n * RUPIAH);
  for (const { role, username } of staff) {
    if (role === 'teller') await town.makeTill(username, COUNTER);
  }
}
