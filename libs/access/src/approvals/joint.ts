import { fail, succeed, type Result } from '@app/core';
import type { EntityManager } from 'typeorm';
import type { Identity, Role } from '../identity.js';
import { isSameHuman } from '../people/same-human.js';
import { insertAgreement, readApproval } from './approval.store.js';
import type { Approval } from './approval.js';

/** Who speaks for a cooperative where it has to agree; the database's trigger says the same. */
const SPEAKERS: readonly Role[] = ['treasurer', 'manager'];

/** Whether somebody of either cooperative has to agree. */
export function isJoint({ between }: Approval): boolean {
  return between?.isJoint === true;
}

/** What is not within a caller's network and cooperative answers like what doesn't exist. */
export function reaches(caller: Identity, approval: Approval): boolean {
  if (caller.network !== null && caller.network !== approval.network) return false;
  if (caller.cooperative === null || caller.cooperative === approval.cooperative) return true;
  return isJoint(approval) && isParty(caller, approval);
}

/** Whether a caller who reaches it may approve or reject it, being another person than its maker. */
export function mayDecide(
  kind: { readonly checkers: readonly Role[] },
  approval: Approval,
  caller: Identity,
): boolean {
  if (!isJoint(approval)) return kind.checkers.includes(caller.role);
  return isParty(caller, approval) && SPEAKERS.includes(caller.role);
}

/**
 * Notes that the caller agrees for their cooperative; noted again by the same person it changes nothing. `same_person` for
 * whoever agreed for the other one, `wrong_state` (detail `state`) where a colleague agreed already.
 */
export async function agreeJointly(
  tx: EntityManager,
  approval: Approval,
  caller: Identity,
  remark: string | undefined,
): Promise<Result<{ readonly approval: Approval; readonly waitsForOther: boolean }>> {
  const { cooperative, principal: person } = caller;
  // Read anew: what was read while it waited for the lock may be without the word that it waited for.
  const { agreements } = (await readApproval(tx, approval.uid)) ?? approval;
  const own = agreements.find((one) => one.cooperative === cooperative);
  if (own?.person === person) return succeed({ approval, waitsForOther: true });
  if (own !== undefined) return fail('wrong_state', { state: 'agreed_by_this_cooperative' });
  for (const other of agreements) {
    if (await isSameHuman(tx, other.person, person)) return fail('same_person');
  }
  if (cooperative === null) return fail('role_forbidden');
  const agreed = await insertAgreement(tx, approval, { cooperative, person, remark });
  return succeed({ approval: agreed, waitsForOther: agreements.length === 0 });
}

function isParty({ cooperative }: Identity, { between }: Approval): boolean {
  return between?.cooperatives.some((one) => one === cooperative) === true;
}
