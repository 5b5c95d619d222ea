import { fail, type Failure } from '@app/core';

import type { Cooperative } from '../directory/directory-types.js';

/**
 * Nothing new by a cooperative that is suspended or has left; those not active yet prepare themselves. Undefined:
 * it may take on members, merchants and staff.
 */
export function admitsNewcomers(cooperative: Cooperative): Failure<'wrong_state'> | undefined {
  const { state } = cooperative;
  return state === 'suspended' || state === 'left' ? fail('wrong_state', { state }) : undefined;
}
