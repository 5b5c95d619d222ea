import { encodeId, newUuid } from '@app/core';
import { SNAP_SERVICES, writeTimestamp } from '@app/standards';
import fc, { type Arbitrary } from 'fast-check';
import type { Response } from 'supertest';
import { idr } from './support/payments-world.js';
import { snapWorld, type SnapPartner, type SnapWorld } from './support/snap-world.js';

/** FUZZ_REQUESTS asks for more, FUZZ_SEED for others. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 400);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_201);
const PIN = '482917';
const ODD = [null, true, 0, -1, 1e308, [], {}, [[]], '', '\u0000', '०१', 'x'.repeat(5_000)];
/** The document of our own API has no schemas of these: each code is three digits of status, two of the service, two of the case. */
const RESPONSE_CODE = /^\d{7}$/;

const services = Object.entries(SNAP_SERVICES);
const TOKEN_SERVICES: ReadonlySet<string> = new Set(['73', '74']);

let world: SnapWorld;
let partners: readonly SnapPartner[];
let customers: readonly (string | undefined)[];
let fields: Readonly<Record<string, Arbitrary<unknown>>>;

beforeAll(async () => {
  world = await snapWorld();
  const shop = await world.aMerchant(world.bumiayu);
  const { member } = await world.aMemberWithPin(world.dinoyo, 500_000);
  const till = await world.anOpenTill(world.bumiayu);
  const ofShop = await world.aPartner(world.bumiayu, shop);
  partners = [ofShop, await world.aPartner(world.bumiayu), await world.aPartner(world.dinoyo)];
  customers = [undefined, await world.customerOf(ofShop, member, PIN), 'none'];
  const numbers = [newUuid(), newUuid(), newUuid()];
  const member1 = encodeId('mbr', member.uid);
  const money = fc.constantFrom(idr('10000.00'), idr('0.00'), idr('1.5'), idr('-1.00'), {});
  fields = {
    partnerReferenceNo: fc.constantFrom(...numbers, '', 'x'.repeat(65)),
    originalPartnerReferenceNo: fc.constantFrom(...numbers, newUuid()),
    originalReferenceNo: fc.constantFrom(...numbers, encodeId('pay', newUuid())),
    partnerRefundNo: fc.constantFrom(...numbers),
    serviceCode: fc.constantFrom('47', '54', '17', '99'),
    amount: money,
    refundAmount: money,
    paidAmount: money,
    feeAmount: money,
    accountNo: fc.constantFrom(member1, encodeId('mrc', shop.uid), encodeId('mbr', newUuid()), 'x'),
    beneficiaryAccountNo: fc.constantFrom(member1, 'x'),
    sourceAccountNo: fc.constantFrom(member1, 'x'),
    customerNumber: fc.constantFrom(member.number, '0812-0000-0000', 'x'),
    merchantId: fc.constantFrom(encodeId('mrc', shop.uid), 'x'),
    qrContent: fc.constantFrom('bukan kode', '000201'),
    otp: fc.constantFrom('12345678', 'x'),
    reason: fc.constantFrom('batal', '\u202eabc'),
    validityPeriod: fc.constantFrom('2099-01-01T00:00:00+07:00', '2000-01-01T00:00:00Z', 'now'),
    fromDateTime: fc.constantFrom(writeTimestamp(new Date(0)), 'now'),
    toDateTime: fc.constantFrom(writeTimestamp(new Date()), '9999-12-31T23:59:59Z'),
    transactionDate: fc.constantFrom(writeTimestamp(new Date()), 'x'),
    pageNumber: fc.constantFrom('0', '1', '-1', '99999999999'),
    pageSize: fc.constantFrom('10', '0', 'x'),
    grantType: fc.constantFrom('client_credentials', 'AUTHORIZATION_CODE', 'REFRESH_TOKEN'),
    authCode: fc.constantFrom('x', newUuid()),
    additionalInfo: fc.constantFrom<unknown>(
      { issuerCoop: 'DINOYO', tellerId: encodeId('per', till.teller.person) },
      {},
      'x',
    ),
  };
}, 90_000);
afterAll(async () => {
  const contradictions = await world.contradictions();
  await world.close();
  expect(contradictions).toEqual([]);
});

/** Most of the fields that services have, and now and then one of another kind. */
function bodies(): Arbitrary<Record<string, unknown>> {
  const odd = fc.tuple(fc.constantFrom(...Object.keys(fields)), fc.constantFrom<unknown>(...ODD));
  const spoiling = fc.option(odd, { freq: 3, nil: undefined });
  return fc
    .tuple(fc.record(fields), fc.subarray(Object.keys(fields)), spoiling)
    .map(([whole, missing, spoilt]) => {
      const left = Object.entries(whole).filter(
        ([name]) => missing.length > 12 || !missing.includes(name),
      );
      return {
        ...Object.fromEntries(left),
        ...(spoilt !== undefined && { [spoilt[0]]: spoilt[1] }),
      };
    });
}

interface Asked {
  readonly code: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly partner: SnapPartner;
  readonly customer: string | undefined;
}

function send({ code, method, path, body, partner, customer }: Asked): PromiseLike<Response> {
  if (TOKEN_SERVICES.has(code)) return world.askToken(path, partner, body);
  if (method === 'POST') return world.ask(method, path, partner, body, { customer });
  const query = new URLSearchParams(
    Object.entries(body).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return world.ask(method, `${path}?${query.toString()}`, partner, undefined, { customer });
}

/** What is wrong with an answer by the standard's own form; undefined if nothing is. */
function faultOf(code: string, { status, body, text }: Response): string | undefined {
  const said: unknown = body.responseCode;
  if (typeof said !== 'string' || !RESPONSE_CODE.test(said)) return `no response code: ${text}`;
  if (typeof body.responseMessage !== 'string') return `no message: ${text}`;
  if (said.slice(0, 3) !== String(status)) return `${said} with status ${status}`;
  if (said.slice(3, 5) !== code) return `${said} of another service`;
  return status === 500 ? text : undefined;
}

it(
  'is answered in the form of the standard and never 500, whatever partners sign and send to whichever service',
  async () => {
    const found = new Map<string, unknown>();
    const seen = new Set<string>();
    let done = 0;
    const asked = fc.record({
      body: bodies(),
      partner: fc.constantFrom(...partners),
      customer: fc.constantFrom(...customers),
      service: fc.constantFrom(...services),
    });
    for (const { body, partner, customer, service } of fc.sample(asked, {
      numRuns: REQUESTS,
      seed: SEED,
    })) {
      const [code, { method, path }] = service;
      const answer = await send({ code, method, path, body, partner, customer });
      seen.add(code);
      if (answer.status < 300) done += 1;
      const fault = faultOf(code, answer);
      if (fault !== undefined) found.set(`${path}: ${fault}`, body);
    }
    expect(Object.fromEntries(found)).toEqual({});
    expect(seen.size).toBe(services.length);
    expect(done).toBeGreaterThan(0);
  },
  REQUESTS * 200 + 60_000,
);
