import type { Client } from 'pg';
import { readBatchState, type BatchState, type BeginBatchRow } from './batch-state.js';
import type { KnownState } from './known-state.js';
import type { Plan } from './plan.js';
import { addRarer, askRarer, type RarerRows } from './read-returns.js';
import { askState, wantedByNone, type Wanted } from './read-state.js';
import { StateMoved, writeBatch } from './write.js';

/** A batch on its way: everything up to COMMIT was sent, nothing of it was waited for. */
export interface Burst {
  /** Tells what the next batch needs, read before this one is written; undefined if it can't be told. */
  readonly read: Promise<ReadAhead | undefined>;
  /** Why the batch is not committed, or may not be; undefined when it is. */
  readonly failure: Promise<unknown>;
}

/** What was read for the batch that follows. */
export interface ReadAhead {
  readonly row: BeginBatchRow;
  readonly rarer: RarerRows;
}

/**
 * Sends a decided batch in one go: the head's lock (unless the transaction has it already), the reads
 * for the batch that follows, the rows, COMMIT. If anything of it fails, the server ends the transaction without
 * effect, and so it does if the head is not as the batch was decided upon.
 */
export function sendBurst(
  client: Client,
  network: number,
  plan: Plan,
  locked: boolean,
  next: Wanted | undefined,
  known: KnownState,
): Burst {
  const asked =
    locked && next === undefined
      ? Promise.resolve(undefined)
      : readAhead(client, locked ? '' : 'BEGIN; ', network, next ?? wantedByNone(), known);
  const { state, draft, content, hash } = plan;
  const written = writeBatch(client, network, state, draft, content, hash);
  const committed = commit(client, state.number);
  const failure = firstFailure([asked, written, committed]);
  return { read: asked.catch(() => undefined), failure };
}

async function readAhead(
  client: Client,
  before: string,
  network: number,
  wanted: Wanted,
  known: KnownState,
): Promise<ReadAhead | undefined> {
  // Both are sent before either is waited for.
  const [row, rarer] = await Promise.all([
    askState(client, before, network, wanted, known),
    askRarer(client, network, wanted),
  ]);
  return row === undefined ? undefined : { row, rarer };
}

/**
 * The state that the batch after `plan` is decided upon, from what was read in the transaction of `plan`; undefined
 * if somebody came in between. The time was read while all its requests were waiting already, and the burst that
 * writes it fails if the head was moved since.
 */
export function stateAfter(
  plan: Plan,
  { row, rarer }: ReadAhead,
  next: Wanted,
  known: KnownState,
): BatchState | undefined {
  const read = readBatchState(row);
  const { number, previousHash, epoch, cycle, nowUs } = plan.state;
  const unmoved =
    read.number === number &&
    read.epoch === epoch &&
    read.cycle === cycle &&
    read.nowUs > nowUs &&
    read.previousHash.equals(previousHash);
  if (!unmoved) return undefined;
  const state = { ...read, number: number + 1n, previousHash: plan.hash };
  const complete = known.complete(state, next.usageAccounts);
  addRarer(complete, rarer);
  return complete;
}

/** A transaction that failed is rolled back by COMMIT, without an error of its own. */
async function commit(client: Client, number: bigint): Promise<void> {
  const answer = await client.query('COMMIT');
  if (answer.command !== 'COMMIT') throw new StateMoved(number);
}

/** When all have ended: the reason of the first that failed. */
async function firstFailure(sent: readonly Promise<unknown>[]): Promise<unknown> {
  const results = await Promise.allSettled(sent);
  const failed = results.find((result) => result.status === 'rejected');
  const reason: unknown = failed?.reason;
  return reason;
}
