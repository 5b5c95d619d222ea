import type { ClientBase } from 'pg';
import type { AccountState, BatchState, UsageState } from './batch-state.js';
import type { BatchContent, BatchDraft } from './rows.js';
import { isoTime, list, prepared, quoted } from './sql-values.js';

const WRITE_BATCH = `
WITH written_batch AS (
  INSERT INTO ledger.batch (number, network, hash, posted_at, cycle, transfer_count, leg_count)
  VALUES ($1, $2, decode($3, 'hex'), $4, $5, $6, $7)
), moved_head AS (
  UPDATE ledger.head SET number = $1, hash = decode($3, 'hex'), last_at = $4
  WHERE network = $2 AND number = $1::bigint - 1 RETURNING 1
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
), written_legs AS (
  INSERT INTO ledger.leg (batch, position, debit_account, credit_account, book, amount,
    debit_balance, credit_balance, code)
  SELECT $1::bigint, generate_series(0, $7::int - 1), unnest($29::int[]), unnest($30::int[]),
    unnest($31::int[]), unnest($32::bigint[]), unnest($33::bigint[]), unnest($34::bigint[]),
    unnest($35::smallint[])
), written_points AS (
  INSERT INTO ledger.balance_point (batch, account, posted)
  SELECT $1::bigint, unnest($36::int[]), unnest($37::bigint[])
), changed_accounts AS (
  UPDATE ledger.account AS a
  SET posted = n.posted, held_debits = n.held_debits, held_credits = n.held_credits,
    minimum = n.minimum, maximum = n.maximum, status = n.status, version = n.version + 1
  FROM (SELECT unnest($38::int[]) AS id, unnest($39::bigint[]) AS version,
      unnest($40::bigint[]) AS posted, unnest($41::bigint[]) AS held_debits,
      unnest($42::bigint[]) AS held_credits, unnest($43::bigint[]) AS minimum,
      unnest($44::bigint[]) AS maximum, unnest($45::smallint[]) AS status) AS n
  WHERE a.id = n.id AND a.version = n.version
  RETURNING 1
), counted_usages AS (
  UPDATE ledger.usage AS u
  SET day = n.day, day_amount = n.day_amount, day_count = n.day_count,
    month_amount = n.month_amount, month_count = n.month_count
  FROM (SELECT unnest($46::int[]) AS account, unnest($47::smallint[]) AS kind,
      unnest($48::int[]) AS day, unnest($49::bigint[]) AS day_amount,
      unnest($50::int[]) AS day_count, unnest($51::bigint[]) AS month_amount,
      unnest($52::int[]) AS month_count) AS n
  WHERE u.account = n.account AND u.kind = n.kind
  RETURNING 1
), opened_usages AS (
  INSERT INTO ledger.usage (account, kind, day, day_amount, day_count, month_amount, month_count)
  SELECT unnest($53::int[]), unnest($54::smallint[]), unnest($55::int[]), unnest($56::bigint[]),
    unnest($57::int[]), unnest($58::bigint[]), unnest($59::int[])
)
SELECT (SELECT count(*) FROM moved_head), (SELECT count(*) FROM changed_accounts),
  (SELECT count(*) FROM counted_usages)`;

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
)
UPDATE ledger.obligation AS o SET captured = n.captured, state = n.state
FROM (SELECT unnest($5::uuid[]) AS id, unnest($6::bigint[]) AS captured,
    unnest($7::text[]) AS state) AS n
WHERE o.id = n.id`;

/** Writes a whole batch; throws InvariantError if an account changed although the head was ours. */
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
  const answer = await client.query<string[]>(
    prepared('write_batch', WRITE_BATCH, [
      String(content.number),
      String(network),
      hash.toString('hex'),
      content.postedAt,
      String(content.cycle),
      String(transfers.length),
      String(legs.length),
      list(transfers, (t) => t.id),
      list(transfers, (t) => t.principal),
      list(transfers, (t) => t.amount),
      list(transfers, (t) => t.payer),
      list(transfers, (t) => t.payee),
      list(transfers, (t) => t.issuer),
      list(transfers, (t) => t.acquirer),
      list(transfers, (t) => t.feeVersion),
      list(transfers, (t) => t.item),
      list(transfers, (t) => t.type),
      list(transfers, (t) => t.firstLeg),
      list(transfers, (t) => t.legCount),
      list(transfers, (t) => t.original),
      list(transfers, (t) => quoted(t.refusal)),
      list(transfers, (t) => quoted(t.refusalDetail)),
      list(transfers, (t) => quoted(t.reference)),
      list(transfers, (t) => quoted(t.description)),
      list(claims, (c) => c.value),
      list(claims, (c) => c.principal),
      list(claims, (c) => c.transfer),
      list(claims, (c) => `"\\\\x${c.hash}"`),
      list(legs, (l) => l.debit),
      list(legs, (l) => l.credit),
      list(legs, (l) => l.book),
      list(legs, (l) => l.amount),
      list(legs, (l) => l.debitBalance),
      list(legs, (l) => l.creditBalance),
      list(legs, (l) => l.code),
      list(points, (a) => a.id),
      list(points, (a) => a.posted),
      ...accountColumns(touched),
      ...usageColumns(counted),
      ...usageColumns(opened),
    ]),
  );
  const [heads, accounts, usages] = answer.rows[0] ?? [];
  if (heads !== '1' || Number(accounts) !== touched.length || Number(usages) !== counted.length) {
    throw new StateMoved(content.number);
  }
  await writeHolds(client, network, state, draft, content.number);
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

function usageColumns(usages: readonly UsageState[]): string[] {
  return [
    list(usages, (u) => u.account),
    list(usages, (u) => u.kind),
    list(usages, (u) => u.day),
    list(usages, (u) => u.dayAmount),
    list(usages, (u) => u.dayCount),
    list(usages, (u) => u.monthAmount),
    list(usages, (u) => u.monthCount),
  ];
}

function accountColumns(touched: readonly AccountState[]): string[] {
  return [
    list(touched, (a) => a.id),
    list(touched, (a) => a.version),
    list(touched, (a) => a.posted),
    list(touched, (a) => a.heldDebits),
    list(touched, (a) => a.heldCredits),
    list(touched, (a) => a.minimum),
    list(touched, (a) => a.maximum),
    list(touched, (a) => a.status),
  ];
}

/** Holds and changes beside legs are rarer than payments: their statements run only when there are any. */
async function writeHolds(
  client: ClientBase,
  network: number,
  state: BatchState,
  draft: BatchDraft,
  number: bigint,
): Promise<void> {
  const touched = [...state.obligations.values()].filter((o) => o.touched);
  const created = touched.filter((o) => o.created);
  const createdLines = created.flatMap((o) =>
    o.lines.map((line) => ({ ...line, obligation: o.id })),
  );
  const { changes } = draft;
  if (created.length > 0 || changes.length > 0) {
    await client.query(
      prepared('write_holds', WRITE_HOLDS, [
        String(network),
        list(created, (o) => o.id),
        list(created, (o) => o.authorised),
        list(created, () => 0n),
        list(created, (o) => quoted(isoTime(o.expiresUs))),
        list(createdLines, (l) => l.obligation),
        list(createdLines, (l) => l.account),
        list(createdLines, (l) => l.side),
        list(createdLines, (l) => l.remaining),
        String(number),
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
    const lines = moved.flatMap((o) =>
      o.lines.filter((l) => l.touched).map((line) => ({ ...line, obligation: o.id })),
    );
    await client.query(
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
}
