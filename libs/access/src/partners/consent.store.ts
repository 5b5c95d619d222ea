import { invariant, newUuid } from '@app/core';
import { Gathered } from '@app/database';
import type { EntityManager } from 'typeorm';

/** How long a member has time to answer a partner's question, in seconds. */
export const CONSENT_ASK_SECONDS = 900;
/** How long the code may be used that a partner gets for an approved question, in seconds. */
export const AUTH_CODE_SECONDS = 300;
/** How long a consent lives after its tokens were last renewed. */
export const CONSENT_DAYS = 90;

export type ConsentEnd = 'declined' | 'ended_by_member' | 'token_reused';
export type ConsentState = 'asked' | 'approved' | 'active' | 'expired' | ConsentEnd;

/** Whose wallet a partner asks for. Uuids. */
export interface ConsentQuestion {
  readonly client: string;
  /** The partner's own name for its question, once for ever. */
  readonly state: string;
  readonly network: number;
  readonly member: string;
  readonly person: string;
  /** The member's. */
  readonly cooperative: string;
}

/** What a member lets a partner's program do, and where that stands. */
export interface Consent extends ConsentQuestion {
  readonly uid: string;
  readonly status: ConsentState;
  readonly askedAt: Date;
  readonly approvedAt: Date | null;
  readonly expiresAt: Date | null;
}

interface Row {
  uid: string;
  client: string;
  state: string;
  network: number;
  member: string;
  person: string;
  cooperative: string;
  status: ConsentState;
  asked_at: Date;
  approved_at: Date | null;
  expires_at: Date | null;
}

const STATUS = `CASE WHEN c.ended_at IS NOT NULL THEN c.end_reason
  WHEN c.refresh_hash IS NOT NULL THEN CASE WHEN c.expires_at > now() THEN 'active' ELSE 'expired' END
  WHEN c.ask_expires_at <= now() THEN 'expired'
  WHEN c.approved_at IS NOT NULL THEN 'approved' ELSE 'asked' END`;

const SELECT = `SELECT c.uid, c.client, c.state, c.network, c.member, c.person, c.cooperative, ${STATUS} AS status,
  c.asked_at, c.approved_at, c.expires_at FROM access.consent c`;

const LISTED_MAX = 100;

/** The rows of members' consents. */
export class ConsentStore {
  private readonly asked = new Gathered<string, Consent | undefined>((uids) => this.readAll(uids));
  constructor(private readonly manager: EntityManager) {}

  /** As it is now, whoever else asks at the same time. */
  find(uid: string): Promise<Consent | undefined> {
    return this.asked.ask(uid);
  }

  /** The partner's question, written down now if it is new. */
  async ask(question: ConsentQuestion): Promise<Consent> {
    const { client, state, network, member, person, cooperative } = question;
    await this.manager.query(
      `INSERT INTO access.consent (uid, client, state, network, member, person, cooperative, ask_expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8))
       ON CONFLICT ON CONSTRAINT consent_state DO NOTHING`,
      [newUuid(), client, state, network, member, person, cooperative, CONSENT_ASK_SECONDS],
    );
    const [row] = await this.manager.query<Row[]>(
      `${SELECT} WHERE c.client = $1 AND c.state = $2`,
      [client, state],
    );
    invariant(row !== undefined, 'a question that was written down a moment ago is there');
    return toConsent(row);
  }

  /** Whether it was still to be approved. */
  async approve(uid: string): Promise<boolean> {
    return this.changed(
      `UPDATE access.consent SET approved_at = now() WHERE uid = $1 AND approved_at IS NULL
         AND ended_at IS NULL AND ask_expires_at > now() RETURNING uid`,
      [uid],
    );
  }

  /** Whether it had not ended before. */
  async end(uid: string, reason: ConsentEnd): Promise<boolean> {
    return this.changed(
      `UPDATE access.consent SET ended_at = now(), end_reason = $2 WHERE uid = $1 AND ended_at IS NULL
       RETURNING uid`,
      [uid, reason],
    );
  }

  /** Lays down a new code for an approved question, in place of any before; false if it stands otherwise. */
  async setCode(uid: string, hash: Buffer): Promise<boolean> {
    return this.changed(
      `UPDATE access.consent SET code_hash = $2, code_expires_at = now() + make_interval(secs => $3)
       WHERE uid = $1 AND approved_at IS NOT NULL AND refresh_hash IS NULL AND ended_at IS NULL
         AND ask_expires_at > now() RETURNING uid`,
      [uid, hash, AUTH_CODE_SECONDS],
    );
  }

  /** Uses a code up; undefined unless it is good, and this client's. */
  async useCode(client: string, hash: Buffer, refreshHash: Buffer): Promise<Consent | undefined> {
    return this.renewed(
      `code_hash = NULL, code_expires_at = NULL`,
      `code_hash = $2 AND code_expires_at > now() AND refresh_hash IS NULL`,
      client,
      hash,
      refreshHash,
    );
  }

  /** Puts a refresh token in the place of another; undefined unless that one is the latest, and this client's. */
  async refresh(client: string, hash: Buffer, refreshHash: Buffer): Promise<Consent | undefined> {
    return this.renewed(
      `former_hash = refresh_hash`,
      `refresh_hash = $2 AND expires_at > now()`,
      client,
      hash,
      refreshHash,
    );
  }

  /** The consent whose refresh token this was before the latest. */
  async ofFormer(client: string, hash: Buffer): Promise<Consent | undefined> {
    const [row] = await this.manager.query<Row[]>(
      `${SELECT} WHERE c.client = $1 AND c.former_hash = $2`,
      [client, hash],
    );
    return row && toConsent(row);
  }

  /** Of a member, newest first. */
  async list(member: string): Promise<Consent[]> {
    const rows = await this.manager.query<Row[]>(
      `${SELECT} WHERE c.member = $1 ORDER BY c.uid DESC LIMIT $2`,
      [member, LISTED_MAX],
    );
    return rows.map(toConsent);
  }

  private async renewed(
    change: string,
    condition: string,
    client: string,
    hash: Buffer,
    refreshHash: Buffer,
  ): Promise<Consent | undefined> {
    const rows = await this.manager.query<[{ uid: string }[], number]>(
      `UPDATE access.consent SET ${change}, refresh_hash = $3,
         expires_at = now() + make_interval(days => $4)
       WHERE client = $1 AND ended_at IS NULL AND ${condition} RETURNING uid`,
      [client, hash, refreshHash, CONSENT_DAYS],
    );
    const [first] = rows[0];
    return first && this.find(first.uid);
  }

  /** TypeORM answers an UPDATE with its rows and their number. */
  private async changed(sql: string, values: unknown[]): Promise<boolean> {
    const [rows] = await this.manager.query<[unknown[], number]>(sql, values);
    return rows.length === 1;
  }

  private async readAll(uids: readonly string[]): Promise<(Consent | undefined)[]> {
    const rows = await this.manager.query<Row[]>(`${SELECT} WHERE c.uid = ANY($1::uuid[])`, [uids]);
    const found = new Map(rows.map((row) => [row.uid, toConsent(row)]));
    return uids.map((uid) => found.get(uid));
  }
}

function toConsent(row: Row): Consent {
  return {
    uid: row.uid,
    client: row.client,
    state: row.state,
    network: row.network,
    member: row.member,
    person: row.person,
    cooperative: row.cooperative,
    status: row.status,
    askedAt: row.asked_at,
    approvedAt: row.approved_at,
    expiresAt: row.expires_at,
  };
}
