import { encodeId, newUuid } from '@app/core';
import { LedgerReads, verifyLedger } from '@app/ledger';
import type { Response } from 'supertest';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';

let world: PaymentsWorld;

beforeAll(async () => {
  world = await paymentsWorld();
}, 60_000);

afterAll(() => world.close());

const get = (path: string, as: string): Promise<Response> =>
  world
    .api()
    .get(path)
    .set('authorization', as)
    .then((response) => response);

const post = (path: string, as: string, body: object = {}): Promise<Response> =>
  world
    .api()
    .post(path)
    .set({ authorization: as, 'idempotency-key': newUuid() })
    .send(body)
    .then((response) => response);

async function agree({ status, body }: Response): Promise<Response> {
  expect(status).toBe(202);
  const hash = { payload_hash: body.payload_hash };
  return post(`/v1/approvals/${body.id}/approve`, world.as.checker(), hash);
}

/** Budi pays Siti's shop; what his cooperative claims. */
async function aClaim() {
  const budi = await world.aMember(world.dinoyo, { rupiah: 100_000 });
  const siti = await world.aMerchant(world.bumiayu);
  const paid = await world.pay(budi, siti, 100_000);
  expect(paid.status).toBe(201);
  const claim = {
    transfer_id: String(paid.body.id).replace(/^pay_/, 'trf_'),
    reason: 'not_received',
    evidence_reference: 'Pengaduan 14/2026',
  };
  return { budi, siti, claim };
}

describe('a dispute', () => {
  it('is opened, answered, and ends in a ledger act that two operators agreed to', async () => {
    const { budi, claim } = await aClaim();
    const claimant = world.as.staff('treasurer', world.dinoyo);
    const respondent = world.as.staff('manager', world.bumiayu);
    const opened = await post('/v1/disputes', claimant, claim);
    expect(opened).toMatchObject({
      status: 201,
      body: {
        state: 'OPEN',
        amount: idr('100000.00'),
        claimant_cooperative_id: encodeId('coop', world.dinoyo.uid),
        respondent_cooperative_id: encodeId('coop', world.bumiayu.uid),
      },
    });
    const path = `/v1/disputes/${opened.body.id}`;
    expect((await post('/v1/disputes', claimant, claim)).body.code).toBe('already_exists');
    const operator = world.as.operator();
    const wish = { outcome: 'upheld', reason: 'barang tidak dikirim' };
    expect(await post(`${path}/outcome`, operator, wish)).toMatchObject({
      status: 409,
      body: { code: 'wrong_state' },
    });
    const answer = { answer: 'accepts', evidence_reference: 'Nota 88' };
    expect((await post(`${path}/answer`, claimant, answer)).status).toBe(403);
    const answered = await post(`${path}/answer`, respondent, answer);
    expect(answered).toMatchObject({ status: 200, body: { state: 'ANSWERED', answer: 'accepts' } });
    const done = await agree(await post(`${path}/outcome`, operator, wish));
    expect(done.body).toMatchObject({ state: 'EXECUTED' });
    const ended = await get(path, claimant);
    expect(ended.body).toMatchObject({ state: 'UPHELD' });
    expect(ended.body.result_transfer_id).toMatch(/^trf_/);
    expect(await world.posted(budi.wallet)).toBe(100_000_00n);
    const listed = await get('/v1/disputes?state=UPHELD', respondent);
    expect(listed.body.data).toEqual([ended.body]);
    const other = await world.aCooperative(world.network, 'Sukun');
    expect((await get(path, world.as.staff('treasurer', other))).status).toBe(404);
    expect(await verifyLedger(world.owner)).toMatchObject({ ok: true });
  });

  it('upheld above the limit of the network, needs somebody of each cooperative', async () => {
    const { budi, claim } = await aClaim();
    const operator = world.as.operator();
    const network = `/v1/networks/${encodeId('net', world.network.uid)}`;
    const limited = await world
      .api()
      .put(`${network}/joint-approval-limit`)
      .set({ authorization: operator, 'idempotency-key': newUuid() })
      .send({ joint_approval_above: idr('50000.00'), reason: 'rapat pengurus' });
    expect((await agree(limited)).body.state).toBe('EXECUTED');
    expect((await get(network, operator)).body.joint_approval_above).toEqual(idr('50000.00'));
    const opened = await post('/v1/disputes', world.as.staff('treasurer', world.dinoyo), claim);
    const path = `/v1/disputes/${opened.body.id}`;
    const answer = { answer: 'accepts', evidence_reference: 'Nota 88' };
    await post(`${path}/answer`, world.as.staff('manager', world.bumiayu), answer);
    const wish = { outcome: 'upheld', reason: 'barang tidak dikirim' };
    const asked = await post(`${path}/outcome`, operator, wish);
    const hash = { payload_hash: asked.body.payload_hash };
    const approve = (as: string) => post(`/v1/approvals/${asked.body.id}/approve`, as, hash);
    expect((await approve(world.as.checker())).body.code).toBe('role_forbidden');
    const [dinoyo, bumiayu] = [
      await world.aStaffMember('treasurer', world.dinoyo),
      await world.aStaffMember('manager', world.bumiayu),
    ];
    expect((await approve(dinoyo)).body).toMatchObject({
      state: 'PENDING',
      joint: { agreed: [{ cooperative_id: encodeId('coop', world.dinoyo.uid) }] },
    });
    expect(await world.posted(budi.wallet)).toBe(0n);
    expect((await approve(bumiayu)).body).toMatchObject({ state: 'EXECUTED' });
    expect(await world.posted(budi.wallet)).toBe(100_000_00n);
    expect((await get(path, dinoyo)).body).toMatchObject({ state: 'UPHELD' });
  });

  it('withdrawn, moves nothing', async () => {
    const { budi, claim } = await aClaim();
    const claimant = world.as.staff('treasurer', world.dinoyo);
    const opened = await post('/v1/disputes', claimant, { ...claim, amount: idr('1000.00') });
    const withdrawn = await post(`/v1/disputes/${opened.body.id}/withdraw`, claimant);
    expect(withdrawn).toMatchObject({ status: 200, body: { state: 'WITHDRAWN' } });
    expect(await world.posted(budi.wallet)).toBe(0n);
  });
});

describe('an adjustment', () => {
  it('is asked for with a document and made by another person', async () => {
    const reads = world.apps[0]?.get(LedgerReads);
    const { receivable, cashDifference, clearing } = world.dinoyo.accounts;
    const idOf = async (account: number) =>
      encodeId('acc', (await reads?.balance(account))?.uid ?? '');
    const operator = world.as.operator();
    const wanted = async (credit: number, value = '250.00') => ({
      document_reference: 'BA-2026-003',
      reason: 'salah akun',
      legs: [
        {
          debit_account_id: await idOf(receivable),
          credit_account_id: await idOf(credit),
          amount: idr(value),
        },
      ],
    });
    expect((await post('/v1/adjustments', operator, await wanted(clearing))).status).toBe(400);
    expect(
      (await post('/v1/adjustments', operator, await wanted(cashDifference, '0.00'))).status,
    ).toBe(400);
    const asked = await post('/v1/adjustments', operator, await wanted(cashDifference));
    expect(await world.posted(cashDifference)).toBe(0n);
    expect((await agree(asked)).body).toMatchObject({ state: 'EXECUTED' });
    expect(await world.posted(cashDifference)).toBe(250_00n);
    expect(await world.posted(receivable)).toBe(-250_00n);
    expect(await verifyLedger(world.owner)).toMatchObject({ ok: true });
  });
});
