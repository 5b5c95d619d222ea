import { AlertService, ApprovalService } from '@app/access';
import type { Approval, ApprovalKind, Identity } from '@app/access';
import {
  encodeId,
  fail,
  invariant,
  succeed,
  validateSchedule,
  type Failure,
  type Result,
} from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { Directory } from '../directory/directory.js';
import type { Network } from '../directory/directory-types.js';
import { recordRuleChange } from '../rules/rule-change.store.js';
import { abandon, orAbandon, transact } from '../transact.js';
import type { UidPage } from '../uid-page.js';
import {
  digestOf,
  type ScheduleDraft,
  type ScheduleRefusal,
  type StoredSchedule,
} from './fee-schedule.js';
import {
  approveSchedule,
  dueSchedules,
  hasSchedule,
  insertDraft,
  listSchedules,
  lockSchedule,
  lockSchedules,
  openParties,
  present,
  readSchedule,
  rejectSchedule,
  replaceActive,
  type ScheduleFilter,
} from './fee-schedule.store.js';

/** What a checker of a schedule agrees to. */
interface SchedulePayload {
  readonly fee_schedule: string;
  readonly version: number;
  readonly effective_at: string;
  /** Of its rules. */
  readonly digest: string;
}

const KIND = 'fee_schedule';

/**
 * The fee schedules of networks: drawn up by one operator, agreed to by another, in force from their
 * time. One is active; the former ones stay readable for ever, by the version that transfers carry.
 */
@Injectable()
export class FeeScheduleService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: Directory,
    private readonly approvals: ApprovalService,
    private readonly alerts: AlertService,
  ) {
    this.approvals.register(this.approvalKind());
  }

  /**
   * Draws up a schedule, to come into force at `effectiveAt` (at once unless told). It is never changed: what should
   * be different is another draft. The first schedule of a network, if it is due, comes into force at once: it
   * replaces none, and nothing can be paid without one. `schedule_invalid` with all faults, when the rules contradict
   * each other or leave a gap.
   */
  async create(
    caller: Identity,
    network: Network,
    draft: ScheduleDraft,
    effectiveAt?: Date,
  ): Promise<Result<StoredSchedule> | ScheduleRefusal> {
    const faults = validateSchedule({ ...draft, version: 1 });
    if (faults.length > 0) return { ok: false, code: 'schedule_invalid', faults };
    const created = await transact(this.dataSource, async (tx) => {
      const now = await lockSchedules(tx, network.id);
      const isFirst = !(await hasSchedule(tx, network.id));
      const facts = {
        draftedBy: caller.principal,
        createdAt: now,
        effectiveAt: effectiveAt ?? now,
      };
      const stored = await insertDraft(tx, network.id, draft, facts);
      if (!isFirst || facts.effectiveAt > now) return stored;
      await approveSchedule(tx, stored.uid, null);
      return this.putInForce(tx, stored, caller.principal);
    });
    if (created.ok) this.directory.forget(network.id);
    return created;
  }

  /**
   * Asks for another operator's agreement to a draft. Failures: `not_found`; `wrong_state` for what is no draft;
   * `already_exists` while it waits already; `role_forbidden`.
   */
  async submit(caller: Identity, uid: string, reason?: string): Promise<Result<Approval>> {
    return transact(this.dataSource, async (tx) => {
      const stored = await lockSchedule(tx, uid);
      if (stored === undefined || !reaches(caller, stored)) return abandon(fail('not_found'));
      if (stored.state !== 'draft') return abandon(fail('wrong_state', { state: stored.state }));
      const payload: SchedulePayload = {
        fee_schedule: uid,
        version: stored.version,
        effective_at: stored.effectiveAt.toISOString(),
        digest: digestOf(stored.schedule),
      };
      const { network } = stored;
      const wanted = { network, kind: KIND, subject: uid, payload, reason };
      return orAbandon(await this.approvals.request(caller, wanted, tx));
    });
  }

  /**
   * Takes back a draft, or an approved schedule that is not in force yet: what is in force stays. Failures:
   * `not_found`, `wrong_state`.
   */
  async withdraw(caller: Identity, uid: string): Promise<Result<StoredSchedule>> {
    return transact(this.dataSource, async (tx) => {
      const stored = await lockSchedule(tx, uid);
      if (stored === undefined || !reaches(caller, stored)) return abandon(fail('not_found'));
      if (stored.state === 'rejected') return stored;
      if (stored.state !== 'draft' && stored.state !== 'approved') {
        return abandon(fail('wrong_state', { state: stored.state }));
      }
      await rejectSchedule(tx, uid);
      return present(await readSchedule(tx, uid));
    });
  }

  /**
   * Puts approved schedules in force whose time has come. For the worker: by several at once it is done once. One
   * that no longer passes the check is left, with an alert.
   */
  async activateDue(network: number): Promise<void> {
    // Nearly every second nothing is due, and then no lock is asked for.
    if ((await dueSchedules(this.dataSource.manager, network)).length === 0) return;
    const activated = await transact(this.dataSource, async (tx) => {
      await lockSchedules(tx, network);
      for (const stored of await dueSchedules(tx, network)) {
        const principal = stored.approvedBy ?? stored.draftedBy;
        invariant(principal !== null, 'somebody approved what is approved');
        if (validateSchedule(stored.schedule).length === 0) {
          await this.putInForce(tx, stored, principal);
        } else {
          const { uid, version } = stored;
          const kind = 'fee_schedule_not_activated';
          const alert = {
            network,
            kind,
            subject: uid,
            detail: { version },
            dedupeKey: uid,
          } as const;
          await this.alerts.raise(alert, tx);
        }
      }
    });
    invariant(activated.ok, 'an activation has no failures');
    this.directory.forget(network);
  }

  /** Schedules of a network, oldest first. */
  async list(
    network: Network,
    page: UidPage,
    filter: ScheduleFilter = {},
  ): Promise<StoredSchedule[]> {
    return listSchedules(this.dataSource.manager, network.id, filter, page);
  }

  /** `not_found` for a schedule that isn't there or is another network's. */
  async read(caller: Identity, uid: string): Promise<Result<StoredSchedule, 'not_found'>> {
    const stored = await readSchedule(this.dataSource.manager, uid);
    return stored === undefined || !reaches(caller, stored) ? fail('not_found') : succeed(stored);
  }

  private async putInForce(
    tx: EntityManager,
    stored: StoredSchedule,
    principal: string,
  ): Promise<StoredSchedule> {
    const { network, version, uid } = stored;
    await replaceActive(tx, stored, await lockSchedules(tx, network));
    await openParties(tx, network, stored.schedule);
    const change = { network, kind: 'fee_schedule', subject: uid, body: { version } } as const;
    await recordRuleChange(tx, { principal }, change);
    return present(await readSchedule(tx, uid));
  }

  private approvalKind(): ApprovalKind<SchedulePayload> {
    return {
      name: KIND,
      title: { id: 'Memberlakukan tarif', en: 'Put a fee schedule in force' },
      makers: ['operator'],
      checkers: ['operator'],
      read: (payload) => (isPayload(payload) ? payload : undefined),
      describe: ({ payload }) => ({
        fee_schedule_id: encodeId('fsc', payload.fee_schedule),
        version: payload.version,
        effective_at: payload.effective_at,
      }),
      validate: (tx, { payload }) => whyNot(tx, payload),
      refused: async (tx, { state, payload }) => {
        if (state !== 'REJECTED') return;
        const stored = present(await lockSchedule(tx, payload.fee_schedule));
        if (stored.state === 'draft') await rejectSchedule(tx, stored.uid);
      },
      execution: 'in_transaction',
      execute: async (tx, { payload, network }, checker) => {
        const now = await lockSchedules(tx, network);
        const by = checker.principal;
        await approveSchedule(tx, payload.fee_schedule, { by, at: now });
        const stored = present(await readSchedule(tx, payload.fee_schedule));
        if (stored.effectiveAt <= now) await this.putInForce(tx, stored, by);
        return succeed({
          version: stored.version,
          state: stored.effectiveAt <= now ? 'active' : 'approved',
        });
      },
      executed: ({ network }) => this.directory.forget(network),
    };
  }
}

/** Why a draft can't be put in force as things stand. */
async function whyNot(
  tx: EntityManager,
  { fee_schedule: uid, digest }: SchedulePayload,
): Promise<Failure | undefined> {
  const stored = present(await readSchedule(tx, uid));
  if (stored.state !== 'draft') return fail('wrong_state', { state: stored.state });
  if (digestOf(stored.schedule) !== digest) return fail('approval_changed');
  const faults = validateSchedule(stored.schedule);
  return faults.length > 0 ? fail('schedule_invalid', { faults: faults.length }) : undefined;
}

function isPayload(payload: unknown): payload is SchedulePayload {
  if (typeof payload !== 'object' || payload === null) return false;
  const fields = new Map<string, unknown>(Object.entries(payload));
  return (
    typeof fields.get('version') === 'number' &&
    ['fee_schedule', 'effective_at', 'digest'].every((name) => typeof fields.get(name) === 'string')
  );
}

function reaches(caller: Identity, { network }: StoredSchedule): boolean {
  return caller.network === null || caller.network === network;
}
