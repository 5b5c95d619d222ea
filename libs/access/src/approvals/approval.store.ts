import { approvalStates, invariant, type ApprovalState, type FailureDetail } from '@app/core';
import type { EntityManager } from 'typeorm';
import type { Approval, ApprovalQuery, ApprovalRequest } from './approval.js';

/** How long a maker's request waits for a checker, in the network's time. */
export const APPROVAL_HOURS = 24;

interface ApprovalRow {
  uid: string;
  network: number;
  cooperative: string | null;
  kind: string;
  subject: string;
  payload: unknown;
  party_one: string | null;
  party_other: string | null;
  amount: string | null;
  is_joint: boolean;
  agreements: { cooperative: string; person: string; agreed_at: string }[];
  payload_hash: string;
  whole: boolean;
  overdue: boolean;
  maker: string;
  checker: string | null;
  reason: string | null;
  remark: string | null;
  state: string;
  requested_at: Date;
  expires_at: Date;
  decided_at: Date | null;
  ended_at: Date | null;
  outcome: FailureDetail | null;
}

const COLUMNS = `a.uid, a.network, a.cooperative, a.kind, a.subject, a.payload, a.payload_hash,
  a.party_one, a.party_other, a.amount, a.is_joint,
  CASE WHEN a.is_joint THEN ARRAY(SELECT to_jsonb(g) FROM access.agreement g
    WHERE g.approval = a.uid ORDER BY g.agreed_at) ELSE '{}' END AS agreements,
  a.payload_hash = access.approval_hash(a) AS whole,
  a.state = 'PENDING' AND a.expires_at <= ledger.network_now(a.network) AS overdue,
  a.maker, a.checker, a.reason, a.remark, a.state, a.requested_at, a.expires_at, a.decided_at,
  a.ended_at, a.outcome`;

/** False when there is an open request of this kind about this subject. */
export async function insertApproval(
  tx: EntityManager,
  uid: string,
  maker: string,
  wanted: ApprovalRequest,
): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `INSERT INTO access.approval (uid, network, cooperative, kind, subject, payload, maker, reason,
       party_one, party_other, amount, requested_at, expires_at)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $10, $11, $12,
       n.now, n.now + make_interval(hours => $9)
     FROM (SELECT ledger.network_now($2::smallint) AS now) AS n
     ON CONFLICT (kind, subject) WHERE state IN ('PENDING', 'APPROVED') DO NOTHING RETURNING uid`,
    [
      uid,
      wanted.network,
      wanted.cooperative ?? null,
      wanted.kind,
      wanted.subject,
      JSON.stringify(wanted.payload),
      maker,
      wanted.reason ?? null,
      APPROVAL_HOURS,
      ...(wanted.between?.cooperatives ?? [null, null]),
      wanted.between?.amount.toString() ?? null,
    ],
  );
  return rows.length === 1;
}

export async function readApproval(sql: EntityManager, uid: string): Promise<Approval | undefined> {
  const rows = await sql.query<ApprovalRow[]>(
    `SELECT ${COLUMNS} FROM access.approval a WHERE a.uid = $1`,
    [uid],
  );
  return rows[0] && toApproval(rows[0]);
}

/**
 * Of several who decide at once, each waits here for the former; with `free`, one that somebody
 * else holds is left to them.
 */
export async function lockApproval(
  tx: EntityManager,
  uid: string,
  which: 'any' | 'free' = 'any',
): Promise<Approval | undefined> {
  const rows = await tx.query<ApprovalRow[]>(
    `SELECT ${COLUMNS} FROM access.approval a WHERE a.uid = $1
     FOR UPDATE ${which === 'free' ? 'SKIP LOCKED' : ''}`,
    [uid],
  );
  return rows[0] && toApproval(rows[0]);
}

/** An open request about this subject, locked. */
export async function lockOpen(
  tx: EntityManager,
  kind: string,
  subject: string,
): Promise<Approval | undefined> {
  const rows = await tx.query<ApprovalRow[]>(
    `SELECT ${COLUMNS} FROM access.approval a
     WHERE a.kind = $1 AND a.subject = $2 AND a.state IN ('PENDING', 'APPROVED') FOR UPDATE`,
    [kind, subject],
  );
  return rows[0] && toApproval(rows[0]);
}

/** Newest first. `cooperative`: only that one's, with the joint ones that it is a party of. */
export async function listApprovals(
  sql: EntityManager,
  query: ApprovalQuery,
  cooperative: string | null,
): Promise<Approval[]> {
  const backwards = query.before !== undefined;
  const rows = await sql.query<ApprovalRow[]>(
    `SELECT ${COLUMNS} FROM access.approval a
     WHERE a.network = $1 AND ($2::uuid IS NULL OR a.cooperative = $2
         OR a.is_joint AND $2 IN (a.party_one, a.party_other))
       AND ($3::text IS NULL OR a.kind = $3)
       AND ($4::text IS NULL OR $4 = CASE
         WHEN a.state = 'PENDING' AND a.expires_at <= (SELECT ledger.network_now($1::smallint))
         THEN 'EXPIRED' ELSE a.state END)
       AND ($5::uuid IS NULL OR a.uid ${backwards ? '>' : '<'} $5)
     ORDER BY a.uid ${backwards ? 'ASC' : 'DESC'} LIMIT $6`,
    [
      query.network,
      cooperative,
      query.kind ?? null,
      query.state ?? null,
      query.after ?? query.before ?? null,
      query.limit,
    ],
  );
  return rows.map(toApproval);
}

/**
 * Requests of these kinds past their time, and approved ones of any kind that nobody has brought to
 * their end; oldest first.
 */
export async function unfinishedApprovals(
  sql: EntityManager,
  network: number,
  kinds: readonly string[],
  limit: number,
): Promise<{ uid: string; state: ApprovalState }[]> {
  return sql.query<{ uid: string; state: ApprovalState }[]>(
    `SELECT uid, state FROM access.approval
     WHERE network = $1 AND (state = 'APPROVED'
       OR state = 'PENDING' AND kind = ANY ($2)
         AND expires_at <= (SELECT ledger.network_now($1::smallint)))
     ORDER BY expires_at LIMIT $3`,
    [network, kinds, limit],
  );
}

/** Somebody's word for a cooperative of a joint request, in the network's time. The database refuses who may not give it. */
export async function insertAgreement(
  tx: EntityManager,
  { uid, network }: Approval,
  wanted: {
    readonly cooperative: string;
    readonly person: string;
    readonly remark?: string | undefined;
  },
): Promise<Approval> {
  await tx.query(
    `INSERT INTO access.agreement (approval, cooperative, person, agreed_at, remark)
     VALUES ($1, $2, $3, ledger.network_now($4::smallint), $5)`,
    [uid, wanted.cooperative, wanted.person, network, wanted.remark ?? null],
  );
  const agreed = await readApproval(tx, uid);
  invariant(agreed !== undefined, 'an approval is never deleted');
  return agreed;
}

export interface Move {
  readonly to: ApprovalState;
  /** Who approved or rejected it now. */
  readonly checker?: string;
  readonly remark?: string | undefined;
  readonly outcome?: FailureDetail;
}

/** Moves a locked approval on. The trigger of its states refuses a step that there is not. */
export async function moveApproval(tx: EntityManager, approval: Approval, move: Move) {
  const ends = move.to !== 'APPROVED';
  await tx.query(
    `UPDATE access.approval SET state = $2, checker = coalesce($3, checker),
       decided_at = CASE WHEN $3::uuid IS NULL THEN decided_at ELSE ledger.network_now(network) END,
       ended_at = CASE WHEN $4 THEN ledger.network_now(network) END,
       remark = coalesce($5, remark), outcome = $6
     WHERE uid = $1`,
    [
      approval.uid,
      move.to,
      move.checker ?? null,
      ends,
      move.remark ?? null,
      move.outcome === undefined ? null : JSON.stringify(move.outcome),
    ],
  );
  const moved = await readApproval(tx, approval.uid);
  invariant(moved !== undefined, 'an approval is never deleted');
  return moved;
}

function betweenOf({ party_one: one, party_other: other, amount, is_joint: isJoint }: ApprovalRow) {
  if (one === null || other === null || amount === null) return null;
  return { cooperatives: [one, other], amount: BigInt(amount), isJoint } as const;
}

function toApproval(row: ApprovalRow): Approval {
  const { state } = row;
  invariant(approvalStates.isState(state), `unknown state of an approval: ${state}`);
  invariant(row.whole, `approval ${row.uid} is not what its maker asked for`);
  return {
    uid: row.uid,
    network: row.network,
    cooperative: row.cooperative,
    kind: row.kind,
    subject: row.subject,
    payload: row.payload,
    between: betweenOf(row),
    agreements: row.agreements.map(({ cooperative, person, agreed_at: at }) => ({
      cooperative,
      person,
      agreedAt: new Date(at),
    })),
    payloadHash: row.payload_hash,
    maker: row.maker,
    checker: row.checker,
    reason: row.reason,
    remark: row.remark,
    // The time decides, whether or not the worker has written it down yet.
    state: row.overdue ? 'EXPIRED' : state,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    decidedAt: row.decided_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
  };
}
