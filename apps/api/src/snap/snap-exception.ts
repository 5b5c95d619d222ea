import { fail, type ProblemCode } from '@app/core';
import { ProblemException } from '@app/http';
import type { SnapCase } from '@app/standards';

/** What a partner is told beside the case. */
export interface SnapTelling {
  /** The field that is wrong, or the reason of an `unauthorized`. */
  readonly about?: string;
  /** Further fields of the answer, such as the number of what was done before. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** A refusal that has a case of its own in SNAP BI, which no code of ours tells. */
export class SnapException extends ProblemException {
  /** @param code what it is among ours, for the audit */
  constructor(
    readonly snapCase: SnapCase,
    code: ProblemCode,
    readonly telling: SnapTelling = {},
  ) {
    super(fail(code));
  }
}

/** Whoever asks isn't who they say, or doesn't prove it. */
export function unauthorized(reason: string): SnapException {
  return new SnapException('unauthorized', 'credentials_invalid', { about: reason });
}

/** A header or field that has to be there. */
export function missing(field: string): SnapException {
  return new SnapException('invalid_mandatory_field', 'validation_failed', { about: field });
}

/** A header or field that isn't written as it should. */
export function malformed(field: string): SnapException {
  return new SnapException('invalid_field_format', 'validation_failed', { about: field });
}
