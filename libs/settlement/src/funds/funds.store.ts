import { fundsStates, invariant, newUuid, PROBLEM_CODES, type FundsState } from '@app/core';
import type { SqlRunner } from '@app/ledger';
import { newestFirst, select, type PageOf } from '../sql.js';
import type { Funds, FundsDirection, FundsOrder } from './funds.js';

interface FundsRow {
  readonly uid: string;
  readonly network: number;
  readonly cooperative: number | null;
  readonly cooperative_uid: string | null;
  readonly direction: FundsDirection;
  readonly amount: string;
  readonly reserves: boolean;
  readonly state: string;
  readonly bank_reference: string | null;
  readonly principal: string;
  readonly key: string;
  readonly request_hash: string;
  readonly settlement: string | null;
  readonly transfer: string | null;
  readonly decided_by: string | null;
  readonly requested_at: Date;
  readonly ended_at: Date | null;
  readonly refusal: string | null;
}

const SELECT_FUNDS = `SELECT f.uid, f.network, f.cooperative, b.uid AS cooperative_uid, f.direction,
    f.amount, f.reserves, f.state, f.bank_reference, f.principal, f.key, f.request_hash,
    f.settlement, f.transfer, f.decided_by, f.requested_at, f.ended_at, f.refusal
  FROM settlement.funds f LEFT JOIN ledger.book b ON b.id = f.cooperative`;

/** Writes an order down; undefined if its key or the bank's reference is taken. */
export async function insertFunds(sql: SqlRunner, order: FundsOrder): Promise<string | undefined> {
  const rows = await select<{ uid: string }>(
    sql,
    `INSERT INTO settlement.funds (uid, network, cooperative, direction, amount, reserves,
       bank_reference, principal, key, request_hash, settlement, requested_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, ledger.network_now($2::smallint))
     ON CONFLICT DO NOTHING RETURNING uid`,
    [
      newUuid(),
      order.network,
      order.cooperative,
      order.direction,
      order.amount.toString(),
      order.reserves,
      order.bankReference,
      order.principal,
      order.key,
      order.requestHash,
      order.settlement ?? null,
    ],
  );
  return rows[0]?.uid;
}

export async function readFunds(sql: SqlRunner, uid: string): Promise<Funds | undefined> {
  const [row] = await select<FundsRow>(sql, `${SELECT_FUNDS} WHERE f.uid = $1`, [uid]);
  return row && toFunds(row);
}

export async function readFundsByKey(
  sql: SqlRunner,
  principal: string,
  key: string,
): Promise<Funds | undefined> {
  const text = `${SELECT_FUNDS} WHERE f.principal = $1 AND f.key = $2`;
  const [row] = await select<FundsRow>(sql, text, [principal, key]);
  return row && toFunds(row);
}

/** Takes it until the transaction ends: of confirming and giving up, one comes first. */
export async function lockFunds(sql: SqlRunner, uid: string): Promise<Funds> {
  const text = `${SELECT_FUNDS} WHERE f.uid = $1 FOR UPDATE OF f`;
  const [row] = await select<FundsRow>(sql, text, [uid]);
  invariant(row !== undefined, `there are no funds ${uid}`);
  return toFunds(row);
}

/** What waits for the ledger, oldest first. */
export async function readFundsUnderWay(
  sql: SqlRunner,
  network: number,
  limit: number,
): Promise<Funds[]> {
  const rows = await select<FundsRow>(
    sql,
    `${SELECT_FUNDS} WHERE f.network = $1 AND f.state IN ('REQUESTED', 'COMMITTING', 'ABORTING')
     ORDER BY f.uid LIMIT $2`,
    [network, limit],
  );
  return rows.map(toFunds);
}

export interface FundsQuery {
  readonly network: number;
  /** Uuid of the cooperative. */
  readonly cooperative?: string | null | undefined;
  readonly settlement?: string | undefined;
  readonly direction?: FundsDirection | undefined;
  readonly state?: FundsState | undefined;
}

/** Newest first; the cursor is the uuid. */
export async function listFunds(
  sql: SqlRunner,
  query: FundsQuery,
  page: PageOf<string>,
): Promise<Funds[]> {
  const rows = await select<FundsRow>(
    sql,
    `${SELECT_FUNDS} WHERE f.network = $1 AND ($2::uuid IS NULL OR b.uid = $2)
       AND ($3::uuid IS NULL OR f.settlement = $3) AND ($4::text IS NULL OR f.direction = $4)
       AND ($5::text IS NULL OR f.state = $5) ${newestFirst(page, 'f.uid', 'uuid', 6)}`,
    [
      query.network,
      query.cooperative ?? null,
      query.settlement ?? null,
      query.direction ?? null,
      query.state ?? null,
      page.after ?? page.before ?? null,
      page.limit,
    ],
  );
  return rows.map(toFunds);
}

/** What changes with a step; what is left out stays as it is. */
export interface FundsStep {
  readonly to: FundsState;
  readonly transfer?: string | undefined;
  readonly decidedBy?: string | undefined;
  readonly bankReference?: string | undefined;
  readonly refusal?: string | undefined;
}

/** Moves it along if it is still in the state it was read in; false: somebody else was first. */
export async function moveFunds(
  sql: SqlRunner,
  { uid, state }: Pick<Funds, 'uid' | 'state'>,
  step: FundsStep,
): Promise<boolean> {
  const ended = fundsStates.isFinal(step.to);
  const rows = await select<{ uid: string }>(
    sql,
    `WITH moved AS (
       UPDATE settlement.funds SET state = $3, transfer = coalesce($4, transfer),
         decided_by = coalesce($5, decided_by), bank_reference = coalesce($6, bank_reference),
         refusal = $7, ended_at = CASE WHEN $8 THEN ledger.network_now(network) END
       WHERE uid = $1 AND state = $2 RETURNING uid)
     SELECT uid FROM moved`,
    [
      uid,
      state,
      step.to,
      step.transfer ?? null,
      step.decidedBy ?? null,
      step.bankReference ?? null,
      step.refusal ?? null,
      ended,
    ],
  );
  return rows.length === 1;
}

function toFunds(row: FundsRow): Funds {
  invariant(fundsStates.isState(row.state), `unknown state of funds ${row.state}`);
  return {
    uid: row.uid,
    network: row.network,
    cooperative: row.cooperative,
    cooperativeUid: row.cooperative_uid,
    direction: row.direction,
    amount: BigInt(row.amount),
    reserves: row.reserves,
    state: row.state,
    bankReference: row.bank_reference,
    principal: row.principal,
    key: row.key,
    requestHash: row.request_hash,
    settlement: row.settlement,
    transfer: row.transfer,
    decidedBy: row.decided_by,
    requestedAt: row.requested_at,
    endedAt: row.ended_at,
    refusal: PROBLEM_CODES.find((code) => code === row.refusal) ?? null,
  };
}
