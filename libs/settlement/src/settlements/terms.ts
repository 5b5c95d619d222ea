import type { SqlRunner } from '@app/ledger';
import { select } from '../sql.js';
import { SETTLEMENT_MODES, type SettlementMode } from './settlement.js';

/** How a network settles, as two persons signed it. */
export interface SettlementTerms {
  readonly mode: SettlementMode;
  /** Cycles are paid as soon as they are netted, without another signature; prefunded only. */
  readonly standingOrder: boolean;
  /** From the approval of a settlement until debtors that have not paid are suspended; null: never. */
  readonly deadlineHours: number | null;
}

export interface SignedTerms extends SettlementTerms {
  /** Uuid of the approval. */
  readonly uid: string;
  readonly maker: string;
  readonly checker: string;
  readonly agreedAt: Date;
}

/** Of a network that never agreed on any. */
export const DEFAULT_TERMS: SettlementTerms = {
  mode: 'prefunded',
  standingOrder: false,
  deadlineHours: null,
};

/** A month: nobody waits longer for a debtor. */
export const DEADLINE_HOURS_MAX = 720;

export function isSettlementMode(text: unknown): text is SettlementMode {
  return SETTLEMENT_MODES.some((mode) => mode === text);
}

/** The terms in force of a network; undefined if it never agreed on any. */
export async function readTerms(sql: SqlRunner, network: number): Promise<SignedTerms | undefined> {
  const [row] = await select<{
    uid: string;
    mode: SettlementMode;
    standing_order: boolean;
    deadline_hours: number | null;
    maker: string;
    checker: string;
    agreed_at: Date;
  }>(
    sql,
    `SELECT uid, mode, standing_order, deadline_hours, maker, checker, agreed_at
     FROM settlement.terms WHERE network = $1 ORDER BY agreed_at DESC, uid DESC LIMIT 1`,
    [network],
  );
  return (
    row && {
      uid: row.uid,
      mode: row.mode,
      standingOrder: row.standing_order,
      deadlineHours: row.deadline_hours,
      maker: row.maker,
      checker: row.checker,
      agreedAt: row.agreed_at,
    }
  );
}

export async function insertTerms(
  sql: SqlRunner,
  network: number,
  terms: Omit<SignedTerms, 'agreedAt'>,
): Promise<void> {
  await sql.query(
    `INSERT INTO settlement.terms (uid, network, mode, standing_order, deadline_hours, maker,
       checker, agreed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, ledger.network_now($2::smallint))`,
    [
      terms.uid,
      network,
      terms.mode,
      terms.standingOrder,
      terms.deadlineHours,
      terms.maker,
      terms.checker,
    ],
  );
}
