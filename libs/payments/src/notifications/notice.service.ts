import { newUuid } from '@app/core';
import type { SqlRunner } from '@app/ledger';

/**
 * What a person is told beside the movements of their money, which stand in the ledger and are never told here. What
 * becomes of a PIN or password is written by the database itself.
 */
export const NOTICE_KINDS = [
  'pin_locked',
  'pin_activated',
  'pin_changed',
  'pin_reset',
  'password_locked',
  'password_activated',
  'password_changed',
  'password_reset',
  'withdrawal_code_created',
  'withdrawal_code_used',
  'withdrawal_code_locked',
  'withdrawal_code_expired',
  'payment_requested',
  'request_declined',
  'request_expired',
  'request_cancelled',
  'authorisation_held',
  'authorisation_released',
  'wallet_frozen',
  'wallet_opened',
] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

/**
 * What fills the text of a notice. No name of a person, no phone, no code: who may read is the person alone, but
 * what isn't stored can't leak.
 */
export interface NoticeDetail {
  /** Decimal rupiah as on the wire, "50000.00". */
  readonly amount?: string;
  /** Of a cooperative or a shop; never a person's. */
  readonly name?: string;
  readonly minutes?: number;
  /** The wire's id of what it is about. */
  readonly id?: string;
}

export interface Telling {
  /** Runs in the caller's transaction: what is rolled back is not told. */
  readonly sql?: SqlRunner;
  /** Of the same person, kind and `about` there is one notice, however often it is told. */
  readonly about?: string;
}

/** Tells people. Whoever has something to tell calls this in the transaction that does it. */
export class NoticeService {
  constructor(private readonly sql: SqlRunner) {}

  /** @param person uuid of who is told. The time is that of the person's network. */
  async tell(
    person: string,
    kind: NoticeKind,
    detail: NoticeDetail = {},
    { sql = this.sql, about }: Telling = {},
  ): Promise<void> {
    await sql.query(
      `INSERT INTO payments.notice (id, person, kind, detail, about, happened_at)
       VALUES ($1, $2, $3, $4::jsonb, $5, payments.person_now($2))
       ON CONFLICT ON CONSTRAINT notice_told_once DO NOTHING`,
      [newUuid(), person, kind, JSON.stringify(detail), about ?? null],
    );
  }
}
