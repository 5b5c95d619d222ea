import fc from 'fast-check';
import {
  buildCustomerCode,
  parseCustomerCode,
  QRIS_AID,
  QRIS_LABEL,
  type CustomerCode,
} from './customer-code.js';

const SAMPLE =
  'hQVDUFYwMWFFTwegAAAGAiAgUAdRUklTQ1BNWgqTYAkUMBAFMXIPXy0EaWRlbmMen3QbY2hlcXVlOjk1Njc3MjQ5NTA5MDUxODk4MDc0';

const CODE: CustomerCode = {
  aid: QRIS_AID,
  label: QRIS_LABEL,
  pan: '9360091430100531720',
  languages: 'iden',
  issuerData: 'cheque:95677249509051898074',
};

function faultOf(payload: string): string {
  const parsed = parseCustomerCode(payload);
  return parsed.ok ? 'none' : `${parsed.fault.code} ${parsed.fault.at}`.trim();
}

/** The sample with other bytes. */
function changed(change: (hex: string) => string): string {
  const hex = Buffer.from(SAMPLE, 'base64').toString('hex');
  return Buffer.from(change(hex), 'hex').toString('base64');
}

describe('a customer-presented code', () => {
  it('is read as it was shown, and written again as it was', () => {
    expect(parseCustomerCode(SAMPLE)).toEqual({ ok: true, value: CODE });
    expect(buildCustomerCode(CODE)).toEqual({ ok: true, value: SAMPLE });
  });

  it('is read as whatever was written', () => {
    const digits = (min: number, max: number) =>
      fc.string({
        minLength: min,
        maxLength: max,
        unit: fc.constantFrom(...'0123456789'.split('')),
      });
    const ascii = (min: number, max: number) =>
      fc.string({ minLength: min, maxLength: max, unit: 'grapheme-ascii' });
    const code = fc.record(
      {
        aid: fc.constant(QRIS_AID),
        label: fc.constant(QRIS_LABEL),
        pan: digits(13, 19),
        cardholderName: ascii(2, 26),
        languages: fc.constantFrom('id', 'iden'),
        lastDigits: digits(4, 4),
        issuerData: ascii(8, 64),
        cryptogram: fc.record({
          '9F26': fc.constant('0102030405060708'),
          '82': fc.constant('1980'),
        }),
      },
      { requiredKeys: ['aid', 'label', 'pan'] },
    );
    fc.assert(
      fc.property(code, (wanted) => {
        const built = buildCustomerCode(wanted);
        expect(built.ok && parseCustomerCode(built.value)).toEqual({ ok: true, value: wanted });
      }),
    );
  });

  it.each([
    ['nothing', '', 'length'],
    ['a payload of a thousand letters', 'A'.repeat(1_000), 'length'],
    ['what is no Base64', `${SAMPLE}=`, 'structure'],
    ['another format', changed((hex) => hex.replace('4350563031', '4350563032')), 'format 85'],
    ['an object beyond the end', SAMPLE.slice(0, -4), 'structure 61'],
    ['a number with letters', changed((hex) => hex.replace('93600914', '9360AB14')), 'format 5A'],
  ])('is refused: %s', (_what, payload, fault) => {
    expect(faultOf(payload)).toBe(fault);
  });

  it('never throws, whatever is scanned', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.nat(), (bytes, at) => {
        const sample = Buffer.from(SAMPLE, 'base64');
        const from = at % sample.length;
        const mixed = Buffer.concat([sample.subarray(0, from), bytes, sample.subarray(from)]);
        for (const payload of [bytes, mixed]) {
          expect(() => parseCustomerCode(Buffer.from(payload).toString('base64'))).not.toThrow();
        }
      }),
      { numRuns: 5_000 },
    );
  });
});
