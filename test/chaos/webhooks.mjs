// Programs of the cooperatives that are told of everything by webhooks while it breaks, and what they must have been told in the end.
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { newUuid } from '../../dist/libs/core/src/index.js';
import { doneBody, request } from './client.mjs';

/** So often an endpoint refuses what it is told for the first time. */
const REFUSES = 0.03;
const TOLD_WITHIN_MS = 60_000;
const LOOKS_EVERY_MS = 250;
/** Nothing that is being sent is waited for so long. */
const BEING_SENT_SECONDS = 70;

/** What an act that was done is told as. */
const TYPES = {
  payment: 'payment.posted',
  'quoted payment': 'payment.posted',
  'request paid': 'payment.posted',
  capture: 'payment.posted',
  transfer: 'transfer.posted',
  deposit: 'deposit.posted',
  withdrawal: 'withdrawal.held',
  'cash out': 'withdrawal.posted',
  'withdrawal given up': 'withdrawal.voided',
  authorisation: 'authorisation.held',
  void: 'authorisation.voided',
  refund: 'refund.posted',
};

/** Registers a program with an endpoint for each cooperative. @returns what `checkWebhooks` and `close` need */
export async function listenForWebhooks({ managers }, port, chance) {
  const endpoints = new Map();
  const server = createServer((asked, reply) => {
    const parts = [];
    asked.on('data', (part) => parts.push(part));
    asked.on('error', () => undefined);
    asked.on('end', () => {
      const endpoint = endpoints.get(asked.url);
      reply.writeHead(endpoint?.take(asked.headers, Buffer.concat(parts).toString('utf8')) ?? 404);
      reply.end();
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  for (const who of managers) {
    const path = `/${who.place}`;
    const url = `http://127.0.0.1:${server.address().port}${path}`;
    const program = await made(port, who, '/v1/api-clients', { name: 'Uji', scopes: ['events'] });
    const wanted = { client_id: program.id, url };
    const { secret } = await made(port, who, '/v1/webhook-endpoints', wanted);
    endpoints.set(path, new Endpoint(secret, chance));
  }
  return {
    at: (place) => endpoints.get(`/${place}`),
    all: () => [...endpoints.values()],
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function made(port, who, path, body) {
  const answer = await request(port, { path, who, body, key: newUuid() });
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return JSON.parse(answer.text);
}

/** One that takes each event once or more, in the order that it said yes to them. */
class Endpoint {
  #verifier;
  #chance;
  #refused = new Set();
  /** By type and object: when it was first taken. */
  taken = new Map();
  events = [];
  calls = 0;
  forged = 0;

  constructor(secret, chance) {
    this.#verifier = new Webhook(secret);
    this.#chance = chance;
  }

  /** @returns the status to answer */
  take(headers, body) {
    this.calls += 1;
    let event;
    try {
      event = this.#verifier.verify(body, headers);
    } catch {
      this.forged += 1;
      return 400;
    }
    if (!this.#refused.has(event.id) && this.#chance.isLikely(REFUSES)) {
      this.#refused.add(event.id);
      return 503;
    }
    const name = `${event.type} ${event.data.id}`;
    if (!this.taken.has(name)) {
      this.taken.set(name, this.events.length);
      this.events.push(event);
    }
    return 204;
  }
}

/** Every act that was done was told to its cooperatives, and nothing before what it follows from. */
export async function checkWebhooks({ journal, webhooks, postgres }) {
  const expected = journal.entries.flatMap((entry) => toldOf(entry));
  const missing = () => expected.filter(({ place, name }) => !webhooks.at(place).taken.has(name));
  const deadline = performance.now() + TOLD_WITHIN_MS;
  // What failed twice, or was taken by a process that died, would wait for minutes: its time has come. So it has for what fails now.
  await postgres.query(`UPDATE events.delivery SET next_at = now() WHERE state = 'pending'`);
  while (missing().length > 0 && performance.now() < deadline) {
    await postgres.query(
      `UPDATE events.delivery SET next_at = now()
       WHERE state = 'pending' AND next_at > now() + interval '${BEING_SENT_SECONDS} seconds'`,
    );
    await pause(LOOKS_EVERY_MS);
  }
  for (const { place, name } of missing()) {
    journal.violation('an act that was done was not told', { place, name });
  }
  for (const endpoint of webhooks.all()) {
    if (endpoint.forged > 0) journal.violation('a call was not signed', { of: endpoint.forged });
    for (const [at, event] of endpoint.events.entries()) checkOrder(endpoint, at, event, journal);
  }
}

/** @returns for each cooperative of an act that was done: the type and id of its event */
function toldOf(entry) {
  const { kind, who, effect = [] } = entry;
  const body = doneBody(entry);
  const type = TYPES[kind];
  if (type === undefined || body === undefined) return [];
  const places = new Set([who.place, ...effect.map(([person]) => person.place)]);
  return [...places].map((place) => ({ place, name: `${type} ${body.id}` }));
}

/** What an event follows from, if it was told here at all, was taken before it. */
function checkOrder(endpoint, at, { type, data }, journal) {
  const before = [
    ...(data.original_id === null ? [] : ORIGINS.map((origin) => `${origin} ${data.original_id}`)),
    ...(type === 'withdrawal.posted' || type === 'withdrawal.voided'
      ? [`withdrawal.held ${data.id}`]
      : []),
    ...(type === 'authorisation.voided' ? [`authorisation.held ${data.id}`] : []),
  ];
  for (const name of before) {
    const first = endpoint.taken.get(name);
    if (first !== undefined && first > at) {
      journal.violation('told before what it follows from', { type, data, name });
    }
  }
}

const ORIGINS = ['payment.posted', 'authorisation.held', 'deposit.posted', 'transfer.posted'];
