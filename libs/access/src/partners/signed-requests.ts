import { Gathered, Prepared } from '@app/database';
import type { DataSource } from 'typeorm';
import type { Consent } from './consent.store.js';

/** A request that a partner has signed. */
export interface SignedByPartner {
  /** Uuid. */
  readonly client: string;
  /** "2026-01-31": the day on which its number may come once. */
  readonly day: string;
  readonly id: string;
  /** The consent (uuid) that it stands upon, if it is in a member's name. */
  readonly consent: string | undefined;
}

/** In whose name a partner asks, as long as it may. */
export type StandingConsent = Pick<Consent, 'uid' | 'client' | 'member' | 'cooperative'>;

/** What is known of a signed request. */
export interface SeenRequest {
  /** Whether its number came for the first time that day. */
  readonly isFirst: boolean;
  /** Undefined unless it stands, and is this client's. */
  readonly consent: StandingConsent | undefined;
}

interface Row {
  taken: string | null;
  client: string;
  uid: string | null;
  member: string | null;
  cooperative: string | null;
}

/** After so many questions the days that are over are forgotten, and so many rows at a time. */
const QUESTIONS_BETWEEN_CLEANINGS = 1_000;
const FORGOTTEN_AT_ONCE = 10_000;

/** In the order of the index: two processes that write the same ones don't wait for each other in a circle. */
const SEE = new Prepared(
  'see signed requests',
  `WITH taken AS (
     INSERT INTO access.external_id (day, client, id)
     SELECT DISTINCT day, client, id
     FROM unnest($1::date[], $2::uuid[], $3::text[]) AS e(day, client, id) ORDER BY day, client, id
     ON CONFLICT DO NOTHING RETURNING client, day || ' ' || id AS name)
   SELECT name AS taken, client, NULL::uuid AS uid, NULL::uuid AS member, NULL::uuid AS cooperative
   FROM taken
   UNION ALL
   SELECT NULL, client, uid, member, cooperative FROM access.consent
   WHERE uid = ANY($4::uuid[]) AND ended_at IS NULL AND expires_at > now()`,
);

/**
 * Which requests of partners have been seen on a day, in any process, and whether the consents that they stand upon stand: one
 * question for both, since it is asked before every act.
 */
export class SignedRequests {
  private questions = 0;
  private readonly asked = new Gathered<SignedByPartner, SeenRequest>((some) => this.seeAll(some));

  constructor(private readonly dataSource: DataSource) {}

  /** Its number is taken by whoever comes first with it, whatever becomes of the request. */
  see(request: SignedByPartner): Promise<SeenRequest> {
    return this.asked.ask(request);
  }

  private async seeAll(some: readonly SignedByPartner[]): Promise<SeenRequest[]> {
    const rows = await SEE.rows<Row>(this.dataSource, [
      some.map(({ day }) => day),
      some.map(({ client }) => client),
      some.map(({ id }) => id),
      some.flatMap(({ consent }) => (consent === undefined ? [] : [consent])),
    ]);
    await this.cleanAtTimes(some);
    const free = new Set<string>();
    const consents = new Map<string, StandingConsent>();
    for (const { taken, client, uid, member, cooperative } of rows) {
      if (taken !== null) free.add(`${client} ${taken}`);
      if (uid === null || member === null || cooperative === null) continue;
      consents.set(`${client} ${uid}`, { uid, client, member, cooperative });
    }
    return some.map(({ client, day, id, consent }) => ({
      // Of two that came together, the first has it.
      isFirst: free.delete(`${client} ${day} ${id}`),
      consent: consents.get(`${client} ${consent}`),
    }));
  }

  private async cleanAtTimes(some: readonly SignedByPartner[]): Promise<void> {
    const before = this.questions;
    this.questions += some.length;
    const period = (count: number) => Math.floor(count / QUESTIONS_BETWEEN_CLEANINGS);
    const [first] = some;
    if (first === undefined || period(before) === period(this.questions)) return;
    await this.dataSource.query(
      `DELETE FROM access.external_id WHERE (day, client, id) IN
         (SELECT day, client, id FROM access.external_id WHERE day < $1::date - 1 LIMIT $2)`,
      [first.day, FORGOTTEN_AT_ONCE],
    );
  }
}
