import { fail, type Failure } from '@app/core';

/** What is told of a lock that opens by itself after so many seconds. */
export function lockedFor(seconds: number): Failure<'pin_locked'> {
  return fail('pin_locked', { retry_after_seconds: seconds, minutes: Math.ceil(seconds / 60) });
}
