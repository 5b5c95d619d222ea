import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { authenticator } from '@app/testing';
import * as client from '@simpul/client';
import { demoTotpSecret } from '../apps/demo/src/credentials.js';
import { demoTown } from './support/demo-town.js';
import { fencesOf, mismatches, runShell, runTypeScript, type Said } from './support/snippets.js';

const ROOT = path.resolve(import.meta.dirname, '..');
/** Who signs in on the pages, each on one page only, since a code serves once. */
const STAFF = ['rina.kedungkandang', 'teller2.kedungkandang', 'dewi.operator', 'arif.operator'];

let town: Awaited<ReturnType<typeof demoTown>>;
let folder: string;
let port: number;
beforeAll(async () => {
  town = await demoTown();
  // Below the packages, which the quick start imports.
  mkdirSync(path.join(ROOT, 'data'), { recursive: true });
  folder = mkdtempSync(path.join(ROOT, 'data', 'docs-'));
  port = await freePort();
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await town.close();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return free;
}

/** A page that is told where this server and its reader's own listen. */
function page(file: string) {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  return fencesOf(
    text.replaceAll('http://localhost:3000', town.url).replaceAll(/\b4000\b/g, String(port)),
  );
}

/** Instead of `npm run demo:code`, which needs the built application. The town itself has used the codes of now. */
function codes(): string {
  const next = (name: string): string => {
    const show = authenticator(demoTotpSecret(name));
    show();
    return show();
  };
  const cases = STAFF.map((name) => `${name}) echo ${next(name)};;`);
  return `npm() { case "\${!#}" in ${cases.join(' ')} esac; }`;
}

/** Runs a page from its top to its end: first in a shell, then by the client. */
async function play(file: string): Promise<Said[]> {
  const fences = page(file);
  const said = await runShell(fences, { prelude: codes(), folder });
  const programs = fences.filter(({ language }) => language === 'ts');
  if (programs.length === 0) return said;
  const env = { ...(await aProgram()), WEBHOOK_SECRET: 'whsec_MDEyMzQ1Njc4OWFiY2RlZg==' };
  const modules = { '@simpul/client': client };
  for (const block of programs) said.push(await runTypeScript(fences, block, { modules, env }));
  return said;
}

describe('the page', () => {
  it.each([
    'docs/quick-start.md',
    'docs/journeys/pay.md',
    'docs/journeys/deposit.md',
    'docs/journeys/withdraw.md',
    'docs/journeys/refund.md',
    'docs/journeys/settle.md',
    'libs/client/README.md',
  ])('%s shows what is answered', async (file) => {
    const said = await play(file);
    expect(said.length).toBeGreaterThan(3);
    const wrong = said.flatMap((one) => mismatches(one).map((what) => `line ${one.line}: ${what}`));
    expect(wrong).toEqual([]);
  });
});

/** One of Toko Siti's. */
async function aProgram(): Promise<Record<string, string>> {
  const credentials = { phone: '+6281231512529', pin: '482917', role: 'merchant_owner' as const };
  const anybody = new client.Simpul({ url: town.url });
  const siti = anybody.as(client.person(credentials));
  const wanted = { name: 'Kasir', scopes: ['events' as const] };
  const { id } = (await siti.post('/v1/api-clients', { body: wanted })).data;
  const key = { path: { id }, body: { kind: 'secret' as const } };
  const { data } = await siti.post('/v1/api-clients/{id}/keys', key);
  return { CLIENT_ID: id, CLIENT_SECRET: data.secret ?? '' };
}

describe('comparing a page with what is answered', () => {
  const shown = (text: string, language = 'json') => ({ language, text, line: 1 });

  it('finds what is missing, what is more and what differs', () => {
    const said = { line: 1, actual: '{"id":"pay_1","status":"held","list":[1]}' };
    const compared = (text: string) => mismatches({ ...said, shown: shown(text) });
    expect(compared('{"id":"pay_…","status":"held","list":"…"}')).toEqual([]);
    expect(compared('{"id":"rfd_…","…":"…"}')).toEqual(['answer.id is “pay_1”, not “rfd_…”']);
    expect(compared('{"id":"…","status":"posted","…":"…"}')).toHaveLength(1);
    expect(compared('{"id":"…","status":"held"}')).toEqual(['answer.list is not shown']);
    expect(compared('{"fee":"…","…":"…"}')).toEqual(['answer.fee is missing']);
    expect(compared('{"list":[2],"…":"…"}')).toEqual(['answer.list.0 is 1']);
    const text = { ...said, actual: 'true\n', shown: shown('false\n', 'text') };
    expect(mismatches(text)).toHaveLength(1);
  });
});
