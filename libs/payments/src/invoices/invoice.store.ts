import { invariant, type DemandState } from '@app/core';
import type { SqlRunner } from '@app/ledger';
import type { UidPage } from '@app/participants';
import type { DataSource } from 'typeorm';

import type { Demand } from '../requests/demand.js';
import {
  DEMAND_COLUMNS,
  DEMAND_STATE,
  toDemand,
  type DemandRow,
} from '../requests/demand.store.js';

/** What of an invoice its two cooperatives have agreed upon. Uuids. */
export interface InvoiceFacts {
  readonly seller: string;
  readonly buyer: string;
  /** The seller's own, used once. */
  readonly number: string;
  /** Calendar date, "2026-02-28". */
  readonly dueDate: string;
}

/** One cooperative asks another to pay for goods or services. */
export type Invoice = Demand &
  InvoiceFacts & {
    /** Open beyond its due date, by the network's calendar. */
    readonly overdue: boolean;
    /** Whether it was beyond its due date when it was issued. */
    readonly overdueWhenMade: boolean;
  };

interface InvoiceRow extends DemandRow {
  seller: string;
  buyer: string;
  number: string;
  due_date: string;
  overdue: boolean;
  overdue_when_made: boolean;
}

export type InvoiceSide = 'issued' | 'received';

export interface InvoiceQuery extends UidPage {
  readonly side: InvoiceSide;
  /** Uuid. */
  readonly cooperative: string;
  readonly state?: DemandState | undefined;
}

const SELECT = `SELECT ${DEMAND_COLUMNS}, i.seller, i.buyer, i.number,
    to_char(i.due_date, 'YYYY-MM-DD') AS due_date,
    d.state = 'requested'
      AND i.due_date < (ledger.network_now(d.network) AT TIME ZONE n.time_zone)::date AS overdue,
    i.due_date < (d.created_at AT TIME ZONE n.time_zone)::date AS overdue_when_made
  FROM payments.invoice i JOIN payments.demand d ON d.uid = i.uid
  JOIN ledger.network n ON n.id = d.network`;

const COLUMN_OF: Record<InvoiceSide, string> = { issued: 'i.seller', received: 'i.buyer' };

/** The rows of invoices. */
export class InvoiceStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Undefined if the seller has used this number before. */
  async insert(tx: SqlRunner, uid: string, facts: InvoiceFacts): Promise<Invoice | undefined> {
    const rows = (await tx.query(
      `INSERT INTO payments.invoice (uid, seller, buyer, number, due_date)
       VALUES ($1, $2, $3, $4, $5::date)
       ON CONFLICT ON CONSTRAINT invoice_number DO NOTHING RETURNING uid`,
      [uid, facts.seller, facts.buyer, facts.number, facts.dueDate],
    )) as { uid: string }[];
    if (rows.length === 0) return undefined;
    const made = await this.read(uid, tx);
    invariant(made !== undefined, 'a row written a moment ago is there');
    return made;
  }

  async read(uid: string, sql: SqlRunner = this.dataSource): Promise<Invoice | undefined> {
    const rows = (await sql.query(`${SELECT} WHERE i.uid = $1`, [uid])) as InvoiceRow[];
    return rows[0] && toInvoice(rows[0]);
  }

  /** Newest first. */
  async list({ side, cooperative, state, after, before, limit }: InvoiceQuery): Promise<Invoice[]> {
    const backwards = before !== undefined;
    const rows = await this.dataSource.query<InvoiceRow[]>(
      `${SELECT} WHERE ${COLUMN_OF[side]} = $1
         AND ($2::text IS NULL OR ${DEMAND_STATE} = $2)
         AND ($3::uuid IS NULL OR i.uid ${backwards ? '>' : '<'} $3)
       ORDER BY i.uid ${backwards ? 'ASC' : 'DESC'} LIMIT $4`,
      [cooperative, state ?? null, after ?? before ?? null, limit],
    );
    return rows.map(toInvoice);
  }
}

function toInvoice(row: InvoiceRow): Invoice {
  return {
    ...toDemand(row),
    seller: row.seller,
    buyer: row.buyer,
    number: row.number,
    dueDate: row.due_date,
    overdue: row.overdue,
    overdueWhenMade: row.overdue_when_made,
  };
}
