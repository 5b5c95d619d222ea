import type { Sen } from '@app/core';
import { bumpEpoch, type SqlRunner } from '@app/ledger';

import { select } from './directory.store.js';

/** What one cooperative may come to owe another within a cycle. Parties are books. */
export interface BilateralCap {
  readonly uid: string;
  readonly debtor: number;
  readonly creditor: number;
  /** In sen; null: no maximum any more. */
  readonly maximum: Sen | null;
  readonly agreedAt: Date;
  /** What the debtor came to owe the creditor in the open cycle, less what is owed back; in sen. */
  readonly owes: Sen;
  /** What open holds will add to it when they are captured; in sen. */
  readonly held: Sen;
}

/** The caps in force of a network, or those of them that concern one cooperative, by books. */
export async function readBilateralCaps(
  sql: SqlRunner,
  network: number,
  book?: number,
): Promise<BilateralCap[]> {
  const rows = await select<{
    uid: string;
    debtor: number;
    creditor: number;
    maximum: string | null;
    agreed_at: Date;
    owes: string;
    held: string;
  }>(
    sql,
    `SELECT DISTINCT ON (b.debtor, b.creditor) b.uid, b.debtor, b.creditor, b.maximum, b.agreed_at,
       CASE WHEN l.cycle <> h.cycle OR l.low IS NULL THEN 0
         WHEN l.low = d.position THEN l.net ELSE -l.net END::text AS owes,
       coalesce(CASE WHEN l.low = d.position THEN l.held_low ELSE l.held_high END, 0)::text AS held
     FROM participants.bilateral_cap b
     JOIN participants.cooperative d ON d.book = b.debtor
     JOIN participants.cooperative c ON c.book = b.creditor
     JOIN ledger.head h ON h.network = b.network
     LEFT JOIN ledger.bilateral l ON l.low = least(d.position, c.position) AND l.high = greatest(d.position, c.position)
     WHERE b.network = $1 AND ($2::integer IS NULL OR $2 IN (b.debtor, b.creditor))
     ORDER BY b.debtor, b.creditor, b.agreed_at DESC, b.uid DESC`,
    [network, book ?? null],
  );
  return rows.map((row) => ({
    uid: row.uid,
    debtor: row.debtor,
    creditor: row.creditor,
    maximum: row.maximum === null ? null : BigInt(row.maximum),
    agreedAt: row.agreed_at,
    owes: BigInt(row.owes),
    held: BigInt(row.held),
  }));
}

/** Puts a cap in force for every act from now on: no act that was computed without it is posted any more. */
export async function insertBilateralCap(
  tx: SqlRunner,
  network: number,
  cap: Pick<BilateralCap, 'uid' | 'debtor' | 'creditor' | 'maximum'> & {
    readonly maker: string;
    readonly checker: string;
  },
): Promise<void> {
  const { uid, debtor, creditor, maximum, maker, checker } = cap;
  await tx.query(
    `INSERT INTO participants.bilateral_cap
       (uid, network, debtor, creditor, maximum, maker, checker, agreed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, ledger.network_now($2::smallint))`,
    [uid, network, debtor, creditor, maximum?.toString() ?? null, maker, checker],
  );
  await bumpEpoch(tx, network);
}
