import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Content {
  readonly example?: unknown;
  readonly examples?: object;
}

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly parameters?: readonly { readonly name: string }[];
  readonly responses: Readonly<Record<string, { content?: Record<string, Content> }>>;
}

const FILE = path.resolve(import.meta.dirname, '../../../docs/openapi.json');

function operationsOf(text: string): [string, Operation][] {
  const { paths }: { paths: Record<string, Record<string, Operation>> } = JSON.parse(text);
  return Object.entries(paths).flatMap(([at, item]) =>
    Object.entries(item).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${at}`,
      operation,
    ]),
  );
}

/** The POSTs without a key: they move nothing, and whoever repeats them finds what is there. */
const WITHOUT_KEY = [
  'POST /v1/auth/activation',
  'POST /v1/auth/token',
  'POST /v1/cooperatives',
  'POST /v1/cooperatives/{id}/state',
  'POST /v1/cycles/{id}/close',
  'POST /v1/fee-schedules',
  'POST /v1/members',
  'POST /v1/merchants',
  'POST /v1/merchants/{id}/cashiers',
  'POST /v1/networks',
  'POST /v1/networks/{id}/clock',
  'POST /v1/quotes',
  'POST /v1/staff',
  'POST /v1/verifications',
];

// Of the built application, because only the compiler's plugin sees all of it: `npm run openapi`.
describe('docs/openapi.json', () => {
  const operations = operationsOf(readFileSync(FILE, 'utf8'));

  it.each(operations)('describes %s by name, one success and problems', (_at, operation) => {
    const { operationId = '', summary = '', responses } = operation;
    expect(operationId).toMatch(/^[a-z][A-Za-z]+$/);
    expect(summary).toMatch(/^[A-Z].*[^.]$/);
    const statuses = Object.keys(responses);
    expect(statuses.filter((status) => status.startsWith('2'))).toHaveLength(1);
    expect(statuses).toEqual(expect.arrayContaining(['500', '503']));
  });

  it.each(operations)('shows every answer of %s by example', (_at, { responses }) => {
    for (const [status, { content = {} }] of Object.entries(responses)) {
      const shown = Object.values(content).map(({ example, examples }) => example ?? examples);
      expect({ status, shown }).toEqual({
        status,
        shown: status === '204' ? [] : [expect.anything()],
      });
    }
  });

  it('asks a key wherever a POST moves money or changes an account', () => {
    const keyless = operations.filter(
      ([at, { parameters = [] }]) =>
        at.startsWith('POST') && parameters.every(({ name }) => name !== 'Idempotency-Key'),
    );
    expect(keyless.map(([at]) => at).toSorted()).toEqual(WITHOUT_KEY);
  });
});
