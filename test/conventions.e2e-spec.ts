import { encodeId, newUuid } from '@app/core';
import request from 'supertest';
import { startTestApp, type TestApp } from './support/app.js';
import { ProbeModule } from './support/probe.module.js';

const merchantId = encodeId('mrc', newUuid());
const aBody = { merchant_id: merchantId, amount: { value: '50000.00', currency: 'IDR' } };
const problemType = /^application\/problem\+json/;

let running: TestApp;

beforeAll(async () => {
  running = await startTestApp([ProbeModule]);
}, 60_000);

afterAll(() => running.close());

const api = () => request(running.server);
const send = (text: string, type = 'application/json') =>
  api().post('/probe').set('content-type', type).send(text);

describe('the conventions of the API', () => {
  it('answers an unknown path with 404 as a problem document in Bahasa Indonesia', async () => {
    const reply = await api().get('/v1/nowhere').expect(404).expect('content-type', problemType);
    expect(reply.body).toMatchObject({
      type: '/docs/errors#not_found',
      status: 404,
      code: 'not_found',
      retryable: false,
      request_id: reply.headers['request-id'],
    });
    expect(reply.body.title).toBe('Tidak ditemukan');
    expect(reply.headers['content-language']).toBe('id');
  });

  it('answers a wrong method with 405 and the methods that the path serves', async () => {
    const reply = await api().delete('/readyz').expect(405);
    expect(reply.body.code).toBe('method_not_allowed');
    expect(reply.headers.allow).toBe('GET, HEAD');
  });

  it('does not decide by a trailing slash or another case of letters', async () => {
    await api().get('/readyz/').expect(404);
    await api().get('/READYZ').expect(404);
  });

  it('answers a URL that can not be decoded with 404 as a problem document', async () => {
    const reply = await api().get('/v1/%zz').expect(404).expect('content-type', problemType);
    expect(reply.body.request_id).toBe(reply.headers['request-id']);
  });

  it('gives each reply a request id of its own making', async () => {
    const forged = 'req_01jzq3v5hfe0d9k3yx8m2n4p6r';
    const first = await api().get('/livez').set('request-id', forged).expect(200);
    const second = await api().get('/livez').expect(200);
    expect(first.headers['request-id']).toMatch(/^req_[0-9a-z]{26}$/);
    expect(first.headers['request-id']).not.toBe(forged);
    expect(first.headers['request-id']).not.toBe(second.headers['request-id']);
  });

  it('sets the security headers and leaves CORS closed', async () => {
    const reply = await api().get('/livez').set('origin', 'https://elsewhere.example');
    expect(reply.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    await api().options('/probe').set('access-control-request-method', 'POST').expect(405);
  });

  it('speaks English to who prefers it', async () => {
    const reply = await api().get('/v1/nowhere').set('accept-language', 'en-GB,id;q=0.5');
    expect(reply.body.title).toBe('Not found');
    expect(reply.headers['content-language']).toBe('en');
  });

  it('tells a refusal with what happened, whether money moved and what to do', async () => {
    const reply = await api().get('/probe/refusals/x').set('accept-language', 'en').expect(422);
    expect(reply.body).toMatchObject({ code: 'insufficient_funds', retryable: false });
    expect(reply.body.detail).toBe(
      'The balance does not cover this amount. Available: Rp1,500. No money has moved. ' +
        'Add money, then repeat with a new key.',
    );
  });

  it('answers a bug with 500 and tells nothing of the inside', async () => {
    const reply = await api().get('/probe/bugs/invariant').expect(500);
    expect(reply.body.code).toBe('internal_error');
    expect(reply.text).not.toContain('secret');
  });

  it('answers an unreachable database with 503 and Retry-After', async () => {
    const reply = await api().get('/probe/bugs/database').expect(503);
    expect(reply.body).toMatchObject({ code: 'database_unavailable', retryable: true });
    expect(reply.headers['retry-after']).toBe('2');
    expect(reply.text).not.toContain('10.1.2.3');
  });

  it('says that a request with a key may have been done when the database failed under it', async () => {
    const post = () => api().post('/probe/bugs/database').set('accept-language', 'en');
    const reply = await post().set('idempotency-key', 'k').expect(503);
    expect(reply.body).toMatchObject({ code: 'outcome_unknown', retryable: true });
    expect(reply.body.detail).toContain('not certain whether money has moved');
    expect((await post().expect(503)).body.code).toBe('database_unavailable');
  });
});

describe('a body', () => {
  it('that is right reaches the controller', async () => {
    const reply = await api().post('/probe').send(aBody).expect(200);
    expect(reply.body).toEqual(aBody);
  });

  it.each([
    ['malformed JSON', '{"a":'],
    ['an array', '[]'],
    ['a bare null', 'null'],
    ['a bare string', '"x"'],
  ])('with %s is refused', async (_name, text) => {
    const reply = await send(text).expect(400).expect('content-type', problemType);
    expect(reply.body.code).toBe('malformed_json');
  });

  it.each([
    ['a duplicate name', `{"merchant_id":"${merchantId}","merchant_id":"${merchantId}"}`],
    ['a duplicate name spelt by escape', '{"amount":1,"\\u0061mount":2}'],
    ['a duplicate name inside', '{"amount":{"value":"1.00","value":"2.00","currency":"IDR"}}'],
    ['__proto__', '{"__proto__":{"admin":true}}'],
    ['constructor.prototype', '{"constructor":{"prototype":{"admin":true}}}'],
  ])('H13 with %s is refused', async (_name, text) => {
    const reply = await send(text).expect(400);
    expect(reply.body.code).toBe('malformed_json');
  });

  it('H13 with the unknown field balance is refused and the field named', async () => {
    const reply = await api()
      .post('/probe')
      .send({ ...aBody, balance: '1.00' })
      .expect(400);
    expect(reply.body).toMatchObject({
      code: 'validation_failed',
      errors: [{ field: 'balance', code: 'unknown_field', message: 'Isian ini tidak dikenal.' }],
    });
  });

  it.each([
    ['0.00', 'amount_not_positive'],
    ['0', 'amount_not_positive'],
    ['-1.00', 'amount_invalid'],
    ['-1', 'amount_invalid'],
  ])('H01 with the amount %s is refused', async (value, code) => {
    const amount = { value, currency: 'IDR' };
    const reply = await api()
      .post('/probe')
      .send({ ...aBody, amount })
      .expect(400);
    expect(reply.body.code).toBe(code);
    expect(reply.body.errors).toMatchObject([{ field: 'amount', code }]);
  });

  it.each([['1.5'], ['1e3'], ['NaN'], ['०१'], ['1.005'], [' 1'], ['+1'], ['0x10'], ['1,00']])(
    'H02 with the amount "%s" is refused',
    async (value) => {
      const amount = { value, currency: 'IDR' };
      const reply = await api()
        .post('/probe')
        .send({ ...aBody, amount })
        .expect(400);
      expect(reply.body.code).toBe('amount_invalid');
    },
  );

  it('H02 with a JSON number as an amount is refused', async () => {
    const inside = { ...aBody, amount: { value: 50000, currency: 'IDR' } };
    const bare = { ...aBody, amount: 50000 };
    for (const body of [inside, bare]) {
      const reply = await api().post('/probe').send(body).expect(400);
      expect(reply.body.code).toBe('amount_invalid');
    }
  });

  it('H02 with half a rupiah as a principal is refused', async () => {
    const amount = { value: '1.50', currency: 'IDR' };
    const reply = await api()
      .post('/probe')
      .send({ ...aBody, amount })
      .expect(400);
    expect(reply.body.code).toBe('amount_not_whole_rupiah');
  });

  it.each([['1000000000001'], ['9007199254740993'], ['9223372036854775808']])(
    'H03 with the amount %s is refused',
    async (value) => {
      const amount = { value, currency: 'IDR' };
      const reply = await api()
        .post('/probe')
        .send({ ...aBody, amount })
        .expect(400);
      expect(reply.body.code).toBe('amount_too_large');
    },
  );

  it('H08 with another currency is refused', async () => {
    const amount = { value: '1.00', currency: 'USD' };
    const reply = await api()
      .post('/probe')
      .send({ ...aBody, amount })
      .expect(422);
    expect(reply.body.code).toBe('currency_unsupported');
  });

  it.each([
    ['NUL', 'a\u0000b'],
    ['a control character', 'a\u0007b'],
    ['a line feed', 'a\nb'],
    ['half a surrogate pair', 'a\ud800b'],
    ['141 characters', 'x'.repeat(141)],
    ['blanks only', '   '],
    ['a space of no width only', '\u200b'],
  ])('H10 with %s in a text is refused', async (_name, note) => {
    const reply = await send(JSON.stringify({ ...aBody, note })).expect(400);
    expect(reply.body.errors).toMatchObject([{ field: 'note', code: 'text_invalid' }]);
  });

  it('H10 keeps emoji and right-to-left text, in NFC', async () => {
    const note = `cafe\u0301 \u05e9\u05dc\u05d5\u05dd ${'🙂'.repeat(10)}`;
    const reply = await api()
      .post('/probe')
      .send({ ...aBody, note })
      .expect(200);
    expect(reply.body.note).toBe(note.normalize('NFC'));
  });

  it('with several faults names each of them', async () => {
    const reply = await api().post('/probe').send({ merchant_id: 'mbr_x', note: 7 }).expect(400);
    expect(reply.body.code).toBe('validation_failed');
    expect(reply.body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'merchant_id', code: 'id_invalid' }),
        expect.objectContaining({ field: 'amount', code: 'required' }),
        expect.objectContaining({ field: 'note', code: 'text_invalid' }),
      ]),
    );
  });

  it('of more than 64 kB is refused', async () => {
    const reply = await api()
      .post('/probe')
      .send({ ...aBody, note: 'x'.repeat(65_536) })
      .expect(413);
    expect(reply.body.code).toBe('body_too_large');
  });

  it.each([['text/plain'], ['application/x-www-form-urlencoded'], ['multipart/form-data']])(
    'of type %s is refused',
    async (type) => {
      const reply = await send('amount=1', type).expect(415);
      expect(reply.body.code).toBe('media_type_unsupported');
    },
  );

  it('that is empty lacks every field', async () => {
    const reply = await api().post('/probe').expect(400);
    expect(reply.body.code).toBe('validation_failed');
  });
});

describe('a caller', () => {
  const move = () => api().post('/probe/moves').set('idempotency-key', 'k').send(aBody);

  it('without a token is asked for one', async () => {
    const reply = await move().expect(401);
    expect(reply.body.code).toBe('token_missing');
    expect(reply.headers['www-authenticate']).toBe('Bearer realm="simpul"');
  });

  it.each([['Bearer x.y.z'], ['Bearer'], ['Basic abc'], ['Bearer a b']])(
    'H37 with the authorization %s is refused',
    async (authorization) => {
      const reply = await move().set('authorization', authorization).expect(401);
      expect(reply.body.code).toBe('token_invalid');
      expect(reply.headers['www-authenticate']).toContain('error="invalid_token"');
    },
  );

  it('with another role is refused', async () => {
    const token = running.bearer({ role: 'teller', cooperative: newUuid() });
    const reply = await move().set('authorization', token).expect(403);
    expect(reply.body.code).toBe('role_forbidden');
  });

  it('with the role but without an account is refused', async () => {
    await move()
      .set('authorization', running.bearer({ role: 'member' }))
      .expect(403);
  });

  it('with the role and an account is let in', async () => {
    const principal = newUuid();
    const token = running.bearer({ role: 'member', member: newUuid(), principal });
    const reply = await move().set('authorization', token).expect(201);
    expect(reply.body.principal).toBe(principal);
  });
});

describe('an Idempotency-Key', () => {
  const move = (key: string | undefined, body: object | string = aBody) => {
    const call = api()
      .post('/probe/moves')
      .set('content-type', 'application/json')
      .set('authorization', running.bearer({ role: 'member', member: newUuid() }));
    return (key === undefined ? call : call.set('idempotency-key', key)).send(body);
  };

  it('is required where money moves', async () => {
    const reply = await move(undefined).expect(400);
    expect(reply.body.code).toBe('idempotency_key_missing');
  });

  it.each([
    ['with a blank', 'a b'],
    ['of 256 characters', 'x'.repeat(256)],
    ['outside of ASCII', 'kunci\u00e9'],
  ])('%s is refused', async (_name, key) => {
    const reply = await move(key).expect(400);
    expect(reply.body.code).toBe('idempotency_key_invalid');
  });

  it('goes with a hash that tells other bodies apart and other spellings not', async () => {
    const amount = '{"currency":"IDR", "value":"50000.00"}';
    const spelt = `{ "amount": ${amount},\n "merchant_id":"${merchantId}" }`;
    const first = await move('k').expect(201);
    const second = await move('k', spelt).expect(201);
    const other = await move('k', { ...aBody, note: 'x' }).expect(201);
    expect(first.body.hash).toMatch(/^[0-9a-f]{32}$/);
    expect(second.body.hash).toBe(first.body.hash);
    expect(other.body.hash).not.toBe(first.body.hash);
  });

  it('marks an answer given again', async () => {
    expect((await move('replayed').expect(201)).headers['idempotent-replayed']).toBe('true');
    expect((await move('new').expect(201)).headers['idempotent-replayed']).toBeUndefined();
  });
});

describe('a list', () => {
  function numbers(reply: request.Response): number[] {
    const { data }: { data: { number: number }[] } = reply.body;
    return data.map((row) => row.number);
  }

  it('is read forwards to its end and backwards to its beginning', async () => {
    const first = await api().get('/probe/things').expect(200);
    expect(numbers(first)).toHaveLength(20);
    expect(first.body).toMatchObject({ has_more: true });
    expect(first.body.previous_cursor).toBeUndefined();
    const second = await api().get('/probe/things').query({ after: first.body.next_cursor });
    const last = await api().get('/probe/things').query({ after: second.body.next_cursor });
    expect(numbers(last)).toEqual([41, 42, 43, 44, 45]);
    expect(last.body.has_more).toBe(false);
    expect(last.body.next_cursor).toBeUndefined();
    const back = await api().get('/probe/things').query({ before: last.body.previous_cursor });
    expect(numbers(back)).toEqual(numbers(second));
  });

  it.each([['0'], ['101'], ['1.5'], ['x'], ['-1']])('refuses the limit %s', async (limit) => {
    const reply = await api().get('/probe/things').query({ limit }).expect(400);
    expect(reply.body.errors).toMatchObject([{ field: 'limit', code: 'number_invalid' }]);
  });

  it.each([
    ['of other letters', '%%%'],
    ['without values', 'abc'],
    ['of another list', Buffer.from('["x"]').toString('base64url')],
    ['without end', 'x'.repeat(600)],
  ])('refuses a cursor %s', async (_name, after) => {
    const reply = await api().get('/probe/things').query({ after }).expect(400);
    expect(reply.body.code).toBe('cursor_invalid');
  });

  it('refuses filters that it does not have', async () => {
    for (const field of ['colour', 'hasOwnProperty', 'constructor', '__proto__']) {
      const reply = await api().get(`/probe/things?${field}=red`).expect(400);
      expect(reply.body.errors).toMatchObject([{ field, code: 'unknown_field' }]);
    }
  });
});

describe('the pages about the API', () => {
  it('give an OpenAPI 3.1 document with unique operation ids', async () => {
    const reply = await api().get('/openapi.json').expect(200);
    expect(reply.body.openapi).toBe('3.1.0');
    expect(reply.body.components.schemas.Problem).toBeDefined();
    expect(reply.body.components.securitySchemes.bearer).toMatchObject({ scheme: 'bearer' });
    const moves = reply.body.paths['/probe/moves'].post;
    expect(moves.operationId).toBe('moveProbe');
    expect(moves.security).toEqual([{ bearer: [] }]);
    for (const status of [201, 400, 401, 403, 422, 500, 503]) {
      expect(moves.responses).toHaveProperty(String(status));
    }
  });

  it('can be read without the network', async () => {
    const page = await api()
      .get('/docs')
      .expect(200)
      .expect('content-type', /^text\/html/);
    const sources = [...page.text.matchAll(/(?:src|href)=["']([^"']+)["']/g)].map(
      (m) => m[1] ?? '',
    );
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) {
      expect(source).not.toMatch(/^(https?:)?\/\//);
      await api().get(new URL(source, 'http://x/docs').pathname).expect(200);
    }
  });

  it('list every problem code where the problems point', async () => {
    const page = await api().get('/docs/errors').expect(200);
    expect(page.text).toContain('id="insufficient_funds"');
  });
});

describe('health', () => {
  it('says ready with each check while the database answers', async () => {
    const reply = await api().get('/readyz').expect(200);
    expect(reply.body).toMatchObject({
      ready: true,
      checks: { database: { ok: true }, migrations: { ok: true }, accepting: { ok: true } },
    });
  });

  it('counts requests by route template, never by path', async () => {
    await api().get(`/probe/things/${merchantId}`).expect(200);
    const reply = await api()
      .get('/metrics')
      .expect(200)
      .expect('content-type', /^text\/plain/);
    expect(reply.text).toContain('route="/probe/things/:id",status="200"');
    expect(reply.text).not.toContain(merchantId);
  });

  it('answers 404 for an id in the path that can not exist', async () => {
    await api().get('/probe/things/mrc_x').expect(404);
  });
});
