// Watches the events of a program, prints them, and hands each to an address of this machine as a webhook would be:
// npm run listen -- --forward http://localhost:4000/simpul. docs/webhooks.md.
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Webhook } from 'standardwebhooks';

const USAGE = `SIMPUL_CLIENT_ID=cli_… SIMPUL_CLIENT_SECRET=simpul_key_… npm run listen -- [--api URL] [--forward URL]
    [--types TYPE,TYPE] [--state FILE] [--after CURSOR] [--json]
  --api      where Simpul answers; http://localhost:3000 unless told
  --forward  the address that is called with each event, signed as Standard Webhooks has it
  --types    only events of these types
  --state    remembers there how far it came, and goes on from there the next time
  --after    goes on behind this cursor
  --json     prints events as JSON, one a line
The program needs the scope events. SIMPUL_WEBHOOK_SECRET is signed with, or else a new one that is printed first.`;

const TRIES = 3;
const CALL_MS = 10_000;
const RECONNECT_MS = { first: 500, most: 10_000 };
/** Twice what a stream is silent at most; then it is dead. */
const SILENCE_MS = 45_000;
const BLOCK_MAX = 1_000_000;

class Refused extends Error {}

const note = (line) => process.stderr.write(`${line}\n`);

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        api: { type: 'string', default: 'http://localhost:3000' },
        forward: { type: 'string' },
        types: { type: 'string' },
        state: { type: 'string' },
        after: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const { SIMPUL_CLIENT_ID: id, SIMPUL_CLIENT_SECRET: secret } = process.env;
    const addresses = [values.api, values.forward ?? values.api];
    if (!id || !secret || !addresses.every((url) => URL.canParse(url))) throw new Refused(USAGE);
    const types = values.types?.split(',').filter((type) => type !== '');
    return { ...values, api: values.api.replace(/\/+$/, ''), types, id, secret };
  } catch (error) {
    throw new Refused(USAGE, { cause: error });
  }
}

/** A token of minutes. @throws Refused if the program is not let in */
async function tokenOf({ api, id, secret }) {
  const answer = await fetch(`${api}/v1/auth/client-token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': 'en' },
    body: JSON.stringify({ client_id: id, client_secret: secret }),
    signal: AbortSignal.timeout(CALL_MS),
  });
  const body = await answer.json();
  if (answer.ok) return body.access_token;
  const why = `${body.title ?? answer.status}: ${body.detail ?? ''}`;
  throw answer.status < 500 && answer.status !== 429 ? new Refused(why) : new Error(why);
}

/** What a stream tells from a place on; ends when it ends. */
async function* eventsAfter(options, cursor, stopping) {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const answer = await fetch(`${options.api}/v1/events/stream`, {
      headers: {
        authorization: `Bearer ${await tokenOf(options)}`,
        'accept-language': 'en',
        ...(cursor !== undefined && { 'last-event-id': cursor }),
      },
      signal: AbortSignal.any([stopping, silence.signal]),
    });
    if (!answer.ok) {
      const { title, detail } = await answer.json();
      const isFinal = answer.status < 500 && ![401, 429].includes(answer.status);
      throw isFinal ? new Refused(`${title}: ${detail}`) : new Error(title);
    }
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of answer.body) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop();
      if (text.length > BLOCK_MAX) throw new Error('an event without an end');
      for (const block of blocks) yield fieldsOf(block);
    }
  } finally {
    clearTimeout(timer);
  }
}

function fieldsOf(block) {
  const fields = {};
  for (const line of block.split('\n')) {
    const at = line.indexOf(': ');
    if (at > 0) fields[line.slice(0, at)] = line.slice(at + 2);
  }
  return fields;
}

async function post(url, headers, body) {
  try {
    const signal = AbortSignal.timeout(CALL_MS);
    const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    await answer.body?.cancel();
    return { isTaken: answer.ok, words: String(answer.status) };
  } catch (error) {
    return { isTaken: false, words: error.cause?.code ?? error.name };
  }
}

/** Calls the address as Simpul calls an endpoint; what came of it, in words. */
async function forward({ forward: url }, webhook, event, body) {
  for (let attempt = 1; ; attempt += 1) {
    const at = new Date();
    const began = performance.now();
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Simpul',
      'webhook-id': event.id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': webhook.sign(event.id, at, body),
    };
    const said = await post(url, headers, body);
    const took = `${Math.round(performance.now() - began)} ms`;
    if (said.isTaken) return `${said.words} (${took})`;
    if (attempt === TRIES) return `NOT TAKEN: ${said.words}, ${TRIES} times`;
    await pause(attempt * 1_000);
  }
}

function show({ created_at: at, type, id, data }, { json }, body, outcome) {
  const amount = data.amount === undefined ? '' : ` Rp${data.amount.value}`;
  const line = json ? body : `${at.slice(0, 19)}Z  ${type}  ${data.id}${amount}  ${id}`;
  process.stdout.write(`${line}\n`);
  if (outcome !== undefined) note(`  → ${outcome}`);
}

function remember({ state }, cursor) {
  if (state === undefined) return;
  writeFileSync(`${state}.new`, JSON.stringify({ cursor }));
  renameSync(`${state}.new`, state);
}

function remembered({ state, after }) {
  if (after !== undefined) return after;
  if (state === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(state, 'utf8')).cursor;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw new Refused(`${state} can’t be read: ${error.message}`, { cause: error });
  }
}

async function listen(options, stopping) {
  const secret = process.env.SIMPUL_WEBHOOK_SECRET ?? `whsec_${randomBytes(32).toString('base64')}`;
  const webhook = new Webhook(secret);
  if (options.forward !== undefined) {
    note(`Each event is sent to ${options.forward}, signed with`);
    process.stdout.write(`${secret}\n`);
  }
  let cursor = remembered(options);
  let waitMs = RECONNECT_MS.first;
  note(cursor === undefined ? 'Listening from now on.' : `Listening from ${cursor} on.`);
  while (!stopping.aborted) {
    try {
      for await (const { id, event: type, data } of eventsAfter(options, cursor, stopping)) {
        waitMs = RECONNECT_MS.first;
        if (id === undefined) continue;
        if (type !== 'caught_up' && (options.types?.includes(type) ?? true)) {
          const event = JSON.parse(data);
          const outcome = options.forward && (await forward(options, webhook, event, data));
          show(event, options, data, outcome);
        }
        // Whoever is killed before this is told of the event once more.
        cursor = id;
        remember(options, cursor);
      }
    } catch (error) {
      if (stopping.aborted) break;
      if (error instanceof Refused) throw error;
      note(`The stream is broken (${error.cause?.code ?? error.message}); connecting again.`);
      await pause(waitMs, undefined, { signal: stopping }).catch(() => undefined);
      waitMs = Math.min(2 * waitMs, RECONNECT_MS.most);
      continue;
    }
    // It ended with its token.
    await pause(RECONNECT_MS.first, undefined, { signal: stopping }).catch(() => undefined);
  }
  if (cursor !== undefined) note(`Go on with --after ${cursor}`);
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());
try {
  await listen(readOptions(), stop.signal);
} catch (error) {
  note(error instanceof Refused ? error.message : error.stack);
  process.exitCode = 1;
}
