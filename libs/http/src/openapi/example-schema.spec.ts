import { schemaOfExample } from './example-schema.js';

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
