import { disputeStates, invariant, newUuid, type DisputeState, type Sen } from '@app/core';
import type { SqlRunner } from '@app/ledger';
import { newestFirst, select, type PageOf } from '../sql.js';
import type { Dispute, DisputeAnswer, DisputeReason } from './dispute.js';

interface DisputeRow {
  readonly uid: string;
  readonly network: number;
  readonly transfer: string;
  readonly claimant: number;
  readonly claimant_uid: string;
  readonly respondent: number;
  readonly respondent_uid: string;
  readonly amount: string;
  readonly reason: DisputeReason;
  readonly evidence: string;
  readonly state: string;
  readonly opened_by: string;
  readonly opened_at: Date;
  readonly answer_until: Date;
  readonly answer: DisputeAnswer | null;
  readonly answer_evidence: string | null;
  readonly answered_by: string | null;
  readonly answered_at: Date | null;
  readonly ended_at: Date | null;
  readonly result_transfer: string | null;
}

const SELECT_DISPUTE = `SELECT d.uid, d.network, d.transfer, d.claimant, i.uid AS claimant_uid,
    d.respondent, a.uid AS respondent_uid, d.amount, d.reason, d.evidence, d.state, d.opened_by,
    d.opened_at, d.answer_until, d.answer, d.answer_evidence, d.answered_by, d.answered_at,
    d.ended_at, d.result_transfer
  FROM settlement.dispute d
  JOIN ledger.book i ON i.id = d.claimant
  JOIN ledger.book a ON a.id = d.respondent`;

export interface NewDispute {
  readonly network: number;
  readonly transfer: string;
  readonly claimant: number;
  readonly respondent: number;
  readonly amount: Sen;
  readonly reason: DisputeReason;
  readonly evidence: string;
  readonly openedBy: string;
  readonly answerUntil: Date;
}

/** Undefined while another one about this transfer is open. */
export async function insertDispute(
  sql: SqlRunner,
  dispute: NewDispute,
): Promise<string | undefined> {
  const rows = await select<{ uid: string }>(
    sql,
    `INSERT INTO settlement.dispute (uid, network, transfer, claimant, respondent, amount, reason,
       evidence, opened_by, answer_until, opened_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, ledger.network_now($2::smallint))
     ON CONFLICT DO NOTHING RETURNING uid`,
    [
      newUuid(),
      dispute.network,
      dispute.transfer,
      dispute.claimant,
      dispute.respondent,
      dispute.amount.toString(),
      dispute.reason,
      dispute.evidence,
      dispute.openedBy,
      dispute.answerUntil,
    ],
  );
  return rows[0]?.uid;
}

export async function readDispute(
  sql: SqlRunner,
  uid: string,
  lock: 'FOR UPDATE OF d' | '' = '',
): Promise<Dispute | undefined> {
  const text = `${SELECT_DISPUTE} WHERE d.uid = $1 ${lock}`;
  const [row] = await select<DisputeRow>(sql, text, [uid]);
  return row && toDispute(row);
}

export interface DisputeQuery {
  readonly network: number;
  /** Uuid of a cooperative that claims or responds. */
  readonly party?: string | null | undefined;
  readonly state?: DisputeState | undefined;
}

/** Newest first; the cursor is the uuid. */
export async function listDisputes(
  sql: SqlRunner,
  { network, party, state }: DisputeQuery,
  page: PageOf<string>,
): Promise<Dispute[]> {
  const rows = await select<DisputeRow>(
    sql,
    `${SELECT_DISPUTE} WHERE d.network = $1 AND ($2::uuid IS NULL OR $2 IN (i.uid, a.uid))
       AND ($3::text IS NULL OR d.state = $3) ${newestFirst(page, 'd.uid', 'uuid', 4)}`,
    [network, party ?? null, state ?? null, page.after ?? page.before ?? null, page.limit],
  );
  return rows.map(toDispute);
}

export async function answerDispute(
  sql: SqlRunner,
  { uid, network }: Dispute,
  answer: { readonly by: string; readonly answer: DisputeAnswer; readonly evidence: string },
): Promise<void> {
  await sql.query(
    `UPDATE settlement.dispute SET state = 'ANSWERED', answer = $3, answer_evidence = $4,
       answered_by = $5, answered_at = ledger.network_now($2::smallint) WHERE uid = $1`,
    [uid, network, answer.answer, answer.evidence, answer.by],
  );
}

export async function endDispute(
  sql: SqlRunner,
  { uid, network }: Dispute,
  state: 'UPHELD' | 'DISMISSED' | 'WITHDRAWN',
  resultTransfer: string | null,
): Promise<void> {
  await sql.query(
    `UPDATE settlement.dispute SET state = $3, result_transfer = $4,
       ended_at = ledger.network_now($2::smallint) WHERE uid = $1`,
    [uid, network, state, resultTransfer],
  );
}

export async function networkNow(sql: SqlRunner, network: number): Promise<Date> {
  const text = 'SELECT ledger.network_now($1::smallint) AS now';
  const [row] = await select<{ now: Date }>(sql, text, [network]);
  invariant(row !== undefined, 'a SELECT without FROM gives one row');
  return row.now;
}

function toDispute(row: DisputeRow): Dispute {
  invariant(disputeStates.isState(row.state), `unknown state of a dispute ${row.state}`);
  return {
    uid: row.uid,
    network: row.network,
    transfer: row.transfer,
    claimant: row.claimant,
    claimantUid: row.claimant_uid,
    respondent: row.respondent,
    respondentUid: row.respondent_uid,
    amount: BigInt(row.amount),
    reason: row.reason,
    evidence: row.evidence,
    state: row.state,
    openedBy: row.opened_by,
    openedAt: row.opened_at,
    answerUntil: row.answer_until,
    answer: row.answer,
    answerEvidence: row.answer_evidence,
    answeredBy: row.answered_by,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    resultTransfer: row.result_transfer,
  };
}
