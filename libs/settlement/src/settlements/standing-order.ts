import { newUuid } from '@app/core';
import { inTransaction } from '@app/database';
import type { DataSource, EntityManager } from 'typeorm';
import { lockCycle } from '../cycles/cycle.store.js';
import { select } from '../sql.js';
import {
  insertAct,
  insertSettlement,
  lockSettlement,
  moveSettlement,
  readNets,
} from './settlement.store.js';
import { whyNotProposed } from './why-not-proposed.js';
import { readTerms, type SignedTerms } from './terms.js';

/**
 * Proposes and approves the payment of the oldest netted cycle, in the names of the two persons who
 * signed the network's standing order. A cycle of which a person has given a settlement up is left to
 * people.
 */
export async function proposeByStandingOrder(
  dataSource: DataSource,
  network: number,
): Promise<void> {
  const terms = await readTerms(dataSource.manager, network);
  if (terms?.standingOrder !== true) return;
  const [oldest] = await select<{ id: number }>(
    dataSource.manager,
    `SELECT c.id FROM ledger.cycle c WHERE c.network = $1 AND c.state = 'NETTED'
       AND NOT EXISTS (SELECT FROM settlement.settlement s WHERE s.cycle = c.id)
     ORDER BY c.number LIMIT 1`,
    [network],
  );
  if (oldest === undefined) return;
  await inTransaction(dataSource, (tx) => propose(tx, oldest.id, terms));
}

async function propose(tx: EntityManager, id: number, terms: SignedTerms): Promise<void> {
  const cycle = await lockCycle(tx, id);
  if ((await whyNotProposed(tx, cycle)) !== undefined) return;
  const uid = newUuid();
  const { network } = cycle;
  const nets = await readNets(tx, id);
  await insertSettlement(tx, { uid, network, cycle: id, proposedBy: terms.maker }, nets);
  await moveSettlement(tx, await lockSettlement(tx, uid), 'APPROVED', terms.checker);
  const order = {
    key: `standing-order-${terms.uid}-${cycle.uid}`,
    requestHash: terms.uid.replaceAll('-', ''),
  };
  await insertAct(tx, 'propose', { uid, network }, { ...order, principal: terms.maker });
  await insertAct(tx, 'approve', { uid, network }, { ...order, principal: terms.checker });
}
