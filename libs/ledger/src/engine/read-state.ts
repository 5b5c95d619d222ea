import { invariant, InvariantError } from '@app/core';
import type { ClientBase, QueryArrayResult } from 'pg';
import { readBatchState, type BatchState, type BeginBatchRow } from './batch-state.js';
import { pairsOf } from './bilateral.js';
import { keyClaim, referenceClaim } from './claims.js';
import type { KnownState } from './known-state.js';
import { addRarer, askRarer, rarerAccounts } from './read-returns.js';
import type { PostingRequest } from './request.js';
import { simple } from './sql-values.js';

/** Run once on every connection that posts. */
export const PREPARE_BEGIN_BATCH = `
PREPARE begin_batch (smallint, uuid[], integer[], uuid[], integer[]) AS
SELECT number, hash, cycle, epoch, now_us, day, claims, accounts, obligations, hold_lines, usages
FROM ledger.begin_batch($1, $2, $3, $4, $5)`;

/**
 * Begins the transaction, takes the network's head until the transaction ends, and brings what the requests touch into `known`. What is
 * known already is read again only if another process posted since: the head's number tells.
 */
export async function readState(
  client: ClientBase,
  network: number,
  requests: readonly PostingRequest[],
  known: KnownState,
): Promise<BatchState> {
  const wanted = wantedBy(requests);
  if (known.isFull) known.forget();
  // One message for both: the lock is asked for without a round trip after BEGIN.
  let read = await beginBatch(client, 'BEGIN; ', network, wanted, known);
  if (!known.isCurrent(read.number - 1n)) {
    known.forget();
    read = await beginBatch(client, '', network, wanted, known);
  }
  const state = known.complete(read, wanted.usageAccounts);
  addRarer(state, await askRarer(client, network, wanted));
  return state;
}

/** What requests need to be decided. */
export interface Wanted {
  readonly claims: Set<string>;
  readonly accounts: Set<number>;
  readonly obligations: Set<string>;
  readonly usageAccounts: Set<number>;
  /** Transfers that are given back. */
  readonly returns: Set<string>;
  /** Accounts whose pace is asked. */
  readonly paced: Set<number>;
  /** Pairs with a bilateral cap. */
  readonly pairs: Set<string>;
}

/** What nothing needs. */
export function wantedByNone(): Wanted {
  return {
    claims: new Set(),
    accounts: new Set(),
    obligations: new Set(),
    usageAccounts: new Set(),
    returns: new Set(),
    paced: new Set(),
    pairs: new Set(),
  };
}

async function beginBatch(
  client: ClientBase,
  before: string,
  network: number,
  wanted: Wanted,
  known: KnownState,
): Promise<BatchState> {
  const row = await askState(client, before, network, wanted, known);
  if (row === undefined) throw new InvariantError(`network ${network} has no head`);
  return readBatchState(row);
}

/** Locks the head, unless this transaction has it already, and reads what is wanted and not known. */
export async function askState(
  client: ClientBase,
  before: string,
  network: number,
  wanted: Wanted,
  known: KnownState,
): Promise<BeginBatchRow | undefined> {
  const values = [
    integers([network]),
    uuids(wanted.claims),
    integers(known.unknownAccounts(wanted.accounts)),
    uuids(wanted.obligations),
    integers(known.unknownUsages(wanted.usageAccounts)),
  ];
  const [first, ...others] = values;
  const call = `EXECUTE begin_batch (${first}, ${others.map((v) => `'{${v}}'`).join(', ')})`;
  return lastRow(await client.query(simple(before + call)));
}

/** A simple query of several statements is answered by a list of results. */
function lastRow(answer: unknown): BeginBatchRow | undefined {
  const last = (Array.isArray(answer) ? answer.at(-1) : answer) as QueryArrayResult<string[]>;
  return last.rows[0];
}

/** Values stand in the text of the statement here, so nothing but digits may get in. */
function integers(values: readonly number[]): string {
  invariant(values.every(Number.isSafeInteger), 'an account number that is no integer');
  return values.join(',');
}

const uuidPattern = /^[0-9a-f-]{36}$/;

function uuids(values: ReadonlySet<string>): string {
  const list = [...values];
  invariant(
    list.every((value) => uuidPattern.test(value)),
    'an id that is no uuid',
  );
  return list.join(',');
}

export function wantedBy(requests: readonly PostingRequest[]): Wanted {
  const wanted = wantedByNone();
  for (const request of requests) {
    wanted.claims.add(keyClaim(request.key));
    if (request.reference !== undefined) wanted.claims.add(referenceClaim(request.reference));
    if (request.ticket !== undefined) wanted.claims.add(request.ticket.id);
    collectAccounts(request, wanted.accounts);
    if (request.completion !== undefined) wanted.obligations.add(request.completion.obligation);
    if (request.returnOf !== undefined) wanted.returns.add(request.returnOf.transfer);
    for (const limit of request.usageLimits ?? []) {
      wanted.usageAccounts.add(limit.account);
      if (limit.minimumIntervalSeconds !== undefined) wanted.paced.add(limit.account);
    }
    for (const given of request.usageReturns ?? []) wanted.usageAccounts.add(given.account);
    for (const pair of pairsOf(request)) wanted.pairs.add(pair);
  }
  return wanted;
}

function collectAccounts(request: PostingRequest, accounts: Set<number>): void {
  for (const leg of request.legs) {
    accounts.add(leg.debit);
    accounts.add(leg.credit);
  }
  for (const account of rarerAccounts(request)) accounts.add(account);
  for (const gate of request.gates ?? []) accounts.add(gate.account);
  for (const line of request.hold?.lines ?? []) accounts.add(line.account);
  for (const status of request.statuses ?? []) accounts.add(status.account);
  for (const bound of request.bounds ?? []) {
    accounts.add(bound.account);
    if ('plusAssetsOf' in bound && bound.plusAssetsOf !== undefined) {
      accounts.add(bound.plusAssetsOf);
    }
  }
}
