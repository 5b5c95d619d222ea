import { invariant, withdrawalCodeStates, type Sen, type WithdrawalCodeState } from '@app/core';
import { inTransaction } from '@app/database';
import type { SqlRunner } from '@app/ledger';
import type { DataSource, EntityManager } from 'typeorm';

/** Wrong tries after which a code is no good any more. */
export const CODE_TRIES_MAX = 5;
/** How long, in minutes of the network's time, a code is good. */
export const CODE_MINUTES = 10;

/** A wallet's consent to take out so much in cash, once. All ids are uuids, all times the network's. */
export interface WithdrawalCode {
  readonly uid: string;
  readonly network: number;
  /** The member's or merchant's. */
  readonly holder: string;
  readonly person: string;
  /** The ledger's account. */
  readonly wallet: number;
  /** In sen. */
  readonly amount: Sen;
  /** An open one may be past its time: it is good for nothing then. */
  readonly state: WithdrawalCodeState;
  readonly tries: number;
  readonly codeHash: Buffer;
  /** Whose request it was right for, and the key of that request. */
  readonly claim: { readonly by: string; readonly key: string } | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
}

export type NewCode = Pick<
  WithdrawalCode,
  'uid' | 'network' | 'holder' | 'person' | 'wallet' | 'amount' | 'codeHash'
>;

interface CodeRow {
  uid: string;
  network: number;
  holder: string;
  person: string;
  wallet: number;
  amount: string;
  state: string;
  tries: number;
  code_hash: Buffer;
  claimed_by: string | null;
  claimed_key: string | null;
  created_at: Date;
  expires_at: Date;
  ended_at: Date | null;
}

const COLUMNS = `uid, network, holder, person, wallet, amount, state, tries, code_hash,
  claimed_by, claimed_key, created_at, expires_at, ended_at`;
const NOW = 'ledger.network_now(network)';

/** The SQL of withdrawal codes. */
export class WithdrawalCodeStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Writes a code down instead of the wallet's open one, which is cancelled; `tell` in the same transaction. */
  async replace(
    code: NewCode,
    tell: (tx: EntityManager) => Promise<void>,
  ): Promise<WithdrawalCode> {
    return inTransaction(this.dataSource, async (tx) => {
      // Two that are made at once wait for each other here, so that the wallet ends with one.
      await tx.query('SELECT pg_advisory_xact_lock(7310, $1)', [code.wallet]);
      await tx.query(
        `UPDATE payments.withdrawal_code SET state = 'cancelled', ended_at = ${NOW}
         WHERE wallet = $1 AND state = 'open'`,
        [code.wallet],
      );
      await tx.query(
        `INSERT INTO payments.withdrawal_code (uid, network, holder, person, wallet, amount,
           code_hash, created_at, expires_at)
         SELECT $1, $2, $3, $4, $5, $6, $7, n.now, n.now + make_interval(mins => $8)
         FROM (SELECT ledger.network_now($2::smallint) AS now) AS n`,
        [
          code.uid,
          code.network,
          code.holder,
          code.person,
          code.wallet,
          code.amount.toString(),
          code.codeHash,
          CODE_MINUTES,
        ],
      );
      await tell(tx);
      const stored = await this.read(code.uid, tx);
      invariant(stored !== undefined, 'a code that was written is there');
      return stored;
    });
  }

  async read(uid: string, sql: SqlRunner = this.dataSource): Promise<WithdrawalCode | undefined> {
    const rows = (await sql.query(
      `SELECT ${COLUMNS} FROM payments.withdrawal_code WHERE uid = $1`,
      [uid],
    )) as CodeRow[];
    return rows[0] && toCode(rows[0]);
  }

  /** The wallet's open code, if its time is not over. */
  async openOf(wallet: number): Promise<WithdrawalCode | undefined> {
    const rows = await this.dataSource.query<CodeRow[]>(
      `SELECT ${COLUMNS} FROM payments.withdrawal_code
       WHERE wallet = $1 AND state = 'open' AND expires_at > ${NOW}`,
      [wallet],
    );
    return rows[0] && toCode(rows[0]);
  }

  /** Whether the wallet's latest code was locked and would still be good. */
  async isLocked(wallet: number): Promise<boolean> {
    const rows = await this.dataSource.query<{ locked: boolean }[]>(
      `SELECT state = 'locked' AND expires_at > ${NOW} AS locked FROM payments.withdrawal_code
       WHERE wallet = $1 ORDER BY uid DESC LIMIT 1`,
      [wallet],
    );
    return rows[0]?.locked === true;
  }

  /**
   * Counts a try, committed before anybody looks at the code: parallel guesses queue for the row. How often it was
   * tried by now; undefined if there are no tries left, or it has ended.
   */
  async countTry(uid: string): Promise<number | undefined> {
    const [rows] = await this.dataSource.query<[{ tries: number }[], number]>(
      `UPDATE payments.withdrawal_code SET tries = tries + 1
       WHERE uid = $1 AND state = 'open' AND tries < ${CODE_TRIES_MAX} AND expires_at > ${NOW}
       RETURNING tries`,
      [uid],
    );
    return rows[0]?.tries;
  }

  /** The code was right for this request, and is nobody else's from now on; false if somebody was faster. */
  async claim(uid: string, by: string, key: string): Promise<boolean> {
    const [, count] = await this.dataSource.query<[unknown[], number]>(
      `UPDATE payments.withdrawal_code
       SET claimed_by = $2, claimed_key = $3, tries = greatest(tries - 1, 0)
       WHERE uid = $1 AND state = 'open'
         AND (claimed_by IS NULL OR (claimed_by = $2 AND claimed_key = $3))`,
      [uid, by, key],
    );
    return count === 1;
  }

  /** The ledger has refused that request: the code may be used elsewhere. */
  async release(uid: string, by: string, key: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE payments.withdrawal_code SET claimed_by = NULL, claimed_key = NULL
       WHERE uid = $1 AND state = 'open' AND claimed_by = $2 AND claimed_key = $3`,
      [uid, by, key],
    );
  }

  /** The code that a request was granted, whatever has become of it. */
  async claimedBy(by: string, key: string): Promise<WithdrawalCode | undefined> {
    const rows = await this.dataSource.query<CodeRow[]>(
      `SELECT ${COLUMNS} FROM payments.withdrawal_code
       WHERE claimed_by = $1 AND claimed_key = $2 ORDER BY uid DESC LIMIT 1`,
      [by, key],
    );
    return rows[0] && toCode(rows[0]);
  }

  /** Ends an open code; `tell` in the same transaction, if this call has ended it. */
  async end(
    uid: string,
    to: { readonly state: 'locked' | 'expired' | 'cancelled' } | { readonly withdrawal: string },
    tell: (tx: EntityManager, code: WithdrawalCode) => Promise<void>,
  ): Promise<void> {
    const state = 'withdrawal' in to ? 'used' : to.state;
    const withdrawal = 'withdrawal' in to ? to.withdrawal : null;
    await inTransaction(this.dataSource, async (tx) => {
      const [rows] = await tx.query<[CodeRow[], number]>(
        `UPDATE payments.withdrawal_code SET state = $2, withdrawal = $3, ended_at = ${NOW}
         WHERE uid = $1 AND state = 'open' RETURNING ${COLUMNS}`,
        [uid, state, withdrawal],
      );
      const [row] = rows;
      if (row !== undefined) await tell(tx, toCode(row));
    });
  }

  /** Open codes whose time is over, the oldest first. */
  async due(network: number, most: number): Promise<WithdrawalCode[]> {
    const rows = await this.dataSource.query<CodeRow[]>(
      `SELECT ${COLUMNS} FROM payments.withdrawal_code
       WHERE network = $1 AND state = 'open'
         AND expires_at <= (SELECT ledger.network_now($1::smallint))
       ORDER BY expires_at LIMIT $2`,
      [network, most],
    );
    return rows.map(toCode);
  }
}

function toCode(row: CodeRow): WithdrawalCode {
  invariant(withdrawalCodeStates.isState(row.state), `unknown state of a code: ${row.state}`);
  const { claimed_by: by, claimed_key: key } = row;
  return {
    uid: row.uid,
    network: row.network,
    holder: row.holder,
    person: row.person,
    wallet: row.wallet,
    amount: BigInt(row.amount),
    state: row.state,
    tries: row.tries,
    codeHash: row.code_hash,
    claim: by === null || key === null ? null : { by, key },
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
  };
}
