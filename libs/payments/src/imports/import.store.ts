import { invariant } from '@app/core';
import type { ImportColumn, ImportFault, ImportFaultCode } from '@app/participants';
import type { EntityManager } from 'typeorm';

import type { Import, ImportCounts, ImportedRow, ImportState } from './import.js';

interface ImportRow {
  uid: string;
  network: number;
  cooperative: string;
  principal: string;
  request_hash: string;
  dry_run: boolean;
  state: ImportState;
  rows: number;
  members: number;
  merchants: number;
  unchanged: number;
  faults: number;
  openings: number;
  opening_amount: string;
  openings_done: number;
  asked_at: Date;
  ended_at: Date | null;
}

/** Who sends a file, and under which key it may be sent again. */
export interface NewImport {
  readonly uid: string;
  readonly network: number;
  readonly cooperative: string;
  readonly principal: string;
  readonly key: string;
  readonly requestHash: string;
  readonly dryRun: boolean;
}

/** The import under this key: this one, if it is the first to come. */
export async function claimImport(sql: EntityManager, wanted: NewImport): Promise<Import> {
  const { uid, network, cooperative, principal, key, requestHash, dryRun } = wanted;
  await sql.query(
    `INSERT INTO payments.import
       (uid, network, cooperative, principal, key, request_hash, dry_run, asked_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, ledger.network_now($2::smallint))
     ON CONFLICT (principal, key) DO NOTHING`,
    [uid, network, cooperative, principal, key, requestHash, dryRun],
  );
  const rows = await sql.query<ImportRow[]>(
    'SELECT * FROM payments.import WHERE principal = $1 AND key = $2',
    [principal, key],
  );
  const [row] = rows;
  invariant(row !== undefined, 'a key that no import holds');
  return toImport(row);
}

export async function readImport(sql: EntityManager, uid: string): Promise<Import | undefined> {
  const rows = await sql.query<ImportRow[]>('SELECT * FROM payments.import WHERE uid = $1', [uid]);
  return rows[0] && toImport(rows[0]);
}

/** As it stands, held to the end of the transaction. */
export async function lockImport(tx: EntityManager, uid: string): Promise<Import> {
  const [row] = await tx.query<ImportRow[]>(
    'SELECT * FROM payments.import WHERE uid = $1 FOR UPDATE',
    [uid],
  );
  invariant(row !== undefined, `there is no import ${uid}`);
  return toImport(row);
}

/** Two files of one cooperative are compared with what is there one after the other. */
export async function lockCooperative(tx: EntityManager, cooperative: string): Promise<void> {
  await tx.query('SELECT 1 FROM participants.cooperative WHERE uid = $1 FOR NO KEY UPDATE', [
    cooperative,
  ]);
}

/**
 * Tables grow a thousandfold within the transaction, so a plan made while they were small must not be used again, nor
 * one that reads them whole: checks of foreign keys would take minutes.
 */
export async function planForMany(tx: EntityManager): Promise<void> {
  await tx.query('SET LOCAL plan_cache_mode = force_custom_plan');
  await tx.query('SET LOCAL enable_seqscan = off');
}

/** Imports of a network that somebody began and nobody has ended, the oldest first. */
export async function listUnfinished(
  sql: EntityManager,
  network: number,
  most: number,
): Promise<{ readonly uid: string; readonly state: ImportState; readonly abandoned: boolean }[]> {
  return sql.query(
    `SELECT uid, state,
       asked_at < ledger.network_now($1::smallint) - interval '15 minutes' AS abandoned
     FROM payments.import WHERE network = $1 AND state IN ('validating', 'applying')
     ORDER BY asked_at LIMIT $2`,
    [network, most],
  );
}

export async function writeCounts(
  tx: EntityManager,
  uid: string,
  counts: ImportCounts,
): Promise<void> {
  const { rows, members, merchants, unchanged, openings, openingAmount } = counts;
  await tx.query(
    `UPDATE payments.import SET rows = $2, members = $3, merchants = $4, unchanged = $5,
       openings = $6, opening_amount = $7 WHERE uid = $1`,
    [uid, rows, members, merchants, unchanged, openings, openingAmount.toString()],
  );
}

/** The state machine of the database refuses what can't follow. `ends` when nothing follows. */
export async function writeState(
  tx: EntityManager,
  uid: string,
  state: ImportState,
  ends: boolean,
): Promise<void> {
  await tx.query(
    `UPDATE payments.import SET state = $2,
       ended_at = CASE WHEN $3 THEN ledger.network_now(network) END WHERE uid = $1`,
    [uid, state, ends],
  );
}

export async function writeRows(
  tx: EntityManager,
  uid: string,
  rows: readonly ImportedRow[],
): Promise<void> {
  await tx.query(
    `INSERT INTO payments.import_row (import, row, kind, subject, person, wallet_uid, wallet, opening)
     SELECT $1, r.* FROM unnest($2::integer[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[],
       $7::integer[], $8::bigint[]) AS r`,
    [
      uid,
      rows.map(({ row }) => row),
      rows.map(({ kind }) => kind),
      rows.map(({ subject }) => subject),
      rows.map(({ person }) => person),
      rows.map(({ walletUid }) => walletUid),
      rows.map(({ wallet }) => wallet),
      rows.map(({ opening }) => opening.toString()),
    ],
  );
}

interface ImportedRowRow {
  row: number;
  kind: 'member' | 'merchant';
  subject: string;
  person: string;
  wallet_uid: string;
  wallet: number;
  opening: string;
}

/** Rows that made somebody, in the file's order, from after a row on. */
export async function readRows(
  sql: EntityManager,
  uid: string,
  { after, most, withOpening }: { after: number; most: number; withOpening: boolean },
): Promise<ImportedRow[]> {
  const rows = await sql.query<ImportedRowRow[]>(
    `SELECT row, kind, subject, person, wallet_uid, wallet, opening FROM payments.import_row
     WHERE import = $1 AND row > $2 AND (opening > 0 OR NOT $4) ORDER BY row LIMIT $3`,
    [uid, after, most, withOpening],
  );
  return rows.map(({ wallet_uid: walletUid, opening, ...row }) => ({
    ...row,
    walletUid,
    opening: BigInt(opening),
  }));
}

/** Writes faults down from this position on; those that are there already stay. */
export async function writeFaults(
  tx: EntityManager,
  uid: string,
  faults: readonly (ImportFault & { readonly position: number })[],
): Promise<void> {
  if (faults.length === 0) return;
  await tx.query(
    `WITH written AS (
       INSERT INTO payments.import_fault (import, position, row, field, code, detail)
       SELECT $1, f.position, f.row, f.field, f.code, f.detail::jsonb
       FROM unnest($2::integer[], $3::integer[], $4::text[], $5::text[], $6::text[])
         AS f(position, row, field, code, detail)
       ON CONFLICT DO NOTHING RETURNING 1)
     UPDATE payments.import SET faults = faults + (SELECT count(*) FROM written) WHERE uid = $1`,
    [
      uid,
      faults.map(({ position }) => position),
      faults.map(({ row }) => row),
      faults.map(({ column }) => column),
      faults.map(({ code }) => code),
      faults.map(({ detail }) => JSON.stringify(detail ?? {})),
    ],
  );
}

interface FaultRow {
  row: number;
  field: ImportColumn | null;
  code: ImportFaultCode;
  detail: Record<string, string>;
}

/** In the file's order. */
export async function readFaults(
  sql: EntityManager,
  uid: string,
  most: number,
): Promise<ImportFault[]> {
  const rows = await sql.query<FaultRow[]>(
    `SELECT row, field, code, detail FROM payments.import_fault WHERE import = $1
     ORDER BY position LIMIT $2`,
    [uid, most],
  );
  return rows.map(({ field, ...fault }) => ({ ...fault, column: field }));
}

/** How far opening balances have come: the last row of the file whose own is decided. */
export async function readProgress(tx: EntityManager, uid: string): Promise<number> {
  const [row] = await tx.query<{ last_row_done: number }[]>(
    'SELECT last_row_done FROM payments.import WHERE uid = $1',
    [uid],
  );
  return row?.last_row_done ?? 0;
}

/** Counts a part as done, unless somebody else who posts the same import has counted it. */
export async function writeProgress(
  tx: EntityManager,
  uid: string,
  part: { readonly after: number; readonly last: number; readonly count: number },
): Promise<void> {
  await tx.query(
    `UPDATE payments.import SET last_row_done = $3, openings_done = openings_done + $4
     WHERE uid = $1 AND last_row_done = $2 AND state = 'applying'`,
    [uid, part.after, part.last, part.count],
  );
}

function toImport(row: ImportRow): Import {
  return {
    uid: row.uid,
    network: row.network,
    cooperative: row.cooperative,
    principal: row.principal,
    requestHash: row.request_hash,
    dryRun: row.dry_run,
    state: row.state,
    rows: row.rows,
    members: row.members,
    merchants: row.merchants,
    unchanged: row.unchanged,
    faults: row.faults,
    openings: row.openings,
    openingAmount: BigInt(row.opening_amount),
    openingsDone: row.openings_done,
    askedAt: row.asked_at,
    endedAt: row.ended_at,
  };
}
