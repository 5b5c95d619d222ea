import type { AlertService, Approval, ApprovalService, Identity } from '@app/access';
import { fail, formatSen, newUuid, type Result } from '@app/core';
import { inTransaction } from '@app/database';
import type { Cooperative } from '@app/participants';
import type { DataSource } from 'typeorm';
import { REMINDER_HOURS } from '../liquidity/position-watch.js';
import { select, type PageOf } from '../sql.js';
import {
  insertStatement,
  listBreaks,
  listStatements,
  lockImports,
  matchLines,
  readKnownLines,
  readLine,
  readStatementByDigest,
} from './bank-line.store.js';
import { BREAK_RESOLUTION, type BreakPayload } from './break-resolution.js';
import {
  repetition,
  type BankBreak,
  type BankStatement,
  type BreakKind,
  type LineFault,
  type ReadLine,
} from './bank-line.js';

export interface ReconciliationPorts {
  readonly dataSource: DataSource;
  readonly directory: { cooperativeByUid(uid: string): Promise<Cooperative | undefined> };
  readonly approvals: Pick<ApprovalService, 'request'>;
  readonly alerts: Pick<AlertService, 'raise' | 'clear'>;
}

export interface StatementImport {
  readonly network: number;
  readonly format: BankStatement['format'];
  /** SHA-256 of the file, 64 hex digits: a file is read once. */
  readonly digest: string;
  readonly lines: readonly ReadLine[];
}

export type Imported =
  | { readonly ok: true; readonly statement: BankStatement; readonly replayed: boolean }
  | { readonly ok: false; readonly faults: readonly LineFault[] };

/** What two persons do about a break. */
export type BreakAction =
  | { readonly action: 'cooperative'; readonly cooperative: string }
  | { readonly action: 'suspense' | 'correct' };

/** The settlement bank's word against the books. */
export class ReconciliationService {
  constructor(private readonly ports: ReconciliationPorts) {}

  /**
   * Takes a statement in, all of it or nothing, and pairs its lines with the books. Lines that an
   * earlier statement had are left out, since statements overlap; one that contradicts an earlier one
   * is a fault. The same file again is answered with what it made.
   */
  async import(caller: Identity, wanted: StatementImport): Promise<Imported> {
    const { network, format, digest, lines } = wanted;
    const imported = await inTransaction(this.ports.dataSource, async (tx): Promise<Imported> => {
      await lockImports(tx, network);
      const same = await readStatementByDigest(tx, network, digest);
      if (same !== undefined) return { ok: true, statement: same, replayed: true };
      const known = await readKnownLines(
        tx,
        network,
        lines.map(({ reference }) => reference),
      );
      const contradicting = lines.filter((line) => {
        const before = known.get(line.reference);
        return before !== undefined && repetition(before, line) === 'line_contradicts';
      });
      if (contradicting.length > 0) {
        const code = 'line_contradicts';
        return { ok: false, faults: contradicting.map(({ number }) => ({ number, code })) };
      }
      const fresh = lines.filter(({ reference }) => !known.has(reference));
      const statement = { uid: newUuid(), network, format, digest, importedBy: caller.principal };
      const knownCount = lines.length - fresh.length;
      await insertStatement(tx, { ...statement, knownCount }, fresh);
      await matchLines(tx, network);
      const made = await readStatementByDigest(tx, network, digest);
      if (made === undefined) throw new Error('a row written a moment ago is there');
      return { ok: true, statement: made, replayed: false };
    });
    return imported;
  }

  /** Newest first; the cursor is the uuid. */
  statements(network: number, page: PageOf<string>): Promise<BankStatement[]> {
    return listStatements(this.ports.dataSource.manager, network, page);
  }

  /** Where the bank and the books differ now, newest first; the cursor is the uuid. */
  breaks(network: number, kind: BreakKind | undefined, page: PageOf<string>): Promise<BankBreak[]> {
    return listBreaks(this.ports.dataSource.manager, network, kind, page);
  }

  /**
   * Asks another operator to agree to how a break is resolved: `cooperative` books the money as that
   * cooperative's, from suspense if it is there; `suspense` books it as nobody's yet; `correct` books the
   * difference to what the books have under its reference. Failures: `not_found`, `wrong_state` (detail
   * `state`) where that can't be done to it, and those of `ApprovalService.request`.
   */
  async resolve(
    caller: Identity,
    uid: string,
    wish: BreakAction,
    reason: string,
  ): Promise<Result<Approval>> {
    const line = await readLine(this.ports.dataSource.manager, uid);
    if (line === undefined || !reaches(caller, line.network)) return fail('not_found');
    let payload: BreakPayload = { action: wish.action };
    if (wish.action === 'cooperative') {
      const found = await this.ports.directory.cooperativeByUid(wish.cooperative);
      if (found?.network !== line.network) return fail('not_found');
      payload = { action: 'cooperative', cooperative: found.book, cooperativeUid: found.uid };
    }
    return this.ports.approvals.request(caller, {
      network: line.network,
      kind: BREAK_RESOLUTION,
      subject: uid,
      payload,
      reason,
    });
  }

  /** For the worker: pairs what came since, and tells people of what is left, each day again. */
  async watch(network: number): Promise<void> {
    const { manager } = this.ports.dataSource;
    await matchLines(manager, network);
    const open = await select<{
      uid: string;
      amount: string;
      reference: string;
      booked_on: string;
    }>(
      manager,
      `SELECT l.uid, l.amount, l.reference, l.booked_on::text FROM settlement.bank_line l
       WHERE l.network = $1 AND l.state IN ('UNMATCHED', 'SUSPENSE') AND NOT EXISTS (
         SELECT FROM access.alert a WHERE a.network = l.network AND a.kind = 'bank_break'
           AND a.dedupe_key = l.uid::text AND a.cleared_at IS NULL
           AND a.last_raised_at + make_interval(hours => ${REMINDER_HOURS})
             > ledger.network_now(l.network))
       ORDER BY l.uid LIMIT 200`,
      [network],
    );
    for (const { uid, amount, reference, booked_on: bookedOn } of open) {
      await this.ports.alerts.raise({
        network,
        kind: 'bank_break',
        subject: uid,
        detail: { amount: formatSen(BigInt(amount)), reference, booked_on: bookedOn },
        dedupeKey: uid,
      });
    }
    const over = await select<{ dedupe_key: string }>(
      manager,
      `SELECT a.dedupe_key FROM access.alert a JOIN settlement.bank_line l ON l.uid = a.subject
       WHERE a.network = $1 AND a.kind = 'bank_break' AND a.cleared_at IS NULL
         AND l.state IN ('MATCHED', 'RESOLVED')`,
      [network],
    );
    for (const { dedupe_key: dedupeKey } of over) {
      await this.ports.alerts.clear({ network, kind: 'bank_break', dedupeKey });
    }
  }
}

function reaches(caller: Identity, network: number): boolean {
  return caller.network === null || caller.network === network;
}
