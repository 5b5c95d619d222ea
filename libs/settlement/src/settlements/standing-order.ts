import { inTransaction } from '@app/database';
import type { DataSource, EntityManager } from 'typeorm';
import { lockCycle } from '../cycles/cycle.store.js';
import { select } from '../sql.js';
import { insertProposal } from './propose.js';
import { insertAct, moveSettlement } from './settlement.store.js';
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
  const settlement = await insertProposal(tx, cycle, terms.maker);
  await moveSettlement(tx, settlement, 'APPROVED', terms.checker);
  const order = {
    key: `standing-order-${terms.uid}-${cycle.uid}`,
    requestHash: terms.uid.replaceAll('-', ''),
  };
  await insertAct(tx, 'propose', settlement, { ...order, principal: terms.maker });
  await insertAct(tx, 'approve', settlement, { ...order, principal: terms.checker });
}
