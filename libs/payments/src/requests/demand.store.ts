import {
  demandPaymentStates,
  demandStates,
  fail,
  formatSen,
  invariant,
  newUuid,
  succeed,
  type DemandState,
  type Result,
  type Sen,
} from '@app/core';
import { inTransaction } from '@app/database';
import type { SqlRunner } from '@app/ledger';
import type { DataSource, EntityManager } from 'typeorm';

import type { Demand, DemandPayment, PaymentEnd } from './demand.js';

export interface DemandRow {
  uid: string;
  network: number;
  kind: Demand['kind'];
  created_by: string;
  key: string;
  request_hash: string;
  amount: string;
  paid: string;
  reserved: string;
  partial_allowed: boolean;
  state: string;
  note: string | null;
  reason: string | null;
  created_at: Date;
  expires_at: Date | null;
  ended_at: Date | null;
}

interface PaymentRow {
  uid: string;
  demand: string;
  network: number;
  principal: string;
  key: string;
  request_hash: string;
  amount: string;
  state: string;
}

/** Past its time, and nothing of it is being decided. */
const IS_OVER = `d.state = 'requested' AND d.reserved = 0
  AND d.expires_at <= ledger.network_now(d.network)`;

/** The state as the time has it. */
export const DEMAND_STATE = `CASE WHEN ${IS_OVER} THEN 'expired' ELSE d.state END`;

/** Of `payments.demand d`. */
export const DEMAND_COLUMNS = `d.uid, d.network, d.kind, d.created_by, d.key, d.request_hash, d.amount,
  d.paid, d.reserved, d.partial_allowed, ${DEMAND_STATE} AS state, d.note, d.reason, d.created_at,
  d.expires_at, CASE WHEN ${IS_OVER} THEN d.expires_at ELSE d.ended_at END AS ended_at`;

const PAYMENT_COLUMNS = 'uid, demand, network, principal, key, request_hash, amount, state';

/** How long, in seconds, the request that began a payment has it to itself before the worker looks after it. */
const OWN_SECONDS = 30;

export interface NewDemand {
  readonly network: number;
  readonly kind: Demand['kind'];
  readonly createdBy: string;
  readonly key: string;
  readonly requestHash: string;
  readonly amount: Sen;
  readonly partialAllowed: boolean;
  readonly note?: string | undefined;
  /** Seconds from now; none: it doesn't expire. */
  readonly expiresInSeconds?: number | undefined;
}

export interface PaymentWish {
  readonly principal: string;
  readonly key: string;
  readonly requestHash: string;
  /** In sen; all that is left unless told. */
  readonly amount?: Sen | undefined;
}

/** The rows of what is asked and of what is paid of it. Whoever changes one holds the lock of its demand. */
export class DemandStore {
  constructor(private readonly dataSource: DataSource) {}

  transact<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, work);
  }

  /** Writes a demand down; undefined if there is one of this key already. */
  async insert(tx: SqlRunner, demand: NewDemand): Promise<string | undefined> {
    const rows = (await tx.query(
      `INSERT INTO payments.demand (uid, network, kind, created_by, key, request_hash, amount,
         partial_allowed, note, created_at, expires_at)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, n.now, n.now + make_interval(secs => $10)
       FROM (SELECT ledger.network_now($2::smallint) AS now) AS n
       ON CONFLICT ON CONSTRAINT demand_key DO NOTHING RETURNING uid`,
      [
        newUuid(),
        demand.network,
        demand.kind,
        demand.createdBy,
        demand.key,
        demand.requestHash,
        demand.amount.toString(),
        demand.partialAllowed,
        demand.note ?? null,
        demand.expiresInSeconds ?? null,
      ],
    )) as { uid: string }[];
    return rows[0]?.uid;
  }

  /** The demand that this key made; undefined if it made none. */
  async madeBy(
    createdBy: string,
    key: string,
    sql: SqlRunner = this.dataSource,
  ): Promise<Demand | undefined> {
    return one(sql, 'd.created_by = $1 AND d.key = $2', [createdBy, key]);
  }

  /** The transfer (uuid) that paid a demand of one payment; undefined while none has. */
  async paidBy(uid: string): Promise<string | undefined> {
    const rows = await this.dataSource.query<{ uid: string }[]>(
      `SELECT uid FROM payments.demand_payment WHERE demand = $1 AND state = 'posted' LIMIT 1`,
      [uid],
    );
    return rows[0]?.uid;
  }

  async lock(tx: SqlRunner, uid: string): Promise<Demand | undefined> {
    return one(tx, 'd.uid = $1 FOR UPDATE', [uid]);
  }

  /**
   * Sets an amount aside for a payment, or finds the payment that this key began before. Failures: `request_expired`,
   * `wrong_state` (detail `state`), `partial_payment_not_allowed`, `request_exceeded` (both with `left`),
   * `payment_in_progress` while another payment's outcome decides whether there is room for this one,
   * `idempotency_key_reused`.
   */
  reserve(uid: string, wish: PaymentWish): Promise<Result<DemandPayment>> {
    return this.transact(async (tx) => {
      const demand = await this.lock(tx, uid);
      invariant(demand !== undefined, 'a demand is never deleted');
      const before = await paymentOf(tx, wish.principal, wish.key);
      if (before !== undefined) {
        const same = before.demand === uid && before.requestHash === wish.requestHash;
        return same ? succeed(before) : fail('idempotency_key_reused');
      }
      const room = roomIn(demand, wish.amount);
      if (!room.ok) return room;
      const amount = room.value.toString();
      const payment = newUuid();
      await tx.query(
        `INSERT INTO payments.demand_payment (uid, demand, network, principal, key, request_hash,
           amount, started_at, next_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, ledger.network_now($3::smallint),
           clock_timestamp() + make_interval(secs => $8))`,
        [
          payment,
          uid,
          demand.network,
          wish.principal,
          wish.key,
          wish.requestHash,
          amount,
          OWN_SECONDS,
        ],
      );
      await tx.query('UPDATE payments.demand SET reserved = reserved + $2 WHERE uid = $1', [
        uid,
        amount,
      ]);
      const made = await paymentOf(tx, wish.principal, wish.key);
      invariant(made !== undefined, 'a row written a moment ago is there');
      return succeed(made);
    });
  }

  /** Writes down what the ledger decided; told again, or by two at once, it is written once. */
  settle({ uid, demand, amount }: DemandPayment, end: PaymentEnd): Promise<void> {
    return this.transact(async (tx) => {
      await this.lock(tx, demand);
      const [open] = (await tx.query(
        `SELECT uid FROM payments.demand_payment WHERE uid = $1 AND state = 'reserved'`,
        [uid],
      )) as { uid: string }[];
      if (open === undefined) return;
      await tx.query(
        `UPDATE payments.demand_payment SET state = $2, code = $3, next_at = NULL,
           ended_at = ledger.network_now(network) WHERE uid = $1`,
        end.posted ? [uid, 'posted', null] : [uid, 'refused', end.code],
      );
      await tx.query(
        `UPDATE payments.demand SET reserved = reserved - $2, paid = paid + $3,
           state = CASE WHEN paid + $3 = amount THEN 'paid' ELSE state END,
           ended_at = CASE WHEN paid + $3 = amount THEN ledger.network_now(network) END
         WHERE uid = $1`,
        [demand, amount.toString(), (end.posted ? amount : 0n).toString()],
      );
    });
  }

  /** Ends a locked demand that is open. */
  async end(
    tx: SqlRunner,
    uid: string,
    to: Extract<DemandState, 'declined' | 'cancelled'>,
    reason?: string,
  ): Promise<void> {
    await tx.query(
      `UPDATE payments.demand SET state = $2, reason = $3, ended_at = ledger.network_now(network)
       WHERE uid = $1`,
      [uid, to, reason ?? null],
    );
  }

  /** Writes down that a demand's time is over; false if it is not, or was written down before. */
  async expire(tx: SqlRunner, uid: string): Promise<boolean> {
    const [, count] = (await tx.query(
      `UPDATE payments.demand d SET state = 'expired', ended_at = d.expires_at
       WHERE d.uid = $1 AND ${IS_OVER}`,
      [uid],
    )) as [unknown[], number];
    return count === 1;
  }

  /** Payments of requests whose outcome nobody has written down in time, the longest due first. */
  async undecided(network: number, most: number): Promise<DemandPayment[]> {
    const rows = await this.dataSource.query<PaymentRow[]>(
      `SELECT p.uid, p.demand, p.network, p.principal, p.key, p.request_hash, p.amount, p.state
       FROM payments.demand_payment p JOIN payments.demand d ON d.uid = p.demand
       WHERE p.network = $1 AND p.state = 'reserved' AND p.next_at <= clock_timestamp()
         AND d.kind = 'request'
       ORDER BY p.next_at LIMIT $2`,
      [network, most],
    );
    return rows.map(toPayment);
  }

  /** Requests whose time is over and that are not ended yet. */
  async due(network: number, most: number): Promise<string[]> {
    const rows = await this.dataSource.query<{ uid: string }[]>(
      `SELECT uid FROM payments.demand
       WHERE network = $1 AND state = 'requested' AND reserved = 0
         AND expires_at <= (SELECT ledger.network_now($1::smallint))
       ORDER BY expires_at LIMIT $2`,
      [network, most],
    );
    return rows.map(({ uid }) => uid);
  }
}

/** What a payment of this amount may take of a demand, all that is left unless told. */
export function roomIn(demand: Demand, amount: Sen | undefined): Result<Sen> {
  const { state, paid, reserved, partialAllowed } = demand;
  if (state === 'expired') return fail('request_expired');
  if (state !== 'requested') return fail('wrong_state', { state });
  const left = demand.amount - paid;
  const wanted = amount ?? left;
  invariant(wanted > 0n, 'a payment of nothing');
  if (wanted > left) return fail('request_exceeded', { left: formatSen(left) });
  if (!partialAllowed && wanted !== left) {
    return fail('partial_payment_not_allowed', { left: formatSen(left) });
  }
  return wanted > left - reserved ? fail('payment_in_progress') : succeed(wanted);
}

/** A demand of a row that has {@link DEMAND_COLUMNS}. */
export function toDemand(row: DemandRow): Demand {
  const { state } = row;
  invariant(demandStates.isState(state), `unknown state of a demand: ${state}`);
  return {
    uid: row.uid,
    network: row.network,
    kind: row.kind,
    createdBy: row.created_by,
    key: row.key,
    requestHash: row.request_hash,
    amount: BigInt(row.amount),
    paid: BigInt(row.paid),
    reserved: BigInt(row.reserved),
    partialAllowed: row.partial_allowed,
    state,
    note: row.note,
    reason: row.reason,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
  };
}

async function one(sql: SqlRunner, where: string, values: unknown[]): Promise<Demand | undefined> {
  const rows = (await sql.query(
    `SELECT ${DEMAND_COLUMNS} FROM payments.demand d WHERE ${where}`,
    values,
  )) as DemandRow[];
  return rows[0] && toDemand(rows[0]);
}

async function paymentOf(
  sql: SqlRunner,
  principal: string,
  key: string,
): Promise<DemandPayment | undefined> {
  const rows = (await sql.query(
    `SELECT ${PAYMENT_COLUMNS} FROM payments.demand_payment WHERE principal = $1 AND key = $2`,
    [principal, key],
  )) as PaymentRow[];
  return rows[0] && toPayment(rows[0]);
}

function toPayment({
  state,
  amount,
  request_hash: requestHash,
  ...row
}: PaymentRow): DemandPayment {
  invariant(demandPaymentStates.isState(state), `unknown state of a payment: ${state}`);
  return { ...row, requestHash, state, amount: BigInt(amount) };
}
