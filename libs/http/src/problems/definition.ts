import type { ProblemCode } from '@app/core';

export const LANGUAGES = ['id', 'en'] as const;

/** The languages of the API's texts; Bahasa Indonesia unless the client prefers English. */
export type Language = (typeof LANGUAGES)[number];

/** One text in each language. */
export type Bilingual = Readonly<Record<Language, string>>;

/**
 * What is told about one code.
 *
 * `what` and `next` are templates: `{name}` stands for a value of the failure's detail,
 * `{name|rupiah}` for an amount among them, `{name|words}` for a name that has words of its own. A
 * sentence with a value that may be absent stands in square brackets and is left out without it.
 */
export interface ProblemDefinition {
  readonly status: number;
  /**
   * Whether the same request, with the same key, can have another outcome later: nothing was
   * stored, and what was wrong may pass.
   */
  readonly retryable: boolean;
  /** `not_concerned`: it is never about money, so the answer does not speak of it. */
  readonly moneyMoved: 'no' | 'unknown' | 'not_concerned';
  /** Seconds for Retry-After, unless the failure's detail has `retry_after_seconds`. */
  readonly retryAfter?: number;
  readonly title: Bilingual;
  /** What happened. */
  readonly what: Bilingual;
  /** What to do about it. */
  readonly next: Bilingual;
}

export type Definitions<C extends ProblemCode> = Readonly<Record<C, ProblemDefinition>>;
