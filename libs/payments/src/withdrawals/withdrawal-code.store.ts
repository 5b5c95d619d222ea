import {
  invariant,
  newUuid,
  withdrawalCodeStates,
  type Sen,
  type WithdrawalCodeState,
} from '@app/core';
import { Gathered, inTransaction, Prepared } from '@app/database';
import { keyClaim, type SqlRunner } from '@app/ledger';
import type { DataSource, EntityManager } from 'typeorm';

import type { NoticeDetail } from '../notifications/notice.service.js';

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

/** Somebody shows a code for a wallet, with the request that it is for. */
export interface Showing {
  readonly principal: string;
  readonly key: string;
  /** The ledger's account. */
  readonly wallet: number;
  readonly codeHash: Buffer;
  /** Of whoever shows it: wrong codes at most, in a window of so many minutes. */
  readonly bound: { readonly most: number; readonly minutes: number };
}

/**
 * What came of it: `seen`: the ledger has decided this very request · `none` or `locked`: the wallet has no open code ·
 * `spent`: it is open, but without tries left · `wrong`: with this try counted · `taken`: right, but another request's.
 */
export type Shown =
  | { readonly outcome: 'seen' | 'none' | 'locked' }
  | { readonly outcome: 'limited'; readonly seconds: number }
  | {
      readonly outcome: 'spent' | 'wrong' | 'taken' | 'granted';
      readonly code: WithdrawalCode;
    };

/**
 * Column by column, in the order of the parameters of payments.show_code. Where nothing was counted, nobody waits for
 * the disk: what is granted here is only of use to a hold that is committed after it, and reaches the disk before that.
 */
const SHOW = new Prepared(
  'show_codes',
  `SELECT s.outcome, s.seconds, (s.code).*,
  CASE WHEN bool_and(s.outcome IN ('granted', 'taken', 'seen', 'limited')) OVER ()
    THEN set_config('synchronous_commit', 'off', true) END AS hurry
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::integer[], $5::bytea[], $6::integer[],
    $7::integer[]) WITH ORDINALITY
    AS w(principal, claim, key, wallet, code_hash, most, minutes, place)
  CROSS JOIN LATERAL payments.show_code(w.principal, w.claim, w.key, w.wallet, w.code_hash, w.most,
    w.minutes, ${CODE_TRIES_MAX}) AS s
ORDER BY w.place`,
);

/**
 * A used code, and the notice to whoever made it, in one statement: one commit. Nobody waits for the disk: the code stays
 * granted to its request, so what a crash takes away of this is written again by the next who asks, or the worker.
 */
const USE = new Prepared(
  'use_codes',
  `WITH used AS (
  UPDATE payments.withdrawal_code c
  SET state = 'used', withdrawal = w.withdrawal, ended_at = clock_timestamp() + n.clock_offset
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::jsonb[]) AS w(code, withdrawal, notice, detail),
    ledger.network n
  WHERE c.uid = w.code AND c.state = 'open' AND n.id = c.network
  RETURNING c.uid, c.person, c.ended_at, w.notice, w.detail
)
INSERT INTO payments.notice (id, person, kind, detail, about, happened_at)
SELECT notice, person, 'withdrawal_code_used', detail, uid, ended_at
FROM used CROSS JOIN (SELECT set_config('synchronous_commit', 'off', true)) AS hurry
ON CONFLICT ON CONSTRAINT notice_told_once DO NOTHING`,
);

/** A code that the ledger's withdrawal has used up. */
export interface UsedCode {
  readonly uid: string;
  readonly withdrawal: string;
  readonly detail: NoticeDetail;
}

/** Without a code all its columns are null. */
type ShownRow = { outcome: string; seconds: number | null } & (CodeRow | { uid: null });

/** The SQL of withdrawal codes. */
export class WithdrawalCodeStore {
  private readonly showings = new Gathered<Showing, Shown>((all) => this.showAll(all));
  private readonly uses = new Gathered<UsedCode, void>((all) => this.useAll(all));

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

  /**
   * Judges a code that somebody shows, by its fingerprint: the try is committed before anybody learns what came of it,
   * and parallel guesses queue for the rows.
   */
  show(showing: Showing): Promise<Shown> {
    return this.showings.ask(showing);
  }

  /** Grants a right code to this request, and to nobody else from now on; false if somebody was faster. */
  async claim(uid: string, by: string, key: string): Promise<boolean> {
    const [, count] = await this.dataSource.query<[unknown[], number]>(
      `UPDATE payments.withdrawal_code SET claimed_by = $2, claimed_key = $3
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

  /**
   * Whether an earlier sending of this request, which was granted a code, may still be on its way to the ledger: until a
   * minute after the code's time, longer than any request is worked on.
   */
  async mayBeUnderWay(by: string, key: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `SELECT 1 FROM payments.withdrawal_code
       WHERE claimed_by = $1 AND claimed_key = $2
         AND expires_at + interval '1 minute' > ${NOW} LIMIT 1`,
      [by, key],
    );
    return rows.length > 0;
  }

  /** A withdrawal has used an open code up; whoever made it is told. Done again it changes nothing. */
  use(code: UsedCode): Promise<void> {
    return this.uses.ask(code);
  }

  /** Ends an open code otherwise; `tell` in the same transaction, if this call has ended it. */
  async end(
    uid: string,
    state: 'locked' | 'expired' | 'cancelled',
    tell: (tx: EntityManager, code: WithdrawalCode) => Promise<void>,
  ): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const [rows] = await tx.query<[CodeRow[], number]>(
        `UPDATE payments.withdrawal_code SET state = $2, ended_at = ${NOW}
         WHERE uid = $1 AND state = 'open' RETURNING ${COLUMNS}`,
        [uid, state],
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

  private async showAll(showings: readonly Showing[]): Promise<Shown[]> {
    const rows = await SHOW.rows<ShownRow>(this.dataSource, [
      showings.map(({ principal }) => principal),
      showings.map(({ key }) => keyClaim(key)),
      showings.map(({ key }) => key),
      showings.map(({ wallet }) => wallet),
      showings.map(({ codeHash }) => codeHash),
      showings.map(({ bound }) => bound.most),
      showings.map(({ bound }) => bound.minutes),
    ]);
    return rows.map(toShown);
  }

  private async useAll(codes: readonly UsedCode[]): Promise<void[]> {
    await USE.rows(this.dataSource, [
      codes.map(({ uid }) => uid),
      codes.map(({ withdrawal }) => withdrawal),
      codes.map(() => newUuid()),
      codes.map(({ detail }) => JSON.stringify(detail)),
    ]);
    return codes.map(() => undefined);
  }
}

const JUDGED = ['spent', 'wrong', 'taken', 'granted'] as const;

function toShown(row: ShownRow): Shown {
  const { outcome, seconds } = row;
  if (outcome === 'seen' || outcome === 'none' || outcome === 'locked') return { outcome };
  if (outcome === 'limited') return { outcome, seconds: Math.max(1, seconds ?? 1) };
  const known = JUDGED.find((one) => one === outcome);
  invariant(known !== undefined && row.uid !== null, `a code was ${outcome}`);
  return { outcome: known, code: toCode(row) };
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
