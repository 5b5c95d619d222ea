import { schemaOfExample, varying } from './example-schema.js';

describe('the schema of an example', () => {
  it('describes what stands in it', () => {
    const example = {
      id: 'pay_x',
      amount: { value: '1.00', currency: 'IDR' },
      made_at: '2026-01-31T09:00:00.000Z',
      day: '2026-01-31',
      count: 3,
      open: true,
      nothing: null,
      lines: [{ name: 'x' }],
    };
    expect(schemaOfExample(example)).toEqual({
      type: 'object',
      required: Object.keys(example),
      properties: {
        id: { type: 'string' },
        amount: { $ref: '#/components/schemas/Money' },
        made_at: { type: 'string', format: 'date-time' },
        day: { type: 'string', format: 'date' },
        count: { type: 'integer' },
        open: { type: 'boolean' },
        nothing: {},
        lines: {
          type: 'array',
          items: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
        },
      },
    });
  });
});

describe('an example that says how other answers differ', () => {
  const answer: { id: string; note: string | null; fee?: object } = {
    id: 'pay_x',
    note: 'beras',
    fee: { value: '1.00', currency: 'IDR' },
  };
  const varied = varying(answer, { nullable: ['note'], optional: ['fee'], also: { by: 'per_x' } });
  const schema = {
    type: 'object',
    required: ['id', 'note'],
    properties: {
      by: { type: 'string' },
      id: { type: 'string' },
      note: { type: ['string', 'null'] },
      fee: { $ref: '#/components/schemas/Money' },
    },
  };

  it('has what may be null, missing or there beside in its schema, and so has a copy of it', () => {
    expect(schemaOfExample(varied)).toEqual(schema);
    expect(schemaOfExample({ ...varied, id: 'pay_y' })).toEqual(schema);
    expect(JSON.stringify(varied)).toBe(JSON.stringify(answer));
  });

  it('describes money that may be null, and objects whose members depend on the case', () => {
    const held: { total: object | null; detail: object } = {
      total: { value: '1.00', currency: 'IDR' },
      detail: varying({ difference: '-5.00' }, { open: true }),
    };
    expect(schemaOfExample(varying(held, { nullable: ['total'] })).properties).toEqual({
      total: { anyOf: [{ $ref: '#/components/schemas/Money' }, { type: 'null' }] },
      detail: { type: 'object' },
    });
  });

  it('describes a list by all that stands in it', () => {
    expect(
      schemaOfExample([
        { a: 1, b: '' },
        { a: 2, c: true },
      ]),
    ).toEqual({
      type: 'array',
      items: {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'integer' }, b: { type: 'string' }, c: { type: 'boolean' } },
      },
    });
  });
});
