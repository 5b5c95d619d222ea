// Members who pay over HTTP, in a process of their own.
import { encodeId, newUuid } from '../../dist/libs/core/src/index.js';
import {
  ACCESS_TOKEN_SECONDS,
  readSigningKeys,
  TokenService,
} from '../../dist/libs/access/src/index.js';
import { ISSUER } from './api-server.mjs';
import { HttpConnection } from './http-connection.mjs';
import { Tally } from './latencies.mjs';
import { MixedDay } from './mixed-day.mjs';
import { MIX } from './options.mjs';
import { answerCommands } from './processes.mjs';
import { SnapPartners } from './snap.mjs';
import { randomPayment, readWorldFile } from './workload.mjs';

/** Tokens must outlive a warm-up and an interval. */
const TOKEN_RESERVE_MS = 120_000;
const SIGNING_IN_AT_ONCE = 16;

let world;
let tokens;
let mixedDay;
let partners;
let issuedAt = -Infinity;
let generation = 0;
/** By address of a service: the generation of tokens that it has seen. */
const known = new Map();

const commands = {
  async open({ worldFile, keys }) {
    world = readWorldFile(worldFile);
    for (const { merchants } of world.cooperatives) {
      for (const merchant of merchants) merchant.id = encodeId('mrc', merchant.uid);
    }
    for (const { members } of world.cooperatives) {
      for (const member of members) member.id = encodeId('mbr', member.uid);
    }
    const signing = readSigningKeys(keys.privateKey);
    tokens = new TokenService({ keys: signing, issuer: ISSUER, audience: 'simpul' });
    mixedDay = new MixedDay(world);
    partners = new SnapPartners(world, keys);
  },

  /**
   * Issues tokens when the former ones are about to end. Then every member looks at the own balance once, so that the
   * service has verified the token and knows the member: a payment is measured without signing in.
   */
  async signIn({ url }) {
    if (Date.now() > issuedAt + ACCESS_TOKEN_SECONDS * 1000 - TOKEN_RESERVE_MS) issueTokens();
    if (known.get(url) === generation) return;
    known.set(url, generation);
    const members = world.cooperatives.flatMap((cooperative) => cooperative.members);
    await drive(url, SIGNING_IN_AT_ONCE, (send) => {
      const member = members.pop();
      if (member === undefined) return false;
      send(`GET /v1/me/balance HTTP/1.1\r\nHost: bench\r\n${member.token}\r\n`);
      return expect200;
    });
  },

  /** Everybody signed in, tills open, payments made that can be refunded, and codes for taking out cash. */
  async prepareMixedDay({ url, seconds }) {
    await commands.signIn({ url });
    for (const requests of mixedDay.preparations(seconds)) {
      await drive(url, SIGNING_IN_AT_ONCE, (send) => {
        const request = requests.shift();
        if (request === undefined) return false;
        send(request.text);
        return (status, body) => {
          if (status >= 300) {
            throw new Error(`preparing was answered ${status}: ${body.toString()}`);
          }
          request.done?.(body);
        };
      });
    }
  },

  /** Keeps `connections` acts of a mixed day under way. A withdrawal is one act: held, then confirmed. */
  async runMixedDay({ url, connections, seconds }) {
    const tally = new Tally();
    const byAct = Object.fromEntries(Object.keys(MIX).map((act) => [act, new Tally()]));
    const started = performance.now();
    const until = started + seconds * 1000;
    const cpu = process.cpuUsage();
    await drive(url, connections, (send, connection) => {
      const began = performance.now();
      if (began >= until) return false;
      const first = mixedDay.next(connection);
      send(first.text);
      const taking = (request) => (status, body) => {
        if (status >= 300) {
          tally.notPosted(`${request.what}: ${status} ${body.toString()}`);
          return undefined;
        }
        const more = request.done?.(body);
        if (more === undefined) {
          const took = performance.now() - began;
          tally.posted(took);
          byAct[first.act].posted(took);
          return undefined;
        }
        send(more.text);
        return taking(more);
      };
      return taking(first);
    });
    const { user, system } = process.cpuUsage(cpu);
    const took = (performance.now() - started) / 1000;
    const figures = tally.figures(took);
    const acts = Object.entries(byAct).map(([act, one]) => [act, one.figures(took)]);
    return {
      ...figures,
      client_cpu_us: (user + system) / figures.payments,
      by_act: Object.fromEntries(acts),
    };
  },

  /** The partners are known, every shop has its sign, and the service has seen every customer's token. */
  async prepareSnap({ url, databaseUrl }) {
    await partners.prepare(databaseUrl);
    if (known.get(`snap ${url}`) !== undefined) return;
    known.set(`snap ${url}`, generation);
    for (const requests of partners.preparations()) {
      await drive(url, SIGNING_IN_AT_ONCE, (send) => {
        const request = requests.pop();
        if (request === undefined) return false;
        send(request.text);
        return (status, body) => {
          expect200(status, body);
          request.done?.(body);
        };
      });
    }
  },

  /** Keeps `connections` payments over SNAP BI under way. */
  async runSnap({ url, connections, seconds }) {
    return payments({ url, connections, seconds, text: () => partners.payment(), paid: 200 });
  },

  /** Keeps `connections` payments under way for `seconds`, or until there were `payments`. */
  async run({ url, connections, seconds = Infinity, payments: most = Infinity }) {
    return payments({ url, connections, seconds, most, text: requestText, paid: 201 });
  },
};

/** One payment after the other on each connection, as `text` writes it and `paid` answers it. */
async function payments({ url, connections, seconds, most = Infinity, text, paid }) {
  const tally = new Tally();
  const started = performance.now();
  const until = started + seconds * 1000;
  const cpu = process.cpuUsage();
  let begun = 0;
  await drive(url, connections, (send) => {
    const began = performance.now();
    if (begun >= most || began >= until) return false;
    begun += 1;
    send(text());
    return (status, body) => {
      if (status === paid) tally.posted(performance.now() - began);
      else tally.notPosted(`${status} ${body.toString()}`);
    };
  });
  const { user, system } = process.cpuUsage(cpu);
  const figures = tally.figures((performance.now() - started) / 1000);
  return { ...figures, client_cpu_us: (user + system) / figures.payments };
}

function issueTokens() {
  for (const { uid: cooperative, members } of world.cooperatives) {
    for (const member of members) {
      const { token } = tokens.issue({
        principal: member.person,
        role: 'member',
        network: world.network,
        cooperative,
        member: member.uid,
        merchant: null,
      });
      member.token = `Authorization: Bearer ${token}\r\n`;
    }
  }
  mixedDay.issueTokens((subject) => tokens.issue(subject).token);
  issuedAt = Date.now();
  generation += 1;
}

function requestText() {
  const { payer, payee, rupiah } = randomPayment(world);
  const body = `{"merchant_id":"${payee.id}","amount":{"value":"${rupiah}.00","currency":"IDR"}}`;
  return (
    `POST /v1/payments HTTP/1.1\r\nHost: bench\r\n${payer.token}Idempotency-Key: ${newUuid()}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  );
}

function expect200(status, body) {
  if (status !== 200) throw new Error(`preparing was answered ${status}: ${body.toString()}`);
}

/**
 * Lets each connection act again as soon as it has its answer.
 * @param act sends a request by the function that it is given and returns what takes the answer; false to end. What
 *   takes an answer may send again, and then returns what takes the next one.
 */
function drive(url, connections, act) {
  return new Promise((resolve, reject) => {
    const open = new Set();
    const end = (settle) => {
      for (const connection of open) connection.close();
      settle();
    };
    const onError = (cause) => end(() => reject(new Error('a connection broke', { cause })));
    for (let n = 0; n < connections; n += 1) {
      let takeAnswer;
      const next = () => {
        takeAnswer = act((text) => connection.send(text), n);
        if (takeAnswer !== false) return;
        connection.close();
        open.delete(connection);
        if (open.size === 0) resolve();
      };
      const connection = new HttpConnection(
        url,
        (status, body) => {
          // An act may go on with another request.
          const more = takeAnswer(status, body);
          if (more === undefined) next();
          else takeAnswer = more;
        },
        onError,
      );
      open.add(connection);
      connection.socket.once('connect', next);
    }
  });
}

answerCommands(commands, async () => undefined);
