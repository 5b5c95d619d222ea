import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { fail, PROBLEM_CODES, type FailureDetail, type ProblemCode } from '@app/core';
import type { Page } from '../lists/page.js';
import { problemDocument, type ProblemDocument } from '../problems/document.js';
import { PROBLEMS } from '../problems/table.js';
import { schemaOfExample, varying, type ExampleSchema } from './example-schema.js';

export interface Description {
  /** What the operation does, as a short imperative sentence. */
  readonly summary: string;
  /** More, in Markdown. */
  readonly description?: string;
  /** Whether the operation takes an Idempotency-Key, as every one that moves money does. */
  readonly idempotent?: boolean;
  readonly success: {
    /** What the route answers: 200 unless told, for a POST too. */
    readonly status?: number;
    readonly description?: string;
    /** `application/json` unless told. */
    readonly mediaType?: string;
    /** An answer as it was given; absent for an answer without body. */
    readonly example?: unknown;
    /** Other media types that may be asked for, beside the example's. */
    readonly files?: readonly string[];
    /** Only where the example does not tell the schema. */
    readonly schema?: ExampleSchema;
  };
  /**
   * What may be refused, beyond what any operation may answer (500, 503; 401 and 403 by role where
   * a token is asked).
   */
  readonly problems?: readonly ProblemCode[];
}

const EXAMPLE_REQUEST_ID = 'req_01jzq3v5hfe0d9k3yx8m2n4p6r';
const WITH_KEY: readonly ProblemCode[] = [
  'idempotency_key_missing',
  'idempotency_key_invalid',
  'idempotency_key_reused',
  'overloaded',
  'outcome_unknown',
];

const EXAMPLE_DETAILS: Partial<Record<ProblemCode, FailureDetail>> = {
  insufficient_funds: { available: '1500.00' },
  limit_exceeded: { limit: 'per_day', maximum: '10000000.00', left: '25000.00' },
};

/** The refusals whose example is that of a payment, which is stored and can be read again. */
const OF_PAYMENTS: ReadonlySet<ProblemCode> = new Set([
  'insufficient_funds',
  'limit_exceeded',
  'cap_exceeded',
]);
const EXAMPLE_PAYMENT_ID = 'pay_01jzq3v5hfe0d9k3yx8m2n4p6r';

/**
 * Describes an operation in the OpenAPI document, its success and every problem by example, and
 * sets the status of its success.
 */
export function Describes(description: Description): MethodDecorator {
  const { success, idempotent = false } = description;
  const status = success.status ?? 200;
  return applyDecorators(
    HttpCode(status),
    ApiOperation({
      summary: description.summary,
      ...(description.description !== undefined && { description: description.description }),
    }),
    ApiResponse({
      status,
      description: success.description ?? 'Success',
      ...(success.example !== undefined && {
        content: {
          [success.mediaType ?? 'application/json']: {
            schema: success.schema ?? schemaOfExample(success.example),
            example: success.example,
          },
          ...Object.fromEntries((success.files ?? []).map((type) => [type, {}])),
        },
      }),
      ...(idempotent && {
        headers: {
          'Idempotent-Replayed': {
            description: '`true` when this is the first answer given again',
            schema: { type: 'string', enum: ['true'] },
          },
        },
      }),
    }),
    ...problemResponses([...(description.problems ?? []), ...(idempotent ? WITH_KEY : [])]),
    ...(idempotent ? [IDEMPOTENCY_HEADER] : []),
  );
}

const IDEMPOTENCY_HEADER = ApiHeader({
  name: 'Idempotency-Key',
  required: true,
  description: 'A UUID for a new request; the same one whenever it is repeated',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]{1,255}$' },
  example: '0198f2b4-7c1e-7a5b-9d2f-3e6a8b1c4d70',
});

/** An example of a list's answer: the last page and the first lead no further. */
export function pageExample<T>(data: readonly T[]): Page<T> {
  const page: Page<T> = {
    data,
    has_more: true,
    next_cursor: 'WyIyMDI2LTAxLTMxIiwiNDIiXQ',
    previous_cursor: 'WyIyMDI2LTAxLTMwIiwiNDEiXQ',
  };
  return varying(page, { optional: ['next_cursor', 'previous_cursor'] });
}

/** The answer of a problem, as the document shows it. */
function problemExample(code: ProblemCode): ProblemDocument {
  return problemDocument(fail(code, EXAMPLE_DETAILS[code]), {
    language: 'en',
    requestId: EXAMPLE_REQUEST_ID,
    ...(OF_PAYMENTS.has(code) && { refusedId: EXAMPLE_PAYMENT_ID }),
  });
}

/** The example of every problem, by code: each stands once in the document and is referred to. */
export function problemExamples(): Record<string, { summary: string; value: ProblemDocument }> {
  return Object.fromEntries(
    PROBLEM_CODES.map((code) => [
      code,
      { summary: PROBLEMS[code].title.en, value: problemExample(code) },
    ]),
  );
}

/** The content of an answer that may be any of these problems. */
export function problemContent(codes: readonly ProblemCode[]) {
  const examples = codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]);
  return {
    'application/problem+json': {
      schema: { $ref: '#/components/schemas/Problem' },
      examples: Object.fromEntries(examples),
    },
  };
}

function problemResponses(codes: readonly ProblemCode[]): MethodDecorator[] {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set(codes)) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return [...byStatus].map(([status, same]) =>
    ApiResponse({
      status,
      description: same.map((code) => PROBLEMS[code].title.en).join('; '),
      content: problemContent(same),
    }),
  );
}
