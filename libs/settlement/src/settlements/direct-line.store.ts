import { invariant, newUuid, type DirectPayment, type Sen } from '@app/core';
import type { SqlRunner } from '@app/ledger';
import { select, textOf } from '../sql.js';
import type { DirectLine } from './settlement.js';

interface DirectLineRow {
  readonly debtor: number;
  readonly creditor: number;
  readonly debtor_uid: string;
  readonly creditor_uid: string;
  readonly due: string;
  readonly confirmed: string;
  readonly paid: string;
  readonly reserved_at: Date | null;
  readonly transfers: string[];
}

const SELECT_LINES = `SELECT l.debtor, l.creditor, d.uid AS debtor_uid, c.uid AS creditor_uid, l.due,
    l.confirmed, l.paid, l.reserved_at,
    ARRAY(SELECT p.uid::text FROM settlement.direct_payment p
      WHERE p.settlement = l.settlement AND p.debtor = l.debtor AND p.creditor = l.creditor
        AND p.posted ORDER BY p.number) AS transfers
  FROM settlement.direct_line l
  JOIN ledger.book d ON d.id = l.debtor
  JOIN ledger.book c ON c.id = l.creditor`;

export async function insertDirectLines(
  sql: SqlRunner,
  settlement: string,
  payments: readonly DirectPayment[],
): Promise<void> {
  await sql.query(
    `INSERT INTO settlement.direct_line (settlement, debtor, creditor, due)
     SELECT $1::uuid, n.debtor, n.creditor, n.due
     FROM unnest($2::integer[], $3::integer[], $4::bigint[]) AS n (debtor, creditor, due)`,
    [
      settlement,
      payments.map(({ debtor }) => debtor),
      payments.map(({ creditor }) => creditor),
      textOf(payments.map(({ amount }) => amount)),
    ],
  );
}

/** In order of debtor and creditor. */
export async function readDirectLines(sql: SqlRunner, settlement: string): Promise<DirectLine[]> {
  const rows = await select<DirectLineRow>(
    sql,
    `${SELECT_LINES} WHERE l.settlement = $1 ORDER BY l.debtor, l.creditor`,
    [settlement],
  );
  return rows.map(toLine);
}

/** Takes a line until the transaction ends: what arrived for it is confirmed one after the other. */
export async function lockDirectLine(
  sql: SqlRunner,
  settlement: string,
  { debtor, creditor }: Pick<DirectLine, 'debtor' | 'creditor'>,
): Promise<DirectLine> {
  const [row] = await select<DirectLineRow>(
    sql,
    `${SELECT_LINES} WHERE l.settlement = $1 AND l.debtor = $2 AND l.creditor = $3
     FOR UPDATE OF l`,
    [settlement, debtor, creditor],
  );
  invariant(row !== undefined, `settlement ${settlement} has no line ${debtor} to ${creditor}`);
  return toLine(row);
}

/** What the creditors of a settlement may still come to owe, in sen; by book. */
export async function readHeadroom(
  sql: SqlRunner,
  settlement: string,
): Promise<ReadonlyMap<number, Sen>> {
  const rows = await select<{ book: number; free: string }>(
    sql,
    `SELECT c.book, (a.maximum - a.posted - a.held_credits)::text AS free
     FROM participants.cooperative c JOIN ledger.account a ON a.id = c.clearing
     WHERE c.book IN (SELECT l.creditor FROM settlement.direct_line l
       WHERE l.settlement = $1 AND l.reserved_at IS NULL)`,
    [settlement],
  );
  return new Map(rows.map(({ book, free }) => [book, BigInt(free)]));
}

/** A reservation that was decided, and perhaps not yet placed. */
export interface PlannedReservation {
  readonly debtor: number;
  readonly creditor: number;
  readonly attempt: number;
  /** Uuid of the hold. */
  readonly hold: string;
  readonly due: Sen;
}

/** Decides reservations, each under the uuid of its hold. */
export async function insertReservations(
  sql: SqlRunner,
  settlement: string,
  lines: readonly Pick<DirectLine, 'debtor' | 'creditor'>[],
): Promise<void> {
  await sql.query(
    `UPDATE settlement.direct_line l SET hold = n.hold, attempt = l.attempt + 1
     FROM unnest($2::integer[], $3::integer[], $4::uuid[]) AS n (debtor, creditor, hold)
     WHERE l.settlement = $1 AND l.debtor = n.debtor AND l.creditor = n.creditor
       AND l.hold IS NULL`,
    [
      settlement,
      lines.map(({ debtor }) => debtor),
      lines.map(({ creditor }) => creditor),
      lines.map(() => newUuid()),
    ],
  );
}

export async function readOpenReservations(
  sql: SqlRunner,
  settlement: string,
): Promise<PlannedReservation[]> {
  const rows = await select<Omit<PlannedReservation, 'due'> & { readonly due: string }>(
    sql,
    `SELECT debtor, creditor, attempt, hold, due FROM settlement.direct_line
     WHERE settlement = $1 AND hold IS NOT NULL AND reserved_at IS NULL
     ORDER BY debtor, creditor`,
    [settlement],
  );
  return rows.map((row) => ({ ...row, due: BigInt(row.due) }));
}

/** Writes down what the ledger answered; a line that was refused may get another hold. */
export async function recordReservation(
  sql: SqlRunner,
  settlement: string,
  { debtor, creditor, hold }: PlannedReservation,
  placed: boolean,
): Promise<void> {
  await sql.query(
    `UPDATE settlement.direct_line l
     SET hold = CASE WHEN $5 THEN l.hold END,
       reserved_at = CASE WHEN $5 THEN (SELECT ledger.network_now(s.network)
         FROM settlement.settlement s WHERE s.uid = l.settlement) END
     WHERE l.settlement = $1 AND l.debtor = $2 AND l.creditor = $3 AND l.hold = $4
       AND l.reserved_at IS NULL`,
    [settlement, debtor, creditor, hold, placed],
  );
}

/** What arrived, as somebody says. */
export interface Confirmation {
  /** Uuid of the person. */
  readonly confirmedBy: string;
  readonly amount: Sen;
  readonly bankReference: string;
  readonly key: string;
  /** 32 hex digits over what was asked. */
  readonly requestHash: string;
}

/** What arrived of a line; `uid` is the transfer's. */
export interface ConfirmedPayment extends Confirmation {
  readonly uid: string;
  readonly settlement: string;
  readonly debtor: number;
  readonly creditor: number;
  /** With it the line is paid. */
  readonly final: boolean;
  readonly posted: boolean;
  readonly confirmedAt: Date;
  /** Of the line. */
  readonly hold: string;
}

interface PaymentRow {
  readonly uid: string;
  readonly settlement: string;
  readonly debtor: number;
  readonly creditor: number;
  readonly amount: string;
  readonly final: boolean;
  readonly posted: boolean;
  readonly confirmed_by: string;
  readonly confirmed_at: Date;
  readonly bank_reference: string;
  readonly key: string;
  readonly request_hash: string;
  readonly hold: string;
}

const SELECT_PAYMENTS = `SELECT p.uid, p.settlement, p.debtor, p.creditor, p.amount, p.final, p.posted,
    p.confirmed_by, p.confirmed_at, p.bank_reference, p.key, p.request_hash, l.hold
  FROM settlement.direct_payment p
  JOIN settlement.direct_line l USING (settlement, debtor, creditor)`;

/** Confirmed and not posted yet; those of a line in the order in which they were confirmed. */
export async function readOpenDirectPayments(
  sql: SqlRunner,
  settlement: string,
): Promise<ConfirmedPayment[]> {
  const rows = await select<PaymentRow>(
    sql,
    `${SELECT_PAYMENTS} WHERE p.settlement = $1 AND NOT p.posted
     ORDER BY p.debtor, p.creditor, p.number`,
    [settlement],
  );
  return rows.map(toPayment);
}

export async function readPaymentByKey(
  sql: SqlRunner,
  principal: string,
  key: string,
): Promise<ConfirmedPayment | undefined> {
  const [row] = await select<PaymentRow>(
    sql,
    `${SELECT_PAYMENTS} WHERE p.confirmed_by = $1 AND p.key = $2`,
    [principal, key],
  );
  return row && toPayment(row);
}

/** Writes down what arrived for a locked line; false if the creditor's bank reference, or the key, stands for something else. */
export async function insertDirectPayment(
  sql: SqlRunner,
  { uid, network }: { readonly uid: string; readonly network: number },
  { debtor, creditor, due, confirmed }: DirectLine,
  { confirmedBy, amount, bankReference, key, requestHash }: Confirmation,
): Promise<boolean> {
  const rows = await select<{ uid: string }>(
    sql,
    `INSERT INTO settlement.direct_payment (uid, settlement, debtor, creditor, number, amount, final,
       confirmed_by, confirmed_at, bank_reference, key, request_hash)
     SELECT $1, $2, $3, $4, 1 + (SELECT count(*) FROM settlement.direct_payment
         WHERE settlement = $2 AND debtor = $3 AND creditor = $4), $5, $6, $7,
       ledger.network_now($8::smallint), $9, $10, $11
     ON CONFLICT DO NOTHING RETURNING uid`,
    [
      newUuid(),
      uid,
      debtor,
      creditor,
      amount.toString(),
      confirmed + amount === due,
      confirmedBy,
      network,
      bankReference,
      key,
      requestHash,
    ],
  );
  if (rows.length === 0) return false;
  await sql.query(
    `UPDATE settlement.direct_line SET confirmed = confirmed + $4
     WHERE settlement = $1 AND debtor = $2 AND creditor = $3`,
    [uid, debtor, creditor, amount.toString()],
  );
  return true;
}

/** It is posted; what somebody else wrote down already is left as it is. */
export async function recordDirectPayment(sql: SqlRunner, uid: string): Promise<void> {
  await sql.query(
    `WITH done AS (
       UPDATE settlement.direct_payment SET posted = true WHERE uid = $1 AND NOT posted
       RETURNING settlement, debtor, creditor, amount
     )
     UPDATE settlement.direct_line l SET paid = l.paid + d.amount
     FROM done d
     WHERE l.settlement = d.settlement AND l.debtor = d.debtor AND l.creditor = d.creditor`,
    [uid],
  );
}

function toLine(row: DirectLineRow): DirectLine {
  return {
    debtor: row.debtor,
    creditor: row.creditor,
    debtorUid: row.debtor_uid,
    creditorUid: row.creditor_uid,
    due: BigInt(row.due),
    confirmed: BigInt(row.confirmed),
    paid: BigInt(row.paid),
    reservedAt: row.reserved_at,
    transfers: row.transfers,
  };
}

function toPayment(row: PaymentRow): ConfirmedPayment {
  return {
    uid: row.uid,
    settlement: row.settlement,
    debtor: row.debtor,
    creditor: row.creditor,
    amount: BigInt(row.amount),
    final: row.final,
    posted: row.posted,
    confirmedBy: row.confirmed_by,
    confirmedAt: row.confirmed_at,
    bankReference: row.bank_reference,
    key: row.key,
    requestHash: row.request_hash,
    hold: row.hold,
  };
}
