import { spawnSync } from 'node:child_process';
import { createHash, createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeId, newUuid, type Sen } from '@app/core';
import type { Page } from '@app/http';
import type { Cooperative, Member, Merchant } from '@app/participants';
import { iso20022Schemas, schemaFaults } from '@app/testing';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import type { Response } from 'supertest';
import type { NettedCycleReply } from '../apps/api/src/cycles/present-cycle.js';
import type { ManifestReply } from '../apps/api/src/settlement-statements/cycle-manifest.js';
import type {
  CycleTransferReply,
  SettlementStatementReply,
} from '../apps/api/src/settlement-statements/present-statement.js';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';

const PAYMENTS = 12;
const schemas = iso20022Schemas();

let world: PaymentsWorld;
let operator: string;
let cycle: string;
let dinoyo: Cooperative;
let bumiayu: Cooperative;

beforeAll(async () => {
  world = await paymentsWorld();
  ({ dinoyo, bumiayu } = world);
  operator = world.as.operator();
  for (const cooperative of [dinoyo, bumiayu]) {
    const at = `/v1/cooperatives/${coopId(cooperative)}/funds-in`;
    const body = { amount: idr('90000000.00'), bank_reference: `BCA-${cooperative.shortName}` };
    expect((await post(at, operator, body)).status).toBe(201);
  }
  const [budi, tokoSiti] = await aPair(dinoyo, bumiayu);
  const [wati, tokoAgus] = await aPair(bumiayu, dinoyo);
  for (let n = 1; n <= PAYMENTS; n += 1) {
    expect((await world.pay(budi, tokoSiti, 10_000 + 1_111 * n)).status).toBe(201);
    if (n % 3 === 0) expect((await world.pay(wati, tokoAgus, 7_777 * n)).status).toBe(201);
  }
  const open = await get('/v1/cycles?state=OPEN', operator);
  cycle = open.body.data[0].id;
  expect((await post(`/v1/cycles/${cycle}/close`, operator, {})).status).toBe(200);
}, 60_000);

afterAll(() => world.close());

async function aPair(from: Cooperative, to: Cooperative): Promise<[Member, Merchant]> {
  return [await world.aMember(from, { rupiah: 1_000_000 }), await world.aMerchant(to)];
}

const coopId = ({ uid }: Cooperative): string => encodeId('coop', uid);

const get = (at: string, as: string): Promise<Response> =>
  world
    .api()
    .get(at)
    .set('authorization', as)
    .then((response) => response);

interface Download {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

async function download(at: string, as: string): Promise<Download> {
  const parts: Buffer[] = [];
  const { headers } = await world
    .api()
    .get(at)
    .set('authorization', as)
    .buffer(true)
    .parse((response, done) => {
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, ''));
    });
  const disposition = String(headers['content-disposition']);
  return {
    name: /^attachment; filename="([\w.-]+)"$/.exec(disposition)?.[1] ?? '',
    type: String(headers['content-type']),
    bytes: Buffer.concat(parts),
  };
}

const text = async (at: string): Promise<string> => (await download(at, operator)).bytes.toString();

const post = (at: string, as: string, body: object): Promise<Response> =>
  world
    .api()
    .post(at)
    .set('authorization', as)
    .set('idempotency-key', newUuid())
    .send(body)
    .then((response) => response);

const sen = ({ value }: { readonly value: string }): Sen => BigInt(value.replace('.', ''));

const statementOf = async (cooperative: Cooperative): Promise<SettlementStatementReply> => {
  const at = `/v1/cycles/${cycle}/statement?cooperative=${coopId(cooperative)}`;
  return (await get(at, operator)).body as SettlementStatementReply;
};

/** All pages of the drill-down, forwards. */
async function drilled(cooperative: Cooperative, filter = ''): Promise<CycleTransferReply[]> {
  const at = `/v1/cycles/${cycle}/transfers?cooperative=${coopId(cooperative)}&limit=5${filter}`;
  const found: CycleTransferReply[] = [];
  let cursor: string | undefined;
  do {
    const after: string = cursor === undefined ? '' : `&after=${cursor}`;
    const page = (await get(at + after, operator)).body as Page<CycleTransferReply>;
    expect(page.data.length).toBeLessThanOrEqual(5);
    found.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor !== undefined);
  return found;
}

function summed(transfers: readonly CycleTransferReply[]) {
  const parts = transfers.flatMap((transfer) => transfer.parts);
  const of = (side: string) =>
    parts.filter((part) => part.side === side).reduce((sum, part) => sum + sen(part.amount), 0n);
  return { owes: of('owes'), isOwed: of('is_owed'), legs: parts.length };
}

const figuresOf = (line: SettlementStatementReply | SettlementStatementReply['parts'][number]) => ({
  owes: sen(line.owes),
  isOwed: sen(line.is_owed),
  legs: line.leg_count,
});

describe('a statement of settlement', () => {
  it('says what the netted cycle says, and its parts and counterparts sum to it', async () => {
    const netted = (await get(`/v1/cycles/${cycle}`, operator)).body as NettedCycleReply;
    expect(netted.nets).toHaveLength(2);
    for (const { cooperative_id: id, net, side } of netted.nets) {
      const cooperative = [dinoyo, bumiayu].find((one) => coopId(one) === id);
      if (cooperative === undefined) throw new Error(`a stranger: ${id}`);
      const statement = await statementOf(cooperative);
      const magnitude = net.value.replace('-', '');
      expect(statement).toMatchObject({ side, net: idr(magnitude), outstanding: idr(magnitude) });
      const total = sen(statement.owes) - sen(statement.is_owed);
      for (const lines of [statement.parts, statement.counterparts]) {
        const sum = lines.reduce((all, line) => all + sen(line.owes) - sen(line.is_owed), 0n);
        expect(sum).toBe(total);
      }
    }
  });

  it('is drilled down to its transfers: every figure to the sen', async () => {
    for (const cooperative of [dinoyo, bumiayu]) {
      const statement = await statementOf(cooperative);
      const all = await drilled(cooperative);
      expect(summed(all)).toEqual(figuresOf(statement));
      expect(new Set(all.map((one) => one.transfer_id)).size).toBe(all.length);
      for (const part of statement.parts) {
        const filter = `&service=${part.service}&component=${part.component}`;
        expect(summed(await drilled(cooperative, filter))).toEqual(figuresOf(part));
      }
      for (const line of statement.counterparts) {
        const counterpart = line.cooperative_id ?? 'switch';
        const { owes, isOwed } = summed(await drilled(cooperative, `&counterpart=${counterpart}`));
        expect({ owes, isOwed }).toEqual({ owes: sen(line.owes), isOwed: sen(line.is_owed) });
      }
    }
  });

  it('is drilled backwards to the same pages', async () => {
    const all = await drilled(dinoyo);
    const at = `/v1/cycles/${cycle}/transfers?cooperative=${coopId(dinoyo)}&limit=5`;
    const first = (await get(at, operator)).body as Page<CycleTransferReply>;
    const second = (await get(`${at}&after=${first.next_cursor}`, operator)).body;
    expect(second.data).toEqual(all.slice(5, 10));
    const back = (await get(`${at}&before=${second.previous_cursor}`, operator)).body;
    expect(back.data).toEqual(first.data);
  });

  it('is a cooperative’s own, and nobody else’s but the operator’s', async () => {
    const treasurer = world.as.staff('treasurer', dinoyo);
    const own = await get(`/v1/cycles/${cycle}/statement`, treasurer);
    expect(own.body).toEqual(await statementOf(dinoyo));
    for (const what of ['statement', 'transfers', 'manifest']) {
      const at = `/v1/cycles/${cycle}/${what}?cooperative=${coopId(bumiayu)}`;
      expect((await get(at, treasurer)).status).toBe(404);
      const teller = world.as.staff('teller', dinoyo);
      expect((await get(`/v1/cycles/${cycle}/${what}`, teller)).status).toBe(403);
    }
    expect((await get(`/v1/cycles/${cycle}/instructions`, treasurer)).status).toBe(403);
    const unnamed = await get(`/v1/cycles/${cycle}/statement`, operator);
    expect(unnamed).toMatchObject({ status: 400, body: { errors: [{ field: 'cooperative' }] } });
  });

  it('is refused until the cycle is netted', async () => {
    const open = (await get('/v1/cycles?state=OPEN', operator)).body.data[0].id;
    const at = `/v1/cycles/${open}/statement?cooperative=${coopId(dinoyo)}`;
    expect((await get(at, operator)).body.code).toBe('wrong_state');
  });

  it('H12 comes as CSV that no spreadsheet executes', async () => {
    const treasurer = world.as.staff('treasurer', dinoyo);
    const answer = await get(`/v1/cycles/${cycle}/statement?format=csv`, treasurer);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const rows: string[][] = parse(answer.text, { delimiter: ';', bom: true });
    const total = rows.find(([, words]) => words === 'Jumlah');
    expect(rows.flat().filter((cell) => /^[=+@\t-]/.test(cell))).toEqual([]);
    const { leg_count: legs } = await statementOf(dinoyo);
    expect(total?.[7]).toBe(String(legs));
  });

  it('comes as a workbook and as PDF', async () => {
    const treasurer = world.as.staff('treasurer', dinoyo);
    const xlsx = await download(`/v1/cycles/${cycle}/statement?format=xlsx`, treasurer);
    expect(xlsx.name).toMatch(/\.xlsx$/);
    const parts = unzipSync(new Uint8Array(xlsx.bytes));
    const sheet = strFromU8(parts['xl/worksheets/sheet2.xml'] ?? new Uint8Array());
    const { owes } = await statementOf(dinoyo);
    expect(sheet).toContain(`<v>${String(Number(owes.value))}</v>`);
    const pdf = await download(`/v1/cycles/${cycle}/statement?format=pdf`, treasurer);
    expect(pdf.type).toBe('application/pdf');
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });
});

describe('messages of ISO 20022', () => {
  const camtOf = (cooperative: Cooperative) =>
    text(`/v1/cycles/${cycle}/statement?format=camt053&cooperative=${coopId(cooperative)}`);

  it('tell the clearing account in camt.053, from its opening to its closing balance', async () => {
    for (const cooperative of [dinoyo, bumiayu]) {
      const xml = await camtOf(cooperative);
      const statement = await statementOf(cooperative);
      const posted = -(await world.posted(cooperative.accounts.clearing));
      const [opening, closing] = balancesOf(xml);
      expect(opening).toBe(0n);
      expect(closing).toBe(posted);
      expect(closing).toBe(sen(statement.is_owed) - sen(statement.owes));
      const details = [...xml.matchAll(/<TxDtls>/g)].length;
      expect(details).toBe(statement.leg_count);
      expect(xml).toMatch(/<CreDtTm>\d{4}-\d\d-\d\dT[\d:.]{12}\+07:00<\/CreDtTm>/);
    }
  });

  it('tell who pays whom in pacs.009', async () => {
    const xml = await text(`/v1/cycles/${cycle}/instructions`);
    for (const cooperative of [dinoyo, bumiayu]) {
      const { net } = await statementOf(cooperative);
      expect(xml).toContain(`<IntrBkSttlmAmt Ccy="IDR">${net.value}</IntrBkSttlmAmt>`);
      expect(xml).toContain(coopId(cooperative));
    }
    expect(xml).toContain('<Prtry>SIMPUL</Prtry>');
  });

  (schemas === undefined ? it.skip : it)('are valid against the schemas', async () => {
    if (schemas === undefined) return;
    for (const cooperative of [dinoyo, bumiayu]) {
      const xml = await camtOf(cooperative);
      expect(await schemaFaults(schemas, 'camt.053.001.08', xml)).toEqual([]);
      expect(await schemaFaults(schemas, 'camt.053.001.08', xml.replace('BOOK', ''))).not.toEqual(
        [],
      );
    }
    const instructions = await text(`/v1/cycles/${cycle}/instructions`);
    expect(await schemaFaults(schemas, 'pacs.009.001.08', instructions)).toEqual([]);
  });
});

function balancesOf(xml: string): Sen[] {
  const balance = /<Bal>.*?<Amt Ccy="IDR">([\d.]+)<\/Amt><CdtDbtInd>(DBIT|CRDT)</g;
  return [...xml.matchAll(balance)].map(([, value = '', side]) =>
    side === 'CRDT' ? sen({ value }) : -sen({ value }),
  );
}

describe('the manifest of a cycle', () => {
  const manifest = async (as: string): Promise<ManifestReply> =>
    (await get(`/v1/cycles/${cycle}/manifest`, as)).body as ManifestReply;

  it('is signed by the deployment’s key, and names the head of the chain', async () => {
    const { jws, manifest: content } = await manifest(operator);
    const [header = '', payload = '', signature = ''] = jws.split('.');
    const decoded: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(decoded).toEqual(content);
    const { keys } = (await get('/v1/auth/jwks', operator)).body as { keys: JsonWebKey[] };
    const [key] = keys;
    if (key === undefined) throw new Error('no key');
    const isValid = (written: string) =>
      verify(
        'sha256',
        Buffer.from(written),
        { key: createPublicKey({ key, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      );
    expect(isValid(`${header}.${payload}`)).toBe(true);
    expect(isValid(`${header}.${payload.replace(/.$/, 'x')}y`)).toBe(false);
    const { rows } = await world.owner.query<{ hash: string }>(
      `SELECT encode(hash, 'hex') AS hash FROM ledger.batch WHERE number = $1`,
      [content.last_batch],
    );
    expect(content.chain_head).toBe(rows[0]?.hash);
  });

  it('has the digest of every file as it is downloaded', async () => {
    const { manifest: content } = await manifest(operator);
    const digests = new Map(content.files.map(({ name, sha256 }) => [name, sha256]));
    expect(digests.size).toBe(5);
    const paths = [dinoyo, bumiayu].flatMap((cooperative) =>
      ['csv', 'camt053'].map(
        (format) => `statement?format=${format}&cooperative=${coopId(cooperative)}`,
      ),
    );
    for (const what of [...paths, 'instructions']) {
      const { name, bytes } = await download(`/v1/cycles/${cycle}/${what}`, operator);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(digests.get(name));
    }
  });

  it('is verified with its files by the program that comes with it', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'simpul-manifest-'));
    try {
      const treasurer = world.as.staff('treasurer', dinoyo);
      const file = (name: string) => path.join(folder, name);
      const reply = await manifest(treasurer);
      writeFileSync(file('manifest.json'), JSON.stringify(reply));
      const { body } = await get('/v1/auth/jwks', treasurer);
      writeFileSync(file('jwks.json'), JSON.stringify(body));
      const csv = await download(`/v1/cycles/${cycle}/statement?format=csv`, treasurer);
      writeFileSync(file(csv.name), csv.bytes);
      const verified = () =>
        spawnSync(
          process.execPath,
          ['apps/verify-manifest.mjs', file('manifest.json'), '--keys', file('jwks.json')],
          { encoding: 'utf8' },
        );
      expect(verified()).toMatchObject({
        status: 0,
        stdout: expect.stringContaining(`as signed  ${csv.name}`),
      });
      writeFileSync(file(csv.name), `${csv.bytes.toString()} `);
      expect(verified()).toMatchObject({
        status: 1,
        stdout: expect.stringContaining(`DIFFERENT  ${csv.name}`),
      });
      const [head, payload, signature] = reply.jws.split('.');
      const forged = Buffer.from(payload ?? '', 'base64url')
        .toString()
        .replace('NETTED', 'OPENED');
      const jws = [head, Buffer.from(forged).toString('base64url'), signature].join('.');
      writeFileSync(file('manifest.json'), JSON.stringify({ jws }));
      expect(verified()).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('NOT valid'),
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('shows a treasurer the own cooperative only', async () => {
    const { manifest: content } = await manifest(world.as.staff('treasurer', dinoyo));
    expect(content.nets).toHaveLength(1);
    expect(content.files).toHaveLength(2);
    expect(content.files.every(({ name }) => name.includes(coopId(dinoyo)))).toBe(true);
  });
});

describe('a settled cycle', () => {
  it('tells what was paid and when, and leaves nothing outstanding', async () => {
    const checker = world.as.checker();
    const proposed = await post('/v1/settlements', operator, { cycle_id: cycle });
    const approve = `/v1/settlements/${proposed.body.id}/approve`;
    expect((await post(approve, checker, {})).status).toBe(200);
    for (const cooperative of [dinoyo, bumiayu]) {
      const statement = await statementOf(cooperative);
      expect(statement).toMatchObject({ state: 'SETTLED', outstanding: idr('0.00') });
      const paid = statement.settled.reduce((sum, { amount }) => sum + sen(amount), 0n);
      expect(paid).toBe(sen(statement.net));
      expect(statement.as_of).toBe(statement.settled.at(-1)?.settled_at);
    }
    const open = (await get('/v1/cycles?state=OPEN', operator)).body.data[0].id;
    expect((await post(`/v1/cycles/${open}/close`, operator, {})).status).toBe(200);
    const at = `/v1/cycles/${open}/statement?format=camt053&cooperative=${coopId(dinoyo)}`;
    const xml = await text(at);
    expect(xml).toContain('<Cd>settlement.settlement</Cd>');
    expect(balancesOf(xml)[1]).toBe(-(await world.posted(dinoyo.accounts.clearing)));
  });
});
