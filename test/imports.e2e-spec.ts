import { encodeId, newUuid } from '@app/core';
import { aPhone, aWorkbook } from '@app/testing';
import type { Response } from 'supertest';

import { paymentsWorld, type PaymentsWorld } from './support/payments-world.js';

let world: PaymentsWorld;
/** Of Dinoyo, always the same one. */
let manager: string;

beforeAll(async () => {
  world = await paymentsWorld();
  manager = world.as.staff('manager', world.dinoyo);
});

afterAll(() => world.close());

const CSV = 'text/csv';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HEADER = ['Jenis', 'Nomor anggota', 'Nama', 'No. HP', 'Saldo awal', 'Nama usaha', 'Kriteria'];

interface Sending {
  readonly type?: string;
  readonly query?: string;
  readonly key?: string | null;
  readonly as?: string;
  readonly language?: string;
}

function send(body: string | Buffer, wanted: Sending = {}): Promise<Response> {
  const { type = CSV, query = '', key = newUuid(), language = 'id' } = wanted;
  const request = world
    .api()
    .post(`/v1/imports${query}`)
    .set('authorization', wanted.as ?? manager)
    .set('accept-language', language)
    .set('content-type', type);
  if (key !== null) request.set('idempotency-key', key);
  // Sent as it is, whatever the type.
  return new Promise((resolve, reject) => {
    request.serialize((bytes: string) => bytes).send(body);
    request.then(resolve, reject);
  });
}

const linesOf = (rows: readonly (readonly string[])[]) =>
  [HEADER, ...rows].map((row) => row.join(';')).join('\r\n');

let count = 0;
function aRow({ name = 'Budi Santoso', phone = aPhone(), balance = 'Rp350.000' } = {}): string[] {
  count += 1;
  return ['anggota', `I-${count}`, name, phone, balance, '', ''];
}

describe('an import over HTTP', () => {
  it('takes a CSV from dry run to a member who signs in', async () => {
    const phone = aPhone();
    const row = aRow({ phone });
    const shop = ['usaha', row[1] ?? '', '', '', '5.000', 'Warung Budi', 'UMI'];
    const text = linesOf([row, shop]);

    const dry = await send(text, { query: '?dry_run=true' });
    expect(dry.status).toBe(201);
    expect(dry.body).toMatchObject({ status: 'ready', dry_run: true, members: 1, merchants: 1 });

    const key = newUuid();
    const made = await send(text, { key });
    expect(made.body).toMatchObject({
      object: 'import',
      cooperative_id: encodeId('coop', world.dinoyo.uid),
      status: 'done',
      rows: 2,
      opening_balances: { count: 2, done: 2, amount: { value: '355000.00', currency: 'IDR' } },
      faults: [],
    });
    const replay = await send(text, { key });
    expect(replay.headers['idempotent-replayed']).toBe('true');
    expect(replay.body).toEqual(made.body);
    const again = await send(text);
    expect(again.body).toMatchObject({ status: 'done', unchanged: 2, nothing_changed: true });

    const codes = await world
      .api()
      .post(`/v1/imports/${made.body.id}/activation-codes`)
      .set('authorization', manager);
    expect(codes.status).toBe(201);
    const code = /;(\d{8});/.exec(codes.text)?.[1];
    const chosen = await world
      .api()
      .post('/v1/auth/activation')
      .send({ phone, code, pin: '482917' });
    expect(chosen.status).toBeLessThan(300);
  });

  it('takes an XLSX, and shows how far it has come', async () => {
    const made = await send(aWorkbook([HEADER, aRow(), aRow()]), { type: XLSX });
    expect(made.body).toMatchObject({ status: 'done', members: 2 });
    const read = await world.api().get(`/v1/imports/${made.body.id}`).set('authorization', manager);
    expect(read.body).toEqual(made.body);
  });

  it('tells row by row what to correct, in both languages and as CSV', async () => {
    const text = linesOf([aRow(), aRow({ phone: '12' }), aRow({ balance: '1,234' })]);
    const failed = await send(text);
    expect(failed.body).toMatchObject({
      status: 'failed',
      members: 0,
      fault_count: 2,
      faults: [
        { row: 3, column: 'phone', heading: 'No. HP', code: 'phone_invalid' },
        { row: 4, column: 'opening_balance', code: 'amount_ambiguous' },
      ],
    });
    const english = await send(text, { language: 'en', query: '?dry_run=true' });
    expect(english.body.faults[0]).toMatchObject({
      heading: 'Phone',
      problem: 'It is no phone number.',
    });
    const report = await world
      .api()
      .get(`/v1/imports/${failed.body.id}/report`)
      .set('authorization', manager);
    expect(report.headers['content-type']).toContain('text/csv');
    expect(report.text.split('\r\n').slice(0, 2)).toEqual([
      '\uFEFFBaris;Kolom;Kesalahan;Cara membetulkan',
      '3;No. HP;Bukan nomor HP.;Tulis seperti 081234567890, dengan sel berformat teks.',
    ]);
  });

  it('H12 keeps a name that looks like a formula, and quotes it in every file', async () => {
    const name = '=HYPERLINK("http://x")';
    const made = await send(aWorkbook([HEADER, aRow({ name })]), { type: XLSX });
    expect(made.body).toMatchObject({ status: 'done' });
    const codes = await world
      .api()
      .post(`/v1/imports/${made.body.id}/activation-codes`)
      .set('authorization', world.as.operator());
    expect(codes.text).toContain(`"'=HYPERLINK(""http://x"")"`);
    const failed = await send(aWorkbook([[...HEADER, '=1+1'], aRow()]), { type: XLSX });
    const [fault] = failed.body.faults;
    expect(fault).toMatchObject({ code: 'column_unknown' });
  });

  it('is for managers of the cooperative and operators only', async () => {
    const text = linesOf([aRow()]);
    const teller = await send(text, { as: world.as.staff('teller', world.dinoyo) });
    expect(teller.body).toMatchObject({ status: 403, code: 'role_forbidden' });
    const nameless = await send(text, { as: world.as.operator() });
    expect(nameless.body).toMatchObject({ status: 400, code: 'validation_failed' });
    const query = `?cooperative_id=${encodeId('coop', world.dinoyo.uid)}`;
    const foreign = await send(text, { query, as: world.as.staff('manager', world.bumiayu) });
    expect(foreign.body).toMatchObject({ status: 404, code: 'not_found' });
    const made = await send(text, { query, as: world.as.operator() });
    expect(made.body).toMatchObject({ status: 'done' });
    for (const path of ['', '/report']) {
      const read = await world
        .api()
        .get(`/v1/imports/${made.body.id}${path}`)
        .set('authorization', world.as.staff('manager', world.bumiayu));
      expect(read.status).toBe(404);
    }
  });

  it('refuses what is no file, has no key, or is too large', async () => {
    expect((await send('{}', { type: 'application/json' })).body.code).toBe(
      'media_type_unsupported',
    );
    expect((await send('a', { type: 'image/png' })).body.code).toBe('media_type_unsupported');
    expect((await send('a', { key: null })).body.code).toBe('idempotency_key_missing');
    expect((await send('a', { query: '?dry_run=maybe' })).body.code).toBe('validation_failed');
    expect((await send(Buffer.alloc(10 * 1024 * 1024 + 1, 'a'))).body.code).toBe('body_too_large');
    const key = newUuid();
    await send(linesOf([aRow()]), { key });
    expect((await send(linesOf([aRow()]), { key })).body.code).toBe('idempotency_key_reused');
    const elsewhere = await world
      .api()
      .post('/v1/members')
      .set('authorization', manager)
      .set('content-type', CSV)
      .send('a;b');
    expect(elsewhere.body.code).toBe('media_type_unsupported');
  });

  it('lets a cooperative that is suspended take on nobody', async () => {
    const cooperative = await world.aCooperative(world.network, 'Ditangguhkan');
    await world.setState(cooperative, 'suspended');
    const refused = await send(linesOf([aRow()]), { as: world.as.staff('manager', cooperative) });
    expect(refused.body).toMatchObject({ status: 409, code: 'wrong_state' });
  });
});
