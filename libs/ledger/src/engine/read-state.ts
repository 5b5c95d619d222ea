import { invariant, InvariantError } from '@app/core';
import type { ClientBase, QueryArrayResult } from 'pg';
import { readBatchState, type BatchState, type BeginBatchRow } from './batch-state.js';
import { keyClaim, referenceClaim } from './claims.js';
import type { KnownState } from './known-state.js';
import type { PostingRequest } from './request.js';
import { array, prepared, simple } from './sql-values.js';

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
  if (wanted.obligations.size > 0) {
    await addHeldAccounts(client, wanted.obligations, wanted.accounts);
  }
  // One message for both: the lock is asked for without a round trip after BEGIN.
  let read = await beginBatch(client, 'BEGIN; ', network, wanted, known);
  if (!known.isCurrent(read.number - 1n)) {
    known.forget();
    read = await beginBatch(client, '', network, wanted, known);
  }
  return known.complete(read, wanted.usageAccounts);
}

interface Wanted {
  readonly claims: Set<string>;
  readonly accounts: Set<number>;
  readonly obligations: Set<string>;
  readonly usageAccounts: Set<number>;
}

async function beginBatch(
  client: ClientBase,
  before: string,
  network: number,
  wanted: Wanted,
  known: KnownState,
): Promise<BatchState> {
  const values = [
    integers([network]),
    uuids(wanted.claims),
    integers(known.unknownAccounts(wanted.accounts)),
    uuids(wanted.obligations),
    integers(known.unknownUsages(wanted.usageAccounts)),
  ];
  const [first, ...others] = values;
  const call = `EXECUTE begin_batch (${first}, ${others.map((v) => `'{${v}}'`).join(', ')})`;
  const answer: unknown = await client.query(simple(before + call));
  const row = lastRow(answer);
  if (row === undefined) throw new InvariantError(`network ${network} has no head`);
  return readBatchState(row);
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

function wantedBy(requests: readonly PostingRequest[]): Wanted {
  const wanted: Wanted = {
    claims: new Set(),
    accounts: new Set(),
    obligations: new Set(),
    usageAccounts: new Set(),
  };
  for (const request of requests) {
    wanted.claims.add(keyClaim(request.key));
    if (request.reference !== undefined) wanted.claims.add(referenceClaim(request.reference));
    collectAccounts(request, wanted.accounts);
    if (request.completion !== undefined) wanted.obligations.add(request.completion.obligation);
    for (const limit of request.usageLimits ?? []) wanted.usageAccounts.add(limit.account);
  }
  return wanted;
}

function collectAccounts(request: PostingRequest, accounts: Set<number>): void {
  for (const leg of request.legs) {
    accounts.add(leg.debit);
    accounts.add(leg.credit);
  }
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

/** The lines of a hold never change their accounts, so they may be read before the head is locked. */
async function addHeldAccounts(
  client: ClientBase,
  obligations: ReadonlySet<string>,
  accounts: Set<number>,
): Promise<void> {
  const answer = await client.query<string[]>(
    prepared(
      'held_accounts',
      'SELECT DISTINCT account FROM ledger.hold_line WHERE obligation = ANY ($1)',
      [array(obligations)],
    ),
  );
  for (const [account] of answer.rows) accounts.add(Number(account));
}
