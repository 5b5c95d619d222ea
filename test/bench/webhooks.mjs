// How long it takes until queued webhooks have reached all endpoints that live, some being dead: the service is stopped while the
// payments are posted, so that they all wait when it starts.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createAccess, readSigningKeys, TokenService } from '../../dist/libs/access/src/index.js';
import { newUuid } from '../../dist/libs/core/src/index.js';
import { createDataSource } from '../../dist/libs/database/src/index.js';
import { ISSUER, SERVICE, startService } from './api-server.mjs';
import { openLedgerWorker } from './measures.mjs';
import { withClient } from './postgres.mjs';
import { readWorldFile } from './workload.mjs';

const DATABASE = 'bench_webhooks';
const ENDPOINTS = 50;
/** Nobody listens there. */
const REFUSING = 3;
/** There somebody takes the call and never answers. */
const SILENT = 2;
const DEAD = REFUSING + SILENT;
const IN_FLIGHT = 64;
const LATEST_SECONDS = 300;

/** @returns `webhooks_s`: from the start of the service until the living endpoints have all of theirs; and what was told */
export async function deliverWebhooks({ postgres, start, template, worldFile }, { webhooks }, log) {
  await postgres.createDatabase(DATABASE, template);
  const receiver = await startReceiver();
  const service = {
    ...start,
    program: SERVICE,
    databaseUrl: postgres.url(DATABASE),
    environment: { WEBHOOKS_PRIVATE: 'on' },
  };
  try {
    const world = readWorldFile(worldFile);
    const shops = shopsOf(world);
    await register({ service, world, shops, receiver, urls: postgres.urls(DATABASE) });
    await payAt({ postgres, world, shops, payments: webhooks, folder: start.folder });
    const expected = await takings(postgres.url(DATABASE), shops.slice(DEAD), webhooks);
    log(`${webhooks} webhooks wait for ${ENDPOINTS} endpoints, ${DEAD} of them dead`);
    receiver.clear();
    const started = performance.now();
    const running = await startService(service);
    await receiver.until(expected);
    const seconds = (performance.now() - started) / 1000;
    await running.stop();
    log(`the living have their ${expected} after ${seconds.toFixed(1)} s`);
    return {
      webhooks_s: seconds,
      webhooks: { queued: webhooks, endpoints: ENDPOINTS, dead: DEAD, told: expected },
    };
  } finally {
    receiver.close();
  }
}

/** Fifty shops, as many of each cooperative as of any other. */
function shopsOf({ cooperatives }) {
  return Array.from({ length: ENDPOINTS }, (_, n) => {
    const cooperative = cooperatives[n % cooperatives.length];
    return { ...cooperative.merchants[Math.floor(n / cooperatives.length)], of: cooperative.uid };
  });
}

/** A program for each shop, and its endpoint by the program itself. The first ones are dead. */
async function register({ service, world, shops, receiver, urls }) {
  const running = await startService(service);
  const dataSource = createDataSource(urls.app, { entities: [], applicationName: 'simpul bench' });
  await dataSource.initialize();
  const signing = readSigningKeys(service.keys.privateKey);
  const secrets = {
    signing,
    pepper: Buffer.from(service.keys.pepper),
    personalData: { current: Buffer.from(service.keys.personalData, 'hex') },
  };
  const { clientRegistry } = createAccess(dataSource, { secrets, issuer: ISSUER });
  const tokens = new TokenService({ keys: signing, issuer: ISSUER, audience: 'simpul' });
  const operator = { principal: newUuid(), role: 'operator', network: null, cooperative: null };
  for (const [n, shop] of shops.entries()) {
    const place = { network: world.network, cooperative: shop.of, merchant: shop.uid };
    const scopes = ['events'];
    const made = await clientRegistry.register(operator, place, { name: 'Kasir', scopes });
    if (!made.ok) throw new Error(`no program: ${JSON.stringify(made)}`);
    const { token } = tokens.issue({
      ...place,
      member: null,
      role: 'program',
      principal: made.value.client.uid,
      scopes,
    });
    await post(`${running.url}/v1/webhook-endpoints`, token, { url: receiver.urlOf(n), types: [] });
  }
  await dataSource.destroy();
  await running.stop();
}

async function post(url, token, body) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': newUuid(),
    },
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}

/** Members of other cooperatives pay at these shops and no other. */
async function payAt({ postgres, world, shops, payments, folder }) {
  const cooperatives = world.cooperatives.map((cooperative) => ({
    ...cooperative,
    merchants: shops.filter(({ of }) => of === cooperative.uid),
  }));
  const file = path.join(folder, 'world-of-shops.json');
  await writeFile(file, JSON.stringify({ ...world, cooperatives }));
  const worker = await openLedgerWorker('engine', postgres.urls(DATABASE), file);
  const { refused } = await worker.ask('run', { inFlight: IN_FLIGHT, payments });
  await worker.stop();
  if (refused > 0) throw new Error(`${refused} payments were not posted`);
}

/** How many of the last payments were made to these shops. */
async function takings(url, shops, payments) {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      `SELECT count(*) FILTER (WHERE payee = ANY ($1::int[]))::int AS count
       FROM (SELECT payee FROM ledger.transfer ORDER BY batch DESC, item DESC LIMIT $2) AS t`,
      [shops.map(({ wallet }) => wallet), payments],
    );
    return rows[0].count;
  });
}

/** Counts each event once, however often it is told. */
async function startReceiver() {
  const told = new Set();
  let wanted = Infinity;
  let enough;
  const server = createServer((request, response) => {
    request.resume();
    if (request.url.startsWith('/silent/')) return;
    told.add(`${request.url} ${request.headers['webhook-id']}`);
    response.writeHead(204).end();
    if (told.size >= wanted) enough();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const here = `http://127.0.0.1:${server.address().port}`;
  const closed = createServer();
  closed.listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const nowhere = `http://127.0.0.1:${closed.address().port}`;
  closed.close();
  return {
    urlOf: (n) => {
      if (n < REFUSING) return `${nowhere}/refusing/${n}`;
      return n < DEAD ? `${here}/silent/${n}` : `${here}/living/${n}`;
    },
    clear: () => told.clear(),
    /** Resolves once so many events were told. */
    until: (count) =>
      new Promise((resolve, reject) => {
        const late = () =>
          reject(new Error(`after ${LATEST_SECONDS} s only ${told.size} were told`));
        const timer = setTimeout(late, LATEST_SECONDS * 1000);
        wanted = count;
        enough = () => {
          clearTimeout(timer);
          resolve();
        };
        if (told.size >= wanted) enough();
      }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
