import { Gathered, Prepared } from '@app/database';
import type { DataSource } from 'typeorm';

/** A number that a partner gave to one request. */
interface ExternalId {
  /** Uuid. */
  readonly client: string;
  /** "2026-01-31": the day on which it may come once. */
  readonly day: string;
  readonly id: string;
}

/** After so many questions the days that are over are forgotten, and so many rows at a time. */
const QUESTIONS_BETWEEN_CLEANINGS = 1_000;
const FORGOTTEN_AT_ONCE = 10_000;

/** In the order of the index: two processes that write the same ones don't wait for each other in a circle. */
const TAKE = new Prepared(
  'take external ids',
  `INSERT INTO access.external_id (day, client, id)
   SELECT DISTINCT day, client, id
   FROM unnest($1::date[], $2::uuid[], $3::text[]) AS e(day, client, id) ORDER BY day, client, id
   ON CONFLICT DO NOTHING RETURNING client, day::text AS day, id`,
);

/** Which requests of partners have been seen on a day, in any process. */
export class ExternalIds {
  private questions = 0;
  private readonly asked = new Gathered<ExternalId, boolean>((some) => this.takeAll(some));

  constructor(private readonly dataSource: DataSource) {}

  /** True for whoever comes first with this number on this day; it is taken then, whatever becomes of the request. */
  take(client: string, day: string, id: string): Promise<boolean> {
    return this.asked.ask({ client, day, id });
  }

  private async takeAll(some: readonly ExternalId[]): Promise<boolean[]> {
    const taken = await TAKE.rows<ExternalId>(this.dataSource, [
      some.map(({ day }) => day),
      some.map(({ client }) => client),
      some.map(({ id }) => id),
    ]);
    await this.cleanAtTimes(some);
    const free = new Set(taken.map(nameOf));
    // Of two that came together, the first has it.
    return some.map((one) => free.delete(nameOf(one)));
  }

  private async cleanAtTimes(some: readonly ExternalId[]): Promise<void> {
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

function nameOf({ client, day, id }: ExternalId): string {
  return `${client} ${day} ${id}`;
}
