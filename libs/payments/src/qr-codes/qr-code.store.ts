import { newUuid, TRANSFER_TYPES, type Sen } from '@app/core';
import { TICKETS } from '@app/ledger';
import type { UidPage } from '@app/participants';
import { Gathered, Prepared } from '@app/database';
import type { DataSource } from 'typeorm';

import { Remembered } from '../remembered.js';
import type { QrCode, QrCodeView, QrKind, QrPurpose, QrState } from './qr-code.js';
import type { QrisIdentity } from './write-payload.js';

export interface QrCodeDraft {
  readonly uid: string;
  readonly network: number;
  readonly kind: QrKind;
  readonly purpose: QrPurpose;
  readonly holder: string;
  readonly wallet: number;
  readonly amount: Sen | null;
  readonly reference: string | null;
  readonly payload: string;
  readonly createdBy: string;
  readonly key: string;
  readonly requestHash: string;
  /** Seconds of the network's time; null: it doesn't expire. */
  readonly expiresInSeconds: number | null;
}

export interface QrCodeQuery extends UidPage {
  /** Uuid of the member or merchant. */
  readonly holder: string;
  readonly state?: QrState | undefined;
  readonly reference?: string | undefined;
}

interface Row {
  uid: string;
  network: number;
  kind: QrKind;
  purpose: QrPurpose;
  holder: string;
  wallet: number;
  amount: string | null;
  reference: string | null;
  payload: string;
  created_by: string;
  request_hash: string;
  created_at: Date;
  expires_at: Date | null;
  state: QrState;
  paid_by: string | null;
  paid_at: Date | null;
}

const CANCELLED = `t.type = ${TRANSFER_TYPES.code_cancellation}`;
const PAID = `t.type <> ${TRANSFER_TYPES.code_cancellation}`;

const STATE = `CASE WHEN ${CANCELLED} THEN 'cancelled' WHEN t.id IS NOT NULL THEN 'paid'
  WHEN q.expires_at <= ledger.network_now(q.network) THEN 'expired' ELSE 'active' END`;

/** Whoever used a code up stands in the ledger's claims. */
const SELECT = `SELECT q.uid, q.network, q.kind, q.purpose, q.holder, q.wallet, q.amount, q.reference, q.payload,
    q.created_by, q.request_hash, q.created_at, q.expires_at, ${STATE} AS state,
    CASE WHEN ${PAID} THEN t.id END AS paid_by, CASE WHEN ${PAID} THEN b.posted_at END AS paid_at
  FROM payments.qr_code q
  LEFT JOIN ledger.claim c ON c.value = q.uid AND c.principal = '${TICKETS}'
  LEFT JOIN ledger.transfer t ON t.id = c.transfer
  LEFT JOIN ledger.batch b ON b.number = t.batch`;

/** Only a cancellation ever claims a static code. */
const TAKEN_BACK = new Prepared(
  'qr codes taken back',
  `SELECT value FROM ledger.claim WHERE principal = '${TICKETS}' AND value = ANY($1::uuid[])`,
);

/** Codes that were paid lately, or will be: they never change, so they need no query. */
const REMEMBERED_MAX = 20_000;

/** The rows of payment codes and of the identities under which they are made. */
export class QrCodeStore {
  private readonly remembered = new Remembered<string, QrCode>(REMEMBERED_MAX);
  private readonly takenBack = new Gathered<string, boolean>((uids) => this.takenBackOf(uids));

  constructor(private readonly dataSource: DataSource) {}

  /** Writes a code down; undefined if there is one of this key already. */
  async insert(draft: QrCodeDraft): Promise<QrCodeView | undefined> {
    const rows = await this.dataSource.query<{ uid: string }[]>(
      `INSERT INTO payments.qr_code (uid, network, kind, purpose, holder, wallet, amount, reference,
         payload, created_by, key, request_hash, created_at, expires_at)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, n.now,
         n.now + make_interval(secs => $13)
       FROM (SELECT ledger.network_now($2::smallint) AS now) AS n
       ON CONFLICT ON CONSTRAINT qr_code_key DO NOTHING RETURNING uid`,
      [
        draft.uid,
        draft.network,
        draft.kind,
        draft.purpose,
        draft.holder,
        draft.wallet,
        draft.amount?.toString() ?? null,
        draft.reference,
        draft.payload,
        draft.createdBy,
        draft.key,
        draft.requestHash,
        draft.expiresInSeconds,
      ],
    );
    return rows.length === 0 ? undefined : this.view(draft.uid);
  }

  /** The code that this key made. */
  async madeBy(createdBy: string, key: string): Promise<QrCodeView | undefined> {
    const [row] = await this.dataSource.query<Row[]>(
      `${SELECT} WHERE q.created_by = $1 AND q.key = $2`,
      [createdBy, key],
    );
    return row && toView(row);
  }

  /** A code as it was made: from memory, if this process has seen it. */
  async find(uid: string): Promise<QrCode | undefined> {
    return this.remembered.get(uid) ?? (await this.view(uid));
  }

  /** A code with what became of it, as it is now. */
  async view(uid: string): Promise<QrCodeView | undefined> {
    const [row] = await this.dataSource.query<Row[]>(`${SELECT} WHERE q.uid = $1`, [uid]);
    if (row === undefined) return undefined;
    const view = toView(row);
    this.remembered.set(uid, view);
    return view;
  }

  /** Whether the holder has taken a static code back: asked before each payment, whoever else asks. */
  isTakenBack(uid: string): Promise<boolean> {
    return this.takenBack.ask(uid);
  }

  private async takenBackOf(uids: readonly string[]): Promise<boolean[]> {
    const rows = await TAKEN_BACK.rows<{ value: string }>(this.dataSource, [uids]);
    const claimed = new Set(rows.map(({ value }) => value));
    return uids.map((uid) => claimed.has(uid));
  }

  /** Newest first. */
  async list({ holder, state, reference, after, before, limit }: QrCodeQuery) {
    const backwards = before !== undefined;
    const rows = await this.dataSource.query<Row[]>(
      `${SELECT} WHERE q.holder = $1 AND ($2::text IS NULL OR ${STATE} = $2)
         AND ($3::text IS NULL OR q.reference = $3)
         AND ($4::uuid IS NULL OR q.uid ${backwards ? '>' : '<'} $4)
       ORDER BY q.uid ${backwards ? 'ASC' : 'DESC'} LIMIT $5`,
      [holder, state ?? null, reference ?? null, after ?? before ?? null, limit],
    );
    return rows.map(toView);
  }

  /** Under which a network's codes are QRIS now; undefined if it has none. */
  async identity(network: number): Promise<QrisIdentity | undefined> {
    const [row] = await this.dataSource.query<QrisIdentity[]>(
      `SELECT reverse_domain AS domain, nns, nmid, postal_code AS "postalCode"
       FROM payments.qris_identity WHERE network = $1 ORDER BY uid DESC LIMIT 1`,
      [network],
    );
    return row;
  }

  async setIdentity(network: number, setBy: string, identity: QrisIdentity): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO payments.qris_identity (uid, network, set_by, reverse_domain, nns, nmid,
         postal_code) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        newUuid(),
        network,
        setBy,
        identity.domain,
        identity.nns,
        identity.nmid,
        identity.postalCode,
      ],
    );
  }
}

function toView(row: Row): QrCodeView {
  return {
    uid: row.uid,
    network: row.network,
    kind: row.kind,
    purpose: row.purpose,
    holder: row.holder,
    wallet: row.wallet,
    amount: row.amount === null ? null : BigInt(row.amount),
    reference: row.reference,
    payload: row.payload,
    createdBy: row.created_by,
    requestHash: row.request_hash,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    state: row.state,
    paidBy: row.paid_by,
    paidAt: row.paid_at,
  };
}
