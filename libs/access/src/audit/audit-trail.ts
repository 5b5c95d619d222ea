import { Gathered } from '@app/database';
import { fail, invariant, succeed, type Result } from '@app/core';
import type { DataSource } from 'typeorm';
import type { Identity } from '../identity.js';

/** Something that somebody of the staff did, whether it changed rows here or posted in the ledger. */
export interface StaffAct {
  /** Number of the network; 0: a matter of the whole deployment. */
  readonly network: number;
  readonly cooperative: string | null;
  readonly actor: string;
  readonly role: string;
  /** Network address of whoever asked. */
  readonly address: string;
  /** `req_…`. */
  readonly request: string;
  /** `POST /v1/tills/:id/state`. */
  readonly action: string;
  /** Uuid of what it was done to. */
  readonly subject: string | null;
  /** What came of it; no name, phone or secret. */
  readonly after: Readonly<Record<string, unknown>>;
}

/** An entry of the audit; ids are uuids, `before` and `after` JSON texts, hashes in hex. */
export interface AuditEntry {
  readonly network: number;
  readonly number: bigint;
  readonly at: Date;
  readonly cooperative: string | null;
  readonly actor: string | null;
  readonly role: string | null;
  readonly address: string | null;
  readonly request: string | null;
  readonly action: string;
  readonly subject: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly hash: string;
}

/** Which entries: filters that are absent admit all. */
export interface AuditQuery {
  readonly network: number;
  readonly actor?: string | undefined;
  readonly subject?: string | undefined;
  /** The beginning of an action: `cooperative.`, `POST /v1/tills`. */
  readonly action?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Only older ones than the entry with this number, or only newer ones. */
  readonly after?: bigint | undefined;
  readonly before?: bigint | undefined;
  readonly limit: number;
}

/** Where the chain of a network stood when a day was over; hashes in hex. */
export interface AuditRoot {
  /** `2026-03-02`, in the network's time zone. */
  readonly day: string;
  readonly firstNumber: bigint;
  readonly lastNumber: bigint;
  /** The hash before the day's first entry. */
  readonly previous: string;
  readonly hash: string;
}

/** One entry as it is exported: `content` is exactly what was hashed; null where it is another cooperative's. */
export interface ChainLine {
  readonly number: bigint;
  readonly content: string | null;
  readonly contentHash: string;
  readonly hash: string;
}

const COLUMNS = `network, number, at, cooperative, actor, role, address, request, action, subject,
  before, after, encode(hash, 'hex') AS hash`;

/** Entries of an export that are read at a time. */
const LINES_AT_ONCE = 1_000;

type Row<T> = { [K in keyof T]: T[K] extends bigint ? string : T[K] };

/** Reads the audit, and writes down what staff does; changes of rules and credentials write themselves down. */
export class AuditTrail {
  private readonly acts: Gathered<StaffAct, undefined>;

  constructor(private readonly dataSource: DataSource) {
    this.acts = new Gathered((acts) => this.write(acts));
  }

  /** Appends an act to its network's chain; those of many are appended together. */
  note(act: StaffAct): Promise<void> {
    return this.acts.ask(act);
  }

  private async write(acts: readonly StaffAct[]): Promise<undefined[]> {
    const column = (of: (act: StaffAct) => unknown): unknown[] => acts.map(of);
    await this.dataSource.query(
      `SELECT access.write_audit(ROW(a.network, NULL, NULL, a.cooperative, a.actor, a.role, a.address,
         a.request, a.action, a.subject, NULL, a.after, NULL, NULL)::access.audit_entry)
       FROM (SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::uuid[], $4::text[], $5::text[],
           $6::text[], $7::text[], $8::text[], $9::text[])
           WITH ORDINALITY AS given (network, cooperative, actor, role, address, request, action,
             subject, after, place)
         ORDER BY network, place) AS a`,
      [
        column(({ network }) => network),
        column(({ cooperative }) => cooperative),
        column(({ actor }) => actor),
        column(({ role }) => role),
        column(({ address }) => address),
        column(({ request }) => request),
        column(({ action }) => action),
        column(({ subject }) => subject),
        column(({ after }) => JSON.stringify(after)),
      ],
    );
    return acts.map(() => undefined);
  }

  /** Newest first: those of the caller's cooperative, or of a whole network. */
  async list(caller: Identity, query: AuditQuery): Promise<AuditEntry[]> {
    refuseForeign(caller, query.network);
    const isBackwards = query.before !== undefined;
    const rows = await this.dataSource.query<Row<AuditEntry>[]>(
      `SELECT ${COLUMNS} FROM access.audit_entry
       WHERE network = $1 AND ($2::uuid IS NULL OR cooperative = $2)
         AND ($3::uuid IS NULL OR actor = $3) AND ($4::text IS NULL OR subject = $4)
         AND ($5::text IS NULL OR starts_with(action, $5))
         AND ($6::timestamptz IS NULL OR at >= $6) AND ($7::timestamptz IS NULL OR at < $7)
         AND ($8::bigint IS NULL OR number ${isBackwards ? '>' : '<'} $8)
       ORDER BY number ${isBackwards ? 'ASC' : 'DESC'} LIMIT $9`,
      [
        query.network,
        caller.cooperative,
        query.actor ?? null,
        query.subject ?? null,
        query.action ?? null,
        query.from ?? null,
        query.to ?? null,
        (query.after ?? query.before)?.toString() ?? null,
        query.limit,
      ],
    );
    return rows.map((row) => ({ ...row, number: BigInt(row.number) }));
  }

  /** Newest first; of days before or after the one that a cursor names. */
  async roots(
    network: number,
    page: { readonly limit: number; readonly after?: string; readonly before?: string },
  ): Promise<AuditRoot[]> {
    const isBackwards = page.before !== undefined;
    const rows = await this.dataSource.query<Row<AuditRoot>[]>(
      `${ROOTS} AND ($2::date IS NULL OR day ${isBackwards ? '>' : '<'} $2)
       ORDER BY day ${isBackwards ? 'ASC' : 'DESC'} LIMIT $3`,
      [network, page.after ?? page.before ?? null, page.limit],
    );
    return rows.map(rootOf);
  }

  /** `not_found` for a day that is not over, or on which nothing was done. */
  async root(network: number, day: string): Promise<Result<AuditRoot, 'not_found'>> {
    const [row] = await this.dataSource.query<Row<AuditRoot>[]>(`${ROOTS} AND day = $2`, [
      network,
      day,
    ]);
    return row === undefined ? fail('not_found') : succeed(rootOf(row));
  }

  /**
   * The entries of a day in their order, so that its root can be computed again: those of other cooperatives than the
   * caller's without their content.
   */
  async *linesOf(caller: Identity, network: number, root: AuditRoot): AsyncGenerator<ChainLine> {
    refuseForeign(caller, network);
    let next = root.firstNumber;
    while (next <= root.lastNumber) {
      const rows = await this.dataSource.query<Row<ChainLine>[]>(
        `SELECT number, encode(content_hash, 'hex') AS "contentHash", encode(hash, 'hex') AS hash,
           CASE WHEN $4::uuid IS NULL OR cooperative = $4 THEN access.audit_content(e) END AS content
         FROM access.audit_entry e WHERE network = $1 AND number BETWEEN $2 AND $3
         ORDER BY number LIMIT ${LINES_AT_ONCE}`,
        [network, next.toString(), root.lastNumber.toString(), caller.cooperative],
      );
      if (rows.length === 0) return;
      for (const row of rows) yield { ...row, number: BigInt(row.number) };
      next += BigInt(rows.length);
    }
  }

  /** Writes down the roots of the days of a network (0: of what belongs to none) that are over; twice is once. */
  async closeDays(network: number, timeZone: string): Promise<void> {
    await this.dataSource.query('SELECT access.close_audit_days($1::smallint, $2)', [
      network,
      timeZone,
    ]);
  }
}

const ROOTS = `SELECT to_char(day, 'YYYY-MM-DD') AS day, first_number AS "firstNumber",
    last_number AS "lastNumber", encode(previous, 'hex') AS previous, encode(hash, 'hex') AS hash
  FROM access.audit_root WHERE network = $1`;

function rootOf(row: Row<AuditRoot>): AuditRoot {
  return {
    ...row,
    firstNumber: BigInt(row.firstNumber),
    lastNumber: BigInt(row.lastNumber),
  };
}

function refuseForeign(caller: Identity, network: number): void {
  invariant(caller.network === null || caller.network === network, 'a foreign network');
}
