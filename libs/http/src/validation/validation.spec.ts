import 'reflect-metadata';
import { encodeId, newUuid, type Money } from '@app/core';
import { plainToInstance, Type } from 'class-transformer';
import {
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  Max,
  Min,
  ValidateNested,
  validateSync,
} from 'class-validator';
import fc from 'fast-check';
import { PageQuery } from '../lists/page-query.js';
import { ProblemException } from '../problems/problem-exception.js';
import { shapeOf } from './compiled-shape.js';
import { IsCalendarDate, IsInstant, IsMoney, IsPublicId, IsText } from './decorators.js';
import { faultsOf } from './field-faults.js';
import { KeepsNull } from './null-fields.js';
import { readDto, RequestPipe } from './request-pipe.js';

class Flat {
  @IsPublicId('mrc', 'mbr')
  payee!: string;

  @IsMoney()
  amount!: Money;

  @IsOptional()
  @IsText({ max: 10 })
  note?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(9)
  count?: number;

  @IsOptional()
  @IsIn(['a', 'b'])
  kind?: string;
}

class Line {
  @IsMoney()
  amount!: Money;

  @IsText()
  name!: string;
}

class Nested {
  @ValidateNested({ each: true })
  @Type(() => Line)
  lines!: Line[];
}

class Holder {
  @IsDefined()
  @ValidateNested()
  @Type(() => Line)
  line!: Line;

  @IsOptional()
  @ValidateNested()
  @Type(() => Flat)
  flat?: Flat;
}

class Bounded {
  @IsOptional()
  @KeepsNull
  @IsInt()
  most?: number | null;
}

class Times {
  @IsInstant()
  at!: string;

  @IsCalendarDate()
  on!: string;
}

const right = () => ({
  payee: encodeId('mrc', newUuid()),
  amount: { value: '0.50', currency: 'IDR' },
});

function faultsIn(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    if (error instanceof ProblemException) return error.fields;
    throw error;
  }
  return [];
}

describe('a compiled DTO', () => {
  it('accepts exactly what class-validator accepts', () => {
    const options = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false };
    const anything = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constant(undefined));
    const value = fc.record(
      {
        payee: fc.oneof(fc.constant(right().payee), anything),
        amount: fc.oneof(fc.constant(right().amount), anything),
        note: fc.oneof(fc.string(), anything),
        count: fc.oneof(fc.integer({ min: -2, max: 12 }), fc.double(), anything),
        kind: fc.oneof(fc.constantFrom('a', 'b', 'c'), anything),
        stranger: anything,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(value, (sent) => {
        const instance = Object.assign(new Flat(), sent);
        const slow = validateSync(instance, options).length === 0;
        expect(shapeOf(Flat).accepts?.(instance)).toBe(slow);
      }),
      { numRuns: 500 },
    );
  });

  it('reads nested classes exactly as the libraries do', () => {
    const anything = fc.oneof(
      fc.constantFrom<unknown>('x', 7, null, undefined, true),
      fc.constant({}),
    );
    const money = fc.constantFrom<unknown>({ value: '1.00', currency: 'IDR' }, { value: 1 }, null);
    const line = fc.record(
      { amount: money, name: fc.constantFrom<unknown>('e\u0301', '', 4), stranger: anything },
      { requiredKeys: [] },
    );
    const value = fc.record(
      { line: fc.oneof(line, anything), flat: fc.oneof(fc.constant(right()), anything) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(value, (sent) => {
        const options = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false };
        const converted = plainToInstance(Holder, sent, { exposeDefaultValues: true });
        const faults = faultsOf(validateSync(converted, options));
        expect(faultsIn(() => readDto(Holder, sent))).toEqual(faults);
        if (faults.length > 0) return;
        const read = readDto(Holder, sent);
        expect(shapeOf(Holder).accepts?.(read)).toBe(true);
        expect(read.line.name).toBe(converted.line.name.normalize('NFC').trim());
        for (const [name, part] of Object.entries(read)) {
          if (part === undefined) continue;
          expect(Object.getPrototypeOf(part)).toBe(shapeOf(Holder).nested.get(name)?.prototype);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('leaves lists of classes to class-validator', () => {
    expect(shapeOf(Flat).accepts).toBeDefined();
    expect(shapeOf(Nested).accepts).toBeUndefined();
  });
});

describe('reading a DTO', () => {
  it('gives an instance with its texts in NFC, without blanks around them and without nulls', () => {
    const dto = readDto(Flat, { ...right(), note: ' e\u0301 ', kind: null });
    expect(dto).toBeInstanceOf(Flat);
    expect(dto.note).toBe('\u00e9');
    expect('kind' in dto).toBe(false);
  });

  it('keeps a null that says something', () => {
    const dto = readDto(Bounded, { most: null });
    expect(dto).toEqual({ most: null });
    expect(readDto(Bounded, {})).not.toHaveProperty('most');
    expect(faultsIn(() => readDto(Bounded, { most: 'x' }))).toHaveLength(1);
  });

  it('refuses a list within a list of DTOs, which class-validator takes for a good one', () => {
    expect(faultsIn(() => readDto(Nested, { lines: [[]] }))).toEqual([
      { field: 'lines', code: 'invalid' },
    ]);
  });

  it('names faults of nested DTOs by their path and normalises their texts', () => {
    const line = { amount: { value: '1.00', currency: 'IDR' }, name: 'e\u0301' };
    expect(readDto(Nested, { lines: [line] }).lines[0]?.name).toBe('\u00e9');
    const wrong = { ...line, amount: { value: 1, currency: 'IDR' }, colour: 'red' };
    expect(faultsIn(() => readDto(Nested, { lines: [line, wrong] }))).toEqual(
      expect.arrayContaining([
        { field: 'lines.1.amount', code: 'amount_invalid' },
        { field: 'lines.1.colour', code: 'unknown_field' },
      ]),
    );
  });

  it('does not read members of a prototype', () => {
    const sent: unknown = JSON.parse('{"__proto__":{"payee":"x"},"amount":null}');
    expect(faultsIn(() => readDto(Flat, sent))).not.toEqual([]);
    expect(Object.getPrototypeOf(new Flat())).toBe(Flat.prototype);
  });

  it('turns the texts of a query into numbers and knows the default', () => {
    expect(readDto(PageQuery, { limit: '7' }, true).limit).toBe(7);
    expect(readDto(PageQuery, {}, true).limit).toBe(20);
    expect(faultsIn(() => readDto(PageQuery, { limit: ['1', '2'] }, true))).toEqual([
      { field: 'limit', code: 'number_invalid' },
    ]);
  });

  it('refuses both cursors at once', () => {
    const cursor = Buffer.from('[1]').toString('base64url');
    expect(faultsIn(() => readDto(PageQuery, { after: cursor, before: cursor }, true))).toEqual([
      { field: 'before', code: 'both_cursors' },
    ]);
  });

  it.each([
    ['2026-01-31T09:00:00+07:00', '2026-01-31', 0],
    ['2028-02-29T00:00:00Z', '2028-02-29', 0],
    ['2027-02-29T00:00:00Z', '2027-02-29', 2],
    ['2026-01-31T09:00:00', '31-01-2026', 2],
    ['2026-01-31T25:00:00Z', '2026-13-01', 2],
    ['yesterday', '', 2],
  ])('H35 judges the times %s and %s', (at, on, faults) => {
    expect(faultsIn(() => readDto(Times, { at, on }))).toHaveLength(faults);
  });

  it('accepts no body or query that no class describes', () => {
    const pipe = new RequestPipe();
    expect(() => pipe.transform({}, { type: 'body', metatype: Object })).toThrow(
      'needs a DTO class',
    );
    expect(pipe.transform('x', { type: 'param', metatype: String })).toBe('x');
  });
});
