import fc from 'fast-check';
import { ROUNDINGS } from '../money/index.js';
import {
  FEE_COMPONENTS,
  FEE_PAYERS,
  FEE_SCOPES,
  FEE_SERVICES,
  presets,
  REFUND_POLICIES,
  scheduleFromJson,
  scheduleToJson,
} from './index.js';

const stored = (): object => scheduleToJson(presets.cooperativeSimple());

const faultAt = (input: unknown): unknown => {
  const read = scheduleFromJson(input);
  return read.ok ? undefined : read.detail['at'];
};

describe('the stored form of a fee schedule', () => {
  const text = fc.string({ minLength: 1, maxLength: 64 });
  const sen = fc.bigInt(-(10n ** 17n), 10n ** 17n);
  const component = fc.record(
    {
      name: fc.constantFrom(...FEE_COMPONENTS),
      payer: fc.constantFrom(...FEE_PAYERS),
      rate: text,
      fixed: sen,
      minimum: sen,
      maximum: sen,
      shares: fc.array(fc.record({ party: text, weight: text }), { maxLength: 5 }),
    },
    { requiredKeys: ['name', 'payer', 'shares'], noNullPrototype: true },
  );
  const rule = fc.record(
    {
      service: fc.constantFrom(...FEE_SERVICES),
      scope: fc.constantFrom(...FEE_SCOPES),
      criterion: text,
      issuer: fc.nat(),
      acquirer: fc.nat(),
      fromAmount: sen,
      toAmount: sen,
      refund: fc.constantFrom(...REFUND_POLICIES),
      components: fc.array(component, { maxLength: 4 }),
    },
    { requiredKeys: ['service', 'scope', 'components'], noNullPrototype: true },
  );
  const schedule = fc.record(
    {
      version: fc.nat(),
      unit: sen,
      rounding: fc.constantFrom(...ROUNDINGS),
      rules: fc.array(rule, { maxLength: 4 }),
    },
    { noNullPrototype: true },
  );

  it('is read back as what was written, even through JSON', () => {
    fc.assert(
      fc.property(schedule, (value) => {
        const json: unknown = JSON.parse(JSON.stringify(scheduleToJson(value)));
        expect(scheduleFromJson(json)).toEqual({ ok: true, schedule: value });
      }),
    );
  });

  it('never makes reading throw, whatever is read', () => {
    fc.assert(
      fc.property(fc.anything(), fc.jsonValue(), (anything, json) => {
        expect(scheduleFromJson(anything).ok).toBe(false);
        expect(scheduleFromJson({ ...stored(), rules: [json] }).ok).toBe(false);
      }),
    );
  });

  it.each([
    ['version', '1'],
    ['version', 1.5],
    ['unit', 100],
    ['unit', '100.00'],
    ['unit', '0100'],
    ['rounding', 'nearest'],
    ['rules', {}],
    ['rules', Array.from({ length: 1_001 }, () => ({}))],
    ['note', 'unknown'],
    ['__proto__', {}],
  ])('is refused for %s = %j', (name, value) => {
    const entries = [...Object.entries(stored()).filter(([key]) => key !== name), [name, value]];
    expect(faultAt(Object.fromEntries(entries))).toBe(name);
  });

  it('is refused when a field is absent', () => {
    for (const name of ['version', 'unit', 'rounding', 'rules']) {
      const rest = Object.entries(stored()).filter(([key]) => key !== name);
      expect(faultAt(Object.fromEntries(rest))).toBe(name);
    }
  });

  it('is refused with the place of the fault', () => {
    const withRule = (fields: object): unknown => ({
      ...stored(),
      rules: [{ service: 'payment', scope: 'on_us', components: [], ...fields }],
    });
    const withPart = (fields: object): unknown =>
      withRule({ components: [{ name: 'mdr', payer: 'merchant', shares: [], ...fields }] });
    expect(faultAt(withPart({}))).toBeUndefined();
    expect(faultAt(withRule({ scope: 'offus' }))).toBe('rules[0].scope');
    expect(faultAt(withRule({ issuer: '1' }))).toBe('rules[0].issuer');
    expect(faultAt(withRule({ fromAmount: null }))).toBe('rules[0].fromAmount');
    expect(faultAt(withRule({ components: undefined }))).toBe('rules[0].components');
    expect(faultAt(withRule({ components: [null] }))).toBe('rules[0].components[0]');
    expect(faultAt(withPart({ rate: 0.007 }))).toBe('rules[0].components[0].rate');
    expect(faultAt(withPart({ cap: '1' }))).toBe('rules[0].components[0].cap');
    expect(faultAt(withPart({ shares: [{ party: 'issuer' }] }))).toBe(
      'rules[0].components[0].shares[0].weight',
    );
  });
});
