import { encodeId, newUuid } from '@app/core';
import { verifyLedger } from '@app/ledger';
import type { Response } from 'supertest';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';
import { itemsOf, textOf } from './support/read-body.js';

let world: PaymentsWorld;
let maker: string;

beforeAll(async () => {
  world = await paymentsWorld();
  maker = world.as.operator();
}, 60_000);

afterAll(() => world.close());

const get = (path: string, as = maker): Promise<Response> =>
  world
    .api()
    .get(path)
    .set('authorization', as)
    .then((response) => response);

const post = (path: string, as: string, body: object): Promise<Response> =>
  world
    .api()
    .post(path)
    .set({ authorization: as, 'idempotency-key': newUuid() })
    .send(body)
    .then((response) => response);

const COLUMNS =
  'date_column=Tanggal&reference_column=Referensi&debit_column=Debet&credit_column=Kredit' +
  '&date_format=DD%2FMM%2FYYYY&decimal=,';

function send(rows: readonly string[], as = maker): Promise<Response> {
  return world
    .api()
    .post(`/v1/bank-statements?${COLUMNS}`)
    .set({ authorization: as, 'content-type': 'text/csv' })
    .send(['Tanggal;Debet;Kredit;Referensi', ...rows].join('\n'))
    .then((response) => response);
}

const camtEntry = (reference: string, amount: string) =>
  `<Ntry><Amt Ccy="IDR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>` +
  `<BookgDt><Dt>2026-03-04</Dt></BookgDt><AcctSvcrRef>${reference}</AcctSvcrRef></Ntry>`;

function sendCamt(entries: readonly string[]): Promise<Response> {
  const namespace = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08';
  return world
    .api()
    .post('/v1/bank-statements')
    .set({ authorization: maker, 'content-type': 'application/xml; charset=utf-8' })
    .send(
      `<Document xmlns="${namespace}"><BkToCstmrStmt><Stmt><Id>S</Id>${entries.join('')}</Stmt>` +
        '</BkToCstmrStmt></Document>',
    )
    .then((response) => response);
}

describe('the settlement bank’s statement', () => {
  it('is taken in, paired, and what is left is resolved by two persons', async () => {
    const dinoyo = encodeId('coop', world.dinoyo.uid);
    const funds = { amount: idr('50000.00'), bank_reference: 'BRI-1' };
    await post(`/v1/cooperatives/${dinoyo}/funds-in`, maker, funds);
    const rows = ['02/03/2026;;50.000,00;BRI-1', '02/03/2026;;1.250.000,00;BRI-2'];
    const sent = await send(rows);
    expect(sent).toMatchObject({ status: 201, body: { line_count: 2, known_count: 0 } });
    const again = await send(rows);
    expect(again).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
    expect(again.body).toEqual(sent.body);
    expect((await get('/v1/bank-statements')).body.data).toEqual([sent.body]);

    const { body } = await get('/v1/bank-breaks');
    expect(body.data).toMatchObject([
      { kind: 'unknown', bank_reference: 'BRI-2', amount: idr('1250000.00') },
    ]);
    const [open] = body.data;
    expect(open.age_days).toBeGreaterThan(0);
    const resolve = `/v1/bank-breaks/${open.id}/resolve`;
    for (const [wish, kind] of [
      [{ action: 'suspense', reason: 'belum dikenal' }, 'in_suspense'],
      [{ action: 'cooperative', cooperative_id: dinoyo, reason: 'ternyata Dinoyo' }, undefined],
    ] as const) {
      const asked = await post(resolve, maker, wish);
      expect(asked).toMatchObject({ status: 202, body: { kind: 'bank_break', state: 'PENDING' } });
      const hash = { payload_hash: asked.body.payload_hash };
      const approve = `/v1/approvals/${asked.body.id}/approve`;
      expect(await post(approve, maker, hash)).toMatchObject({ status: 403 });
      const done = await post(approve, world.as.checker(), hash);
      expect(done.body).toMatchObject({ state: 'EXECUTED' });
      const left = itemsOf((await get('/v1/bank-breaks')).body);
      expect(left.map((one) => textOf(one, 'kind'))).toEqual(kind ? [kind] : []);
    }
    const position = await get(`/v1/cooperatives/${dinoyo}/position`);
    expect(position.body.liquidity).toEqual(idr('1300000.00'));
    expect(await verifyLedger(world.owner)).toMatchObject({ ok: true });
  });

  it('is refused whole, line by line, where it contradicts itself or an earlier one', async () => {
    await send(['03/03/2026;;10,00;BRI-30']);
    const answer = await send([
      '03/03/2026;;10,00;BRI-31',
      '03/03/2026;;11,00;BRI-31',
      '31/02/2026;1;;X',
    ]);
    expect(answer).toMatchObject({
      status: 400,
      body: {
        code: 'validation_failed',
        errors: [
          { field: 'line 3', code: 'line_contradicts' },
          { field: 'line 4', code: 'date_invalid' },
        ],
      },
    });
    const later = await send(['03/03/2026;10,00;;BRI-30']);
    expect(later.body.errors).toMatchObject([{ field: 'line 2', code: 'line_contradicts' }]);
    const { body } = await get('/v1/bank-breaks?limit=100');
    const references = itemsOf(body).map((one) => textOf(one, 'bank_reference'));
    expect(references).not.toContain('BRI-31');
  });

  it('may be a camt.053, that says the same as a CSV did or is refused', async () => {
    const funds = { amount: idr('60000.00'), bank_reference: 'BRI-60' };
    await post(`/v1/cooperatives/${encodeId('coop', world.dinoyo.uid)}/funds-in`, maker, funds);
    await send(['04/03/2026;;10,00;BRI-61']);
    const entries = [camtEntry('BRI-60', '60000.00'), camtEntry('BRI-61', '10.00')];
    const sent = await sendCamt(entries);
    expect(sent).toMatchObject({
      status: 201,
      body: { format: 'camt.053', line_count: 1, known_count: 1 },
    });
    expect((await sendCamt(entries)).headers).toMatchObject({ 'idempotent-replayed': 'true' });
    const references = itemsOf((await get('/v1/bank-breaks?limit=100')).body).map((one) =>
      textOf(one, 'bank_reference'),
    );
    expect(references).toContain('BRI-61');
    expect(references).not.toContain('BRI-60');

    const contradicting = await sendCamt([
      camtEntry('BRI-62', '1.00'),
      camtEntry('BRI-61', '11.00'),
    ]);
    expect(contradicting).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'entry 2', code: 'line_contradicts' }] },
    });
    const twice = await sendCamt([camtEntry('BRI-63', '1.00'), camtEntry('BRI-63', '1.00')]);
    expect(twice.body.errors).toMatchObject([{ field: 'entry 2', code: 'line_duplicated' }]);
    const broken = await sendCamt(['<Ntry>']);
    expect(broken.body.errors).toMatchObject([{ field: 'statement', code: 'xml_invalid' }]);
  });

  it('is not read as a CSV unless its columns are named, nor from a body of another type', async () => {
    const to = (path: string, type: string) =>
      world
        .api()
        .post(path)
        .set({ authorization: maker, 'content-type': type })
        .send('Tanggal;Referensi');
    expect((await to('/v1/bank-statements', 'text/csv')).body.errors).toMatchObject([
      { field: 'date_column', code: 'required' },
    ]);
    expect((await to('/v1/bank-statements', 'image/png')).status).toBe(415);
    expect((await to('/v1/imports?kind=members', 'application/xml')).status).toBe(415);
  });

  it('is an operator’s business', async () => {
    const treasurer = world.as.staff('treasurer', world.dinoyo);
    expect((await send(['03/03/2026;;10,00;BRI-40'], treasurer)).status).toBe(403);
    expect((await get('/v1/bank-breaks', treasurer)).status).toBe(403);
    const tampered = Buffer.from('["x"]').toString('base64url');
    expect((await get(`/v1/bank-breaks?after=${tampered}`)).body.code).toBe('cursor_invalid');
  });
});
