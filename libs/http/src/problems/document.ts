import { fail, type Failure, type ProblemCode } from '@app/core';
import type { Bilingual, Language, ProblemDefinition } from './definition.js';
import { fieldMessage, type FieldFault } from './fields.js';
import { PROBLEMS } from './table.js';
import { fillTemplate } from './text.js';

/** The body of every answer that is not a success: RFC 9457 with our members. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly request_id: string;
  readonly retryable: boolean;
  /** Of a payment that was refused and stored: where it can be read again. */
  readonly payment_id?: string;
  /** The like of any other act. */
  readonly refused_id?: string;
  readonly errors?: readonly FieldError[];
}

export interface FieldError {
  /** Path of the field in the body or query, such as `lines.0.amount`. */
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

const MONEY: Readonly<Record<ProblemDefinition['moneyMoved'], Bilingual | undefined>> = {
  not_concerned: undefined,
  no: { id: 'Tidak ada uang yang berpindah.', en: 'No money has moved.' },
  unknown: {
    id: 'Belum pasti apakah uang sudah berpindah.',
    en: 'It is not certain whether money has moved.',
  },
};

export interface ProblemContext {
  readonly language: Language;
  readonly requestId: string;
  readonly fields?: readonly FieldFault[];
  /** Of an act that was refused and stored. */
  readonly refusedId?: string;
}

/**
 * The problem document of a failure: what happened, whether money moved (where that may be asked),
 * what to do next.
 */
export function problemDocument(failure: Failure, context: ProblemContext): ProblemDocument {
  const definition = PROBLEMS[failure.code];
  const { language, refusedId } = context;
  const detail = [
    fillTemplate(definition.what[language], failure.detail, language),
    MONEY[definition.moneyMoved]?.[language],
    fillTemplate(definition.next[language], failure.detail, language),
  ]
    .filter((sentence) => sentence !== undefined)
    .join(' ');
  const fields = context.fields ?? fieldsOf(failure);
  return {
    type: `/docs/errors#${failure.code}`,
    title: definition.title[language],
    status: definition.status,
    detail,
    code: failure.code,
    request_id: context.requestId,
    retryable: definition.retryable,
    ...(refusedId !== undefined && {
      [refusedId.startsWith('pay_') ? 'payment_id' : 'refused_id']: refusedId,
    }),
    ...(fields !== undefined && {
      errors: fields.map((fault) => ({
        field: fault.field,
        code: fault.code,
        message: fieldMessage(fault, language),
      })),
    }),
  };
}

/**
 * The document of a code without any detail, made beforehand: for what must cost next to nothing.
 *
 * @returns its JSON, with the id of a request
 */
export function preparedProblem(
  code: ProblemCode,
): (language: Language, requestId: string) => string {
  const partsIn = (language: Language): readonly string[] =>
    JSON.stringify(problemDocument(fail(code), { language, requestId: PLACE })).split(PLACE);
  const parts = { id: partsIn('id'), en: partsIn('en') };
  return (language, requestId) => parts[language].join(requestId);
}

/** Where the id of the request goes. */
const PLACE = 'req_';

/**
 * The field that a use case blames, as the `field` (or the place `at` in a document) of the
 * failure's detail.
 */
function fieldsOf({ code, detail }: Failure): readonly FieldFault[] | undefined {
  const field = detail?.['field'] ?? detail?.['at'];
  if (typeof field !== 'string') return undefined;
  return [{ field, code: code === 'validation_failed' ? 'invalid' : code }];
}

/** Seconds for the Retry-After header, if this failure has one. */
export function retryAfterOf(failure: Failure): number | undefined {
  const told = failure.detail?.['retry_after_seconds'];
  if (typeof told === 'number' && told > 0) return Math.ceil(told);
  return PROBLEMS[failure.code].retryAfter;
}
