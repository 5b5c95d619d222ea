import { invariant, returnObligationStates } from '@app/core';
import type { ClientBase } from 'pg';
import { usageId, type BatchState } from './batch-state.js';
import { pairId } from './bilateral.js';
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

const BILATERALS = `
SELECT b.low, b.high, b.cycle, b.since_batch, b.net, b.held_low, b.held_high
FROM (SELECT unnest($1::integer[]) AS low, unnest($2::integer[]) AS high) AS wanted
JOIN ledger.bilateral b USING (low, high)`;

type Rows = readonly (readonly (string | null)[])[];

/** Rows of what few requests need, unparsed. */
export interface RarerRows {
  readonly returns: Rows;
  readonly paces: Rows;
  readonly bilaterals: Rows;
}

/**
 * Asks for what was given back of transfers, for the pace of accounts and for what pairs owe each other; nothing is
 * asked if no request needs it.
 */
export async function askRarer(
  client: ClientBase,
  network: number,
  {
    returns,
    paced,
    pairs,
  }: {
    readonly returns: ReadonlySet<string>;
    readonly paced: ReadonlySet<number>;
    readonly pairs: ReadonlySet<string>;
  },
): Promise<RarerRows> {
  const none = Promise.resolve({ rows: [] });
  const sides = (at: number) => array([...pairs].map((pair) => pair.split('/')[at] ?? ''));
  // All are sent before any is waited for.
  const [given, kept, owed] = await Promise.all([
    returns.size === 0
      ? none
      : client.query<(string | null)[]>(
          prepared('read_returns', RETURNS, [array(returns), String(network)]),
        ),
    paced.size === 0
      ? none
      : client.query<(string | null)[]>(prepared('read_paces', PACES, [array(paced)])),
    pairs.size === 0
      ? none
      : client.query<(string | null)[]>(
          prepared('read_bilaterals', BILATERALS, [sides(0), sides(1)]),
        ),
  ]);
  return { returns: given.rows, paces: kept.rows, bilaterals: owed.rows };
}

/** Adds it to the state of the batch that asked. */
export function addRarer(state: BatchState, { returns, paces, bilaterals }: RarerRows): void {
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
  for (const [low, high, cycle, since, net, heldLow, heldHigh] of bilaterals) {
    const pair = {
      low: Number(low),
      high: Number(high),
      cycle: Number(cycle),
      since: BigInt(since ?? 0),
      net: BigInt(net ?? 0),
      heldLow: BigInt(heldLow ?? 0),
      heldHigh: BigInt(heldHigh ?? 0),
      touched: false,
    };
    state.bilaterals.set(pairId(pair), pair);
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
