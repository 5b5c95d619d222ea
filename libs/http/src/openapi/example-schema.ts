/** The parts of JSON Schema that answers need. */
export interface ExampleSchema {
  type?: 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array';
  format?: 'date-time' | 'date';
  items?: ExampleSchema;
  properties?: Record<string, ExampleSchema>;
  required?: string[];
  $ref?: string;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The schema that an example of an answer fits: the answer's members are described by an answer
 * that was really given. Money becomes a reference to its one schema; null says nothing about what
 * else may stand there.
 */
export function schemaOfExample(example: unknown): ExampleSchema {
  if (example === null || example === undefined) return {};
  if (Array.isArray(example)) return { type: 'array', items: schemaOfExample(example[0]) };
  if (typeof example === 'object') return schemaOfObject(example);
  if (typeof example === 'number') {
    return { type: Number.isInteger(example) ? 'integer' : 'number' };
  }
  if (typeof example === 'boolean') return { type: 'boolean' };
  if (typeof example !== 'string') return {};
  if (INSTANT.test(example)) return { type: 'string', format: 'date-time' };
  if (DATE.test(example)) return { type: 'string', format: 'date' };
  return { type: 'string' };
}

function schemaOfObject(example: object): ExampleSchema {
  const names = Object.keys(example);
  if (names.length === 2 && 'value' in example && 'currency' in example) {
    return { $ref: '#/components/schemas/Money' };
  }
  const properties = Object.entries(example).map(([name, value]) => [name, schemaOfExample(value)]);
  return { type: 'object', properties: Object.fromEntries(properties), required: names };
}
