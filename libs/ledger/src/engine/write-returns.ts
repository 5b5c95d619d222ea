import type { BatchState, BilateralState, PaceState, ReturnState } from './batch-state.js';
import { list, prepared } from './sql-values.js';

const OPEN_RETURNS = `
INSERT INTO ledger.return_obligation (network, transfer, whole, returned, state)
SELECT $1::smallint, unnest($2::uuid[]), unnest($3::bigint[]), unnest($4::bigint[]), 'open'`;

const MOVE_RETURNS = `
WITH moved AS (
  UPDATE ledger.return_obligation AS r SET returned = n.returned, state = n.state
  FROM (SELECT unnest($1::uuid[]) AS transfer, unnest($2::bigint[]) AS returned,
      unnest($3::text[]) AS state) AS n
  WHERE r.transfer = n.transfer
  RETURNING 1
)
SELECT ledger.confirm_batch((SELECT count(*) FROM moved) = cardinality($1::uuid[]))`;

const WRITE_PACES = `
WITH kept AS (
  UPDATE ledger.usage AS u SET last_us = n.last_us
  FROM (SELECT unnest($1::integer[]) AS account, unnest($2::smallint[]) AS kind,
      unnest($3::bigint[]) AS last_us) AS n
  WHERE u.account = n.account AND u.kind = n.kind
  RETURNING 1
)
SELECT ledger.confirm_batch((SELECT count(*) FROM kept) = cardinality($1::integer[]))`;

const WRITE_BILATERALS = `
INSERT INTO ledger.bilateral (network, low, high, cycle, since_batch, net)
SELECT $1::smallint, unnest($2::integer[]), unnest($3::integer[]), unnest($4::integer[]),
  unnest($5::bigint[]), unnest($6::bigint[])
ON CONFLICT (low, high) DO UPDATE
  SET cycle = excluded.cycle, since_batch = excluded.since_batch, net = excluded.net`;

const SHIFT_HELD = `
WITH shifted AS (
  UPDATE ledger.bilateral AS b
  SET held_low = b.held_low + n.held_low, held_high = b.held_high + n.held_high
  FROM (SELECT unnest($1::integer[]) AS low, unnest($2::integer[]) AS high,
      unnest($3::bigint[]) AS held_low, unnest($4::bigint[]) AS held_high) AS n
  WHERE b.low = n.low AND b.high = n.high
  RETURNING 1
)
SELECT ledger.confirm_batch((SELECT count(*) FROM shifted) = cardinality($1::integer[]))`;

/** Statements of what few batches have, to be sent after the batch and before its holds, which name their pairs. */
export function rarerStatements(network: number, state: BatchState): Statement[] {
  const returns = [...state.returns.values()].filter((r) => r.touched);
  const paces = [...state.paces.values()].filter((p) => p.touched);
  const pairs = [...state.bilaterals.values()].filter((p) => p.touched);
  return [
    ...(returns.length > 0 ? returnStatements(network, returns) : []),
    ...(paces.length > 0 ? [paceStatement(paces)] : []),
    ...(pairs.length > 0 ? [bilateralStatement(network, pairs)] : []),
    ...shiftStatements(state),
  ];
}

export type Statement = ReturnType<typeof prepared>;

function returnStatements(network: number, returns: readonly ReturnState[]): Statement[] {
  const statements: Statement[] = [];
  const created = returns.filter((r) => r.created);
  if (created.length > 0) {
    statements.push(
      prepared('open_returns', OPEN_RETURNS, [
        String(network),
        list(created, (r) => r.transfer),
        list(created, (r) => r.whole),
        list(created, (r) => (r.state === 'open' ? r.returned : 0n)),
      ]),
    );
  }
  // What is reversed at once is inserted open and moved on here, so that its way through the
  // states is recorded.
  const moved = returns.filter((r) => !r.created || r.state !== 'open');
  if (moved.length > 0) {
    statements.push(
      prepared('move_returns', MOVE_RETURNS, [
        list(moved, (r) => r.transfer),
        list(moved, (r) => r.returned),
        list(moved, (r) => r.state),
      ]),
    );
  }
  return statements;
}

/** The counters themselves are there already: an act that has a pace is counted. */
function paceStatement(paces: readonly PaceState[]): Statement {
  return prepared('write_paces', WRITE_PACES, [
    list(paces, (p) => p.account),
    list(paces, (p) => p.kind),
    list(paces, (p) => p.lastUs),
  ]);
}

/** What is there is overwritten: it was read under the head's lock, which the batch still has. */
function bilateralStatement(network: number, pairs: readonly BilateralState[]): Statement {
  return prepared('write_bilaterals', WRITE_BILATERALS, [
    String(network),
    list(pairs, (p) => p.low),
    list(pairs, (p) => p.high),
    list(pairs, (p) => p.cycle),
    list(pairs, (p) => p.since),
    list(pairs, (p) => p.net),
  ]);
}

/**
 * What is held is added to, not overwritten, because a batch that is decided ahead may not have seen the one before
 * end a hold, which names no pair. It then counts what is no longer held, for that one batch.
 */
function shiftStatements({ heldShifts }: BatchState): Statement[] {
  const shifts = [...heldShifts.values()];
  if (shifts.length === 0) return [];
  return [
    prepared('shift_held', SHIFT_HELD, [
      list(shifts, (s) => s.low),
      list(shifts, (s) => s.high),
      list(shifts, (s) => s.heldLow),
      list(shifts, (s) => s.heldHigh),
    ]),
  ];
}
