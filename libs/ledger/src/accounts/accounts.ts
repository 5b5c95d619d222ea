import { newUuid, type AccountKind, type Sen } from '@app/core';

/** Anything that runs SQL in the caller's transaction: TypeORM's EntityManager, a pg client. */
export interface SqlRunner {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

/** An account as just opened: `id` inside the database, `uid` for ids on the wire. */
export interface OpenedAccount {
  readonly id: number;
  readonly uid: string;
}

export interface NetworkOpening {
  readonly id: number;
  readonly uid: string;
  readonly name: string;
  readonly live: boolean;
  /** IANA name, e.g. Asia/Jakarta. */
  readonly timeZone: string;
  /** How far the network's clock starts from the database's; zero on live networks. */
  readonly offsetSeconds: number;
}

/**
 * Opens a network: its head, its first cycle and the switch's book. Runs in the caller's transaction.
 * @returns the switch's book id.
 */
export async function openNetwork(sql: SqlRunner, network: NetworkOpening): Promise<number> {
  return one<number>(
    sql,
    `SELECT ledger.open_network($1, $2, $3, $4, $5, make_interval(secs => $6), $7, $8) AS value`,
    [
      network.id,
      network.uid,
      network.name,
      network.live,
      network.timeZone,
      network.offsetSeconds,
      newUuid(),
      newUuid(),
    ],
  );
}

/** Opens the book of a cooperative, whose uuid is `uid`. @returns the book id. */
export async function openBook(sql: SqlRunner, network: number, uid: string): Promise<number> {
  return one<number>(sql, `SELECT ledger.open_book($1, $2) AS value`, [network, uid]);
}

/**
 * Opens an empty account with the bounds of its kind (a clearing account with a cap of zero). `owner` is the
 * member or merchant whose wallet it is; `subjectBook` the cooperative that a position or liquidity mirrors.
 */
export async function openAccount(
  sql: SqlRunner,
  opening: { book: number; kind: AccountKind; owner?: string; subjectBook?: number },
): Promise<OpenedAccount> {
  const uid = newUuid();
  const id = await one<number>(sql, `SELECT ledger.open_account($1, $2, $3, $4, $5) AS value`, [
    opening.book,
    opening.kind,
    uid,
    opening.owner ?? null,
    opening.subjectBook ?? null,
  ]);
  return { id, uid };
}

/**
 * Counts a change of rules, in the transaction that makes it: from its commit on, no batch posts what was
 * computed under the former rules. @returns the new epoch.
 */
export async function bumpEpoch(sql: SqlRunner, network: number): Promise<bigint> {
  return BigInt(await one<string>(sql, `SELECT ledger.bump_epoch($1) AS value`, [network]));
}

/** Moves the clock of a network that is not live, forward only (SQLSTATE SM002 if it would run backwards). */
export async function setClock(sql: SqlRunner, network: number, now: Date): Promise<Date> {
  return one<Date>(sql, `SELECT ledger.set_clock($1, $2) AS value`, [network, now]);
}

/**
 * Ends the open cycle at the last batch, and opens the next. Takes only the head's lock, for milliseconds.
 * @param cutoff when it was due, if it was due.
 * @returns false when `cycle` is not the open one any more: somebody else closed it.
 */
export async function closeCycle(
  sql: SqlRunner,
  network: number,
  cycle: number,
  cutoff: Date | null,
): Promise<boolean> {
  const closed = await one<number | null>(
    sql,
    `SELECT ledger.close_cycle($1, $2, $3, $4) AS value`,
    [network, cycle, newUuid(), cutoff],
  );
  return closed !== null;
}

async function one<T>(sql: SqlRunner, text: string, parameters: unknown[]): Promise<T> {
  const answer = (await sql.query(text, parameters)) as
    readonly { value: T }[] | { rows: readonly { value: T }[] };
  const rows = 'rows' in answer ? answer.rows : answer;
  const row = rows[0];
  if (row === undefined) throw new Error(`no row from: ${text}`);
  return row.value;
}

/** What an account's bounds and balance leave free for debits; `null` when it has no lower bound. */
export function available(account: {
  posted: Sen;
  heldDebits: Sen;
  minimum: Sen | null;
}): Sen | null {
  return account.minimum === null ? null : account.posted - account.heldDebits - account.minimum;
}
