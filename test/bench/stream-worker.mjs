// Shops that listen to their streams of events, in a process of its own.
import net from 'node:net';
import { readSigningKeys, TokenService } from '../../dist/libs/access/src/index.js';
import { ISSUER } from './api-server.mjs';
import { Tally } from './latencies.mjs';
import { answerCommands } from './processes.mjs';
import { readWorldFile } from './workload.mjs';

const OPENING_AT_ONCE = 50;
const LATEST_SECONDS = 30;
const EVENT = /^data: (\{"id":"evt_.*\})\r?$/gm;

const tally = new Tally();
const sockets = [];
let seen = 0;
let wanted = Infinity;
let enough;

const commands = {
  /** Opens a stream for each shop, and waits until each has begun. */
  async listen({ url, worldFile, keys }) {
    const { network, cooperatives } = readWorldFile(worldFile);
    const signing = readSigningKeys(keys.privateKey);
    const tokens = new TokenService({ keys: signing, issuer: ISSUER, audience: 'simpul' });
    const shops = cooperatives.flatMap(({ uid, merchants }) =>
      merchants.map((merchant) => ({ ...merchant, cooperative: uid })),
    );
    const heads = shops.map(({ uid, cooperative, ownerPerson: principal }) => {
      const place = { network, cooperative, member: null, merchant: uid };
      const { token } = tokens.issue({ ...place, role: 'merchant_owner', principal });
      return `GET /v1/events/stream HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer ${token}\r\n\r\n`;
    });
    while (heads.length > 0) {
      await Promise.all(heads.splice(0, OPENING_AT_ONCE).map((head) => open(url, head)));
    }
  },

  /** When so many events were seen: how late they were. */
  async until({ events }) {
    await new Promise((resolve, reject) => {
      const late = () => reject(new Error(`only ${seen} of ${events} events were seen`));
      const timer = setTimeout(late, LATEST_SECONDS * 1000);
      wanted = events;
      enough = () => {
        clearTimeout(timer);
        resolve();
      };
      if (seen >= wanted) enough();
    });
    const { p50_ms, p99_ms } = tally.figures(1);
    return { events: seen, p50_ms, p99_ms };
  },
};

function open(url, head) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: hostname, port: Number(port) });
    sockets.push(socket);
    let hasBegun = false;
    let rest = '';
    socket.setEncoding('utf8');
    socket.once('connect', () => socket.write(head));
    socket.on('error', reject);
    socket.on('data', (text) => {
      const now = performance.timeOrigin + performance.now();
      if (!hasBegun) {
        hasBegun = text.startsWith('HTTP/1.1 200');
        if (hasBegun) resolve();
        else reject(new Error(`a stream was answered ${String(text).slice(0, 200)}`));
      }
      rest += text;
      const end = rest.lastIndexOf('\n\n');
      if (end === -1) return;
      take(rest.slice(0, end + 2), now);
      rest = rest.slice(end + 2);
    });
  });
}

function take(text, now) {
  for (const [, json] of text.matchAll(EVENT)) {
    const { type, created_at: at } = JSON.parse(json);
    if (type !== 'payment.posted') continue;
    tally.posted(now - millisecondsOf(at));
    seen += 1;
  }
  if (seen >= wanted) enough();
}

/** With its microseconds, which Date.parse() drops. */
function millisecondsOf(time) {
  return Date.parse(time) + Number(time.slice(-4, -1)) / 1000;
}

answerCommands(commands, async () => {
  for (const socket of sockets) socket.destroy();
});
