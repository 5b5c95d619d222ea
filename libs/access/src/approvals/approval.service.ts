import {
  encodeId,
  fail,
  invariant,
  newUuid,
  succeed,
  type Failure,
  type FailureDetail,
  type ProblemCode,
  type Result,
} from '@app/core';
import { asSwitch, inTransaction } from '@app/database';
import type { DataSource, EntityManager } from 'typeorm';
import { AlertService, type NewAlert } from '../alerts/index.js';
import type { Identity } from '../identity.js';
import { isSameHuman } from '../people/same-human.js';
import type {
  Approval,
  ApprovalDecision,
  ApprovalKind,
  ApprovalQuery,
  ApprovalRequest,
} from './approval.js';
import {
  insertApproval,
  listApprovals,
  lockApproval,
  lockOpen,
  moveApproval,
  readApproval,
  unfinishedApprovals,
} from './approval.store.js';
import { bindKind, type BoundKind } from './bound-kind.js';
import { agreeJointly, isJoint, mayDecide, reaches } from './joint.js';
import { Turnstile } from './turnstile.js';

/** Nobody knows what the ledger decided, or it was not asked: what was approved stays so. */
const UNDECIDED: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'overloaded',
  'database_unavailable',
  'outcome_unknown',
  'shutting_down',
]);

/** An approval with what its kind says about it. */
export interface ApprovalView {
  readonly approval: Approval;
  readonly title: { readonly id: string; readonly en: string };
  /** In the form of the wire. */
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * Maker and checker: what one person asks is done once another person has agreed to exactly that.
 *
 * Each room registers the kinds of act it has. A kind that only changes rows is executed in the
 * approving transaction; one that posts to the ledger is decided first and posted after, under a
 * key made of the approval's id, so that it is posted once however often it is tried.
 */
export class ApprovalService {
  private readonly kinds = new Map<string, BoundKind>();
  // Each holds a connection while its kind may need others: one at a time, or all wait for ever.
  private readonly deciding = new Turnstile();
  private readonly posting = new Turnstile();
  private readonly alerts: AlertService;

  constructor(private readonly dataSource: DataSource) {
    this.alerts = new AlertService(dataSource.manager);
  }

  /** Called once for each kind, when the application is put together. */
  register<P>(kind: ApprovalKind<P>): void {
    invariant(!this.kinds.has(kind.name), `approvals of ${kind.name} are registered twice`);
    this.kinds.set(kind.name, bindKind(kind));
  }

  /**
   * A maker's request, in the caller's transaction if there is one. Failures: `role_forbidden` for a
   * role that may not ask for this; `already_exists` (detail `approval` is its uuid, `field`) while
   * a request of this kind about this subject is open; whatever the kind's `validate` answers.
   * Whether the subject is the caller's to ask about is for the room to say.
   */
  async request(
    caller: Identity,
    wanted: ApprovalRequest,
    tx?: EntityManager,
  ): Promise<Result<Approval>> {
    const kind = this.kindOf(wanted.kind);
    if (!kind.makers.includes(caller.role)) return fail('role_forbidden');
    const store = (sql: EntityManager) => this.store(sql, kind, caller, wanted);
    if (tx !== undefined) return store(tx);
    return this.atomically(this.deciding, store);
  }

  /**
   * Agrees to what the caller has read, and does it. The answer is EXECUTED or FAILED, the latter
   * with its code in `outcome`; asked again by the same person, it is the same. A joint request that waits for the
   * other cooperative is answered PENDING. Failures:
   * `not_found` outside the caller's network or cooperative; `role_forbidden`; `same_person` for the
   * maker, by whatever login, for whoever has the maker's NIK or phone, and for whoever agreed for the other cooperative;
   * `approval_changed` when `payloadHash` is not that of the request;
   * `wrong_state` (detail `state`), also for one that has expired; `outcome_unknown`, `overloaded`
   * and the like while the ledger has not decided: the approval stays APPROVED, and asked again this
   * goes on.
   */
  async approve(
    caller: Identity,
    uid: string,
    decision: ApprovalDecision,
  ): Promise<Result<Approval>> {
    const decided = await this.decide(caller, uid, decision, (tx, kind, approval) =>
      this.agree(tx, kind, approval, caller, decision.remark),
    );
    if (!decided.ok) return decided;
    const { run } = this.kindOf(decided.value.kind);
    if (run.execution === 'ledger') {
      const finish = () => this.finish(decided.value);
      // What is between two cooperatives is done in the name of neither.
      return isJoint(decided.value) ? asSwitch(finish) : finish();
    }
    if (decided.value.state === 'EXECUTED') run.executed(decided.value);
    return decided;
  }

  /** Declines it; failures as those of {@link approve}. */
  async reject(
    caller: Identity,
    uid: string,
    decision: ApprovalDecision,
  ): Promise<Result<Approval>> {
    return this.decide(caller, uid, decision, async (tx, kind, approval) => {
      const checker = caller.principal;
      if (approval.state === 'REJECTED' && approval.checker === checker) return succeed(approval);
      if (approval.state !== 'PENDING') return fail('wrong_state', { state: approval.state });
      const { remark } = decision;
      const rejected = await moveApproval(tx, approval, { to: 'REJECTED', checker, remark });
      await kind.refused(tx, rejected);
      return succeed(rejected);
    });
  }

  /** Takes it back: for its maker only, while nobody has agreed. Else `role_forbidden` or `wrong_state`. */
  async cancel(caller: Identity, uid: string, remark?: string): Promise<Result<Approval>> {
    return this.atomically(this.deciding, async (tx) => {
      const approval = await lockApproval(tx, uid);
      if (approval === undefined || !reaches(caller, approval)) return fail('not_found');
      if (approval.maker !== caller.principal) return fail('role_forbidden');
      if (approval.state === 'CANCELLED') return succeed(approval);
      if (approval.state !== 'PENDING') return fail('wrong_state', { state: approval.state });
      const cancelled = await moveApproval(tx, approval, { to: 'CANCELLED', remark });
      await this.kindOf(approval.kind).refused(tx, cancelled);
      return succeed(cancelled);
    });
  }

  /** `not_found` outside the caller's network or cooperative. */
  async read(caller: Identity, uid: string): Promise<Result<ApprovalView, 'not_found'>> {
    const approval = await readApproval(this.dataSource.manager, uid);
    if (approval === undefined || !reaches(caller, approval)) return fail('not_found');
    return succeed(this.view(approval));
  }

  /** Newest first; those of the caller's cooperative with joint ones, or of a whole network. */
  async list(caller: Identity, query: ApprovalQuery): Promise<ApprovalView[]> {
    invariant(caller.network === null || caller.network === query.network, 'a foreign network');
    const rows = await listApprovals(this.dataSource.manager, query, caller.cooperative);
    return rows.map((row) => this.view(row));
  }

  /** What a checker is shown. */
  view(approval: Approval): ApprovalView {
    const kind = this.kindOf(approval.kind);
    return { approval, title: kind.title, details: kind.describe(approval) };
  }

  /**
   * Writes down which requests have expired, of the kinds that this process has, and brings to their
   * end those that were approved and then interrupted; `most` of them. For the worker, of any number
   * of processes. What can't be ended has an alert until it is, and is tried again by the next call;
   * the first error is thrown after the others.
   */
  async continueAll(network: number, most: number): Promise<void> {
    const errors: unknown[] = [];
    for (const { uid, state } of await unfinishedApprovals(
      this.dataSource.manager,
      network,
      [...this.kinds.keys()],
      most,
    )) {
      try {
        if (state === 'PENDING') await this.expire(uid);
        else await this.resume(uid);
      } catch (error) {
        errors.push(error);
        await this.alertOfUnfinished(uid);
      }
    }
    if (errors.length > 0) throw errors[0];
  }

  private async store(
    tx: EntityManager,
    kind: BoundKind,
    caller: Identity,
    wanted: ApprovalRequest,
  ): Promise<Result<Approval>> {
    const open = await lockOpen(tx, wanted.kind, wanted.subject);
    if (open?.state === 'EXPIRED') await this.writeExpired(tx, kind, open);
    const uid = newUuid();
    if (!(await insertApproval(tx, uid, caller.principal, wanted))) {
      const other = await lockOpen(tx, wanted.kind, wanted.subject);
      return fail('already_exists', { field: 'subject', ...(other && { approval: other.uid }) });
    }
    const approval = await readApproval(tx, uid);
    invariant(approval !== undefined, 'a row written a moment ago is there');
    const failure = await kind.validate(tx, approval);
    return failure ?? succeed(approval);
  }

  /** Locks a request, and lets only those decide on it who may. */
  private decide(
    caller: Identity,
    uid: string,
    { payloadHash }: ApprovalDecision,
    work: (tx: EntityManager, kind: BoundKind, approval: Approval) => Promise<Result<Approval>>,
  ): Promise<Result<Approval>> {
    return this.atomically(this.deciding, async (tx) => {
      const approval = await lockApproval(tx, uid);
      if (approval === undefined || !reaches(caller, approval)) return fail('not_found');
      const kind = this.kindOf(approval.kind);
      if (await isSameHuman(tx, approval.maker, caller.principal)) return fail('same_person');
      if (!mayDecide(kind, approval, caller)) return fail('role_forbidden');
      if (approval.payloadHash !== payloadHash) return fail('approval_changed');
      return work(tx, kind, approval);
    });
  }

  private async agree(
    tx: EntityManager,
    kind: BoundKind,
    approval: Approval,
    caller: Identity,
    remark: string | undefined,
  ): Promise<Result<Approval>> {
    const { state } = approval;
    const checker = caller.principal;
    const isMine = approval.checker === checker;
    if (isMine && (state === 'EXECUTED' || state === 'FAILED')) return succeed(approval);
    // Interrupted: whoever may approve it brings it to its end.
    if (state === 'APPROVED') return succeed(approval);
    if (state !== 'PENDING') return fail('wrong_state', { state });
    if (isJoint(approval)) {
      const agreed = await agreeJointly(tx, approval, caller, remark);
      if (!agreed.ok) return agreed;
      if (agreed.value.waitsForOther) return succeed(agreed.value.approval);
    }
    const approved = await moveApproval(tx, approval, { to: 'APPROVED', checker, remark });
    const { run } = kind;
    if (run.execution === 'ledger') {
      const failure = await kind.validate(tx, approved);
      return succeed(failure === undefined ? approved : await end(tx, approved, failure));
    }
    await tx.query('SAVEPOINT execution');
    const failure = await kind.validate(tx, approved);
    const result = failure ?? (await run.execute(tx, approved, caller));
    await tx.query(`${result.ok ? 'RELEASE' : 'ROLLBACK TO'} SAVEPOINT execution`);
    return succeed(await end(tx, approved, result));
  }

  /** Posts what was approved and records its end; what has ended is left as it is. */
  private async finish(approval: Approval): Promise<Result<Approval>> {
    if (approval.state !== 'APPROVED') return succeed(approval);
    return this.atomically(this.posting, async (tx) => {
      const locked = await lockApproval(tx, approval.uid);
      invariant(locked !== undefined, 'an approval is never deleted');
      return this.postAndEnd(tx, locked);
    });
  }

  private async resume(uid: string): Promise<void> {
    const ended = await this.atomically(this.posting, async (tx) => {
      const locked = await lockApproval(tx, uid, 'free');
      return locked === undefined ? succeed(undefined) : this.postAndEnd(tx, locked);
    });
    if (!ended.ok) throw new Error(`approval ${uid} can't be brought to its end: ${ended.code}`);
  }

  /** A person has to know of what two persons agreed to and is not done. */
  private async alertOfUnfinished(uid: string): Promise<void> {
    const approval = await readApproval(this.dataSource.manager, uid);
    if (approval?.state === 'APPROVED') await this.alerts.raise(alertOf(approval));
  }

  private async postAndEnd(tx: EntityManager, approval: Approval): Promise<Result<Approval>> {
    const { run } = this.kindOf(approval.kind);
    if (approval.state !== 'APPROVED') return succeed(approval);
    invariant(run.execution === 'ledger', 'what changes rows only never stays approved');
    const result = await run.post(tx, approval);
    if (!result.ok && UNDECIDED.has(result.code)) return result;
    await this.alerts.clear(alertOf(approval), tx);
    return succeed(await end(tx, approval, result));
  }

  private async expire(uid: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const approval = await lockApproval(tx, uid, 'free');
      if (approval?.state !== 'EXPIRED') return;
      await this.writeExpired(tx, this.kindOf(approval.kind), approval);
    });
  }

  private async writeExpired(
    tx: EntityManager,
    kind: BoundKind,
    approval: Approval,
  ): Promise<void> {
    // Read as EXPIRED by the time, the row itself may say so already.
    if (approval.endedAt !== null) return;
    await kind.refused(tx, await moveApproval(tx, approval, { to: 'EXPIRED' }));
  }

  private kindOf(name: string): BoundKind {
    const kind = this.kinds.get(name);
    invariant(kind !== undefined, `approvals of ${name} are not registered in this process`);
    return kind;
  }

  /** A failure undoes the transaction. */
  private async atomically<T>(
    turnstile: Turnstile,
    work: (tx: EntityManager) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const whole = () =>
      inTransaction(this.dataSource, async (tx) => {
        const result = await work(tx);
        if (!result.ok) throw new Abandoned(result);
        return result;
      });
    try {
      return await turnstile.pass(whole);
    } catch (error) {
      if (error instanceof Abandoned) return error.failure;
      throw error;
    }
  }
}

/** Carries a failure out of a transaction, so that nothing of it stays. */
class Abandoned extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

function end(
  tx: EntityManager,
  approval: Approval,
  result: Result<FailureDetail>,
): Promise<Approval> {
  if (result.ok) return moveApproval(tx, approval, { to: 'EXECUTED', outcome: result.value });
  const outcome = { ...result.detail, code: result.code };
  return moveApproval(tx, approval, { to: 'FAILED', outcome });
}

function alertOf({ uid, network, cooperative, kind }: Approval): NewAlert {
  const detail = { approval_id: encodeId('apr', uid), kind };
  const facts = { network, cooperative, subject: uid, detail, dedupeKey: uid };
  return { ...facts, kind: 'approval_unfinished' };
}
