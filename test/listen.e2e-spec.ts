import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Merchant } from '@app/participants';
import { paymentsWorld, type PaymentsWorld } from './support/payments-world.js';
import { idOf, textOf } from './support/read-body.js';
import { verified, webhookReceiver, type Answering } from './support/webhook-receiver.js';

let world: PaymentsWorld;
let shop: Merchant;
let folder: string;
let environment: Record<string, string>;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  world = await paymentsWorld();
  shop = await world.aMerchant(world.bumiayu);
  folder = await mkdtemp(join(tmpdir(), 'simpul-listen-'));
  environment = await aProgram(['events']);
}, 60_000);
afterAll(async () => {
  for (const close of closing) await close();
  await rm(folder, { recursive: true });
  await world.close();
});

const postJson = (path: string, body: object) =>
  world.api().post(path).set('authorization', world.as.shop(shop)).send(body).expect(201);
async function aProgram(scopes: readonly string[]): Promise<Record<string, string>> {
  const client = idOf((await postJson('/v1/api-clients', { name: 'Kasir', scopes })).body);
  const key = await postJson(`/v1/api-clients/${client}/keys`, { kind: 'secret' });
  return { SIMPUL_CLIENT_ID: client, SIMPUL_CLIENT_SECRET: textOf(key.body, 'secret') };
}

function address(): string {
  const server: Server | undefined = world.apps[0]?.getHttpServer();
  const at = server?.address();
  if (typeof at !== 'object' || at === null) throw new Error('no process listens');
  return `http://127.0.0.1:${at.port}`;
}

/** `npm run listen` as a process of its own. */
function listening(args: readonly string[], env: Record<string, string> = environment) {
  const child = spawn(process.execPath, ['apps/listen.mjs', '--api', address(), ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { out: '', log: '' };
  const waiting: (() => void)[] = [];
  const wake = (): void => waiting.splice(0).forEach((one) => one());
  child.stdout.on('data', (chunk: Buffer) => ((printed.out += chunk.toString()), wake()));
  child.stderr.on('data', (chunk: Buffer) => ((printed.log += chunk.toString()), wake()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const end = async (): Promise<number | null> => {
    child.kill('SIGTERM');
    return ended;
  };
  closing.push(async () => void (await end()));
  const until = async (is: () => Promise<boolean> | boolean): Promise<void> => {
    while (!(await is())) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return { printed, ended, end, until };
}

async function aReceiver(answer?: Answering) {
  const receiver = await webhookReceiver(answer);
  closing.push(receiver.close);
  return receiver;
}
const sell = async (): Promise<string> => {
  const budi = await world.aMember(world.dinoyo, { rupiah: 1_000 });
  return idOf((await world.pay(budi, shop, 1_000)).body);
};
/** Where a listener stands, once it has written that down. */
const placeIn = async (state: string): Promise<string | undefined> =>
  readFile(state, 'utf8').catch(() => undefined);

describe('npm run listen', () => {
  it('prints each event and forwards it, signed, and goes on where it was', async () => {
    const state = join(folder, 'state.json');
    const receiver = await aReceiver();
    const args = ['--forward', receiver.url, '--state', state];
    const first = listening(args);
    while ((await placeIn(state)) === undefined);
    const sold = await sell();
    await receiver.until(1);
    await first.until(() => first.printed.out.includes(sold));
    const [secret = ''] = first.printed.out.split('\n');
    const [call] = receiver.calls;
    if (call === undefined) throw new Error('a call was made');
    expect(verified(secret, call)).toMatchObject({ type: 'payment.posted', data: { id: sold } });
    expect(first.printed.out).toContain('Rp1000.00');
    expect(await first.end()).toBe(0);
    const missed = await sell();
    const second = listening(args);
    await receiver.until(2);
    await second.until(() => second.printed.out.includes(missed));
    expect(JSON.parse(receiver.calls[1]?.body ?? '')).toMatchObject({ data: { id: missed } });
    expect(second.printed.out).not.toContain(sold);
    expect(await second.end()).toBe(0);
  }, 30_000);

  it('connects again when the stream breaks, tries again what was not taken, and misses nothing', async () => {
    let refused = 0;
    const receiver = await aReceiver(() => (refused++ === 0 ? 500 : 200));
    const state = join(folder, 'broken.json');
    const listener = listening(['--forward', receiver.url, '--state', state, '--json']);
    while ((await placeIn(state)) === undefined);
    const server: Server | undefined = world.apps[0]?.getHttpServer();
    server?.closeAllConnections();
    const sold = await sell();
    await receiver.until(2);
    await listener.until(() => listener.printed.out.includes(sold));
    const ids = receiver.calls.map(({ headers }) => headers['webhook-id']);
    expect(ids[0]).toBe(ids[1]);
    expect(listener.printed.out).toContain('{"id":"evt_');
    expect(await listener.end()).toBe(0);
  }, 30_000);

  it('says why it is not let in, and how it is used', async () => {
    const stranger = { ...environment, SIMPUL_CLIENT_SECRET: `simpul_key_test_${'0'.repeat(72)}` };
    const refused = listening([], stranger);
    expect(await refused.ended).toBe(1);
    expect(refused.printed.log).not.toContain(stranger.SIMPUL_CLIENT_SECRET);
    const without = listening([], await aProgram(['refunds']));
    expect(await without.ended).toBe(1);
    const nobody = listening([], {});
    expect(await nobody.ended).toBe(1);
    expect(nobody.printed.log).toContain('npm run listen');
  }, 30_000);
});
