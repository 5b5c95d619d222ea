import { invariant, returnObligationStates } from '@app/core';
import type { ClientBase } from 'pg';
import { usageId, type BatchState } from './batch-state.js';
import type { PostingRequest } from './request.js';
import { array, prepared } from './sql-values.js';

/** Only what was posted, and moved money, can be given back. */
const RETURNS = `
SELECT t.id, t.amount, r.returned, r.state
FROM ledger.transfer t LEFT JOIN ledger.return_obligation r ON r.transfer = t.id
WHERE t.id = ANY ($1::uuid[]) AND t.refusal IS NULL AND t.leg_count > 0
  AND t.batch / 1000000000000 = $2::smallint`;

const PACES = `
SELECT account, kind, last_us FROM ledger.usage
WHERE account = ANY ($1::integer[]) AND last_us > 0`;

/** Rows of what few requests need, unparsed. */
export interface RarerRows {
  readonly returns: readonly (readonly (string | null)[])[];
  readonly paces: readonly (readonly (string | null)[])[];
}

/**
 * Asks for what was given back of transfers, and for the pace of accounts; nothing is asked if no request needs it. The
 * head is locked, so what is read is exact.
 */
export async function askRarer(
  client: ClientBase,
  network: number,
  {
    returns,
    paced,
  }: { readonly returns: ReadonlySet<string>; readonly paced: ReadonlySet<number> },
): Promise<RarerRows> {
  const none = Promise.resolve({ rows: [] });
  // Both are sent before either is waited for.
  const [given, kept] = await Promise.all([
    returns.size === 0
      ? none
      : client.query<(string | null)[]>(
          prepared('read_returns', RETURNS, [array(returns), String(network)]),
        ),
    paced.size === 0
      ? none
      : client.query<(string | null)[]>(prepared('read_paces', PACES, [array(paced)])),
  ]);
  return { returns: given.rows, paces: kept.rows };
}

/** Adds it to the state of the batch that asked. */
export function addRarer(state: BatchState, { returns, paces }: RarerRows): void {
  for (const row of returns) addReturn(state, row);
  for (const [account, kind, lastUs] of paces) {
    const pace = {
      account: Number(account),
      kind: Number(kind),
      lastUs: BigInt(lastUs ?? 0),
      touched: false,
    };
    state.paces.set(usageId(pace.account, pace.kind), pace);
  }
}

function addReturn(
  batch: BatchState,
  [transfer, whole, returned, stored]: readonly (string | null)[],
): void {
  const state = stored ?? returnObligationStates.initial;
  invariant(returnObligationStates.isState(state), `a return in state ${state}`);
  invariant(typeof transfer === 'string' && typeof whole === 'string', 'a transfer without id');
  batch.returns.set(transfer, {
    transfer,
    whole: BigInt(whole),
    returned: BigInt(returned ?? 0),
    state,
    created: typeof stored !== 'string',
    touched: false,
  });
}

/** Accounts that a request names beside its legs, gates, holds, bounds and statuses. */
export function* rarerAccounts(request: PostingRequest): Generator<number> {
  for (const ceiling of request.ceilings ?? []) yield ceiling.account;
  if (request.whileCovered === undefined) return;
  yield request.whileCovered.account;
  for (const leg of request.whileCovered.legs) {
    yield leg.debit;
    yield leg.credit;
  }
}

/** How many legs a request has at most. */
export function legCountOf(request: PostingRequest): number {
  return request.legs.length + (request.whileCovered?.legs.length ?? 0);
}
