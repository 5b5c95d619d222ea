import {
  accountKindOf,
  transferTypeOf,
  type AccountKind,
  type Sen,
  type TransferType,
} from '@app/core';
import { TICKETS } from '../engine/claims.js';
import { isoTimeOf, select, selectPrepared, type Queryable } from './queryable.js';
import type { TransferCursor } from './transfers.js';

/** An account that a transfer names, and whose it is. */
export interface PostedParty {
  readonly account: number;
  readonly kind: AccountKind;
  /** Uuid of the member, merchant or till; null for accounts of a cooperative itself. */
  readonly owner: string | null;
}

/** A transfer that was posted, as those who are told of it need it: without legs and texts. */
export interface PostedTransfer {
  readonly id: string;
  readonly network: number;
  readonly batch: bigint;
  readonly item: number;
  /** ISO 8601 in UTC with microseconds, in the network's time. */
  readonly postedAt: string;
  readonly type: TransferType;
  readonly amount: Sen;
  readonly payer: PostedParty | null;
  readonly payee: PostedParty | null;
  readonly issuer: number | null;
  readonly acquirer: number | null;
  /** The books in which it has legs. */
  readonly books: readonly number[];
  /** The hold that it completed, or the transfer that it gave back. */
  readonly original: {
    readonly id: string;
    readonly type: TransferType;
    readonly toTill: boolean;
    /** What that completed in turn, else itself: a refund of what was captured is about the hold. */
    readonly root: string;
  } | null;
  /** What it used up once, such as a payment code. */
  readonly ticket: string | null;
}

/** Part of the ledger's one order, and up to where it was looked through: nothing before that will ever be added. */
export interface PostedSpan {
  readonly transfers: readonly PostedTransfer[];
  readonly reached: TransferCursor;
  /** Whether there is more behind `reached` already. */
  readonly hasMore: boolean;
}

/** After everything of a batch. */
export const END_OF_BATCH = 32_767;

interface Row {
  readonly id: string;
  readonly network: number;
  readonly batch: string;
  readonly item: number;
  readonly posted_at: string;
  readonly type: number;
  readonly amount: string;
  readonly payer: number | null;
  readonly payer_kind: number | null;
  readonly payer_owner: string | null;
  readonly payee: number | null;
  readonly payee_kind: number | null;
  readonly payee_owner: string | null;
  readonly issuer: number | null;
  readonly acquirer: number | null;
  readonly books: number[] | null;
  readonly original: string | null;
  readonly original_type: number | null;
  readonly original_kind: number | null;
  readonly original_root: string | null;
  readonly ticket: string | null;
}

/** An expiry names nobody: its hold does. */
const posted = (chosen: string): string => `
  SELECT t.id, b.network, t.batch, t.item, ${isoTimeOf('b.posted_at')} AS posted_at, t.type, t.amount,
    pr.id AS payer, pr.kind AS payer_kind, pr.owner AS payer_owner,
    pe.id AS payee, pe.kind AS payee_kind, pe.owner AS payee_owner,
    coalesce(t.issuer, o.issuer) AS issuer, coalesce(t.acquirer, o.acquirer) AS acquirer,
    (SELECT array_agg(DISTINCT (t.legs[5 * n] >> 16)::integer)
     FROM generate_series(1, t.leg_count::integer) AS n) AS books,
    t.original, o.type AS original_type, oe.kind AS original_kind,
    coalesce(o.original, t.original) AS original_root,
    (SELECT c.value FROM ledger.claim c WHERE c.transfer = t.id AND c.principal = '${TICKETS}') AS ticket
  FROM (${chosen}) AS s
  JOIN ledger.transfer t ON t.id = s.id
  JOIN ledger.batch b ON b.number = t.batch
  LEFT JOIN ledger.transfer o ON o.id = t.original
  LEFT JOIN ledger.account oe ON oe.id = o.payee
  LEFT JOIN ledger.account pr ON pr.id = coalesce(t.payer, o.payer)
  LEFT JOIN ledger.account pe ON pe.id = coalesce(t.payee, o.payee)
  ORDER BY t.batch, t.item`;

const AFTER = posted(`SELECT id, batch, item FROM ledger.transfer
  WHERE (batch, item) > ($1::bigint, $2::smallint) AND batch <= $3 AND refusal IS NULL
  ORDER BY batch, item LIMIT $4`);
const BY_IDS = posted(
  'SELECT id FROM ledger.transfer WHERE id = ANY ($1::uuid[]) AND refusal IS NULL',
);

/** What moved a wallet, by its points; and what holds on it began and ended, which has no legs. */
const OF_WALLET = posted(`
  (SELECT DISTINCT e.transfer AS id, e.batch, e.item FROM (
     SELECT transfer, batch, item FROM ledger.entry
     WHERE account = $5 AND batch >= $1 AND batch <= $3 AND (batch, item) > ($1::bigint, $2::smallint)
     ORDER BY batch, position LIMIT 2 * $4) AS e)
  UNION
  (SELECT id, batch, item FROM ledger.transfer
   WHERE payee = $5 AND type = 40 AND refusal IS NULL
     AND (batch, item) > ($1::bigint, $2::smallint) AND batch <= $3 ORDER BY batch, item LIMIT $4)
  UNION
  (SELECT id, batch, item FROM ledger.transfer
   WHERE payee = $5 AND type IN (42, 43, 44) AND refusal IS NULL
     AND (batch, item) > ($1::bigint, $2::smallint) AND batch <= $3 ORDER BY batch, item LIMIT $4)
  ORDER BY batch, item LIMIT $4`);

/** The last batch of each network. */
export async function readHeads(sql: Queryable): Promise<ReadonlyMap<number, bigint>> {
  const text = 'SELECT network, number FROM ledger.head';
  const rows = await selectPrepared<{ network: number; number: string }>(sql, {
    name: 'ledger_heads',
    text,
  });
  return new Map(rows.map(({ network, number }) => [network, BigInt(number)]));
}

/** What was posted after a place, in order, up to and including batch `head`; of one wallet if told. */
export async function readPostedAfter(
  sql: Queryable,
  after: TransferCursor,
  until: { readonly head: bigint; readonly limit: number; readonly wallet?: number | undefined },
): Promise<PostedSpan> {
  const { head, limit, wallet } = until;
  const values = [after.batch, after.item, head, limit];
  const query =
    wallet === undefined
      ? { name: 'posted_after', text: AFTER, values }
      : { name: 'posted_of_wallet', text: OF_WALLET, values: [...values, wallet] };
  const rows = await selectPrepared<Row>(sql, query);
  const transfers = rows.map(postedOf);
  const last = transfers.at(-1);
  if (transfers.length < limit || last === undefined) {
    const reached = after.batch > head ? after : { batch: head, item: END_OF_BATCH };
    return { transfers, reached, hasMore: false };
  }
  return { transfers, reached: { batch: last.batch, item: last.item }, hasMore: true };
}

/** Those of these transfers that were posted, in the ledger's order. */
export async function readPosted(
  sql: Queryable,
  ids: readonly string[],
): Promise<PostedTransfer[]> {
  const query = { name: 'posted_by_ids', text: BY_IDS, values: [ids] };
  return (await selectPrepared<Row>(sql, query)).map(postedOf);
}

/** The place before the first batch of the network at or after a time, or after all if there is none. */
export async function readPlaceBefore(
  sql: Queryable,
  network: number,
  time: Date,
): Promise<TransferCursor> {
  const [row] = await select<{ batch: string }>(
    sql,
    `SELECT coalesce((SELECT number - 1 FROM ledger.batch WHERE network = $1 AND posted_at >= $2
       ORDER BY posted_at, number LIMIT 1), (SELECT number FROM ledger.head WHERE network = $1)) AS batch`,
    [network, time],
  );
  return { batch: BigInt(row?.batch ?? 0), item: END_OF_BATCH };
}

function postedOf(row: Row): PostedTransfer {
  const { original, original_type: originalType } = row;
  return {
    id: row.id,
    network: row.network,
    batch: BigInt(row.batch),
    item: row.item,
    postedAt: row.posted_at,
    type: transferTypeOf(row.type),
    amount: BigInt(row.amount),
    payer: partyOf(row.payer, row.payer_kind, row.payer_owner),
    payee: partyOf(row.payee, row.payee_kind, row.payee_owner),
    issuer: row.issuer,
    acquirer: row.acquirer,
    books: row.books ?? [],
    original:
      original === null || originalType === null
        ? null
        : {
            id: original,
            type: transferTypeOf(originalType),
            toTill: accountKindOf(row.original_kind ?? 0) === 'till',
            root: row.original_root ?? original,
          },
    ticket: row.ticket,
  };
}

function partyOf(
  account: number | null,
  code: number | null,
  owner: string | null,
): PostedParty | null {
  const kind = accountKindOf(code ?? 0);
  return account === null || kind === undefined ? null : { account, kind, owner };
}
