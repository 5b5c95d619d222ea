import { invariant, newUuid, tillStates, type TillState } from '@app/core';
import type { SqlRunner } from '@app/ledger';

import { select } from '../directory/directory.store.js';
import type { Cooperative } from '../directory/directory-types.js';
import { pageClause, type UidPage } from '../uid-page.js';

/** A teller's cash drawer. */
export interface Till {
  readonly uid: string;
  /** Uuid of the cooperative whose till it is. */
  readonly cooperative: string;
  readonly book: number;
  readonly network: number;
  readonly name: string;
  readonly state: TillState;
  /** The till's number in the ledger. */
  readonly account: number;
  readonly accountUid: string;
  /** In the network's time. */
  readonly createdAt: Date;
}

interface TillRow {
  uid: string;
  cooperative: string;
  book: number;
  network: number;
  name: string;
  state: string;
  account: number;
  account_uid: string;
  created_at: Date;
}

const TILLS = `SELECT t.uid, t.cooperative, c.book, c.network, t.name, t.state, t.account,
    t.account_uid, t.created_at
  FROM participants.till t JOIN participants.cooperative c ON c.uid = t.cooperative`;

/** Opens the till's account and writes the till in one statement. */
export async function insertTill(
  tx: SqlRunner,
  { uid, cooperative, name }: { uid: string; cooperative: Cooperative; name: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO participants.till (uid, cooperative, name, account_uid, account, created_at)
     VALUES ($1, $2, $3, $4, ledger.open_account($5, 'till', $4, $1, NULL),
       ledger.network_now($6))`,
    [uid, cooperative.uid, name, newUuid(), cooperative.book, cooperative.network],
  );
}

export async function readTill(sql: SqlRunner, uid: string): Promise<Till | undefined> {
  const [row] = await select<TillRow>(sql, `${TILLS} WHERE t.uid = $1`, [uid]);
  return row && toTill(row);
}

export async function readTillOfAccount(
  sql: SqlRunner,
  account: number,
): Promise<Till | undefined> {
  const [row] = await select<TillRow>(sql, `${TILLS} WHERE t.account = $1`, [account]);
  return row && toTill(row);
}

/** The till, locked until the transaction ends: nobody begins a session at it meanwhile. */
export async function lockTill(tx: SqlRunner, uid: string): Promise<Till | undefined> {
  const [row] = await select<TillRow>(tx, `${TILLS} WHERE t.uid = $1 FOR UPDATE OF t`, [uid]);
  return row && toTill(row);
}

export async function listTills(
  sql: SqlRunner,
  filter: { readonly network: number | null; readonly cooperative: string | null },
  page: UidPage,
): Promise<Till[]> {
  const rows = await select<TillRow>(
    sql,
    `${TILLS} WHERE ($1::smallint IS NULL OR c.network = $1)
       AND ($2::uuid IS NULL OR t.cooperative = $2) ${pageClause(page, 't.uid', 3)}`,
    [filter.network, filter.cooperative, page.after ?? page.before ?? null, page.limit],
  );
  return rows.map(toTill);
}

/** Moves a till on and writes down by whom and why. */
export async function moveTill(
  tx: SqlRunner,
  till: Till,
  move: { readonly to: TillState; readonly principal: string; readonly reason: string },
): Promise<void> {
  await tx.query('UPDATE participants.till SET state = $2 WHERE uid = $1', [till.uid, move.to]);
  await tx.query(
    `INSERT INTO participants.till_change (till, principal, from_state, to_state, reason)
     VALUES ($1, $2, $3, $4, $5)`,
    [till.uid, move.principal, till.state, move.to, move.reason],
  );
}

/** Whether a teller has it now, or is about to. */
export async function isInUse(sql: SqlRunner, till: string): Promise<boolean> {
  const rows = await select<unknown>(
    sql,
    `SELECT 1 FROM payments.till_session
     WHERE till = $1 AND state IN ('opening', 'open', 'counted')`,
    [till],
  );
  return rows.length > 0;
}

function toTill(row: TillRow): Till {
  invariant(tillStates.isState(row.state), `unknown till state ${row.state}`);
  return {
    uid: row.uid,
    cooperative: row.cooperative,
    book: row.book,
    network: row.network,
    name: row.name,
    state: row.state,
    account: row.account,
    accountUid: row.account_uid,
    createdAt: row.created_at,
  };
}
