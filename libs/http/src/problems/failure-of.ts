import { HttpException } from '@nestjs/common';
import { fail, type Failure, type ProblemCode } from '@app/core';
import { isDatabaseUnavailable } from './unavailable.js';

/** What Fastify's own refusals are called here. */
const CODE_OF_FASTIFY: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media_type_unsupported',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed_json',
  FST_ERR_BAD_URL: 'not_found',
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
};

const CODE_OF_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'malformed_json',
  401: 'token_invalid',
  403: 'role_forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'body_too_large',
  414: 'not_found',
  415: 'media_type_unsupported',
  429: 'rate_limited',
};

/** The failure that anything thrown stands for; `internal_error` for what nobody expected. */
export function failureOf(error: unknown): Failure {
  if (isDatabaseUnavailable(error)) return fail('database_unavailable');
  return fail(codeOf(error) ?? 'internal_error');
}

function codeOf(error: unknown): ProblemCode | undefined {
  if (error instanceof HttpException) return CODE_OF_STATUS[error.getStatus()];
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const { code } = error;
  if (typeof code !== 'string' || !code.startsWith('FST_')) return undefined;
  const status = 'statusCode' in error ? error.statusCode : undefined;
  return CODE_OF_FASTIFY[code] ?? (typeof status === 'number' ? CODE_OF_STATUS[status] : undefined);
}
