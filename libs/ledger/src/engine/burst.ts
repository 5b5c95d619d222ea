import type { Client } from 'pg';
import type { Plan } from './plan.js';
import { simple } from './sql-values.js';
import { StateMoved, writeBatch } from './write.js';

/** Run once on every connection that posts. */
export const PREPARE_LOCK_HEAD = `
PREPARE lock_head (smallint) AS SELECT number FROM ledger.head WHERE network = $1 FOR UPDATE`;

/** What the driver's connection can do beside what its types tell. */
interface Corked {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } };
}

/**
 * Sends a decided batch in one go: the head's lock, the rows, COMMIT. If anything of it fails, the server ends the transaction
 * without effect, and so it does if the head is not as the batch was decided upon.
 *
 * @returns why the batch is not committed, or may not be; undefined when it is
 */
export function sendBurst(client: Client, network: number, plan: Plan): Promise<unknown> {
  const { state, draft, content, hash } = plan;
  const { stream } = (client as unknown as Corked).connection;
  // One packet for all of it: the server is woken once.
  stream.cork();
  const sent = [
    client.query(simple(`BEGIN; EXECUTE lock_head (${network})`)),
    writeBatch(client, network, state, draft, content, hash),
    commit(client, state.number),
  ];
  stream.uncork();
  return firstFailure(sent);
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
