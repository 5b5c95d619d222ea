import type { DataSource } from 'typeorm';

import { NOTICE_KINDS, type NoticeDetail, type NoticeKind } from './notice.service.js';

/** Something that a person was told beside the movements of their money. */
export interface Notice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly detail: NoticeDetail;
  /** ISO 8601 in UTC with microseconds, by the network's clock. */
  readonly happenedAt: string;
}

export interface NoticeCursor {
  readonly happenedAt: string;
  readonly id: string;
}

const ISO = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const KNOWN_KINDS: readonly string[] = NOTICE_KINDS;

export class NoticeStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first, those before a cursor; kinds of a newer release are left out. */
  async list(person: string, limit: number, before?: NoticeCursor): Promise<Notice[]> {
    return this.dataSource.query<Notice[]>(
      `SELECT id, kind, detail, ${ISO('happened_at')} AS "happenedAt" FROM payments.notice
       WHERE person = $1 AND kind = ANY ($5::text[])
         AND ($2::timestamptz IS NULL OR (happened_at, id) < ($2::timestamptz, $3::uuid))
       ORDER BY happened_at DESC, id DESC LIMIT $4`,
      [person, before?.happenedAt ?? null, before?.id ?? null, limit, KNOWN_KINDS],
    );
  }

  /** How many there are after a time; counts to `most`. */
  async countAfter(person: string, after: string | null, most: number): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::integer AS count FROM (
         SELECT FROM payments.notice WHERE person = $1 AND kind = ANY ($4::text[])
           AND ($2::timestamptz IS NULL OR happened_at > $2) LIMIT $3) AS newer`,
      [person, after, most, KNOWN_KINDS],
    );
    return row?.count ?? 0;
  }

  /** Up to when the person has read as this holder; null: nothing yet. */
  async mark(person: string, holder: string): Promise<string | null> {
    const [row] = await this.dataSource.query<{ at: string }[]>(
      `SELECT ${ISO('read_up_to')} AS at FROM payments.notice_mark
       WHERE person = $1 AND holder = $2`,
      [person, holder],
    );
    return row?.at ?? null;
  }

  /** Moves the mark forward, never back and never beyond now. @returns where it stands */
  async moveMark(person: string, holder: string, upTo: string): Promise<string> {
    const rows = await this.dataSource.query<{ at: string }[]>(
      `INSERT INTO payments.notice_mark AS m (person, holder, read_up_to)
       VALUES ($1, $2, least($3::timestamptz, payments.person_now($1)))
       ON CONFLICT (person, holder)
         DO UPDATE SET read_up_to = greatest(m.read_up_to, excluded.read_up_to)
       RETURNING ${ISO('read_up_to')} AS at`,
      [person, holder, upTo],
    );
    return rows[0]?.at ?? upTo;
  }
}
