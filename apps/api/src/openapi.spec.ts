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

/**
 * The POSTs without a key: whoever repeats them finds what is there. What is approved is posted under
 * a key of its own.
 */
const WITHOUT_KEY = [
  'POST /v1/adjustments',
  'POST /v1/alerts/{id}/acknowledge',
  'POST /v1/api-clients',
  'POST /v1/api-clients/{id}/keys',
  'POST /v1/api-clients/{id}/keys/{key}/revoke',
  'POST /v1/approvals/{id}/approve',
  'POST /v1/approvals/{id}/cancel',
  'POST /v1/approvals/{id}/reject',
  'POST /v1/auth/activation',
  'POST /v1/auth/client-token',
  'POST /v1/auth/refresh',
  'POST /v1/auth/sign-out',
  'POST /v1/auth/step-up',
  'POST /v1/auth/token',
  'POST /v1/bank-breaks/{id}/resolve',
  'POST /v1/bank-statements',
  'POST /v1/cooperatives',
  'POST /v1/cooperatives/{id}/state',
  'POST /v1/cycles/{id}/close',
  'POST /v1/disputes',
  'POST /v1/disputes/{id}/answer',
  'POST /v1/disputes/{id}/outcome',
  'POST /v1/disputes/{id}/withdraw',
  'POST /v1/fee-schedules',
  'POST /v1/fee-schedules/{id}/simulate',
  'POST /v1/fee-schedules/{id}/submit',
  'POST /v1/fee-schedules/{id}/withdraw',
  'POST /v1/funds/{id}/reversal',
  'POST /v1/imports/{id}/activation-codes',
  'POST /v1/incentive-budgets/fundings',
  'POST /v1/invoices/{id}/cancel',
  'POST /v1/invoices/{id}/decline',
  'POST /v1/invoices/{id}/payments',
  'POST /v1/me/consents/{id}/approve',
  'POST /v1/me/consents/{id}/end',
  'POST /v1/me/devices/{id}/block',
  'POST /v1/me/devices/{id}/sign-out',
  'POST /v1/me/notifications/read',
  'POST /v1/members',
  'POST /v1/members/find',
  'POST /v1/members/{id}/devices/{device_id}/block',
  'POST /v1/members/{id}/erasure',
  'POST /v1/members/{id}/pin-resets',
  'POST /v1/members/{id}/pin-resets/{approval_id}/code',
  'POST /v1/merchants',
  'POST /v1/merchants/{id}/cashiers',
  'POST /v1/merchants/{id}/cashiers/{cashier_id}/end',
  'POST /v1/merchants/{id}/pin-resets',
  'POST /v1/merchants/{id}/pin-resets/{approval_id}/code',
  'POST /v1/networks',
  'POST /v1/networks/{id}/clock',
  'POST /v1/payees/resolve',
  'POST /v1/payment-requests/{id}/cancel',
  'POST /v1/payment-requests/{id}/decline',
  'POST /v1/qr-codes/decode',
  'POST /v1/qr-codes/{id}/cancel',
  'POST /v1/quotes',
  'POST /v1/settlement-terms',
  'POST /v1/staff',
  'POST /v1/staff/{id}/appointment/{approval_id}/code',
  'POST /v1/staff/{id}/dismiss',
  'POST /v1/staff/{id}/recovery',
  'POST /v1/staff/{id}/recovery/{approval_id}/code',
  'POST /v1/staff/{id}/reinstatement',
  'POST /v1/staff/{id}/suspend',
  'POST /v1/suspense-releases',
  'POST /v1/till-sessions/{id}/difference',
  'POST /v1/tills',
  'POST /v1/tills/{id}/state',
  'POST /v1/verifications',
  'POST /v1/webhook-deliveries/{id}/resend',
  'POST /v1/webhook-endpoints',
  'POST /v1/webhook-endpoints/{id}/secret',
  'POST /v1/withdrawal-codes',
  'POST /v1/withdrawal-codes/{id}/cancel',
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
