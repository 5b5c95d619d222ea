import type { ClientBase } from 'pg';
import type { AccountState, BatchState, ObligationState, UsageState } from './batch-state.js';
import { copyTransfers } from './copy-transfers.js';
import type { BatchContent, BatchDraft } from './rows.js';
import { byteas, int2s, int4s, int8s, uuids } from './sql-arrays.js';
import { isoTime, list, prepared, quoted } from './sql-values.js';
import { rarerStatements, type Statement } from './write-returns.js';

const WRITE_BATCH = `
WITH written_batch AS (
  INSERT INTO ledger.batch (number, network, hash, posted_at, cycle, transfer_count, leg_count)
  VALUES ($1, $2, $3::bytea, $4, $5, $6, $7)
), moved_head AS (
  UPDATE ledger.head SET number = $1, hash = $3::bytea, last_at = $4
  WHERE network = $2 AND number = $1::bigint - 1 AND hash = $36::bytea AND epoch = $37 AND cycle = $5
  RETURNING 1
), written_claims AS (
  INSERT INTO ledger.claim (value, principal, transfer, request_hash)
  SELECT unnest($8::uuid[]), unnest($9::uuid[]), unnest($10::uuid[]), unnest($11::bytea[])
), changed_accounts AS (
  UPDATE ledger.account AS a
  SET posted = n.posted, held_debits = n.held_debits, held_credits = n.held_credits,
    minimum = n.minimum, maximum = n.maximum, status = n.status, version = $1,
    first_item = n.first_item, last_item = n.last_item
  FROM (SELECT unnest($12::int[]) AS id, unnest($13::bigint[]) AS version,
      unnest($14::bigint[]) AS posted, unnest($15::bigint[]) AS held_debits,
      unnest($16::bigint[]) AS held_credits, unnest($17::bigint[]) AS minimum,
      unnest($18::bigint[]) AS maximum, unnest($19::smallint[]) AS status,
      unnest($20::smallint[]) AS first_item, unnest($21::smallint[]) AS last_item) AS n
  WHERE a.id = n.id AND a.version = n.version
  RETURNING 1
), counted_usages AS (
  UPDATE ledger.usage AS u
  SET day = n.day, day_amount = n.day_amount, day_count = n.day_count,
    month_amount = n.month_amount, month_count = n.month_count
  FROM (SELECT unnest($22::int[]) AS account, unnest($23::smallint[]) AS kind,
      unnest($24::int[]) AS day, unnest($25::bigint[]) AS day_amount,
      unnest($26::int[]) AS day_count, unnest($27::bigint[]) AS month_amount,
      unnest($28::int[]) AS month_count) AS n
  WHERE u.account = n.account AND u.kind = n.kind
  RETURNING 1
), opened_usages AS (
  INSERT INTO ledger.usage (account, kind, day, day_amount, day_count, month_amount, month_count)
  SELECT unnest($29::int[]), unnest($30::smallint[]), unnest($31::int[]), unnest($32::bigint[]),
    unnest($33::int[]), unnest($34::bigint[]), unnest($35::int[])
)
SELECT ledger.confirm_batch((SELECT count(*) FROM moved_head) = 1
  AND (SELECT count(*) FROM changed_accounts) = cardinality($12::int[])
  AND (SELECT count(*) FROM counted_usages) = cardinality($22::int[]))`;

const WRITE_HOLDS = `
WITH new_obligations AS (
  INSERT INTO ledger.obligation
    (network, id, authorised, captured, expires_at, pair_low, pair_high, expected, state)
  SELECT $1::smallint, o.*, 'open'
  FROM unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::timestamptz[], $16::int[], $17::int[],
    $18::bigint[]) AS o
), new_lines AS (
  INSERT INTO ledger.hold_line (obligation, account, side, remaining)
  SELECT * FROM unnest($6::uuid[], $7::int[], $8::smallint[], $9::bigint[])
)
INSERT INTO ledger.change (batch, position, item, account, kind, before_value, after_value)
SELECT $10::bigint, c.ordinal - 1, c.item, c.account, c.kind, c.before_value, c.after_value
FROM unnest($11::smallint[], $12::int[], $13::smallint[], $14::bigint[], $15::bigint[])
  WITH ORDINALITY AS c (item, account, kind, before_value, after_value, ordinal)`;

const UPDATE_HOLDS = `
WITH freed_lines AS (
  UPDATE ledger.hold_line AS l SET remaining = n.remaining
  FROM (SELECT unnest($1::uuid[]) AS obligation, unnest($2::int[]) AS account,
      unnest($3::smallint[]) AS side, unnest($4::bigint[]) AS remaining) AS n
  WHERE l.obligation = n.obligation AND l.account = n.account AND l.side = n.side
  RETURNING 1
), moved AS (
  UPDATE ledger.obligation AS o SET captured = n.captured, state = n.state
  FROM (SELECT unnest($5::uuid[]) AS id, unnest($6::bigint[]) AS captured,
      unnest($7::text[]) AS state) AS n
  WHERE o.id = n.id
  RETURNING 1
)
SELECT ledger.confirm_batch((SELECT count(*) FROM moved) = cardinality($5::uuid[])
  AND (SELECT count(*) FROM freed_lines) = cardinality($1::uuid[]))`;

/**
 * Sends all that writes a batch, without waiting in between. Fails with SQLSTATE {@link STATE_MOVED} unless the head, the
 * accounts, the counters and the holds are as the batch was decided upon: so COMMIT may be sent right behind it.
 */
export async function writeBatch(
  client: ClientBase,
  network: number,
  state: BatchState,
  draft: BatchDraft,
  content: BatchContent,
  hash: Buffer,
): Promise<void> {
  const touched = state.touchedAccounts;
  const counted = state.touchedUsages.filter((u) => !u.created);
  const opened = state.touchedUsages.filter((u) => u.created);
  const { transfers, legs, claims } = draft;
  // The trigger on accounts looks at the legs: transfers come first.
  const copied = copyTransfers(client, content.number, transfers, legs);
  const entries = client.query<string[]>(
    prepared('write_batch', WRITE_BATCH, [
      String(content.number),
      String(network),
      hash,
      content.postedAt,
      String(content.cycle),
      String(transfers.length),
      String(legs.length),
      uuids(claims, (c) => c.value),
      uuids(claims, (c) => c.principal),
      uuids(claims, (c) => c.transfer),
      byteas(16, claims, (c) => c.hash),
      ...accountColumns(touched),
      ...usageColumns(counted),
      ...usageColumns(opened),
      state.previousHash,
      String(state.epoch),
    ]),
  );
  const rarer = [...rarerStatements(network, state), ...holdStatements(network, state, draft)];
  await Promise.all([copied, entries, ...rarer.map((statement) => client.query(statement))]);
}

/** As {@link StateMoved}, found by the database. */
export const STATE_MOVED = 'SM020';

/**
 * What a batch decided on was changed by somebody who didn't hold the head. No process of ours does that; an owner's
 * hand may. The batch is tried again on what is there now.
 */
export class StateMoved extends Error {
  override readonly name = 'StateMoved';
  constructor(batch: bigint) {
    super(`batch ${batch}: an account, a counter or the head changed without the head's lock`);
  }
}

function usageColumns(usages: readonly UsageState[]): Buffer[] {
  return [
    int4s(usages, (u) => u.account),
    int2s(usages, (u) => u.kind),
    int4s(usages, (u) => u.day),
    int8s(usages, (u) => u.dayAmount),
    int4s(usages, (u) => u.dayCount),
    int8s(usages, (u) => u.monthAmount),
    int4s(usages, (u) => u.monthCount),
  ];
}

function accountColumns(touched: readonly AccountState[]): Buffer[] {
  return [
    int4s(touched, (a) => a.id),
    int8s(touched, (a) => a.version),
    int8s(touched, (a) => a.posted),
    int8s(touched, (a) => a.heldDebits),
    int8s(touched, (a) => a.heldCredits),
    int8s(touched, (a) => a.minimum),
    int8s(touched, (a) => a.maximum),
    int2s(touched, (a) => a.status),
    int2s(touched, (a) => a.firstItem),
    int2s(touched, (a) => a.lastItem),
  ];
}

/** Holds and changes beside legs are rarer than payments: their statements are there only when there are any. */
function holdStatements(network: number, state: BatchState, draft: BatchDraft): Statement[] {
  const statements: Statement[] = [];
  const touched = [...state.obligations.values()].filter((o) => o.touched);
  const created = touched.filter((o) => o.created);
  const { changes } = draft;
  if (created.length > 0 || changes.length > 0) {
    const lines = linesOf(created);
    statements.push(
      prepared('write_holds', WRITE_HOLDS, [
        String(network),
        list(created, (o) => o.id),
        list(created, (o) => o.authorised),
        list(created, () => 0n),
        list(created, (o) => quoted(isoTime(o.expiresUs))),
        list(lines, (l) => l.obligation),
        list(lines, (l) => l.account),
        list(lines, (l) => l.side),
        list(lines, (l) => l.remaining),
        String(state.number),
        list(changes, (c) => c.item),
        list(changes, (c) => c.account),
        list(changes, (c) => c.kind),
        list(changes, (c) => c.before),
        list(changes, (c) => c.after),
        list(created, (o) => o.between?.low ?? null),
        list(created, (o) => o.between?.high ?? null),
        list(created, (o) => o.between?.expected ?? null),
      ]),
    );
  }
  // A hold may be placed and ended in one batch: its row is then inserted open and moved on here, so that its
  // way through the states is recorded.
  const moved = touched.filter((o) => !o.created || o.state !== 'open' || o.captured > 0n);
  if (moved.length > 0) {
    const lines = linesOf(moved).filter((line) => line.touched);
    statements.push(
      prepared('update_holds', UPDATE_HOLDS, [
        list(lines, (l) => l.obligation),
        list(lines, (l) => l.account),
        list(lines, (l) => l.side),
        list(lines, (l) => l.remaining),
        list(moved, (o) => o.id),
        list(moved, (o) => o.captured),
        list(moved, (o) => o.state),
      ]),
    );
  }
  return statements;
}

function linesOf(obligations: readonly ObligationState[]) {
  return obligations.flatMap((o) => o.lines.map((line) => ({ ...line, obligation: o.id })));
}
