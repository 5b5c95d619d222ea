import type { ProblemCode } from './codes.js';

/** Facts that a refusal's text may name (amounts as decimal strings, dates, limits). Never a name or phone. */
export type FailureDetail = Readonly<Record<string, string | number | boolean>>;

/** An expected failure: a value, never an exception. */
export interface Failure<C extends ProblemCode = ProblemCode> {
  readonly ok: false;
  readonly code: C;
  readonly detail?: FailureDetail;
}

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

export type Result<T, C extends ProblemCode = ProblemCode> = Success<T> | Failure<C>;

export function succeed<T>(value: T): Success<T> {
  return { ok: true, value };
}

export function fail<C extends ProblemCode>(code: C, detail?: FailureDetail): Failure<C> {
  return detail === undefined ? { ok: false, code } : { ok: false, code, detail };
}
