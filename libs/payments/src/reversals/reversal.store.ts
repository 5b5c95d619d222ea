import { isRole, type Role } from '@app/access';
import {
  invariant,
  newUuid,
  PROBLEM_CODES,
  reversalStates,
  type FailureDetail,
  type ReversalState,
} from '@app/core';
import type { SqlRunner } from '@app/ledger';

import type { Reversal, ReversalResult } from './reversal.js';

/** What a terminal asks. */
export interface NewReversal {
  readonly network: number;
  readonly principal: string;
  readonly role: Role;
  readonly cooperative: string | null;
  readonly key: string;
  readonly requestHash: string;
  readonly reference?: string | undefined;
  readonly asked?: string | undefined;
}

/** What is written when a reversal moves on. */
export interface ReversalStep {
  readonly to: ReversalState;
  readonly result?: ReversalResult;
  readonly original?: string | undefined;
  readonly transfer?: string | undefined;
  readonly code?: string;
  readonly detail?: FailureDetail | undefined;
  readonly approval?: string;
  /** For what is tried again: seconds from now, by the database's clock. */
  readonly againIn?: number;
  readonly attempts?: number;
}

interface ReversalRow {
  uid: string;
  network: number;
  principal: string;
  role: string;
  cooperative: string | null;
  key: string;
  request_hash: string;
  reference: string | null;
  asked: string | null;
  state: string;
  result: ReversalResult | null;
  original: string | null;
  transfer: string | null;
  code: string | null;
  detail: FailureDetail | null;
  approval: string | null;
  attempts: number;
  created_at: Date;
  ended_at: Date | null;
}

const COLUMNS = `uid, network, principal, role, cooperative, key, request_hash, reference, asked, state,
  result, original, transfer, code, detail, approval, attempts, created_at, ended_at`;

/** How long the request that brought a reversal has it to itself, before the worker takes it up. */
const FIRST_SECONDS = 30;

/** The requests for reversals: written down before anything is posted, so that none is ever forgotten. */
export class ReversalStore {
  constructor(private readonly sql: SqlRunner) {}

  /** The reversal under this principal's key: a new one, or the one of before. */
  async open(wanted: NewReversal): Promise<{ reversal: Reversal; created: boolean }> {
    const [made] = await this.select(
      `INSERT INTO payments.reversal (uid, network, principal, role, cooperative, key, request_hash,
         reference, asked, created_at, next_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, ledger.network_now($2::smallint),
         clock_timestamp() + make_interval(secs => $10))
       ON CONFLICT (principal, key) DO NOTHING RETURNING ${COLUMNS}`,
      [
        newUuid(),
        wanted.network,
        wanted.principal,
        wanted.role,
        wanted.cooperative,
        wanted.key,
        wanted.requestHash,
        wanted.reference ?? null,
        wanted.asked ?? null,
        FIRST_SECONDS,
      ],
    );
    if (made !== undefined) return { reversal: made, created: true };
    const before = await this.byKey(wanted.principal, wanted.key);
    invariant(before !== undefined, 'a reversal is never deleted');
    return { reversal: before, created: false };
  }

  async read(uid: string): Promise<Reversal | undefined> {
    const [found] = await this.select(`SELECT ${COLUMNS} FROM payments.reversal WHERE uid = $1`, [
      uid,
    ]);
    return found;
  }

  async byKey(principal: string, key: string): Promise<Reversal | undefined> {
    const [found] = await this.select(
      `SELECT ${COLUMNS} FROM payments.reversal WHERE principal = $1 AND key = $2`,
      [principal, key],
    );
    return found;
  }

  /** Those that undo this transfer and have not come to an end, or were given up. */
  async openOf(original: string): Promise<Reversal[]> {
    return this.select(
      `SELECT ${COLUMNS} FROM payments.reversal
       WHERE original = $1 AND state IN ('AWAITING', 'PENDING', 'FAILED')`,
      [original],
    );
  }

  /** What is due to be tried, the longest due first. */
  async due(network: number, most: number): Promise<Reversal[]> {
    return this.select(
      `SELECT ${COLUMNS} FROM payments.reversal
       WHERE network = $1 AND state IN ('REQUESTED', 'PENDING') AND next_at <= clock_timestamp()
       ORDER BY next_at LIMIT $2`,
      [network, most],
    );
  }

  /** Moves a reversal on as it was read; where somebody else was faster, answers what it is now. */
  async move(reversal: Reversal, step: ReversalStep, sql = this.sql): Promise<Reversal> {
    const { uid, state, attempts } = reversal;
    const final = reversalStates.isFinal(step.to);
    const [moved] = await this.select(
      `UPDATE payments.reversal SET state = $4, result = $5, original = coalesce($6, original),
         transfer = coalesce($7, transfer), code = $8, detail = $9, approval = coalesce($10, approval),
         attempts = $11,
         next_at = CASE WHEN $13 THEN NULL ELSE clock_timestamp() + make_interval(secs => $12) END,
         ended_at = CASE WHEN $14 THEN ledger.network_now(network) END
       WHERE uid = $1 AND state = $2 AND attempts = $3 RETURNING ${COLUMNS}`,
      [
        uid,
        state,
        attempts,
        step.to,
        step.result ?? null,
        step.original ?? null,
        step.transfer ?? null,
        step.code ?? null,
        step.detail === undefined ? null : JSON.stringify(step.detail),
        step.approval ?? null,
        step.attempts ?? attempts,
        step.againIn ?? FIRST_SECONDS,
        final || step.to === 'AWAITING',
        final,
      ],
      sql,
    );
    if (moved !== undefined) return moved;
    const now = await this.read(uid);
    invariant(now !== undefined, 'a reversal is never deleted');
    return now;
  }

  private async select(text: string, values: unknown[], sql = this.sql): Promise<Reversal[]> {
    const answer: unknown = await sql.query(text, values);
    return rowsOf(answer).map(reversalOf);
  }
}

/** TypeORM answers an UPDATE with its rows and their number. */
function rowsOf(answer: unknown): ReversalRow[] {
  invariant(Array.isArray(answer), 'a query answers rows');
  const [first] = answer;
  return (Array.isArray(first) ? first : answer) as ReversalRow[];
}

function reversalOf(row: ReversalRow): Reversal {
  const { state, role, code } = row;
  invariant(reversalStates.isState(state) && isRole(role), `a reversal of ${role} in ${state}`);
  return {
    uid: row.uid,
    network: row.network,
    principal: row.principal,
    role,
    cooperative: row.cooperative,
    key: row.key,
    requestHash: row.request_hash,
    reference: row.reference,
    asked: row.asked,
    state,
    result: row.result,
    original: row.original,
    transfer: row.transfer,
    code: PROBLEM_CODES.find((known) => known === code) ?? null,
    detail: row.detail,
    approval: row.approval,
    attempts: row.attempts,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  };
}
