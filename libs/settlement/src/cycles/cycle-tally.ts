import { setTimeout as pause } from 'node:timers/promises';
import { inTransaction } from '@app/database';
import type { DataSource } from 'typeorm';
import { readOpenCycle, readSwitchBook } from './cycle.store.js';
import { addSlice, lockCycleTally, nextSlice } from './cycle-tally.store.js';
import type { Cycle } from './cycle.js';

/**
 * A slice takes some tenths of a second: fewer legs are not worth the work of adding them to the sums of every pair of
 * cooperatives, and more would keep the processor from payments for too long.
 */
const LEGS_OF_SLICE = 250_000;
/** The sums of all pairs of cooperatives fit into it. */
const MEMORY = '64MB';
/** Reading the legs of a slice takes longer than what a request may. */
const TIMEOUT = '2min';
/** Of the time that a slice took: payments go on meanwhile and want the processor. */
const REST_SHARE = 2;

/**
 * Adds up the legs of a cycle while it is open, slice by slice, so that its close finds only the last of them to be
 * read. Batches are numbered in order of commit without a gap, and the cursor moves in the transaction that adds: each
 * leg is added exactly once, by however many workers, and a crash loses nothing but the slice at hand.
 */
export class CycleTally {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Adds a slice of the network's open cycle if there is a whole one; for the worker, once a round.
   *
   * @param legs how many a slice has
   */
  async advance(network: number, legs: number = LEGS_OF_SLICE): Promise<void> {
    const { id } = await readOpenCycle(this.dataSource.manager, network);
    await this.addNext(id, network, { legs, isWhole: true });
  }

  /** Adds all that is left of a closed cycle, with a rest after each slice. */
  async complete({ id, network }: Cycle): Promise<void> {
    for (;;) {
      const started = performance.now();
      if (!(await this.addNext(id, network, { legs: LEGS_OF_SLICE, isWhole: false }))) return;
      await pause((performance.now() - started) * REST_SHARE);
    }
  }

  /** False if there was less than asked for, or nothing. */
  private addNext(
    cycle: number,
    network: number,
    wanted: { readonly legs: number; readonly isWhole: boolean },
  ): Promise<boolean> {
    return inTransaction(this.dataSource, async (tx) => {
      await tx.query(`SET LOCAL statement_timeout = '${TIMEOUT}'`);
      await tx.query(`SET LOCAL work_mem = '${MEMORY}'`);
      // Payments want the other processors.
      await tx.query('SET LOCAL max_parallel_workers_per_gather = 0');
      await tx.query('SET LOCAL jit = off');
      const after = await lockCycleTally(tx, cycle);
      if (after === undefined) return false;
      const slice = await nextSlice(tx, cycle, after, wanted.legs);
      if (slice === undefined || (wanted.isWhole && !slice.isWhole)) return false;
      await addSlice(tx, cycle, slice, await readSwitchBook(tx, network));
      return true;
    });
  }
}
