import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { bearersOf } from './support/authorisation/callers.js';
import { admittedBy } from './support/authorisation/matrix.js';
import {
  missingObjects,
  objectsOf,
  objectsOfNetwork,
} from './support/authorisation/tenant-objects.js';
import { cashWorld } from './support/cash-world.js';
import { apiDocument, routesOf } from './support/fuzz/api-document.js';
import { judgeOf, type Answered } from './support/fuzz/judge.js';
import { requestsTo, type Asked, type Material } from './support/fuzz/requests.js';

/** FUZZ_REQUESTS asks for more, FUZZ_SEED for others. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 1_500);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_201);
/** What is sent closes, freezes and uses up what there is: after so many requests there is a new network with new people. */
const CHAPTER = 3_000;
/** Of those who were let in. Fewer, and nothing but refusals would be looked at. */
const LEAST_SHARE_DONE = 0.1;

const document = apiDocument();
const routes = routesOf(document);
const admitted = admittedBy(readFileSync(path.join(__dirname, 'authorisation-matrix.txt'), 'utf8'));
const judge = judgeOf(document);

/** Everybody and everything of a new network. */
async function aChapter() {
  const world = await cashWorld();
  const third = await world.aCooperative(world.network, 'Kepanjen');
  const { dinoyo, bumiayu } = world;
  const ofNetwork = await objectsOfNetwork(world, world.network, [dinoyo, third]);
  const own = await objectsOf(world, { cooperative: dinoyo, partner: third, ofNetwork });
  const foreign = await objectsOf(world, { cooperative: bumiayu, partner: third, ofNetwork });
  const staff = {
    treasurer: await world.aColleague(dinoyo, 'treasurer'),
    manager: await world.managerOf(dinoyo),
  };
  const material: Material = { document, admitted, objects: [own, own, foreign, missingObjects()] };
  const base = String(await world.apps[0]?.getUrl());
  return { world, base, material, bearers: bearersOf(world, own, staff) };
}

type Chapter = Awaited<ReturnType<typeof aChapter>>;

async function answerTo({ base, bearers }: Chapter, asked: Asked): Promise<Answered> {
  const { route, url, caller, key, body, mediaType } = asked;
  const bearer = bearers[caller];
  const sent =
    typeof body === 'string' && mediaType !== 'application/json' ? body : JSON.stringify(body);
  const answer = await fetch(`${base}${url}`, {
    method: route.method.toUpperCase(),
    headers: {
      ...(bearer !== undefined && { authorization: bearer }),
      ...(mediaType !== undefined && body !== undefined && { 'content-type': mediaType }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    ...(body !== undefined && { body: sent }),
  });
  const [type = ''] = (answer.headers.get('content-type') ?? '').split(';');
  if (type !== 'text/event-stream') {
    return { status: answer.status, mediaType: type, text: await answer.text() };
  }
  await answer.body?.cancel();
  return { status: answer.status, mediaType: type, text: '' };
}

interface Tally {
  readonly found: Map<string, { times: number; url: string; caller: string; body: unknown }>;
  readonly sentTo: Set<string>;
  letIn: number;
  done: number;
}

/** Sends as many requests as a chapter has, to one route after the other. */
async function play(chapter: Chapter, from: number, to: number, tally: Tally): Promise<void> {
  const streams = routes.map((route, at) =>
    fc.sample(requestsTo(route, chapter.material), {
      numRuns: Math.ceil((to - from) / routes.length),
      seed: SEED + from + at,
    }),
  );
  for (let n = from; n < to; n += 1) {
    const asked = streams[n % routes.length]?.[Math.floor((n - from) / routes.length)];
    if (asked === undefined) throw new Error('too few requests were made up');
    const name = `${asked.route.method} ${asked.route.url}`;
    const answer = await answerTo(chapter, asked);
    const wrong = judge(asked.route, answer);
    tally.sentTo.add(name);
    if (answer.status !== 401 && answer.status !== 403) tally.letIn += 1;
    if (answer.status < 300) tally.done += 1;
    const { url, caller, body } = asked;
    for (const what of wrong) {
      const times = (tally.found.get(`${name}: ${what}`)?.times ?? 0) + 1;
      tally.found.set(`${name}: ${what}`, { times, url, caller, body });
    }
  }
}

it(
  'is answered as the document says and never 500, whatever is sent to whichever route by whomever',
  async () => {
    const tally: Tally = { found: new Map(), sentTo: new Set(), letIn: 0, done: 0 };
    for (let from = 0; from < REQUESTS; from += CHAPTER) {
      const chapter = await aChapter();
      try {
        await play(chapter, from, Math.min(REQUESTS, from + CHAPTER), tally);
        expect(await chapter.world.contradictions()).toEqual([]);
      } finally {
        await chapter.world.close();
      }
    }
    expect(Object.fromEntries(tally.found)).toEqual({});
    expect(tally.sentTo.size).toBe(Math.min(routes.length, REQUESTS));
    expect(tally.done / tally.letIn).toBeGreaterThan(LEAST_SHARE_DONE);
  },
  REQUESTS * 200 + 120_000,
);
