import { BulkOnboarding, PersonStore, type Identity, type IssuedCode } from '@app/access';
import { fail, newUuid, succeed, sumSen, type Failure, type Result } from '@app/core';
import { inTransaction } from '@app/database';
import {
  admitAll,
  admitsNewcomers,
  FAULTS_REPORTED_MAX,
  inParts,
  judgeImport,
  parseImport,
  readKnownParticipants,
  type Cooperative,
  type ImportFault,
  type ImportPlan,
  type ParsedImport,
  type UnchangedRow,
} from '@app/participants';
import type { EntityManager } from 'typeorm';

import { rulesKnowing } from '../current-rules.js';
import type { Replayable } from '../payment/posting-failure.js';
import type { Import, ImportCounts, ImportedRow } from './import.js';
import { readOpenings, writeOrders } from './import-openings.store.js';
import { ImportPosting, type ImportPostingPorts } from './import-posting.js';
import {
  claimImport,
  lockCooperative,
  lockImport,
  planForMany,
  readFaults,
  readImport,
  readRows,
  writeCounts,
  writeFaults,
  writeRows,
  writeState,
} from './import.store.js';

export interface ImportPorts extends ImportPostingPorts {
  readonly people: PersonStore;
  readonly onboarding: BulkOnboarding;
}

/** A file, who sends it and under which key. */
export interface ImportOrder {
  readonly cooperative: Cooperative;
  readonly principal: string;
  readonly key: string;
  readonly requestHash: string;
  /** Only to be told what is wrong with it. */
  readonly dryRun: boolean;
  readonly bytes: Buffer;
}

/** A code to hand over, and to whom. */
export interface ActivationCode extends IssuedCode {
  readonly fullName: string;
  /** E.164. */
  readonly phone: string | null;
  /** The member's number; of somebody who only owns a shop, none. */
  readonly number: string | null;
}

/** Files that are read at once in this process: each takes memory and time of the processor. */
const READ_AT_ONCE = 2;
/** How long a request posts opening balances before it leaves the rest to the worker. */
const POSTING_MS = 10_000;
/** How often a file is compared anew when somebody else takes on one of its people meanwhile. */
const ATTEMPTS_MAX = 5;
const ALL_ROWS = { after: 0, most: 1_000_000, withOpening: false };

/** Takes on members, merchants and their opening balances from a file: all of it, or nothing. */
export class ImportService {
  private readonly posting: ImportPosting;
  private reading = 0;

  constructor(private readonly ports: ImportPorts) {
    this.posting = new ImportPosting(ports);
  }

  /**
   * Reads the file, and unless something is wrong with a row, makes everybody in one transaction and posts the opening
   * balances. The answer is `applying` when that takes longer than ten seconds; the worker ends it, or the same
   * request sent again. A key that comes again answers with what has become of it.
   *
   * Failures: `wrong_state` in a cooperative that is suspended or has left, `idempotency_key_reused`, `overloaded`
   * while two other files are being read.
   */
  async send(order: ImportOrder): Promise<Result<Import> & Replayable> {
    const refusal = admitsNewcomers(order.cooperative);
    if (refusal !== undefined) return { ...refusal, replayed: false };
    if (this.reading >= READ_AT_ONCE) return { ...fail('overloaded'), replayed: false };
    this.reading += 1;
    try {
      return await this.admit(order);
    } finally {
      this.reading -= 1;
    }
  }

  /** `not_found` outside the caller's network or cooperative. */
  async read(caller: Identity, uid: string): Promise<Result<Import, 'not_found'>> {
    const found = await readImport(this.ports.dataSource.manager, uid);
    return found !== undefined && reaches(caller, found) ? succeed(found) : fail('not_found');
  }

  /** What is wrong with an import, in the file's order. */
  faults(uid: string, most: number = FAULTS_REPORTED_MAX): Promise<ImportFault[]> {
    return readFaults(this.ports.dataSource.manager, uid, most);
  }

  /**
   * New one-time codes for everybody whom the import made and who has no PIN yet, in place of earlier ones; they are
   * stored nowhere, so this is the one time at which they can be read. In the file's order. `not_found` as for
   * {@link read}.
   */
  async issueCodes(caller: Identity, uid: string): Promise<Result<ActivationCode[], 'not_found'>> {
    const found = await this.read(caller, uid);
    if (!found.ok) return found;
    return inTransaction(this.ports.dataSource, async (tx) => {
      const rows = await readRows(tx, uid, ALL_ROWS);
      const persons = [...new Set(rows.map(({ person }) => person))];
      const codes: IssuedCode[] = [];
      for (const part of inParts(persons)) {
        codes.push(...(await this.ports.onboarding.issueActivations(tx, part)));
      }
      const issued = new Map(codes.map((code) => [code.person, code]));
      const people = await this.ports.people.readMany(tx, [...issued.keys()]);
      const numbers = await readNumbers(tx, uid);
      return succeed(
        persons.flatMap((id) => {
          const code = issued.get(id);
          const person = people.get(id);
          if (code === undefined || person === undefined) return [];
          const { fullName, phone } = person;
          return [{ ...code, fullName, phone, number: numbers.get(id) ?? null }];
        }),
      );
    });
  }

  private async admit(order: ImportOrder): Promise<Result<Import> & Replayable> {
    const { cooperative, principal, key, requestHash, dryRun } = order;
    const { manager } = this.ports.dataSource;
    const uid = newUuid();
    const { network } = cooperative;
    const wanted = { uid, network, principal, key, requestHash, dryRun };
    const claimed = await claimImport(manager, { ...wanted, cooperative: cooperative.uid });
    const replayed = claimed.uid !== uid;
    if (claimed.requestHash !== requestHash) {
      return { ...fail('idempotency_key_reused'), replayed: false };
    }
    if (claimed.state === 'validating') {
      const refusal = await this.decide(claimed.uid, order);
      if (refusal !== undefined) return { ...refusal, replayed: false };
    }
    await this.posting.continue(claimed.uid, performance.now() + POSTING_MS);
    const current = await readImport(manager, claimed.uid);
    return { ...succeed(current ?? claimed), replayed };
  }

  private async decide(uid: string, order: ImportOrder): Promise<Failure | undefined> {
    const parsed = await parseImport(order.bytes);
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      try {
        await inTransaction(this.ports.dataSource, (tx) => this.decideIn(tx, uid, order, parsed));
        return undefined;
      } catch (error) {
        if (!isOvertaken(error)) throw error;
      }
    }
    return fail('overloaded');
  }

  private async decideIn(
    tx: EntityManager,
    uid: string,
    { cooperative, dryRun }: ImportOrder,
    parsed: ParsedImport,
  ): Promise<void> {
    const current = await lockImport(tx, uid);
    if (current.state !== 'validating') return;
    await lockCooperative(tx, cooperative.uid);
    await planForMany(tx);
    const plan = await this.plan(tx, cooperative, parsed);
    const faults = [...parsed.faults, ...plan.faults, ...(await openingFaults(tx, plan.unchanged))];
    await writeCounts(tx, uid, countsOf(parsed, faults.length > 0 ? undefined : plan));
    if (faults.length > 0) {
      await writeFaults(tx, uid, positioned(faults));
      await writeState(tx, uid, 'failed', true);
      return;
    }
    await writeState(tx, uid, 'ready', dryRun);
    if (dryRun) return;
    const rows = await this.make(tx, cooperative, plan);
    const opening = rows.filter((row) => row.opening > 0n);
    for (const part of inParts(rows)) await writeRows(tx, uid, part);
    for (const part of inParts(opening)) await writeOrders(tx, current.principal, part);
    await writeState(tx, uid, 'applying', false);
    if (opening.length === 0) await writeState(tx, uid, 'done', true);
  }

  private async plan(
    tx: EntityManager,
    cooperative: Cooperative,
    { drafts }: ParsedImport,
  ): Promise<ImportPlan> {
    const { network, book } = cooperative;
    const { limits } = await rulesKnowing(this.ports.directory, network, [book]);
    const known = await readKnownParticipants(tx, cooperative, drafts, this.ports.people);
    return judgeImport(drafts, cooperative, known, limits);
  }

  private async make(
    tx: EntityManager,
    cooperative: Cooperative,
    plan: ImportPlan,
  ): Promise<ImportedRow[]> {
    const wallets = await admitAll(tx, cooperative, plan, this.ports.onboarding);
    if (wallets === undefined) throw new Overtaken();
    const numbers = new Map(wallets.map(({ walletUid, wallet }) => [walletUid, wallet]));
    const members = plan.members.map((member) => ({ ...member, kind: 'member' as const }));
    const merchants = plan.merchants.map(({ ownerPerson: person, ...merchant }) => ({
      ...merchant,
      kind: 'merchant' as const,
      person,
    }));
    return [...members, ...merchants].map(({ row, kind, uid, person, walletUid, opening }) => ({
      row,
      kind,
      subject: uid,
      person,
      walletUid,
      wallet: numbers.get(walletUid) ?? 0,
      opening,
    }));
  }
}

/** Somebody else has taken on one of the file's people since it was compared. */
class Overtaken extends Error {}

const UNIQUE_VIOLATION = '23505';

function isOvertaken(error: unknown): boolean {
  if (error instanceof Overtaken) return true;
  return error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
}

function reaches(caller: Identity, { network, cooperative }: Import): boolean {
  if (caller.network !== null && caller.network !== network) return false;
  return caller.cooperative === null || caller.cooperative === cooperative;
}

/** Who is there already must have the opening balance that the file says. */
async function openingFaults(
  tx: EntityManager,
  unchanged: readonly UnchangedRow[],
): Promise<ImportFault[]> {
  const faults: ImportFault[] = [];
  for (const part of inParts(unchanged)) {
    const recorded = await readOpenings(tx, part);
    for (const { row, walletUid, opening } of part) {
      if ((recorded.get(walletUid) ?? 0n) === opening) continue;
      faults.push({ row, column: 'opening_balance', code: 'opening_balance_differs' });
    }
  }
  return faults;
}

function positioned(faults: readonly ImportFault[]): (ImportFault & { position: number })[] {
  return faults
    .toSorted((a, b) => a.row - b.row)
    .slice(0, FAULTS_REPORTED_MAX)
    .map((fault, at) => ({ ...fault, position: at + 1 }));
}

/** Of a file with faults nothing is made, so nothing but its rows is counted. */
function countsOf({ rows }: ParsedImport, plan: ImportPlan | undefined): ImportCounts {
  if (plan === undefined) {
    return { rows, members: 0, merchants: 0, unchanged: 0, openings: 0, openingAmount: 0n };
  }
  const made = [...plan.members, ...plan.merchants].filter(({ opening }) => opening > 0n);
  return {
    rows,
    members: plan.members.length,
    merchants: plan.merchants.length,
    unchanged: plan.unchanged.length,
    openings: made.length,
    openingAmount: sumSen(made.map(({ opening }) => opening)),
  };
}

async function readNumbers(tx: EntityManager, uid: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ person: string; number: string }[]>(
    `SELECT m.person, m.number FROM payments.import i
       JOIN payments.import_row r ON r.import = i.uid
       JOIN participants.member m ON m.person = r.person AND m.cooperative = i.cooperative
     WHERE i.uid = $1`,
    [uid],
  );
  return new Map(rows.map(({ person, number }) => [person, number]));
}
