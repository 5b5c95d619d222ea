import { inTransaction } from '@app/database';
import type { DataSource } from 'typeorm';
import { addToTally, lockTally } from './tally.store.js';

/** A step takes a second or two with full batches. */
const BATCHES_AT_ONCE = 500n;
const STEPS_AT_ONCE = 20;
/** Fewer are not worth a transaction: who asks adds them up as quickly. */
const BATCHES_AT_LEAST = 100n;
const TIMEOUT = '2min';

/**
 * Keeps the sums of each day up with the ledger. Batches are numbered in order of commit without a gap, so each is
 * added exactly once; who asks meanwhile adds up the rest.
 */
export class DayTally {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Adds what was posted since, and no more than a bounded part of it; answers how many batches.
   *
   * @param least how many must be there for anything to be done
   */
  async advance(network: number, least: bigint = BATCHES_AT_LEAST): Promise<bigint> {
    let added = 0n;
    for (let step = 0; step < STEPS_AT_ONCE; step += 1) {
      const some = await this.step(network, least);
      added += some;
      if (some < BATCHES_AT_ONCE) break;
    }
    return added;
  }

  private step(network: number, least: bigint): Promise<bigint> {
    return inTransaction(this.dataSource, async (tx) => {
      await tx.query(`SET LOCAL statement_timeout = '${TIMEOUT}'`);
      const state = await lockTally(tx, network);
      if (state === undefined || state.head - state.last < least) return 0n;
      const most = state.last + BATCHES_AT_ONCE;
      const last = most < state.head ? most : state.head;
      await addToTally(tx, network, { first: state.last + 1n, last });
      return last - state.last;
    });
  }
}
