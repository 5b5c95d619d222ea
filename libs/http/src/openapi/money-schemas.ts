import type { ProblemCode } from '@app/core';
import type { OpenAPIObject } from '@nestjs/swagger';

/** Money in answers and of limits: any amount. */
export const MONEY_SCHEMA = '#/components/schemas/Money';
/** What is moved by a request. */
export const PRINCIPAL_SCHEMA = '#/components/schemas/Principal';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

const EXAMPLE = { value: '50000.00', currency: 'IDR' };

export const MONEY_SCHEMAS: Schemas = {
  Money: {
    type: 'object',
    description: 'An amount: always a string with two decimals in answers, never a number',
    required: ['value', 'currency'],
    additionalProperties: false,
    properties: {
      value: { type: 'string', pattern: '^-?(0|[1-9][0-9]*)(\\.[0-9]{2})?$' },
      currency: { type: 'string', enum: ['IDR'] },
    },
    example: EXAMPLE,
  },
  Principal: {
    type: 'object',
    description: 'An amount to be moved: more than zero, whole rupiah',
    required: ['value', 'currency'],
    additionalProperties: false,
    properties: {
      value: { type: 'string', pattern: '^[1-9][0-9]{0,12}(\\.00)?$' },
      currency: { type: 'string', enum: ['IDR'] },
    },
    example: EXAMPLE,
  },
};

const OF_MONEY: readonly ProblemCode[] = [
  'amount_invalid',
  'amount_too_large',
  'currency_unsupported',
];
const OF_PRINCIPAL: readonly ProblemCode[] = ['amount_not_positive', 'amount_not_whole_rupiah'];

/** What may be wrong with the money that a body holds, wherever in it. */
export function problemsOfMoneyIn(body: unknown, schemas: Schemas): readonly ProblemCode[] {
  const named = new Set<string>();
  const collect = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const name: unknown = '$ref' in part ? part.$ref : undefined;
    if (typeof name === 'string' && !named.has(name)) {
      named.add(name);
      collect(schemas[name.slice(name.lastIndexOf('/') + 1)]);
    }
    Object.values(part).forEach(collect);
  };
  collect(body);
  if (named.has(PRINCIPAL_SCHEMA)) return [...OF_MONEY, ...OF_PRINCIPAL];
  return named.has(MONEY_SCHEMA) ? OF_MONEY : [];
}
