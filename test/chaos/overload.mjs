// Three times what two processes can do, and a stop in the midst of it. `npm run overload`; docs/reliability.md has the figures.
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { newUuid } from '../../dist/libs/core/src/index.js';
import { HttpConnection } from '../bench/http-connection.mjs';
import { idr } from './acts.mjs';
import { waitUntilReady } from './checks.mjs';
import { request } from './client.mjs';
import { startCrashablePostgres } from './postgres.mjs';
import { environmentOf } from './run.mjs';
import { apiProcess } from './service.mjs';
import { makeChaosWorld, makeKeys } from './world.mjs';

const APPLICATION = path.join(import.meta.dirname, '../../dist');
/** So many requests a process works on at once here; the default is meant for larger machines. */
const REQUESTS_MAX = 48;
/** Busy, and nobody refused. */
const NORMAL_CONNECTIONS = 32;
const FACTOR = 3;
const RICH = 10n ** 14n;
const BOUNDS = { slower: 3, recoveryMs: 5_000, growth: 2, refusedMs: 1_000 };

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } });
const seconds = Number(values.seconds);
const postgres = await startCrashablePostgres({ wantsDisk: false, log: console.log });
const processes = [];
let isBroken = false;
try {
  const keys = makeKeys();
  const people = await makeChaosWorld(postgres, keys, { cap: RICH, openingBalance: RICH });
  const folder = path.join(postgres.folder, 'processes');
  await mkdir(folder);
  for (const name of ['api-1', 'api-2']) {
    const environment = {
      ...environmentOf(postgres.url, keys, folder),
      REQUESTS_MAX: String(REQUESTS_MAX),
    };
    const api = apiProcess(name, { application: APPLICATION, environment, folder });
    api.start();
    processes.push(api);
    await waitUntilReady([api]);
  }
  const [first, second] = processes;
  await overload(first, people);
  await drain(first, second, people);
} finally {
  for (const process of processes) await process.stop();
  await postgres.close();
}
process.exitCode = isBroken ? 1 : 0;

async function overload(api, people) {
  await load(api.port, people, { connections: NORMAL_CONNECTIONS, seconds: 4 });
  const normal = await load(api.port, people, { connections: NORMAL_CONNECTIONS, seconds });
  const memoryBefore = memoryOf(api.pid);
  const rate = normal.accepted.length / seconds;
  const offered = Math.round(rate * FACTOR);
  tell('normal', normal, `${Math.round(rate)} a second at ${NORMAL_CONNECTIONS} at once`);
  const over = await load(api.port, people, { connections: 512, seconds, perSecond: offered });
  const memory = memoryOf(api.pid);
  tell('overloaded', over, `${offered} a second offered`);
  const back = await recovery(api.port, people, p99(normal.accepted) * 2);
  console.log(
    `memory ${memoryBefore} MB before, ${memory} MB after; as fast as before after ${back} ms`,
  );
  hold(over.refused.length > 0, 'some are refused');
  hold(over.other === 0, 'nobody is answered anything but 201 or 503');
  hold(over.withoutRetryAfter === 0, 'every refusal says when to come again');
  hold(p99(over.refused) <= BOUNDS.refusedMs, `refused within ${BOUNDS.refusedMs} ms (p99)`);
  hold(
    p99(over.accepted) <= BOUNDS.slower * p99(normal.accepted),
    `p99 of what is accepted at most ${BOUNDS.slower} times the normal one`,
  );
  hold(memory <= BOUNDS.growth * memoryBefore, `memory at most ${BOUNDS.growth} times`);
  hold(back <= BOUNDS.recoveryMs, `back within ${BOUNDS.recoveryMs} ms`);
}

/** SIGTERM under load: whatever was acknowledged is there, and the process ends with 0 in time. */
async function drain(api, other, people) {
  const loading = load(api.port, people, { connections: NORMAL_CONNECTIONS, seconds: 3 });
  await pause(1_500);
  const began = performance.now();
  const code = await api.stop();
  const took = performance.now() - began;
  const { done } = await loading;
  let lost = 0;
  for (const { payer, body, key, text } of done) {
    const again = await request(other.port, { path: '/v1/payments', who: payer, body, key });
    if (!again.isReplayed || again.text !== text) lost += 1;
  }
  console.log(
    `SIGTERM under load: ${Math.round(took)} ms, ${done.length} acknowledged, ${lost} lost`,
  );
  hold(code === 0, 'exit code 0');
  hold(took <= 20_000, 'within DRAIN_SECONDS');
  hold(done.length > 0 && lost === 0, 'nothing acknowledged is lost');
}

/** How long until ten payments one after the other are each answered in time. */
async function recovery(port, people, milliseconds) {
  const began = performance.now();
  for (let inARow = 0; inARow < 10 && performance.now() < began + 30_000;) {
    const asked = performance.now();
    const { status } = await request(port, { path: '/v1/payments', ...payment(people) });
    inARow = status === 201 && performance.now() - asked <= milliseconds ? inARow + 1 : 0;
  }
  return Math.round(performance.now() - began);
}

function payment({ members, merchants }) {
  const who = members[Math.floor(Math.random() * members.length)];
  const shop = merchants[Math.floor(Math.random() * merchants.length)];
  return { who, key: newUuid(), body: { merchant_id: shop.id, amount: idr(1_000) } };
}

/** Keeps all connections busy, or begins `perSecond` requests a second whatever became of those before. */
function load(port, people, { connections, seconds: length, perSecond }) {
  const tally = { accepted: [], refused: [], other: 0, withoutRetryAfter: 0, missed: 0, done: [] };
  const until = performance.now() + length * 1000;
  return new Promise((resolve) => {
    const idle = [];
    let open = connections;
    const close = (one) => {
      one.connection.close();
      open -= 1;
      if (open === 0) resolve(tally);
    };
    const begin = (one) => {
      if (performance.now() >= until) close(one);
      else if (perSecond === undefined) send(one, people);
      else idle.push(one);
    };
    for (let n = 0; n < connections; n += 1) connect(port, { tally, begin, close });
    if (perSecond === undefined) return;
    const started = performance.now();
    let begun = 0;
    const timer = setInterval(() => {
      const due = Math.floor(((performance.now() - started) / 1000) * perSecond);
      for (; begun < due; begun += 1) {
        const one = idle.pop();
        if (one === undefined) tally.missed += 1;
        else send(one, people);
      }
      if (performance.now() < until) return;
      clearInterval(timer);
      for (const one of idle.splice(0)) close(one);
    }, 5);
  });
}

function connect(port, { tally, begin, close }) {
  const one = { isEnded: false };
  const end = () => {
    if (!one.isEnded) close(one);
    one.isEnded = true;
  };
  const onAnswer = (status, body, head) => {
    const took = performance.now() - one.sentAt;
    if (status === 201) {
      tally.accepted.push(took);
      tally.done.push({ ...one.sent, text: body.toString('utf8') });
    } else if (status === 503) {
      tally.refused.push(took);
      if (!/\r\nretry-after: \d/i.test(head)) tally.withoutRetryAfter += 1;
    } else {
      tally.other += 1;
    }
    begin(one);
  };
  one.connection = new HttpConnection(`http://127.0.0.1:${port}`, onAnswer, end);
  one.connection.socket.once('connect', () => begin(one));
}

function send(one, people) {
  const { who, key, body } = payment(people);
  const content = JSON.stringify(body);
  one.sent = { payer: who, key, body };
  one.sentAt = performance.now();
  one.connection.send(
    `POST /v1/payments HTTP/1.1\r\nHost: overload\r\nAuthorization: ${who.header()}\r\nIdempotency-Key: ${key}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${content.length}\r\n\r\n${content}`,
  );
}

function tell(name, { accepted, refused, missed, other }, what) {
  const of = (list) => `${list.length} (p50 ${at(list, 0.5)} ms, p99 ${at(list, 0.99)} ms)`;
  console.log(
    `${name}: ${what}; accepted ${of(accepted)}, refused ${of(refused)}, not sent ${missed}, other ${other}`,
  );
}

function at(list, share) {
  const sorted = list.toSorted((one, another) => one - another);
  return sorted.length === 0
    ? 0
    : Number(sorted[Math.floor((sorted.length - 1) * share)].toFixed(1));
}

function p99(list) {
  return at(list, 0.99);
}

function memoryOf(pid) {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))[1];
  return Math.round(Number(kilobytes) / 1024);
}

function hold(isSo, what) {
  console.log(`${isSo ? 'held' : 'BROKEN'}: ${what}`);
  if (!isSo) isBroken = true;
}
