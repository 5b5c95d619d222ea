import type { Identity } from '@app/access';
import { fieldsProblem, publicId, unwrap, type AccessRule } from '@app/http';
import type { Cooperative, CooperativeService } from '@app/participants';

/** Runs the network. */
export const OPERATOR = { roles: ['operator'], scope: 'network' } as const satisfies AccessRule;

/** Runs one cooperative. */
export const MANAGER = {
  roles: ['manager'],
  scope: 'own_cooperative',
} as const satisfies AccessRule;

/** Who helps a member at the counter of their own cooperative. */
export const COUNTER = {
  roles: ['teller', 'manager'],
  scope: 'own_cooperative',
} as const satisfies AccessRule;

/** Works for one cooperative. */
export const COOPERATIVE_STAFF = {
  roles: ['manager', 'treasurer', 'teller'],
  scope: 'own_cooperative',
} as const satisfies AccessRule;

/** Looks at everything of the network or of one cooperative, and changes nothing. */
/** Who agrees to what managers ask. */
export const TREASURER = {
  roles: ['treasurer'],
  scope: 'own_cooperative',
} as const satisfies AccessRule;

export const OWNER = {
  roles: ['merchant_owner'],
  scope: 'own_merchant',
} as const satisfies AccessRule;

export const AUDITOR = { roles: ['auditor'], scope: 'network' } as const satisfies AccessRule;

/**
 * The cooperative that a request is about: the one it names, else the caller's own. A foreign one is not found; an
 * operator must name one.
 */
export async function cooperativeOf(
  cooperatives: CooperativeService,
  caller: Identity,
  id: string | undefined,
): Promise<Cooperative> {
  const uid = id === undefined ? caller.cooperative : publicId('coop', id);
  if (uid === null) throw fieldsProblem([{ field: 'cooperative_id', code: 'required' }]);
  return unwrap(await cooperatives.read(caller, uid));
}
