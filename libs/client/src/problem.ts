import type { components } from './generated/api.js';
import { MONEY_MOVED } from './generated/problem-codes.js';

/** What the API answers when it does not do what was asked (RFC 9457). */
export type Problem = components['schemas']['Problem'];
/** All of them: docs/errors.md. */
export type ProblemCode = Problem['code'];

/**
 * `no`: none has moved. `unknown`: only a repetition with the same key tells. `not_concerned`: it was not about money.
 */
export type MoneyMoved = 'no' | 'unknown' | 'not_concerned';

/**
 * What a program can do now: `repeat` the same request, later, with the same key; `sign_in` again and then repeat; `prove` it once
 * more (PIN or authenticator, `POST /v1/auth/step-up`) and then repeat; or `change` the request, which then is a new one.
 */
export type Remedy = 'repeat' | 'sign_in' | 'prove' | 'change';

/** Anything but a success. */
export abstract class SimpulError extends Error {
  abstract readonly moneyMoved: MoneyMoved;
  abstract readonly remedy: Remedy;
}

/** The switch refused, or could not do it now. `message` is for people, in the language that was asked for. */
export class ProblemError extends SimpulError {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly status: number;
  readonly moneyMoved: MoneyMoved;
  readonly remedy: Remedy;

  /**
   * @param problem as it was answered
   * @param replayed whether this is the first answer given again, for its key
   * @param retryAfter seconds after which it is worth while to ask again, if the switch told
   */
  constructor(
    readonly problem: Problem,
    readonly replayed: boolean,
    readonly retryAfter: number | undefined,
  ) {
    super(problem.detail);
    this.code = problem.code;
    this.status = problem.status;
    this.moneyMoved = moneyMovedOf(problem.code);
    this.remedy = remedyOf(problem);
  }
}

/**
 * Nothing was answered that Simpul says: the connection broke, time ran out, or something between answered. Whether an act was
 * done is then unknown, and the same request with the same key tells.
 */
export class NoAnswerError extends SimpulError {
  override readonly name = 'NoAnswerError';
  readonly remedy = 'repeat';

  constructor(
    message: string,
    readonly moneyMoved: MoneyMoved,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** There is no session to go on with, and nobody to ask for a PIN or password: the request was not sent. */
export class SignedOutError extends SimpulError {
  override readonly name = 'SignedOutError';
  readonly moneyMoved = 'no';
  readonly remedy = 'sign_in';

  constructor() {
    super('the session has ended: sign in again');
  }
}

/** What a body says, if it is a problem of Simpul's. */
export function problemIn(body: unknown): Problem | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { code, detail, status } = body as Partial<Problem>;
  const isProblem =
    typeof code === 'string' && typeof detail === 'string' && typeof status === 'number';
  return isProblem ? (body as Problem) : undefined;
}

/** A code that this release does not know yet may well be about money. */
function moneyMovedOf(code: ProblemCode): MoneyMoved {
  const told: Partial<Record<ProblemCode, MoneyMoved>> = MONEY_MOVED;
  return told[code] ?? 'unknown';
}

const TO_PROVE: ReadonlySet<ProblemCode> = new Set([
  'step_up_required',
  'pin_required',
  'totp_required',
]);

function remedyOf({ code, status, retryable }: Problem): Remedy {
  if (TO_PROVE.has(code)) return 'prove';
  if (status === 401) return 'sign_in';
  return retryable ? 'repeat' : 'change';
}
