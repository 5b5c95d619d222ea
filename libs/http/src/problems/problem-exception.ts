import { fail, type Failure, type Result } from '@app/core';
import { isProblemCode, type FieldFault } from './fields.js';

/**
 * The one exception that carries an expected failure out of a controller; it never leaves the HTTP
 * edge.
 */
export class ProblemException extends Error {
  override readonly name = 'ProblemException';

  constructor(
    readonly failure: Failure,
    readonly fields?: readonly FieldFault[],
    readonly headers?: Readonly<Record<string, string>>,
    /** Of the act that was refused and stored: `pay_…`, `dep_…`. */
    readonly refusedId?: string,
  ) {
    super(failure.code);
  }
}

/**
 * The value of a success. A failure is thrown, and the filter answers it as its problem document;
 * the field that its detail names (`field`) is in `errors`.
 */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new ProblemException(result);
}

/**
 * The exception for a failure that a controller finds itself: `throw problemOf(fail('not_found'))`.
 */
export function problemOf(failure: Failure): ProblemException {
  return new ProblemException(failure);
}

/** The exception for an act that was refused and stored: its answer names the act by its id on the wire. */
export function refusedAct(failure: Failure, id: string): ProblemException {
  return new ProblemException(failure, undefined, undefined, id);
}

/**
 * The exception for wrong fields: a single fault that has a problem code of its own is told by that
 * code.
 */
export function fieldsProblem(fields: readonly FieldFault[]): ProblemException {
  const [only] = fields;
  const own = fields.length === 1 && only !== undefined && isProblemCode(only.code);
  return new ProblemException(fail(own ? only.code : 'validation_failed'), fields);
}
