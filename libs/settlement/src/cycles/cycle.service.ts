import type { Identity } from '@app/access';
import {
  bilateralMatrix,
  fail,
  invariant,
  netPositions,
  succeed,
  sumSen,
  type CycleState,
  type Result,
} from '@app/core';
import { inTransaction } from '@app/database';
import { closeCycle } from '@app/ledger';
import type { DataSource, EntityManager } from 'typeorm';
import type { PageOf } from '../sql.js';
import {
  insertParts,
  lockCycle,
  moveCycle,
  readClosedCycles,
  readCycle,
  readCycles,
  readFlows,
  readMovements,
  readOpenCycle,
  readParts,
  readSwitchBook,
} from './cycle.store.js';
import { endTally, lockCycleTally, readTalliedParts } from './cycle-tally.store.js';
import { CycleTally } from './cycle-tally.js';
import type { Cycle, NettedCycle } from './cycle.js';
import { checkMovements, lineOf, netOf } from './netting.js';

/** Settlement cycles: cutting them off, netting them, reading what they came to. */
export class CycleService {
  constructor(private readonly dataSource: DataSource) {}

  /** The cycle in which a network posts at this moment. */
  open(network: number): Promise<Cycle> {
    return readOpenCycle(this.dataSource.manager, network);
  }

  /** Cycles that were cut off and not netted yet, oldest first. */
  closed(network: number, limit: number): Promise<Cycle[]> {
    return readClosedCycles(this.dataSource.manager, network, limit);
  }

  /** Cycles of a network, newest first; the cursor of the page is the cycle's number. */
  list(network: number, state: CycleState | undefined, page: PageOf<number>): Promise<Cycle[]> {
    return readCycles(this.dataSource.manager, network, state, page);
  }

  /** A cycle of a network that the caller reaches; `not_found` otherwise. */
  async find(caller: Identity, uid: string): Promise<Result<Cycle, 'not_found'>> {
    const cycle = await readCycle(this.dataSource.manager, uid);
    const reached =
      cycle !== undefined && (caller.network === null || caller.network === cycle.network);
    return reached ? succeed(cycle) : fail('not_found');
  }

  /** A cycle with its nets and matrix, as they were stored when it was netted. */
  async read(caller: Identity, uid: string): Promise<Result<NettedCycle, 'not_found'>> {
    const found = await this.find(caller, uid);
    if (!found.ok) return found;
    const cycle = found.value;
    const { manager } = this.dataSource;
    const switchBook = await readSwitchBook(manager, cycle.network);
    const parts = await readParts(manager, cycle.id);
    const flows = await readFlows(manager, cycle.id);
    const switchIncome = sumSen(parts.map(({ net }) => net));
    return succeed({
      cycle,
      switchBook,
      parts,
      nets: netPositions(parts.map(lineOf), switchIncome),
      switchIncome,
      matrix: bilateralMatrix(flows),
    });
  }

  /**
   * Cuts a cycle off: whatever is posted from its commit on belongs to the next one. Only the head
   * is taken, for milliseconds. Asked again, or by somebody else at the same instant, it changes
   * nothing: `closed` tells who did it.
   *
   * @param cutoff when it was due; null when a person closes it
   */
  async close(
    network: number,
    uid: string,
    cutoff: Date | null,
  ): Promise<Result<{ readonly cycle: Cycle; readonly closed: boolean }, 'not_found'>> {
    const before = await readCycle(this.dataSource.manager, uid);
    if (before === undefined || before.network !== network) return fail('not_found');
    const closed =
      before.state === 'OPEN' &&
      (await inTransaction(this.dataSource, (tx) => closeCycle(tx, network, before.id, cutoff)));
    const cycle = await readCycle(this.dataSource.manager, uid);
    invariant(cycle !== undefined, 'a cycle is never deleted');
    return succeed({ cycle, closed });
  }

  /**
   * Computes and stores what a closed cycle came to, from the legs of its batches in the switch's
   * book; one in which nobody owes anybody is thereby settled. Changes nothing once netted.
   * `wrong_state` while it is open.
   *
   * Throws InvariantError if the nets don't sum to the switch's income, or differ from the movement
   * of a clearing account by a single sen: then nothing is stored, and a person must look.
   */
  async net(uid: string): Promise<Result<Cycle, 'not_found' | 'wrong_state'>> {
    const known = await readCycle(this.dataSource.manager, uid);
    if (known === undefined) return fail('not_found');
    if (known.state === 'OPEN') return fail('wrong_state', { state: known.state });
    if (known.state === 'CLOSED') {
      await new CycleTally(this.dataSource).complete(known);
      await inTransaction(this.dataSource, (tx) => netClosed(tx, known.id));
    }
    const cycle = await readCycle(this.dataSource.manager, uid);
    invariant(cycle !== undefined, 'a cycle is never deleted');
    return succeed(cycle);
  }
}

async function netClosed(tx: EntityManager, id: number): Promise<void> {
  const { network, state, firstBatch, lastBatch } = await lockCycle(tx, id);
  if (state !== 'CLOSED') return;
  invariant(lastBatch !== null, 'a closed cycle has its last batch');
  const tallied = await lockCycleTally(tx, id);
  invariant(tallied === lastBatch, `cycle ${id} is added up until batch ${tallied}`);
  const switchBook = await readSwitchBook(tx, network);
  const { parts, nets } = netOf(await readTalliedParts(tx, id), switchBook);
  checkMovements(nets, await readMovements(tx, network, { first: firstBatch, last: lastBatch }));
  await insertParts(tx, id, parts);
  await endTally(tx, id);
  await moveCycle(tx, id, 'NETTED');
  if (nets.every(({ net }) => net === 0n)) await moveCycle(tx, id, 'SETTLED');
}
