import { bilateralSettlement, newUuid } from '@app/core';
import type { EntityManager } from 'typeorm';
import { readFlows, readSwitchBook } from '../cycles/cycle.store.js';
import type { Cycle } from '../cycles/cycle.js';
import { insertDirectLines } from './direct-line.store.js';
import { insertLines, insertSettlement, lockSettlement, readNets } from './settlement.store.js';
import type { Settlement } from './settlement.js';

/**
 * Writes down a settlement of a locked cycle with what each cooperative is to pay or be paid: its net; or where the network
 * settles bilaterally, what each pair owes, and of the net what is left.
 */
export async function insertProposal(
  tx: EntityManager,
  { id, network }: Pick<Cycle, 'id' | 'network'>,
  proposedBy: string,
): Promise<Settlement> {
  const uid = newUuid();
  await insertSettlement(tx, { uid, network, cycle: id, proposedBy });
  const settlement = await lockSettlement(tx, uid);
  const nets = await readNets(tx, id);
  if (settlement.mode !== 'bilateral') {
    await insertLines(tx, uid, nets);
    return settlement;
  }
  const flows = await readFlows(tx, id);
  const { direct, rest } = bilateralSettlement(flows, nets, await readSwitchBook(tx, network));
  await insertLines(tx, uid, rest);
  await insertDirectLines(tx, uid, direct);
  return settlement;
}
