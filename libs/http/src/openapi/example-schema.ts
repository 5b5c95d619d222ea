/** The parts of JSON Schema that answers need. */
export interface ExampleSchema {
  type?: SchemaType | [SchemaType, 'null'];
  format?: 'date-time' | 'date';
  items?: ExampleSchema;
  properties?: Record<string, ExampleSchema>;
  required?: string[];
  $ref?: string;
  anyOf?: ExampleSchema[];
}

type SchemaType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';

/** How an answer may differ from its example. */
interface VariationOf<T> {
  /** Members that may be null. */
  readonly nullable?: readonly (keyof T)[];
  /** Members that may be missing. */
  readonly optional?: readonly (keyof T)[];
  /** Whether it depends on the case which members there are. */
  readonly open?: boolean;
  /** Members that the example lacks and other answers have. */
  readonly also?: object;
}

interface Variation {
  readonly nullable: readonly PropertyKey[];
  readonly optional: readonly PropertyKey[];
  readonly open: boolean;
  readonly also: object;
}

const NONE: Variation = { nullable: [], optional: [], open: false, also: {} };
const VARIATION: unique symbol = Symbol('how an answer may differ from this example');
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Says of an example which of its members an answer may have null or not at all; a copy by spread is told so too.
 *
 * @returns the example itself
 */
export function varying<T extends object>(
  example: T,
  { nullable = [], optional = [], open = false, also = {} }: VariationOf<T>,
): T {
  const known = variationOf(example);
  const variation: Variation = {
    nullable: [...known.nullable, ...nullable],
    optional: [...known.optional, ...optional],
    open,
    also: { ...known.also, ...also },
  };
  return Object.assign(example, { [VARIATION]: variation });
}

/**
 * The schema that an example of an answer fits: the answer's members are described by an answer
 * that was really given. Money becomes a reference to its one schema; null says nothing about what
 * else may stand there.
 */
export function schemaOfExample(example: unknown): ExampleSchema {
  if (example === null || example === undefined) return {};
  if (Array.isArray(example)) return { type: 'array', items: schemaOfItems(example) };
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
  const { nullable, optional, open, also } = variationOf(example);
  if (open) return { type: 'object' };
  const properties = Object.entries({ ...also, ...example }).map(([name, value]) => {
    const schema = schemaOfExample(value);
    return [name, nullable.includes(name) ? orNull(schema) : schema];
  });
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: names.filter((name) => !optional.includes(name)),
  };
}

function variationOf(example: { readonly [VARIATION]?: Variation }): Variation {
  return example[VARIATION] ?? NONE;
}

/** What all of these fit, that stand in one list. */
function schemaOfItems(items: readonly unknown[]): ExampleSchema {
  const [first = {}, ...others] = items.map(schemaOfExample);
  return others.reduce((whole, other) => {
    if (whole.properties === undefined || other.properties === undefined) return whole;
    const required = whole.required?.filter((name) => other.required?.includes(name) === true);
    const properties = { ...other.properties, ...whole.properties };
    return { ...whole, properties, ...(required !== undefined && { required }) };
  }, first);
}

function orNull(schema: ExampleSchema): ExampleSchema {
  const { type } = schema;
  if (type === undefined || Array.isArray(type)) {
    return schema.$ref === undefined ? schema : { anyOf: [schema, { type: 'null' }] };
  }
  return { ...schema, type: [type, 'null'] };
}
