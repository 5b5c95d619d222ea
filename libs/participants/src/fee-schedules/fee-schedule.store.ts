import {
  feeScheduleStates,
  furtherParties,
  invariant,
  newUuid,
  scheduleToJson,
  type FeeSchedule,
  type FeeScheduleState,
} from '@app/core';
import { openAccount, type SqlRunner } from '@app/ledger';

import { select, storedSchedule } from '../directory/directory.store.js';
import { pageClause, type UidPage } from '../uid-page.js';
import type { ScheduleDraft, StoredSchedule } from './fee-schedule.js';

interface ScheduleRow {
  uid: string;
  network: number;
  version: number;
  state: string;
  body: unknown;
  created_at: Date;
  effective_at: Date;
  drafted_by: string | null;
  approved_by: string | null;
  approved_at: Date | null;
  activated_at: Date | null;
  retired_at: Date | null;
}

const COLUMNS = `SELECT f.uid, f.network, f.version, f.state, f.body, f.created_at, f.effective_at,
    f.drafted_by, f.approved_by, f.approved_at, f.activated_at, f.retired_at
  FROM participants.fee_schedule f`;

/** Changes of a network's schedules come one after the other. Answers the network's time. */
export async function lockSchedules(tx: SqlRunner, network: number): Promise<Date> {
  await tx.query('SELECT 1 FROM participants.network WHERE id = $1 FOR UPDATE', [network]);
  const [row] = await select<{ now: Date }>(tx, 'SELECT ledger.network_now($1) AS now', [network]);
  invariant(row !== undefined, `there is no network ${network}`);
  return row.now;
}

export async function hasSchedule(tx: SqlRunner, network: number): Promise<boolean> {
  const rows = await select<unknown>(
    tx,
    `SELECT 1 FROM participants.fee_schedule
     WHERE network = $1 AND state IN ('approved', 'active', 'retired') LIMIT 1`,
    [network],
  );
  return rows.length > 0;
}

/** Writes a draft under the network's next version; the schedules are locked. */
export async function insertDraft(
  tx: SqlRunner,
  network: number,
  draft: ScheduleDraft,
  facts: { draftedBy: string; createdAt: Date; effectiveAt: Date },
): Promise<StoredSchedule> {
  const [last] = await select<{ version: number }>(
    tx,
    `SELECT coalesce(max(version), 0) AS version FROM participants.fee_schedule
     WHERE network = $1`,
    [network],
  );
  const version = (last?.version ?? 0) + 1;
  const uid = newUuid();
  await tx.query(
    `INSERT INTO participants.fee_schedule (uid, network, version, state, body, drafted_by,
       created_at, effective_at)
     VALUES ($1, $2, $3, 'draft', $4, $5, $6, $7)`,
    [
      uid,
      network,
      version,
      JSON.stringify(scheduleToJson({ ...draft, version })),
      facts.draftedBy,
      facts.createdAt,
      facts.effectiveAt,
    ],
  );
  return present(await readSchedule(tx, uid));
}

export async function readSchedule(
  sql: SqlRunner,
  uid: string,
): Promise<StoredSchedule | undefined> {
  return (await readWhere(sql, 'f.uid = $1', [uid]))[0];
}

export async function lockSchedule(
  tx: SqlRunner,
  uid: string,
): Promise<StoredSchedule | undefined> {
  return (await readWhere(tx, 'f.uid = $1 FOR UPDATE', [uid]))[0];
}

/** Approved ones whose time has come, in the order in which they come into force. */
export async function dueSchedules(sql: SqlRunner, network: number): Promise<StoredSchedule[]> {
  return readWhere(
    sql,
    `f.network = $1 AND f.state = 'approved'
       AND f.effective_at <= (SELECT ledger.network_now($1::smallint))
     ORDER BY f.effective_at, f.version`,
    [network],
  );
}

export interface ScheduleFilter {
  readonly state?: FeeScheduleState | undefined;
  readonly version?: number | undefined;
}

/** Schedules of a network, oldest first. */
export async function listSchedules(
  sql: SqlRunner,
  network: number,
  { state, version }: ScheduleFilter,
  page: UidPage,
): Promise<StoredSchedule[]> {
  return readWhere(
    sql,
    `f.network = $1 AND ($2::text IS NULL OR f.state = $2)
       AND ($3::integer IS NULL OR f.version = $3) ${pageClause(page, 'f.uid', 4)}`,
    [network, state ?? null, version ?? null, page.after ?? page.before ?? null, page.limit],
  );
}

export async function approveSchedule(
  tx: SqlRunner,
  uid: string,
  approval: { by: string; at: Date } | null,
): Promise<void> {
  await tx.query(
    `UPDATE participants.fee_schedule SET state = 'approved', approved_by = $2, approved_at = $3
     WHERE uid = $1`,
    [uid, approval?.by ?? null, approval?.at ?? null],
  );
}

export async function rejectSchedule(tx: SqlRunner, uid: string): Promise<void> {
  await tx.query(`UPDATE participants.fee_schedule SET state = 'rejected' WHERE uid = $1`, [uid]);
}

/** Retires the one in force and puts an approved one in its place. */
export async function replaceActive(
  tx: SqlRunner,
  { uid, network }: StoredSchedule,
  at: Date,
): Promise<void> {
  await tx.query(
    `UPDATE participants.fee_schedule SET state = 'retired', retired_at = $2
     WHERE network = $1 AND state = 'active'`,
    [network, at],
  );
  await tx.query(
    `UPDATE participants.fee_schedule SET state = 'active', activated_at = $2 WHERE uid = $1`,
    [uid, at],
  );
}

/** Opens an account in the switch's book for each party that has none yet: there the switch owes its shares. */
export async function openParties(
  tx: SqlRunner,
  network: number,
  schedule: FeeSchedule,
): Promise<void> {
  const parties = furtherParties(schedule);
  if (parties.length === 0) return;
  const missing = await select<{ name: string; book: number }>(
    tx,
    `SELECT p.name, n.switch_book AS book FROM unnest($2::text[]) AS p (name)
     JOIN participants.network n ON n.id = $1
     WHERE NOT EXISTS (
       SELECT 1 FROM participants.fee_party f WHERE f.network = n.id AND f.name = p.name)`,
    [network, parties],
  );
  for (const { name, book } of missing) {
    const uid = newUuid();
    const account = await openAccount(tx, { book, kind: 'fee_payable', owner: uid });
    await tx.query(
      'INSERT INTO participants.fee_party (network, name, uid, account) VALUES ($1, $2, $3, $4)',
      [network, name, uid, account.id],
    );
  }
}

/** A row that was written a moment ago. */
export function present(stored: StoredSchedule | undefined): StoredSchedule {
  invariant(stored !== undefined, 'a fee schedule is never deleted');
  return stored;
}

async function readWhere(
  sql: SqlRunner,
  where: string,
  values: unknown[],
): Promise<StoredSchedule[]> {
  const rows = await select<ScheduleRow>(sql, `${COLUMNS} WHERE ${where}`, values);
  return rows.map(toStored);
}

function toStored(row: ScheduleRow): StoredSchedule {
  const { state } = row;
  invariant(feeScheduleStates.isState(state), `unknown state of a fee schedule: ${state}`);
  return {
    uid: row.uid,
    network: row.network,
    version: row.version,
    state,
    schedule: storedSchedule(row.body),
    createdAt: row.created_at,
    effectiveAt: row.effective_at,
    draftedBy: row.drafted_by,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
    activatedAt: row.activated_at,
    retiredAt: row.retired_at,
  };
}
