import { encodeId, newUuid, type IdPrefix } from '@app/core';
import fc, { type Arbitrary } from 'fast-check';

/** The part of JSON Schema that the OpenAPI document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

export type Schemas = Readonly<Record<string, Schema>>;
/** Ids of objects that are there, by their prefix. */
export type KnownIds = ReadonlyMap<string, readonly string[]>;

const DATES = ['2026-01-31', '2024-02-29', '2025-02-29', '0000-00-00', '9999-12-31'];
const TIMES = ['2026-01-31T03:15:42.123Z', '2026-13-01T00:00:00Z', '9999-12-31T23:59:59Z', 'now'];
const AMOUNTS = ['1000.00', '50000.00', '0.00', '-1.00', '1.5', '1e3', '999999999999999.00', '०१'];
const TEXTS = [
  'beras',
  '',
  ' ',
  '\u0000',
  '\u202eabc',
  '=HYPERLINK("x")',
  "';--",
  '😀',
  'ﬁ',
  '%00',
];
const ODD = [null, true, 0, -1, 1e308, [], {}, [[]], '', '\u0000', 'x'.repeat(5_000)];

/** What a client that read the document might send, and what one that didn't might. */
export function bodyOf(schema: Schema, schemas: Schemas, ids: KnownIds): Arbitrary<unknown> {
  const asDescribed = valueOf(schema, schemas, ids);
  const names = Object.keys(resolved(schema, schemas).properties ?? {});
  const spoilt = fc
    .tuple(
      asDescribed,
      fc.constantFrom('__proto__', 'balance', ...names),
      fc.oneof(fc.constantFrom<unknown>(...ODD), fc.jsonValue()),
    )
    .map(([body, name, odd]): unknown => Object.assign(new Object(body), { [name]: odd }));
  return fc.oneof(
    { weight: 5, arbitrary: asDescribed },
    { weight: 4, arbitrary: spoilt },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
}

/** A value that the schema admits, or nearly. */
export function valueOf(schema: Schema, schemas: Schemas, ids: KnownIds): Arbitrary<unknown> {
  const plain = resolved(schema, schemas);
  const { properties, items, type, oneOf } = plain;
  if (plain.enum !== undefined) return fc.constantFrom(...plain.enum);
  if (oneOf !== undefined) return fc.oneof(...oneOf.map((one) => valueOf(one, schemas, ids)));
  if (properties !== undefined) {
    const parts = Object.entries(properties).map(([name, part]) => {
      const isMoney = name === 'value' && 'currency' in properties;
      const value = isMoney ? fc.constantFrom(...AMOUNTS) : valueOf(part, schemas, ids);
      return [name, value] as const;
    });
    return fc.record(Object.fromEntries(parts), {
      requiredKeys: (plain.required ?? []).filter((name) => name in properties),
    });
  }
  if (type === 'array') return fc.array(valueOf(items ?? {}, schemas, ids), { maxLength: 3 });
  if (type === 'integer' || type === 'number') {
    return fc.integer({ min: plain.minimum ?? -2, max: plain.maximum ?? 2 ** 31 });
  }
  if (type === 'boolean') return fc.boolean();
  if (type === 'string') return textOf(plain, ids);
  return fc.jsonValue();
}

function textOf({ pattern, format, maxLength = 40 }: Schema, ids: KnownIds): Arbitrary<string> {
  const prefixes = /^\^\(([a-z|]+)\)_/.exec(pattern ?? '')?.[1]?.split('|');
  if (prefixes !== undefined) return idOf(prefixes, ids);
  if (format === 'date') return fc.constantFrom(...DATES);
  if (format === 'date-time') return fc.constantFrom(...TIMES);
  const texts = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ maxLength }));
  // What looks ahead can't be made up by its pattern.
  return pattern === undefined || pattern.includes('(?')
    ? texts
    : fc.oneof(fc.stringMatching(new RegExp(pattern)), texts);
}

/** Of an object that is there, of none, or nonsense. */
export function idOf(prefixes: readonly string[], ids: KnownIds): Arbitrary<string> {
  const known = prefixes.flatMap((prefix) => ids.get(prefix) ?? []);
  const invented = prefixes.map((prefix) => encodeId(prefix as IdPrefix, newUuid()));
  return fc.constantFrom(...known, ...known, ...invented, `${prefixes[0] ?? ''}_x`);
}

function resolved(schema: Schema, schemas: Schemas): Schema {
  const name = schema.$ref?.split('/').at(-1);
  if (name !== undefined) return resolved(schemas[name] ?? {}, schemas);
  const [only] = schema.allOf ?? [];
  return only === undefined ? schema : resolved(only, schemas);
}
