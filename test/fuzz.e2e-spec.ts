import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Onboarding } from '@app/access';
import { encodeId, newUuid } from '@app/core';
import type { Cooperative } from '@app/participants';
import { valueOf as unwrapped } from '@app/testing';
import fc, { type Arbitrary } from 'fast-check';
import { DataSource } from 'typeorm';
import {
  bodyOf,
  idOf,
  valueOf,
  type KnownIds,
  type Schema,
  type Schemas,
} from './support/fuzz-arbitraries.js';
import { paymentsWorld, type PaymentsWorld } from './support/payments-world.js';

/** FUZZ_REQUESTS asks for more, FUZZ_SEED for others. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 600);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_201);
const METHODS = ['get', 'post', 'put', 'patch'] as const;

/** Of what stands in a path before an id. Of anything else there is no object, and any id will do. */
const PREFIXES: Readonly<Record<string, string>> = {
  members: 'mbr',
  merchants: 'mrc',
  cooperatives: 'coop',
  payments: 'pay',
  cycles: 'cyc',
  networks: 'net',
  transfers: 'trf',
};
/** The first would end the sessions that all others need; of the second, the staff of this world are no persons. */
const LEFT_OUT = new Set(['/v1/auth/sign-out', '/v1/me']);

interface Operation {
  readonly parameters?: readonly { name: string; in: string; schema?: Schema }[];
  readonly requestBody?: { content: Record<string, { schema?: Schema }> };
  readonly responses: Record<string, object>;
}

interface Asked {
  readonly route: string;
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
  readonly who: number;
}

const document: {
  paths: Record<string, Partial<Record<(typeof METHODS)[number], Operation>>>;
  components: { schemas: Schemas };
} = JSON.parse(readFileSync(path.join(__dirname, '../docs/openapi.json'), 'utf8'));
const { schemas } = document.components;

let world: PaymentsWorld;
let base: string;
let ids: KnownIds;
let bearers: readonly (string | undefined)[];

beforeAll(async () => {
  world = await paymentsWorld();
  base = String(await world.apps[0]?.getUrl());
  const member = await world.aMember(world.dinoyo, { rupiah: 500_000 });
  const other = await world.aMember(world.bumiayu, { rupiah: 500_000 });
  const shop = await world.aMerchant(world.bumiayu, other);
  const { body: paid } = await world.pay(member, shop, 20_000);
  ids = new Map([
    ['mbr', [encodeId('mbr', member.uid), encodeId('mbr', other.uid)]],
    ['mrc', [encodeId('mrc', shop.uid)]],
    ['coop', [encodeId('coop', world.dinoyo.uid), encodeId('coop', world.bumiayu.uid)]],
    ['net', [encodeId('net', world.network.uid)]],
    ['pay', [String(paid.id)]],
    ['trf', [String(paid.transfer_id)]],
    ['cyc', [String(paid.cycle_id)]],
  ]);
  bearers = [
    world.as.member(member),
    world.as.shop(shop),
    await aColleague('teller', world.bumiayu),
    await aColleague('treasurer', world.dinoyo),
    await aColleague('manager', world.dinoyo),
    world.as.operator(),
    undefined,
  ];
}, 60_000);
afterAll(() => world.close());

/** The header of somebody of the staff, who is a person. */
async function aColleague(role: 'teller' | 'treasurer' | 'manager', { uid, network }: Cooperative) {
  const [app] = world.apps;
  if (app === undefined) throw new Error('no process');
  const wanted = { network, fullName: 'Rina Wati' };
  const { manager } = app.get(DataSource);
  const principal = unwrapped(await app.get(Onboarding).registerPerson(manager, wanted));
  return world.as.somebody({ role, principal, network, cooperative: uid });
}

/** One request to each route of the document, made of what it says of itself. */
function requests(): Arbitrary<Asked> {
  const routes = Object.entries(document.paths).flatMap(([url, operations]) =>
    METHODS.flatMap((method) => {
      const operation = operations[method];
      // Another standard's paths have their own way of saying no, and their own specs.
      return operation === undefined || url.startsWith('/v1.0/') || LEFT_OUT.has(url)
        ? []
        : [{ url, method, operation }];
    }),
  );
  return fc.oneof(...routes.map(requestTo));
}

function requestTo(route: {
  url: string;
  method: (typeof METHODS)[number];
  operation: Operation;
}): Arbitrary<Asked> {
  const { url, method, operation } = route;
  const names = [...url.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const inPath = fc.record(Object.fromEntries(names.map((name) => [name, partOf(name, url)])));
  const inQuery = fc.record(
    Object.fromEntries(
      (operation.parameters ?? [])
        .filter((one) => one.in === 'query')
        .map(({ name, schema = {} }) => [name, valueOf(schema, schemas, ids)]),
    ),
    { requiredKeys: [] },
  );
  const schema = operation.requestBody?.content['application/json']?.schema;
  return fc.record({
    route: fc.constant(`${method} ${url}`),
    method: fc.constant(method.toUpperCase()),
    url: fc.tuple(inPath, inQuery).map(([parts, wanted]) => {
      const filled = url.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
        encodeURIComponent(String(parts[name])),
      );
      const query = new URLSearchParams(
        Object.entries(wanted).map(([name, value]): [string, string] => [name, String(value)]),
      ).toString();
      return query === '' ? filled : `${filled}?${query}`;
    }),
    body: schema === undefined ? fc.constant(undefined) : bodyOf(schema, schemas, ids),
    who: fc.nat({ max: bearers.length - 1 }),
  });
}

/** A part of the path: an id of what stands before it, a month, a day, or nonsense. */
function partOf(name: string, url: string): Arbitrary<string> {
  if (name !== 'id') return fc.constantFrom('2026-01', '2026-01-31', '0001-000G', 'x', '\u0000');
  const segments = url.split('/');
  const kind = segments.at(segments.indexOf('{id}') - 1) ?? '';
  return idOf([PREFIXES[kind] ?? 'trf'], ids);
}

async function answerTo({ method, url, body, who }: Asked) {
  const bearer = bearers[who];
  const answer = await fetch(`${base}${url}`, {
    method,
    headers: {
      ...(bearer !== undefined && { authorization: bearer }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      'idempotency-key': newUuid(),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
}

/** What an answer says that it may not: a status that the document doesn't have for this route, or a fault of ours. */
async function undocumentedAnswerTo(asked: Asked): Promise<string | undefined> {
  const { status, text } = await answerTo(asked);
  const [method = '', url = ''] = asked.route.split(' ');
  const operation = document.paths[url]?.[method as (typeof METHODS)[number]];
  const said = `${status} ${status < 400 ? '' : text}`;
  return operation?.responses[String(status)] === undefined || status === 500 ? said : undefined;
}

it(
  'is answered with a status of the document and never 500, whatever is sent to whichever route by whomever',
  async () => {
    const undocumented = new Map<string, Asked>();
    for (const asked of fc.sample(requests(), { numRuns: REQUESTS, seed: SEED })) {
      const said = await undocumentedAnswerTo(asked);
      if (said !== undefined) undocumented.set(`${asked.route}: ${said}`, asked);
    }
    expect(Object.fromEntries(undocumented)).toEqual({});
    const { body } = await world
      .api()
      .post('/v1/verifications')
      .set('authorization', world.as.operator());
    expect(body).toMatchObject({ ok: true });
  },
  REQUESTS * 200 + 60_000,
);
