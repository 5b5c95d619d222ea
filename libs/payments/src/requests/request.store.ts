import { invariant, type DemandState } from '@app/core';
import type { SqlRunner } from '@app/ledger';
import type { UidPage } from '@app/participants';
import type { DataSource } from 'typeorm';

import type { Demand } from './demand.js';
import { DEMAND_COLUMNS, DEMAND_STATE, toDemand, type DemandRow } from './demand.store.js';

/** Who asks whom. All ids are uuids; wallets and books are the ledger's. */
export interface RequestParties {
  readonly asker: string;
  readonly askerKind: 'member' | 'merchant';
  readonly askerPerson: string;
  readonly askerWallet: number;
  readonly askerBook: number;
  readonly payer: string;
  readonly payerPerson: string;
  readonly payerWallet: number;
  readonly payerBook: number;
}

/** A member is asked to pay another member or a merchant. */
export type PaymentRequest = Demand & RequestParties;

interface RequestRow extends DemandRow {
  asker: string;
  asker_kind: RequestParties['askerKind'];
  asker_person: string;
  asker_wallet: number;
  asker_book: number;
  payer: string;
  payer_person: string;
  payer_wallet: number;
  payer_book: number;
}

export type RequestSide = 'asked_by_me' | 'asked_of_me';

export interface RequestQuery extends UidPage {
  readonly side: RequestSide;
  /** Uuid of the member or merchant whose list it is. */
  readonly holder: string;
  readonly state?: DemandState | undefined;
}

const SELECT = `SELECT ${DEMAND_COLUMNS}, r.asker, r.asker_kind, r.asker_person, r.asker_wallet,
    r.asker_book, r.payer, r.payer_person, r.payer_wallet, r.payer_book
  FROM payments.payment_request r JOIN payments.demand d ON d.uid = r.uid`;

const COLUMN_OF: Record<RequestSide, string> = { asked_by_me: 'r.asker', asked_of_me: 'r.payer' };

/** The rows of payment requests. */
export class RequestStore {
  constructor(private readonly dataSource: DataSource) {}

  async insert(tx: SqlRunner, uid: string, parties: RequestParties): Promise<PaymentRequest> {
    await tx.query(
      `INSERT INTO payments.payment_request (uid, asker, asker_kind, asker_person, asker_wallet,
         asker_book, payer, payer_person, payer_wallet, payer_book)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        uid,
        parties.asker,
        parties.askerKind,
        parties.askerPerson,
        parties.askerWallet,
        parties.askerBook,
        parties.payer,
        parties.payerPerson,
        parties.payerWallet,
        parties.payerBook,
      ],
    );
    const made = await this.read(uid, tx);
    invariant(made !== undefined, 'a row written a moment ago is there');
    return made;
  }

  async read(uid: string, sql: SqlRunner = this.dataSource): Promise<PaymentRequest | undefined> {
    const rows = (await sql.query(`${SELECT} WHERE r.uid = $1`, [uid])) as RequestRow[];
    return rows[0] && toRequest(rows[0]);
  }

  /** Newest first. */
  async list({ side, holder, state, after, before, limit }: RequestQuery) {
    const backwards = before !== undefined;
    const rows = await this.dataSource.query<RequestRow[]>(
      `${SELECT} WHERE ${COLUMN_OF[side]} = $1
         AND ($2::text IS NULL OR ${DEMAND_STATE} = $2)
         AND ($3::uuid IS NULL OR r.uid ${backwards ? '>' : '<'} $3)
       ORDER BY r.uid ${backwards ? 'ASC' : 'DESC'} LIMIT $4`,
      [holder, state ?? null, after ?? before ?? null, limit],
    );
    return rows.map(toRequest);
  }

  /** How many requests of one asker to one member are open; counted one at a time for each asker. */
  async countOpen(tx: SqlRunner, { asker, payer }: RequestParties): Promise<number> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 7313))', [asker]);
    const rows = (await tx.query(
      `SELECT count(*)::integer AS count FROM payments.payment_request r
       JOIN payments.demand d ON d.uid = r.uid
       WHERE r.asker = $1 AND r.payer = $2 AND ${DEMAND_STATE} = 'requested'`,
      [asker, payer],
    )) as { count: number }[];
    return rows[0]?.count ?? 0;
  }
}

function toRequest(row: RequestRow): PaymentRequest {
  return {
    ...toDemand(row),
    asker: row.asker,
    askerKind: row.asker_kind,
    askerPerson: row.asker_person,
    askerWallet: row.asker_wallet,
    askerBook: row.asker_book,
    payer: row.payer,
    payerPerson: row.payer_person,
    payerWallet: row.payer_wallet,
    payerBook: row.payer_book,
  };
}
