import { pairsOf } from './bilateral.js';
import type { PostingOutcome } from './outcome.js';
import { legCountOf } from './read-returns.js';
import type { PostingRequest } from './request.js';
import type { TracedWait } from './trace-batch.js';

/** Legs of a batch are numbered by a smallint. */
const LEGS_PER_BATCH = 30_000;

/** A request that was accepted and not answered yet. */
export interface Waiting {
  readonly request: PostingRequest;
  readonly claimIds: readonly string[];
  /** Holds, returns, tickets, paces and pairs that it reads and may change: what a batch decided ahead must not share. */
  readonly moves: readonly string[];
  readonly resolve: (outcome: PostingOutcome) => void;
  readonly reject: (error: unknown) => void;
  readonly traced: TracedWait | undefined;
  /** An earlier COMMIT of it may have succeeded. */
  doubt: boolean;
}

/** Names of all that is not remembered from batch to batch and that a request may change. */
export function movesOf(request: PostingRequest): string[] {
  const { completion, returnOf, ticket, usageLimits } = request;
  const moves: string[] = [];
  if (completion !== undefined) moves.push(`hold ${completion.obligation}`);
  if (returnOf !== undefined) moves.push(`return ${returnOf.transfer}`);
  if (ticket !== undefined) moves.push(`ticket ${ticket.id}`);
  for (const limit of usageLimits ?? []) {
    if (limit.minimumIntervalSeconds !== undefined) moves.push(`pace ${limit.account}`);
  }
  for (const pair of pairsOf(request)) moves.push(`pair ${pair}`);
  return moves;
}

/**
 * Takes at most `limit` from the front of the queue. What has a claim of another one taken, or has anything in common with
 * one of `before` but accounts and counters, waits on.
 */
export function takeFirst(queue: Waiting[], limit: number, before: readonly Waiting[]): Waiting[] {
  const taken: Waiting[] = [];
  const deferred: Waiting[] = [];
  const claimed = new Set(before.flatMap((waiting) => waiting.claimIds));
  const moving = new Set(before.flatMap((waiting) => waiting.moves));
  let legs = 0;
  let next = 0;
  while (next < queue.length && taken.length < limit) {
    const waiting = queue[next];
    if (waiting === undefined) break;
    if (legs + legCountOf(waiting.request) > LEGS_PER_BATCH) break;
    next += 1;
    if (
      waiting.claimIds.some((id) => claimed.has(id)) ||
      waiting.moves.some((name) => moving.has(name))
    ) {
      deferred.push(waiting);
      continue;
    }
    for (const id of waiting.claimIds) claimed.add(id);
    legs += legCountOf(waiting.request);
    taken.push(waiting);
  }
  queue.splice(0, next, ...deferred);
  return taken;
}
