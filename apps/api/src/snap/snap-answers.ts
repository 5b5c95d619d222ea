import { encodeId, toMoney, type Money, type Result, type Sen } from '@app/core';
import { unwrap } from '@app/http';
import { writeTimestamp } from '@app/standards';
import { SnapException } from './snap-exception.js';

/** A time of the ledger (ISO 8601) or of a row, as the standard writes it. */
export function snapTime(time: string | Date): string {
  return writeTimestamp(new Date(time));
}

export function snapMoney(amount: Sen): Money {
  return toMoney(amount);
}

type ActPrefix = 'pay' | 'trf' | 'rfd' | 'dep' | 'wdr' | 'qrc' | 'prq';

/** The number of an act, as our own API has it. */
export function referenceNo(prefix: ActPrefix, uid: string): string {
  return encodeId(prefix, uid);
}

/**
 * What was done for the first time. Done before, with success, it is told as the standard wants: not a second success, but the
 * number of the first. What was refused before is refused alike.
 */
export function firstTime<T>(
  answer: Result<T> & { readonly replayed: boolean },
  tell: (value: T) => object,
): T {
  const value = unwrap(answer);
  if (!answer.replayed) return value;
  throw new SnapException('duplicate_reference', 'already_exists', { fields: { ...tell(value) } });
}

/** An answer in which `not_found` means that nobody has this account. */
export function accountCase<T extends { readonly ok: boolean; readonly code?: string }>(
  answer: T,
): T {
  if (!answer.ok && answer.code === 'not_found') {
    throw new SnapException('invalid_account', 'not_found');
  }
  return answer;
}
