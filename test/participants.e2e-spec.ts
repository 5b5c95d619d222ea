import { aPhone } from '@app/testing';
import { decodeId, encodeId, newUuid } from '@app/core';
import request from 'supertest';
import { startTestApp, type TestApp } from './support/app.js';

let test: TestApp;
let operator: string;
let network: { id: string };

beforeAll(async () => {
  test = await startTestApp();
  operator = test.bearer({ role: 'operator' });
  const opened = await post('/v1/networks', { name: 'Malang Raya', live: false }, operator);
  expect(opened.status).toBe(201);
  network = opened.body;
});
afterAll(() => test.close());

/** What this spec looks at in any answer. */
interface Body {
  readonly id: string;
  readonly code: string;
  readonly now: string;
  readonly data: readonly (Body & { readonly version: number })[];
  readonly errors: readonly { readonly field: string }[];
  readonly rules: readonly object[];
  readonly full_name: string;
  readonly status: string;
  readonly limits: object;
  readonly calendar: object;
  readonly state: string;
  readonly next_cursor: string;
  readonly username: string;
  readonly activation_code: string;
  readonly owner_person_id: string;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

async function post(path: string, body: object, bearer: string, key?: string): Promise<Answer> {
  return request(test.server)
    .post(path)
    .set('authorization', bearer)
    .set(key === undefined ? {} : { 'idempotency-key': key })
    .send(body);
}

async function get(path: string, bearer: string): Promise<Answer> {
  return request(test.server).get(path).set('authorization', bearer);
}

async function put(path: string, body: object, bearer: string): Promise<Answer> {
  return request(test.server).put(path).set('authorization', bearer).send(body);
}

const rupiah = (value: string) => ({ value, currency: 'IDR' });

let count = 0;

/** A cooperative and tokens of people who work for it. */
async function aCooperative() {
  count += 1;
  const created = await post(
    '/v1/cooperatives',
    { name: `Koperasi ${count}`, short_name: `Kop ${count}`, city: 'Malang' },
    operator,
  );
  expect(created.status).toBe(201);
  const { id } = created.body;
  const cooperative = decodeId('coop', id) ?? null;
  const scope = { network: 1, cooperative };
  return {
    id,
    cooperative,
    manager: test.bearer({ role: 'manager', ...scope }),
    teller: test.bearer({ role: 'teller', ...scope }),
    member: test.bearer({ role: 'member', member: newUuid(), ...scope }),
  };
}

const aMember = (number: string) => ({ full_name: 'Budi Santoso', phone: aPhone(), number });

describe('networks', () => {
  it('open with limits, calendar and clock, and no number stands for money', async () => {
    const { body } = await get(`/v1/networks/${network.id}`, operator);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^net_/),
      name: 'Malang Raya',
      live: false,
      time_zone: 'Asia/Jakarta',
      limits: { registered: { per_payment: rupiah('20000000.00'), per_day_count: 200 } },
      calendar: { cutoffs: ['16:00'], weekday_cutoffs: [], skip_sundays: true, holidays: [] },
    });
    const listed = await get('/v1/networks', operator);
    expect(listed.body.data).toHaveLength(1);
  });

  it('are for operators: anybody else is forbidden, a malformed or unknown id is not found', async () => {
    const manager = test.bearer({ role: 'manager', network: 1, cooperative: newUuid() });
    expect((await get(`/v1/networks/${network.id}`, manager)).status).toBe(403);
    expect((await get('/v1/networks/net_x', operator)).status).toBe(404);
    expect((await get(`/v1/networks/${encodeId('net', newUuid())}`, operator)).status).toBe(404);
    const elsewhere = test.bearer({ role: 'operator', network: 2 });
    expect((await get(`/v1/networks/${network.id}`, elsewhere)).status).toBe(404);
  });

  it('take new limits and calendars, checked to the last field', async () => {
    const tier = {
      per_payment: rupiah('500000.00'),
      per_day_amount: rupiah('1000000.00'),
      per_day_count: 5,
      per_month_amount: rupiah('5000000.00'),
    };
    const limits = { unregistered: tier, registered: { ...tier, per_day_count: 50 } };
    const set = await put(`/v1/networks/${network.id}/limits`, limits, operator);
    expect(set.body.limits).toMatchObject(limits);
    const asNumber = { ...limits, registered: { ...tier, per_payment: 500000 } };
    const refused = await put(`/v1/networks/${network.id}/limits`, asNumber, operator);
    expect(refused.status).toBe(400);
    for (const body of [
      { registered: tier },
      { ...limits, unregistered: [] },
      { ...limits, x: 1 },
    ]) {
      expect((await put(`/v1/networks/${network.id}/limits`, body, operator)).status).toBe(400);
    }

    const calendar = {
      cutoffs: ['16:00'],
      weekday_cutoffs: [
        { days: ['mon', 'fri'], cutoffs: ['11:00', '16:00'] },
        { days: ['sat'], cutoffs: [] },
      ],
      skip_sundays: true,
      holidays: ['2026-03-20'],
    };
    const changed = await put(`/v1/networks/${network.id}/calendar`, calendar, operator);
    expect(changed.body.calendar).toEqual(calendar);
    for (const wrong of [
      { ...calendar, cutoffs: ['24:00'] },
      { ...calendar, weekday_cutoffs: [{ days: ['jumat'], cutoffs: [] }] },
      { ...calendar, weekday_cutoffs: [{ days: ['fri'], cutoffs: ['25:00'] }] },
      { ...calendar, weekday_cutoffs: [...calendar.weekday_cutoffs, calendar.weekday_cutoffs[0]] },
      { ...calendar, holidays: ['2026-02-30'] },
      { ...calendar, cutoffs: '16:00' },
    ]) {
      const answer = await put(`/v1/networks/${network.id}/calendar`, wrong, operator);
      expect(answer.status).toBe(400);
    }
  });

  it('move their clock forward only', async () => {
    const later = new Date(Date.now() + 86_400_000).toISOString();
    const moved = await post(`/v1/networks/${network.id}/clock`, { now: later }, operator);
    expect(moved.status).toBe(200);
    expect(Date.parse(moved.body.now)).toBeGreaterThanOrEqual(Date.parse(later));
    const back = { now: new Date().toISOString() };
    const refused = await post(`/v1/networks/${network.id}/clock`, back, operator);
    expect([refused.status, refused.body.code]).toEqual([422, 'clock_backwards']);
    const far = { now: '9999-12-31T23:59:59Z' };
    const beyond = await post(`/v1/networks/${network.id}/clock`, far, operator);
    expect([beyond.status, beyond.body.code]).toEqual([400, 'validation_failed']);
    expect(beyond.body.errors).toMatchObject([{ field: 'now' }]);
  });
});

describe('fee schedules', () => {
  it('are drawn up by preset or by rules, and every version stays readable', async () => {
    const { id } = await aCooperative();
    const first = await post('/v1/fee-schedules', { preset: 'cooperative_simple' }, operator);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ version: 1, state: 'active', unit: rupiah('1.00') });
    const share = { party: 'acquirer', weight: '100' };
    const flat = { name: 'mdr', payer: 'merchant', fixed: rupiah('100.00'), shares: [share] };
    const rules = [
      ...first.body.rules,
      { ...first.body.rules[0], issuer_id: id, refund: 'kept', components: [flat] },
    ];
    const second = await post('/v1/fee-schedules', { rules }, operator);
    expect(second.body).toMatchObject({ version: 2, state: 'draft', rules });
    const listed = await get(`/v1/fee-schedules?network_id=${network.id}`, operator);
    const seen = listed.body.data.map((one) => [one.version, one.state]);
    expect(seen).toEqual([
      [1, 'active'],
      [2, 'draft'],
    ]);
    const read = await get(`/v1/fee-schedules/${first.body.id}`, operator);
    expect(read.body).toMatchObject({ version: 1, state: 'active', rules: first.body.rules });
    const byVersion = await get('/v1/fee-schedules?version=2', operator);
    expect(byVersion.body.data.map((one) => one.id)).toEqual([second.body.id]);
  });

  it('that contradict themselves are refused with every fault in its place', async () => {
    const { body } = await get('/v1/fee-schedules?limit=1', operator);
    const [rule, ...others] = body.data[0]?.rules ?? [];
    const wrong = { ...rule, from_amount: rupiah('5.00'), to_amount: rupiah('1.00') };
    const answer = await post('/v1/fee-schedules', { rules: [wrong, ...others] }, operator);
    expect([answer.status, answer.body.code]).toEqual([422, 'schedule_invalid']);
    const fields = answer.body.errors.map((error) => error.field);
    expect(fields).toContain('rules.0.to_amount');
  });

  it('name only cooperatives of their network, and either a preset or rules', async () => {
    const { body } = await get('/v1/fee-schedules?limit=1', operator);
    const rules = [{ ...body.data[0]?.rules[0], issuer_id: encodeId('coop', newUuid()) }];
    const stranger = await post('/v1/fee-schedules', { rules }, operator);
    expect(stranger.status).toBe(400);
    expect(stranger.body.errors[0]?.field).toBe('rules.0.issuer_id');
    expect((await post('/v1/fee-schedules', {}, operator)).status).toBe(400);
    const both = { preset: 'cooperative_simple', rules: [] };
    expect((await post('/v1/fee-schedules', both, operator)).status).toBe(400);
  });
});

describe('cooperatives', () => {
  it('go from invited to training to active, and no step is skipped', async () => {
    const { id } = await aCooperative();
    const path = `/v1/cooperatives/${id}/state`;
    const skipped = await post(path, { state: 'active', reason: 'buru-buru' }, operator);
    expect([skipped.status, skipped.body.code]).toEqual([409, 'wrong_state']);
    for (const state of ['training', 'active', 'suspended', 'active']) {
      const moved = await post(path, { state, reason: 'sesuai rapat' }, operator);
      expect([moved.status, moved.body.state]).toEqual([200, state]);
    }
  });

  it('have a name of their own in the network', async () => {
    const wanted = { name: 'Koperasi Kembar', short_name: 'Kembar', city: 'Malang' };
    expect((await post('/v1/cooperatives', wanted, operator)).status).toBe(201);
    const again = await post('/v1/cooperatives', wanted, operator);
    expect([again.status, again.body.code]).toEqual([409, 'already_exists']);
    expect(again.body.errors).toMatchObject([{ field: 'name', code: 'already_exists' }]);
  });

  it('are listed by pages that meet', async () => {
    await Promise.all([aCooperative(), aCooperative()]);
    const whole = (await get('/v1/cooperatives?limit=100', operator)).body.data;
    const first = (await get('/v1/cooperatives?limit=2', operator)).body;
    const rest = (await get(`/v1/cooperatives?limit=98&after=${first.next_cursor}`, operator)).body;
    expect([...first.data, ...rest.data]).toEqual(whole);
    const cursor = Buffer.from('["x"]').toString('base64url');
    const foreign = await get(`/v1/cooperatives?after=${cursor}`, operator);
    expect([foreign.status, foreign.body.code]).toEqual([400, 'cursor_invalid']);
  });

  it('are read by their own staff, and answer another’s like a missing one', async () => {
    const [mine, other] = [await aCooperative(), await aCooperative()];
    expect((await get(`/v1/cooperatives/${mine.id}`, mine.teller)).status).toBe(200);
    expect((await get(`/v1/cooperatives/${other.id}`, mine.teller)).status).toBe(404);
    const listed = await get('/v1/cooperatives', mine.manager);
    expect(listed.body.data.map(({ id }) => id)).toEqual([mine.id]);
  });
});

describe('members', () => {
  it('are taken on by the own manager, choose a PIN with the code and sign in', async () => {
    const { id, manager } = await aCooperative();
    const wanted = aMember('A-1');
    const made = await post('/v1/members', wanted, manager);
    expect(made.status).toBe(201);
    expect(made.headers['cache-control']).toBe('no-store');
    expect(made.body).toMatchObject({
      id: expect.stringMatching(/^mbr_/),
      cooperative_id: id,
      number: 'A-1',
      tier: 'registered',
      status: 'open',
      full_name: 'Budi Santoso',
      phone: `**********${wanted.phone.slice(-4)}`,
      activation_code: expect.stringMatching(/^[0-9]{8}$/),
    });
    const { activation_code: code } = made.body;
    const { phone } = wanted;
    const activated = await request(test.server)
      .post('/v1/auth/activation')
      .send({ phone, code, pin: '482917' });
    expect(activated.body).toEqual({ totp: null });
    const token = await request(test.server).post('/v1/auth/token').send({ phone, pin: '482917' });
    expect(token.body).toMatchObject({ role: 'member', member_id: made.body.id });
  });

  it('of the same number or phone are not taken on twice', async () => {
    const { manager } = await aCooperative();
    const first = aMember('A-1');
    expect((await post('/v1/members', first, manager)).status).toBe(201);
    const sameNumber = await post('/v1/members', aMember('A-1'), manager);
    expect([sameNumber.status, sameNumber.body.code]).toEqual([409, 'already_exists']);
    expect(sameNumber.body.errors[0]?.field).toBe('number');
    const samePhone = await post('/v1/members', { ...first, number: 'A-2' }, manager);
    expect([samePhone.status, samePhone.body.errors[0]?.field]).toEqual([409, 'phone']);
    const wrongPhone = await post('/v1/members', { ...aMember('A-3'), phone: '12' }, manager);
    expect([wrongPhone.status, wrongPhone.body.errors[0]?.field]).toEqual([400, 'phone']);
  });

  it('H10 whose name has control characters or is too long are refused', async () => {
    const { manager } = await aCooperative();
    for (const full_name of ['Bu\u0000di', 'Bu\ndi', ' ', 'x'.repeat(121)]) {
      const answer = await post('/v1/members', { ...aMember('A-1'), full_name }, manager);
      expect([full_name.length, answer.status]).toEqual([full_name.length, 400]);
    }
    const name = '\u202eبودي 🌾 Budi';
    const odd = await post('/v1/members', { ...aMember('A-9'), full_name: name }, manager);
    expect([odd.status, odd.body.full_name]).toEqual([201, name.normalize('NFC')]);
  });

  it('may be called like a formula: the answer has the name as it was given', async () => {
    const { manager } = await aCooperative();
    const full_name = '=HYPERLINK("http://jahat")';
    const made = await post('/v1/members', { ...aMember('A-1'), full_name }, manager);
    expect(made.body.full_name).toBe(full_name);
  });

  it('H13 with an unknown field, __proto__ or a name twice are refused', async () => {
    const { manager } = await aCooperative();
    const balance = { ...aMember('A-1'), balance: rupiah('1000000.00') };
    expect((await post('/v1/members', balance, manager)).status).toBe(400);
    for (const text of ['{"__proto__":{"role":"operator"}}', '{"number":"1","number":"2"}']) {
      const answer = await request(test.server)
        .post('/v1/members')
        .set('authorization', manager)
        .set('content-type', 'application/json')
        .send(text);
      expect([text, answer.status]).toEqual([text, 400]);
    }
  });

  it('are another cooperative’s secret', async () => {
    const [mine, other] = [await aCooperative(), await aCooperative()];
    const { id } = (await post('/v1/members', aMember('A-1'), mine.manager)).body;
    expect((await get(`/v1/members/${id}`, mine.teller)).status).toBe(200);
    expect((await get(`/v1/members/${id}`, other.manager)).status).toBe(404);
    expect((await get(`/v1/members/${id}`, mine.member)).status).toBe(403);
    const wanted = { ...aMember('A-2'), cooperative_id: mine.id };
    expect((await post('/v1/members', wanted, other.manager)).status).toBe(404);
    const status = { status: 'frozen', reason: 'x' };
    const freeze = await post(`/v1/members/${id}/status`, status, other.manager, newUuid());
    expect(freeze.status).toBe(404);
    const listed = await get(`/v1/members?cooperative_id=${mine.id}`, other.manager);
    expect(listed.body.data).toEqual([]);
    const auditor = test.bearer({ role: 'auditor', network: 1 });
    const seen = await get(`/v1/members?cooperative_id=${mine.id}`, auditor);
    expect(seen.body.data).toMatchObject([{ id, full_name: null }]);
  });

  it('can be frozen and closed, each once for each key, and stay closed', async () => {
    const { manager } = await aCooperative();
    const { id } = (await post('/v1/members', aMember('A-1'), manager)).body;
    const path = `/v1/members/${id}/status`;
    const freeze = { status: 'frozen', reason: 'telepon hilang' };
    expect((await post(path, freeze, manager)).body.code).toBe('idempotency_key_missing');
    const key = newUuid();
    const first = await post(path, freeze, manager, key);
    expect([first.status, first.body.status]).toEqual([200, 'frozen']);
    const again = await post(path, freeze, manager, key);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    const other = await post(path, { status: 'closed', reason: 'keluar' }, manager, key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    await post(path, { status: 'closed', reason: 'keluar' }, manager, newUuid());
    expect((await get(`/v1/members/${id}`, manager)).body.status).toBe('closed');
    const reopened = await post(path, { status: 'open', reason: 'kembali' }, manager, newUuid());
    expect(reopened.body.code).toBe('account_closed');
  });

  it('are not taken on by a suspended cooperative', async () => {
    const { id, manager } = await aCooperative();
    for (const state of ['training', 'active', 'suspended']) {
      await post(`/v1/cooperatives/${id}/state`, { state, reason: 'uji' }, operator);
    }
    const answer = await post('/v1/members', aMember('A-1'), manager);
    expect([answer.status, answer.body.code]).toEqual([409, 'wrong_state']);
  });
});

describe('merchants', () => {
  it('H11 are shown to a payer with cooperative and id, because names can look alike', async () => {
    const [mine, other] = [await aCooperative(), await aCooperative()];
    const shop = (name: string) => ({
      name,
      owner: { full_name: 'Siti Aminah', phone: aPhone() },
    });
    const latin = (await post('/v1/merchants', shop('Toko Siti'), mine.manager)).body;
    const cyrillic = (await post('/v1/merchants', shop('Tоko Siti'), other.manager)).body;
    const shown = [
      { made: latin, cooperative: mine.id },
      { made: cyrillic, cooperative: other.id },
    ];
    for (const { made, cooperative } of shown) {
      const seen = (await get(`/v1/merchants/${made.id}`, mine.member)).body;
      expect(Object.keys(seen).sort()).toEqual(['cooperative', 'criterion', 'id', 'name']);
      expect(seen).toMatchObject({ id: made.id, cooperative: { id: cooperative } });
    }
  });

  it('are found by a payer of any cooperative of the network, by a part of the name', async () => {
    const [mine, other] = [await aCooperative(), await aCooperative()];
    const owner = { full_name: 'Siti Aminah', phone: aPhone() };
    const word = `Melati${count}`;
    const shop = { name: `Toko ${word}`, owner };
    const made = (await post('/v1/merchants', shop, other.manager)).body;
    const found = await get(`/v1/merchants?name_contains=${word.toLowerCase()}`, mine.member);
    expect(found.body.data).toHaveLength(1);
    expect(Object.keys(found.body.data[0] ?? {}).sort()).toEqual([
      'cooperative',
      'criterion',
      'id',
      'name',
    ]);
    expect(found.body.data[0]).toMatchObject({ id: made.id, cooperative: { id: other.id } });
    const ofMine = `/v1/merchants?name_contains=${word}&cooperative_id=${mine.id}`;
    expect((await get(ofMine, mine.member)).body.data).toEqual([]);
    expect((await get('/v1/merchants?name_contains=%25%25', mine.member)).body.data).toEqual([]);
    expect((await get('/v1/merchants?name_contains=x', mine.member)).status).toBe(400);
    const unknown = await get(`/v1/merchants/${made.id}?fields=name`, mine.member);
    expect(unknown.status).toBe(400);
    expect(unknown.body.errors).toMatchObject([{ field: 'fields', code: 'unknown_field' }]);

    const closing = { status: 'closed', reason: 'berhenti berjualan' };
    const path = `/v1/merchants/${made.id}/status`;
    expect((await post(path, closing, other.manager, newUuid())).status).toBe(200);
    const later = await get(`/v1/merchants?name_contains=${word}`, mine.member);
    expect(later.body.data).toEqual([]);
    const staff = await get(`/v1/merchants?name_contains=${word}`, other.manager);
    expect(staff.body.data).toMatchObject([{ id: made.id, status: 'closed' }]);
  });

  it('belong to a member of the cooperative, who signs in with the PIN they have', async () => {
    const { manager } = await aCooperative();
    const member = (await post('/v1/members', aMember('A-1'), manager)).body;
    const wanted = { name: 'Warung Budi', criterion: 'UKE', owner_member_id: member.id };
    const made = await post('/v1/merchants', wanted, manager);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ criterion: 'UKE', activation_code: null, status: 'open' });
    const both = { ...wanted, owner: { full_name: 'Lain', phone: aPhone() } };
    expect((await post('/v1/merchants', both, manager)).status).toBe(400);
    expect((await post('/v1/merchants', { name: 'Tanpa' }, manager)).status).toBe(400);
    expect((await post('/v1/merchants', wanted, manager)).body.code).toBe('already_exists');
  });

  it('are changed, frozen and given cashiers by those who run them, and by nobody else', async () => {
    const [mine, other] = [await aCooperative(), await aCooperative()];
    const owned = { name: 'Toko Siti', owner: { full_name: 'Siti Aminah', phone: aPhone() } };
    const made = (await post('/v1/merchants', owned, mine.manager)).body;
    const principal = decodeId('per', made.owner_person_id) ?? '';
    const scope = { network: 1, cooperative: mine.cooperative };
    const merchant = decodeId('mrc', made.id) ?? null;
    const owner = test.bearer({ role: 'merchant_owner', principal, merchant, ...scope });
    const stranger = test.bearer({ role: 'merchant_owner', merchant: newUuid(), ...scope });

    expect((await get('/v1/merchants', owner)).body.data).toMatchObject([{ id: made.id }]);
    expect((await get(`/v1/merchants/${made.id}`, owner)).body).toMatchObject({ status: 'open' });
    const cashier = { full_name: 'Dewi', username: `dewi.${count}` };
    const hired = await post(`/v1/merchants/${made.id}/cashiers`, cashier, owner);
    expect(hired.status).toBe(201);
    expect(hired.body).toMatchObject({ id: expect.stringMatching(/^csh_/), merchant_id: made.id });
    const foreign = await post(`/v1/merchants/${made.id}/cashiers`, cashier, stranger);
    expect(foreign.status).toBe(404);

    const change = (bearer: string) =>
      request(test.server)
        .patch(`/v1/merchants/${made.id}`)
        .set('authorization', bearer)
        .send({ criterion: 'UME', reason: 'omzet naik' });
    expect((await change(mine.manager)).body).toMatchObject({ criterion: 'UME' });
    expect((await change(other.manager)).status).toBe(404);
    expect((await change(owner)).status).toBe(403);

    const freeze = { status: 'frozen', reason: 'diperiksa' };
    const path = `/v1/merchants/${made.id}/status`;
    expect((await post(path, freeze, other.manager, newUuid())).status).toBe(404);
    expect((await post(path, freeze, mine.manager, newUuid())).body.status).toBe('frozen');
  });
});
