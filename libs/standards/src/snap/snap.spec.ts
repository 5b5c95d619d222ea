import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { minifyJson, withoutBlanks } from './minify.js';
import { SNAP_CASES, snapOutcome } from './response-code.js';
import {
  requestStringToSign,
  signAsymmetric,
  signSymmetric,
  tokenStringToSign,
  verifyAsymmetric,
  verifyRequest,
  verifySymmetric,
  type SignedRequest,
} from './signature.js';
import { externalIdDay, isTimely, readTimestamp } from './timestamp.js';

const BODY =
  '{"partnerReferenceNo":"2020102900000000000001","amount":{"value":"12345678.00","currency":"IDR"},"feeAmount":{"value":"12345678.00","currency":"IDR"},"merchantId":"00007100010926","terminalId":"213141251124","validityPeriod":"2009-07-03T12:08:56-07:00"}';
const SECRET = 'myclientsecret';
const TOKEN = 'myaccesstoken';
const SIGNATURE =
  'wmzT7yjg1SxxCsxNsFgCR9SYXiZGGbceF6fV8xe97sAMHxZ+7OEBMIBmvb6Sj6GcksGp3iv77DiomgSbcST3XQ==';
const REQUEST: SignedRequest = {
  method: 'POST',
  path: '/v1.0/qr/qr-mpm-generate',
  body: Buffer.from(BODY),
  timestamp: '2024-03-05T10:37:16.196Z',
};

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const others = generateKeyPairSync('rsa', { modulusLength: 2048 });

describe('a symmetric signature', () => {
  it('is that of the national example', () => {
    expect(requestStringToSign(REQUEST, TOKEN)).toBe(
      'POST:/v1.0/qr/qr-mpm-generate:myaccesstoken:01463f60dbb6ca538581579dd95b31c8ba9fc6600eca750e4d8460ca4e402111:2024-03-05T10:37:16.196Z',
    );
    expect(signSymmetric(REQUEST, TOKEN, SECRET)).toBe(SIGNATURE);
    expect(verifySymmetric(REQUEST, TOKEN, SECRET, SIGNATURE)).toBe('minified');
  });

  it('holds over the bytes that were sent, however they are spaced, and in hexadecimal too', () => {
    const spaced = JSON.stringify(JSON.parse(BODY), undefined, 2);
    const request = { ...REQUEST, body: Buffer.from(spaced) };
    const hex = Buffer.from(SIGNATURE, 'base64').toString('hex');
    expect(verifySymmetric(request, TOKEN, SECRET, SIGNATURE)).toBe('minified');
    expect(verifySymmetric(request, TOKEN, SECRET, hex.toUpperCase())).toBe('minified');
  });

  it('of a client that strips blanks within texts is told apart', () => {
    const body = Buffer.from('{"remark": "beras dan gula"}');
    const signed = signSymmetric({ ...REQUEST, body: withoutBlanks(body) }, TOKEN, SECRET);
    expect(verifySymmetric({ ...REQUEST, body }, TOKEN, SECRET, signed)).toBe('without_blanks');
  });

  it.each([
    ['another body', { body: Buffer.from(BODY.replace('12345678.00', '12345679.00')) }],
    [
      'a number written otherwise',
      { body: Buffer.from(BODY.replace('12345678.00', '12345678.0')) },
    ],
    ['a name twice', { body: Buffer.from(BODY.replace('{', '{"amount":1,')) }],
    ['another path', { path: '/v1.0/qr/qr-mpm-refund' }],
    ['another method', { method: 'PUT' }],
    ['another time', { timestamp: '2024-03-05T10:37:17.196Z' }],
  ])('is refused over %s', (_what, change) => {
    expect(verifySymmetric({ ...REQUEST, ...change }, TOKEN, SECRET, SIGNATURE)).toBeUndefined();
  });

  it.each(['', 'x', '====', SIGNATURE.slice(0, -4), `${SIGNATURE}AAAA`, '💰'.repeat(40)])(
    'is refused as "%s", without an exception',
    (signature) => {
      expect(verifySymmetric(REQUEST, TOKEN, SECRET, signature)).toBeUndefined();
      expect(verifySymmetric(REQUEST, TOKEN, 'another secret', SIGNATURE)).toBeUndefined();
      expect(verifySymmetric(REQUEST, 'another token', SECRET, SIGNATURE)).toBeUndefined();
    },
  );
});

describe('an asymmetric signature', () => {
  it('of a token request holds under the client’s key alone', () => {
    const text = tokenStringToSign('KOPKUN-SNAP', '2024-03-01T08:27:49.024Z');
    expect(text).toBe('KOPKUN-SNAP|2024-03-01T08:27:49.024Z');
    const signature = signAsymmetric(text, keys.privateKey);
    expect(verifyAsymmetric(text, signature, keys.publicKey)).toBe(true);
    expect(verifyAsymmetric(`${text}1`, signature, keys.publicKey)).toBe(false);
    expect(verifyAsymmetric(text, signature, others.publicKey)).toBe(false);
    expect(verifyAsymmetric(text, 'bukan', keys.publicKey)).toBe(false);
  });

  it('of a notification is over method, path, body and time', () => {
    const body = Buffer.from('{ "latestTransactionStatus" : "00" }');
    const request = { ...REQUEST, path: '/v1.0/debit/notify', body };
    const text = requestStringToSign(request);
    expect(text.split(':').slice(0, 2)).toEqual(['POST', '/v1.0/debit/notify']);
    const signature = signAsymmetric(text, keys.privateKey);
    expect(verifyRequest(request, keys.publicKey, signature)).toBe('minified');
    const changed = { ...request, body: Buffer.from('{"latestTransactionStatus":"06"}') };
    expect(verifyRequest(changed, keys.publicKey, signature)).toBeUndefined();
  });

  it('is not taken from a key of another kind', () => {
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signature = signAsymmetric('text', elliptic.privateKey);
    expect(verifyAsymmetric('text', signature, elliptic.publicKey)).toBe(false);
  });
});

describe('minifying', () => {
  it('changes nothing that JSON means, and nothing but blanks', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(minifyJson(Buffer.from(text)).toString()).toBe(JSON.stringify(value));
      }),
    );
  });

  it('takes whatever is sent', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(minifyJson(bytes).length).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});

describe('a time stamp', () => {
  it.each([
    ['2020-12-17T10:55:00+07:00', '2020-12-17T03:55:00.000Z'],
    ['2020-12-17T10:55:00.123+07:00', '2020-12-17T03:55:00.123Z'],
    ['2024-03-05T10:37:16.196Z', '2024-03-05T10:37:16.196Z'],
    ['2024-03-05T10:37:16Z', '2024-03-05T10:37:16.000Z'],
    ['2024-02-29T23:59:59.123456-0330', '2024-03-01T03:29:59.123Z'],
  ])('is read as %s', (text, instant) => {
    expect(readTimestamp(text)?.toISOString()).toBe(instant);
  });

  it.each([
    '',
    '2024-03-05',
    '2024-03-05T10:37:16',
    '2024-03-05 10:37:16Z',
    '2023-02-29T10:37:16Z',
    '2024-13-05T10:37:16Z',
    '2024-03-05T24:37:16Z',
    '2024-03-05T10:37:16+25:00',
    '1709635036',
    '2024-03-05T10:37:16.1234567890Z',
  ])('is refused as "%s"', (text) => {
    expect(readTimestamp(text)).toBeUndefined();
  });

  it('is timely within the tolerance, on both sides', () => {
    const now = new Date('2024-03-05T10:37:16Z');
    const at = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
    expect([-300, 0, 300].map((seconds) => isTimely(at(seconds), now, 300))).toEqual([
      true,
      true,
      true,
    ]);
    expect([-301, 301].map((seconds) => isTimely(at(seconds), now, 300))).toEqual([false, false]);
  });

  it('belongs to a day of western Indonesia', () => {
    expect(externalIdDay(new Date('2026-01-31T16:59:59Z'))).toBe('2026-01-31');
    expect(externalIdDay(new Date('2026-01-31T17:00:00Z'))).toBe('2026-02-01');
  });
});

describe('a response code', () => {
  it.each([
    ['73', 'successful', undefined, '2007300', 'Successful'],
    ['73', 'unauthorized', 'Invalid Signature', '4017300', 'Unauthorized. Invalid Signature'],
    ['44', 'insufficient_funds', undefined, '4034414', 'Insufficient Funds'],
    ['47', 'invalid_mandatory_field', 'amount', '4004702', 'Invalid Mandatory Field amount'],
    ['50', 'duplicate_reference', undefined, '4095001', 'Duplicate partnerReferenceNo'],
    ['36', 'inconsistent_request', undefined, '4043618', 'Inconsistent Request'],
  ] as const)(
    'of service %s and %s is that of the table',
    (service, name, about, code, message) => {
      const outcome = snapOutcome(service, name, about);
      expect(outcome).toEqual({
        status: Number(code.slice(0, 3)),
        responseCode: code,
        responseMessage: message,
      });
    },
  );

  it('is no other case’s, has seven digits, and a message of at most 150 characters', () => {
    const codes = SNAP_CASES.map((name) => snapOutcome('51', name, 'x'.repeat(200)));
    expect(new Set(codes.map(({ responseCode }) => responseCode)).size).toBe(SNAP_CASES.length);
    for (const { responseCode, responseMessage } of codes) {
      expect(responseCode).toMatch(/^\d{7}$/);
      expect(responseMessage.length).toBeLessThanOrEqual(150);
    }
  });
});
