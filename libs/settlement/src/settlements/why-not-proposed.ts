import { fail, type Failure } from '@app/core';
import type { EntityManager } from 'typeorm';
import type { Cycle } from '../cycles/cycle.js';
import { hasOlderUnsettled } from '../cycles/cycle.store.js';
import { stateOfCyclesSettlement } from './settlement.store.js';

/** Why a locked cycle can't be paid now; undefined if it can. */
export async function whyNotProposed(
  tx: EntityManager,
  cycle: Cycle,
): Promise<Failure | undefined> {
  if (cycle.state !== 'NETTED') return fail('wrong_state', { state: cycle.state });
  const state = await stateOfCyclesSettlement(tx, cycle.id);
  if (state !== undefined) return fail('wrong_state', { state });
  const older = await hasOlderUnsettled(tx, cycle);
  return older ? fail('wrong_state', { state: 'older_cycle_unsettled' }) : undefined;
}
