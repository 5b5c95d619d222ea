import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { encodeId, newUuid } from '@app/core';
import { RouteTable, type Route } from '@app/http';
import type { INestApplication } from '@nestjs/common';

import {
  CALLERS,
  OWNERS,
  matrixText,
  type Answer,
  type CallerName,
  type Line,
  type Owner,
} from './support/authorisation/matrix.js';
import { bearersOf } from './support/authorisation/callers.js';
import { pathWith, SENDINGS, type Sending } from './support/authorisation/requests.js';
import {
  anotherNetwork,
  missingObjects,
  objectsOf,
  objectsOfNetwork,
  type Objects,
} from './support/authorisation/tenant-objects.js';
import { cashWorld, type CashWorld } from './support/cash-world.js';

const FILE = path.join(__dirname, 'authorisation-matrix.txt');

let world: CashWorld;
let app: INestApplication;
let address: string;
let objects: Record<Owner, Objects>;
let bearers: Readonly<Record<CallerName, string | undefined>>;

beforeAll(async () => {
  world = await cashWorld();
  const [first] = world.apps;
  if (first === undefined) throw new Error('a world needs a process');
  app = first;
  address = await app.getUrl();
  const third = await world.aCooperative(world.network, 'Kepanjen');
  const far = await anotherNetwork(world);
  const { dinoyo, bumiayu } = world;
  const ofNetwork = await objectsOfNetwork(world, world.network, [dinoyo, third]);
  const own = await objectsOf(world, { cooperative: dinoyo, partner: third, ofNetwork });
  objects = {
    own,
    foreign: await objectsOf(world, { cooperative: bumiayu, partner: third, ofNetwork }),
    elsewhere: await objectsOf(world, {
      cooperative: far.gubeng,
      partner: far.wonokromo,
      ofNetwork: await objectsOfNetwork(world, far.network, [far.gubeng, far.wonokromo]),
    }),
  };
  const staff = {
    treasurer: await world.aColleague(dinoyo, 'treasurer'),
    manager: await world.managerOf(dinoyo),
  };
  bearers = bearersOf(world, own, staff);
}, 120_000);

afterAll(() => world.close());

/** Where a foreign object was not answered like a missing one. */
const unlike: object[] = [];

/** As a partner of SNAP BI would send them, but for a signature that is one. */
function unsigned(): Record<string, string> {
  return {
    'x-timestamp': new Date().toISOString(),
    'x-client-key': encodeId('cli', newUuid()),
    'x-partner-id': encodeId('cli', newUuid()),
    'x-external-id': newUuid(),
    'channel-id': 'H2H',
    'x-signature': 'AAAA',
  };
}

/** Status and body of an answer. */
interface Said {
  readonly status: number;
  readonly text: string;
}

const nameOf = ({ method, url }: Route): string => `${method} ${url}`;

function routes(): readonly Route[] {
  return app
    .get(RouteTable)
    .all.filter(({ method }) => method !== 'HEAD')
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

async function send(route: Route, of: Objects, as: string | undefined): Promise<Said> {
  const { query = {}, body }: Sending = SENDINGS[nameOf(route)]?.(of) ?? {};
  const search = new URLSearchParams(query).toString();
  const response = await fetch(`${address}${pathWith(route.url, of)}?${search}`, {
    method: route.method,
    headers: {
      'idempotency-key': newUuid(),
      ...(route.url.startsWith('/v1.0/') && unsigned()),
      ...(as !== undefined && { authorization: as }),
      ...(body !== undefined && {
        'content-type': typeof body === 'string' ? 'text/csv' : 'application/json',
      }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await textOf(response);
  // Whichever ids it names.
  return {
    status: response.status,
    text: text.replaceAll(/[a-z]{3,4}_[0-9a-hjkmnp-tv-z]{26}/g, 'id'),
  };
}

/** A stream of events goes on for ever: that it began says enough. */
async function textOf(response: Response): Promise<string> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) {
    return response.text();
  }
  await response.body?.cancel();
  return '';
}

/** Whether a request depends on whose objects it names. */
function namesObjects(route: Route): boolean {
  const named = new Set<string>();
  const noting: Objects = {
    id: (prefix) => {
      named.add(prefix);
      return prefix;
    },
    get shortCode() {
      named.add('short code');
      return '';
    },
  };
  pathWith(route.url, noting);
  SENDINGS[nameOf(route)]?.(noting);
  return named.size > 0;
}

function answerOf(status: number): Answer {
  if (status === 401 || status === 403 || status === 404) return `${status}`;
  return status < 500 ? 'in' : `${status}!`;
}

/** By route and caller: the foreign and the far object are held against the same answer. */
const ofMissing = new Map<string, Promise<Said>>();

function saidOfMissing(route: Route, caller: CallerName): Promise<Said> {
  const name = `${nameOf(route)} ${caller}`;
  const said = ofMissing.get(name) ?? send(route, missingObjects(), bearers[caller]);
  ofMissing.set(name, said);
  return said;
}

async function answerTo(route: Route, owner: Owner | '-', caller: CallerName): Promise<Answer> {
  const answered = await send(route, objects[owner === '-' ? 'own' : owner], bearers[caller]);
  const answer = answerOf(answered.status);
  const isTheirs = owner === '-' || owner === 'own';
  if (isTheirs || answer === '401' || answer === '403') return answer;
  const missing = await saidOfMissing(route, caller);
  const isAlike = missing.status === answered.status && missing.text === answered.text;
  if (answer === '404' && !isAlike) {
    unlike.push({ route: nameOf(route), caller, answered, missing });
  }
  return answer === 'in' && isAlike ? 'none' : answer;
}

/** What may end an own object, or is done a few at a time, is asked by one after the other. */
async function lineOf(route: Route, owner: Owner | '-'): Promise<Line> {
  const answers = new Map<CallerName, Answer>();
  const ask = async (caller: CallerName): Promise<void> => {
    answers.set(caller, await answerTo(route, owner, caller));
  };
  if (owner === 'foreign' || owner === 'elsewhere') await Promise.all(CALLERS.map(ask));
  else for (const caller of CALLERS) await ask(caller);
  return { route: nameOf(route), owner, answers };
}

/** Foreign objects first: what is done to the own ones may end them. */
async function matrix(): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const route of routes().filter((one) => !namesObjects(one))) {
    lines.push(await lineOf(route, '-'));
  }
  for (const owner of OWNERS.toReversed()) {
    for (const route of routes().filter(namesObjects)) lines.push(await lineOf(route, owner));
  }
  const place = ({ owner }: Line): number => (owner === '-' ? 0 : OWNERS.indexOf(owner));
  return lines.toSorted((a, b) =>
    a.route === b.route ? place(a) - place(b) : a.route < b.route ? -1 : 1,
  );
}

describe('every route of the running router', () => {
  it('answers each role as the matrix says, and of foreign objects as of missing ones', async () => {
    const found = matrixText(await matrix());
    expect(unlike).toEqual([]);
    if (process.env.WRITE_MATRIX === 'yes') writeFileSync(FILE, found);
    expect(found).toBe(readFileSync(FILE, 'utf8'));
    // Three times what it takes on a busy machine.
  }, 300_000);

  it('is known to the list of what is sent, and nothing else is', () => {
    const names = new Set(routes().map(nameOf));
    expect(Object.keys(SENDINGS).filter((name) => !names.has(name))).toEqual([]);
  });
});
