import { invariant, newUuid, tillSessionStates, type Sen, type TillSessionState } from '@app/core';
import { Gathered, inTransaction, Prepared } from '@app/database';
import type { SqlRunner, TransferRecord } from '@app/ledger';
import type { UidPage } from '@app/participants';
import type { DataSource } from 'typeorm';

import { readDenominations, type Denomination, type StoredDenomination } from './denominations.js';

/** Where and when a session began or ended in the books. */
export interface SessionMark {
  readonly at: Date;
  readonly batch: bigint;
  readonly item: number;
}

/** A teller at a till. All ids are uuids, all times the network's. */
export interface TillSession {
  /** Also the id of the transfer that brought the float. */
  readonly uid: string;
  readonly network: number;
  readonly till: string;
  readonly teller: string;
  readonly state: TillSessionState;
  /** In sen. */
  readonly float: Sen;
  readonly denominations: readonly Denomination[];
  readonly key: string;
  readonly requestHash: string;
  readonly askedAt: Date;
  readonly opened: SessionMark | null;
  readonly closed: SessionMark | null;
  /** The transfer that brought the cash back to the vault. */
  readonly closing: string | null;
}

export type NewSession = Pick<
  TillSession,
  'uid' | 'network' | 'till' | 'teller' | 'float' | 'denominations' | 'key' | 'requestHash'
>;

/** Cash as somebody counted it. */
export interface TillCount {
  readonly uid: string;
  readonly session: string;
  readonly principal: string;
  /** In sen. */
  readonly counted: Sen;
  /** What the books said then, in sen. */
  readonly expected: Sen;
  readonly denominations: readonly Denomination[];
  readonly countedAt: Date;
  /** Whether the till was to be closed with it. */
  readonly closing: boolean;
  readonly key: string;
  readonly requestHash: string;
}

export type NewCount = Omit<TillCount, 'uid' | 'countedAt'>;

interface SessionRow {
  uid: string;
  network: number;
  till: string;
  teller: string;
  state: string;
  float_sen: string;
  denominations: StoredDenomination[];
  key: string;
  request_hash: string;
  asked_at: Date;
  opened_at: Date | null;
  opened_batch: string | null;
  opened_item: number | null;
  closed_at: Date | null;
  closed_batch: string | null;
  closed_item: number | null;
  closing: string | null;
}

interface CountRow {
  uid: string;
  session: string;
  principal: string;
  counted: string;
  expected: string;
  denominations: StoredDenomination[];
  counted_at: Date;
  closing: boolean;
  key: string;
  request_hash: string;
}

const SESSIONS = `SELECT uid, network, till, teller, state, float_sen, denominations, key,
    request_hash, asked_at, opened_at, opened_batch, opened_item, closed_at, closed_batch,
    closed_item, closing
  FROM payments.till_session`;
const COUNTS = `SELECT uid, session, principal, counted, expected, denominations, counted_at,
    closing, key, request_hash
  FROM payments.till_count`;
const OPEN_OF_TELLERS = new Prepared(
  'open_till_sessions',
  `${SESSIONS} WHERE teller = ANY ($1::uuid[]) AND state = 'open'`,
);
const LIVE = `state IN ('opening', 'open', 'counted')`;

/** The SQL of sessions and counts. */
export class TillSessionStore {
  private readonly tellers = new Gathered<string, TillSession | undefined>((all) =>
    this.allOpenOf(all),
  );

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Writes a session down, unless till or teller has one already: then that one. Undefined if the till is out of use.
   * The till is locked against being taken out of use meanwhile.
   */
  async claim(
    session: NewSession,
  ): Promise<{ readonly made: boolean; readonly session: TillSession } | undefined> {
    return inTransaction(this.dataSource, async (tx) => {
      const usable = await tx.query<unknown[]>(
        `SELECT 1 FROM participants.till WHERE uid = $1 AND state = 'open' FOR SHARE`,
        [session.till],
      );
      if (usable.length === 0) return undefined;
      const rows = await tx.query<unknown[]>(
        `INSERT INTO payments.till_session (uid, network, till, teller, float_sen, denominations,
           key, request_hash, asked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, ledger.network_now($2::smallint))
         ON CONFLICT DO NOTHING RETURNING uid`,
        [
          session.uid,
          session.network,
          session.till,
          session.teller,
          session.float.toString(),
          JSON.stringify(session.denominations),
          session.key,
          session.requestHash,
        ],
      );
      const made = rows.length === 1;
      const [stored] = await this.select(
        made
          ? `WHERE uid = $1 AND $2::uuid IS NOT NULL`
          : `WHERE (till = $1 OR teller = $2) AND ${LIVE} ORDER BY uid LIMIT 1`,
        [made ? session.uid : session.till, session.teller],
        tx,
      );
      return stored && { made, session: stored };
    });
  }

  /** What this teller asked under this key. */
  async byKey(teller: string, key: string): Promise<TillSession | undefined> {
    return (await this.select('WHERE teller = $1 AND key = $2', [teller, key]))[0];
  }

  async read(uid: string): Promise<TillSession | undefined> {
    return (await this.select('WHERE uid = $1', [uid]))[0];
  }

  /** The session that a teller is at now, if its till takes part in acts. */
  openOf(teller: string): Promise<TillSession | undefined> {
    return this.tellers.ask(teller);
  }

  /** Newest first. */
  async listOf(till: string, page: UidPage): Promise<TillSession[]> {
    const backwards = page.before !== undefined;
    return this.select(
      `WHERE till = $1 AND state <> 'failed' AND ($2::uuid IS NULL OR uid ${backwards ? '>' : '<'} $2)
       ORDER BY uid ${backwards ? 'ASC' : 'DESC'} LIMIT $3`,
      [till, page.after ?? page.before ?? null, page.limit],
    );
  }

  /** The float is in the till. Told again it changes nothing. */
  async markOpen(uid: string, { postedAt, batch, item }: TransferRecord): Promise<void> {
    await this.dataSource.query(
      `UPDATE payments.till_session
       SET state = 'open', opened_at = $2, opened_batch = $3, opened_item = $4
       WHERE uid = $1 AND state = 'opening'`,
      [uid, postedAt, batch.toString(), item],
    );
  }

  /** The ledger has refused the float for ever. */
  async markFailed(uid: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE payments.till_session SET state = 'failed' WHERE uid = $1 AND state = 'opening'`,
      [uid],
    );
  }

  async markCounted(uid: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE payments.till_session SET state = 'counted' WHERE uid = $1 AND state = 'open'`,
      [uid],
    );
  }

  /** The cash is in the vault. Told again it changes nothing. */
  async markClosed(
    uid: string,
    { id, postedAt, batch, item }: TransferRecord,
    sql: SqlRunner = this.dataSource,
  ): Promise<void> {
    await sql.query(
      `UPDATE payments.till_session
       SET state = 'closed', closed_at = $2, closed_batch = $3, closed_item = $4, closing = $5
       WHERE uid = $1 AND state IN ('open', 'counted')`,
      [uid, postedAt, batch.toString(), item, id],
    );
  }

  /** Writes a count down, or gives the one that its author wrote under this key before. */
  async count(count: NewCount, network: number): Promise<{ made: boolean; count: TillCount }> {
    const rows = await this.dataSource.query<unknown[]>(
      `INSERT INTO payments.till_count (uid, session, principal, counted, expected, closing, key,
         request_hash, denominations, counted_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, ledger.network_now($10::smallint))
       ON CONFLICT ON CONSTRAINT till_count_key DO NOTHING RETURNING uid`,
      [
        newUuid(),
        count.session,
        count.principal,
        count.counted.toString(),
        count.expected.toString(),
        count.closing,
        count.key,
        count.requestHash,
        JSON.stringify(count.denominations),
        network,
      ],
    );
    const stored = await this.countByKey(count.principal, count.key);
    invariant(stored !== undefined, 'a count that was written is there');
    return { made: rows.length === 1, count: stored };
  }

  async countByKey(principal: string, key: string): Promise<TillCount | undefined> {
    return (await this.counts('WHERE principal = $1 AND key = $2', [principal, key]))[0];
  }

  async countsOf(session: string): Promise<TillCount[]> {
    return this.counts('WHERE session = $1 ORDER BY uid DESC LIMIT 100', [session]);
  }

  /** The latest count that the till was to be closed with. */
  async closingCount(
    session: string,
    sql: SqlRunner = this.dataSource,
  ): Promise<TillCount | undefined> {
    return (
      await this.counts('WHERE session = $1 AND closing ORDER BY uid DESC LIMIT 1', [session], sql)
    )[0];
  }

  private async allOpenOf(tellers: readonly string[]): Promise<(TillSession | undefined)[]> {
    const rows = await OPEN_OF_TELLERS.rows<SessionRow>(this.dataSource, [tellers]);
    const open = rows.map(toSession);
    const byTeller = new Map(open.map((session) => [session.teller, session]));
    return tellers.map((teller) => byTeller.get(teller));
  }

  private async select(
    where: string,
    values: unknown[],
    sql: SqlRunner = this.dataSource,
  ): Promise<TillSession[]> {
    const rows = (await sql.query(`${SESSIONS} ${where}`, values)) as SessionRow[];
    return rows.map(toSession);
  }

  private async counts(
    where: string,
    values: unknown[],
    sql: SqlRunner = this.dataSource,
  ): Promise<TillCount[]> {
    const rows = (await sql.query(`${COUNTS} ${where}`, values)) as CountRow[];
    return rows.map(toCount);
  }
}

function toSession(row: SessionRow): TillSession {
  invariant(tillSessionStates.isState(row.state), `unknown state of a session: ${row.state}`);
  return {
    uid: row.uid,
    network: row.network,
    till: row.till,
    teller: row.teller,
    state: row.state,
    float: BigInt(row.float_sen),
    denominations: readDenominations(row.denominations),
    key: row.key,
    requestHash: row.request_hash,
    askedAt: row.asked_at,
    opened: markOf(row.opened_at, row.opened_batch, row.opened_item),
    closed: markOf(row.closed_at, row.closed_batch, row.closed_item),
    closing: row.closing,
  };
}

function markOf(at: Date | null, batch: string | null, item: number | null): SessionMark | null {
  return at === null || batch === null || item === null ? null : { at, batch: BigInt(batch), item };
}

function toCount(row: CountRow): TillCount {
  return {
    uid: row.uid,
    session: row.session,
    principal: row.principal,
    counted: BigInt(row.counted),
    expected: BigInt(row.expected),
    denominations: readDenominations(row.denominations),
    countedAt: row.counted_at,
    closing: row.closing,
    key: row.key,
    requestHash: row.request_hash,
  };
}
