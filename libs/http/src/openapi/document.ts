import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { invariant, PROBLEM_CODES, type ProblemCode } from '@app/core';
import { problemContent, problemExamples } from './describes.js';
import { MONEY_SCHEMAS, problemsOfMoneyIn } from './money-schemas.js';
import { PROBLEMS } from '../problems/table.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** What any operation may answer, and what any with a token or a body may. */
const ALWAYS: readonly ProblemCode[] = ['internal_error', 'database_unavailable'];
const WITH_TOKEN: readonly ProblemCode[] = [
  'token_missing',
  'token_invalid',
  'token_expired',
  'token_revoked',
  'role_forbidden',
];
const WITH_BODY: readonly ProblemCode[] = [
  'malformed_json',
  'validation_failed',
  'body_too_large',
  'media_type_unsupported',
];
/** Of whatever staff does that could not be noted in the audit. */
const NOT_NOTED: ProblemCode = 'outcome_unknown';
const WITH_QUERY: readonly ProblemCode[] = ['validation_failed'];

const DESCRIPTION = `The payment switch between cooperatives.

Money is an object of a decimal string and its currency; ids have a prefix and sort by time. Every
POST that moves money takes an Idempotency-Key: repeating a request with its key gives the first
answer again and never moves money twice. Problems are RFC 9457 documents in Bahasa Indonesia or
English (Accept-Language); [all their codes](/docs/errors) are listed.`;

/** The OpenAPI 3.1 document of an application. Throws if two operations have the same id. */
export function openApiDocument(app: INestApplication, version: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Simpul')
    .setDescription(DESCRIPTION)
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
  });
  addSchemas(document);
  addPathParameters(document);
  for (const operation of operationsOf(document)) {
    dropUndescribedSuccess(operation);
    operation.tags = operation.tags?.map(asWords);
    addCommonProblems(operation, document);
  }
  for (const { get: _reading, ...writing } of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = method === 'get' ? undefined : writing[method];
      if (operation?.security?.length) addProblem(operation, NOT_NOTED);
    }
  }
  refuseDuplicates(document);
  return document;
}

/** The operations without an example of their success: what `@Describes` was forgotten on. */
export function undescribed(document: OpenAPIObject): string[] {
  return operationsOf(document)
    .filter(({ summary }) => summary === undefined || summary === '')
    .map(({ operationId }) => operationId ?? 'unnamed');
}

/** All operations of a document. */
export function operationsOf(document: OpenAPIObject): Operation[] {
  return Object.values(document.paths).flatMap((item) =>
    METHODS.flatMap((method) => item[method] ?? []),
  );
}

/**
 * The compiler's plugin adds a 201 to every POST whose own decorators don't name a status; it can't
 * see the one inside `@Describes`, which alone has a description.
 */
function dropUndescribedSuccess({ responses }: Operation): void {
  for (const [status, response] of Object.entries(responses)) {
    const isBare = response !== undefined && 'description' in response && !response.description;
    if (status.startsWith('2') && isBare) delete responses[status];
  }
}

/** The name of a controller for people: FeeSchedules is "Fee schedules". */
function asWords(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A decorator that reads an id out of the path tells the document nothing; OpenAPI wants each name in a path described. */
function addPathParameters(document: OpenAPIObject): void {
  for (const [path, item] of Object.entries(document.paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    for (const operation of METHODS.flatMap((method) => item[method] ?? [])) {
      const described = operation.parameters ?? [];
      const missing = names.filter((name) => !described.some((p) => 'in' in p && p.name === name));
      operation.parameters = [
        ...missing.map((name) => ({
          name,
          in: 'path' as const,
          required: true,
          schema: { type: 'string' as const },
        })),
        ...described,
      ];
    }
  }
}

function addCommonProblems(operation: Operation, { components }: OpenAPIObject): void {
  const withToken = (operation.security ?? []).length > 0;
  const withQuery = operation.parameters?.some((p) => 'in' in p && p.in === 'query') === true;
  const codes = [
    ...ALWAYS,
    ...(withToken ? WITH_TOKEN : []),
    ...(operation.requestBody !== undefined ? WITH_BODY : []),
    ...problemsOfMoneyIn(operation.requestBody, components?.schemas ?? {}),
    ...(withQuery ? WITH_QUERY : []),
  ];
  for (const code of codes) addProblem(operation, code);
}

function addProblem(operation: Operation, code: ProblemCode): void {
  const { status, title } = PROBLEMS[code];
  const known = operation.responses[status];
  if (known === undefined || !('content' in known)) {
    operation.responses[status] = { description: title.en, content: problemContent([code]) };
    return;
  }
  const content = known.content?.['application/problem+json'];
  if (content?.examples === undefined || code in content.examples) return;
  Object.assign(content.examples, problemContent([code])['application/problem+json'].examples);
  known.description = `${known.description}; ${title.en}`;
}

/** `x-money-moved` is what programs decide by; to people the text of `detail` says it. */
const PROBLEM_CODE = {
  type: 'string',
  enum: [...PROBLEM_CODES],
  'x-money-moved': Object.fromEntries(
    PROBLEM_CODES.map((code) => [code, PROBLEMS[code].moneyMoved]),
  ),
};

function addSchemas(document: OpenAPIObject): void {
  document.components = {
    ...document.components,
    examples: problemExamples(),
    schemas: {
      ...document.components?.schemas,
      ...MONEY_SCHEMAS,
      Problem: {
        type: 'object',
        description: 'RFC 9457',
        required: ['type', 'title', 'status', 'detail', 'code', 'request_id', 'retryable'],
        properties: {
          type: { type: 'string', format: 'uri-reference' },
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: {
            type: 'string',
            description: 'What happened, whether money moved, what to do next',
          },
          code: PROBLEM_CODE,
          request_id: { type: 'string' },
          retryable: {
            type: 'boolean',
            description:
              'Whether the same request with the same key may have another outcome later',
          },
          payment_id: {
            type: 'string',
            description: 'Of a payment that was refused: `GET /v1/payments/{id}` shows it again',
          },
          refused_id: {
            type: 'string',
            description: 'Of another act that was refused and stored under its key',
          },
          errors: {
            type: 'array',
            items: {
              type: 'object',
              required: ['field', 'code', 'message'],
              properties: {
                field: { type: 'string' },
                code: { type: 'string' },
                message: { type: 'string' },
              },
            },
          },
        },
      },
    },
  };
}

function refuseDuplicates(document: OpenAPIObject): void {
  const ids = operationsOf(document).map(({ operationId }) => operationId);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  invariant(twice.length === 0, `operation ids used twice: ${twice.join(', ')}`);
}
