import type { ClientBase } from 'pg';
import type { AccountState, BatchState, ObligationState, UsageState } from './batch-state.js';
import { copyLegs } from './copy-legs.js';
import type { BatchContent, BatchDraft, TransferRow } from './rows.js';
import { byteas, int2s, int4s, int8s, uuids } from './sql-arrays.js';
import { isoTime, list, prepared, quoted } from './sql-values.js';
import { rarerStatements, type Statement } from './write-returns.js';

const WRITE_BATCH = `
WITH written_batch AS (
  INSERT INTO ledger.batch (number, network, hash, posted_at, cycle, transfer_count, leg_count)
  VALUES ($1, $2, $3::bytea, $4, $5, $6, $7)
), moved_head AS (
  UPDATE ledger.head SET number = $1, hash = $3::bytea, last_at = $4
  WHERE network = $2 AND number = $1::bigint - 1 AND hash = $53::bytea AND epoch = $54 AND cycle = $5
  RETURNING 1
), written_transfers AS (
  INSERT INTO ledger.transfer (batch, id, principal, amount, payer, payee, issuer, acquirer,
    fee_version, item, type, first_leg, leg_count, original, refusal, refusal_detail, reference,
    description)
  SELECT $1::bigint, unnest($8::uuid[]), unnest($9::uuid[]), unnest($10::bigint[]),
    unnest($11::int[]), unnest($12::int[]), unnest($13::int[]), unnest($14::int[]),
    unnest($15::int[]), unnest($16::smallint[]), unnest($17::smallint[]), unnest($18::smallint[]),
    unnest($19::smallint[]), unnest($20::uuid[]), unnest($21::text[]), unnest($22::text[]),
    unnest($23::text[]), unnest($24::text[])
), written_claims AS (
  INSERT INTO ledger.claim (value, principal, transfer, request_hash)
  SELECT unnest($25::uuid[]), unnest($26::uuid[]), unnest($27::uuid[]), unnest($28::bytea[])
), written_points AS (
  INSERT INTO ledger.balance_point (batch, account, posted)
  SELECT $1::bigint, unnest($29::int[]), unnest($30::bigint[])
), changed_accounts AS (
  UPDATE ledger.account AS a
  SET posted = n.posted, held_debits = n.held_debits, held_credits = n.held_credits,
    minimum = n.minimum, maximum = n.maximum, status = n.status, version = n.version + 1
  FROM (SELECT unnest($31::int[]) AS id, unnest($32::bigint[]) AS version,
      unnest($33::bigint[]) AS posted, unnest($34::bigint[]) AS held_debits,
      unnest($35::bigint[]) AS held_credits, unnest($36::bigint[]) AS minimum,
      unnest($37::bigint[]) AS maximum, unnest($38::smallint[]) AS status) AS n
  WHERE a.id = n.id AND a.version = n.version
  RETURNING 1
), counted_usages AS (
  UPDATE ledger.usage AS u
  SET day = n.day, day_amount = n.day_amount, day_count = n.day_count,
    month_amount = n.month_amount, month_count = n.month_count
  FROM (SELECT unnest($39::int[]) AS account, unnest($40::smallint[]) AS kind,
      unnest($41::int[]) AS day, unnest($42::bigint[]) AS day_amount,
      unnest($43::int[]) AS day_count, unnest($44::bigint[]) AS month_amount,
      unnest($45::int[]) AS month_count) AS n
  WHERE u.account = n.account AND u.kind = n.kind
  RETURNING 1
), opened_usages AS (
  INSERT INTO ledger.usage (account, kind, day, day_amount, day_count, month_amount, month_count)
  SELECT unnest($46::int[]), unnest($47::smallint[]), unnest($48::int[]), unnest($49::bigint[]),
    unnest($50::int[]), unnest($51::bigint[]), unnest($52::int[])
)
SELECT ledger.confirm_batch((SELECT count(*) FROM moved_head) = 1
  AND (SELECT count(*) FROM changed_accounts) = cardinality($31::int[])
  AND (SELECT count(*) FROM counted_usages) = cardinality($39::int[]))`;

const WRITE_HOLDS = `
WITH new_obligations AS (
  INSERT INTO ledger.obligation (network, id, authorised, captured, expires_at, state)
  SELECT $1::smallint, o.id, o.authorised, o.captured, o.expires_at, 'open'
  FROM unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::timestamptz[])
    AS o (id, authorised, captured, expires_at)
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
  const points = touched.filter((a) => a.moved && a.id < 0);
  const counted = state.touchedUsages.filter((u) => !u.created);
  const opened = state.touchedUsages.filter((u) => u.created);
  const { transfers, legs, claims } = draft;
  const entries = client.query<string[]>(
    prepared('write_batch', WRITE_BATCH, [
      String(content.number),
      String(network),
      hash,
      content.postedAt,
      String(content.cycle),
      String(transfers.length),
      String(legs.length),
      ...transferColumns(transfers),
      uuids(claims, (c) => c.value),
      uuids(claims, (c) => c.principal),
      uuids(claims, (c) => c.transfer),
      byteas(16, claims, (c) => c.hash),
      int4s(points, (a) => a.id),
      int8s(points, (a) => a.posted),
      ...accountColumns(touched),
      ...usageColumns(counted),
      ...usageColumns(opened),
      state.previousHash,
      String(state.epoch),
    ]),
  );
  const copied = legs.length > 0 ? copyLegs(client, content.number, legs) : undefined;
  const rarer = [...holdStatements(network, state, draft), ...rarerStatements(network, state)];
  await Promise.all([entries, copied, ...rarer.map((statement) => client.query(statement))]);
}

/** As {@link StateMoved}, found by the database. */
export const STATE_MOVED = 'SM020';

function transferColumns(transfers: readonly TransferRow[]): (string | Buffer)[] {
  return [
    uuids(transfers, (t) => t.id),
    uuids(transfers, (t) => t.principal),
    int8s(transfers, (t) => t.amount),
    int4s(transfers, (t) => t.payer),
    int4s(transfers, (t) => t.payee),
    int4s(transfers, (t) => t.issuer),
    int4s(transfers, (t) => t.acquirer),
    int4s(transfers, (t) => t.feeVersion),
    int2s(transfers, (t) => t.item),
    int2s(transfers, (t) => t.type),
    int2s(transfers, (t) => t.firstLeg),
    int2s(transfers, (t) => t.legCount),
    uuids(transfers, (t) => t.original),
    list(transfers, (t) => quoted(t.refusal)),
    list(transfers, (t) => quoted(t.refusalDetail)),
    list(transfers, (t) => quoted(t.reference)),
    list(transfers, (t) => quoted(t.description)),
  ];
}

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
    int8s(touched, (a) => BigInt(a.version)),
    int8s(touched, (a) => a.posted),
    int8s(touched, (a) => a.heldDebits),
    int8s(touched, (a) => a.heldCredits),
    int8s(touched, (a) => a.minimum),
    int8s(touched, (a) => a.maximum),
    int2s(touched, (a) => a.status),
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
