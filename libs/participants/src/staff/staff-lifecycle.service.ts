import {
  ApprovalService,
  isSameHuman,
  Onboarding,
  PersonStore,
  type Approval,
  type ApprovalKind,
  type Identity,
  type ResetCode,
} from '@app/access';
import { encodeId, fail, succeed, type Failure, type Result } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { abandon, transact } from '../transact.js';
import type { UidPage } from '../uid-page.js';
import { listStaff, moveStaff, readStaff, type StaffRow } from './staff.store.js';

/** `waiting`: for another person to agree to the appointment. */
export type StaffState = 'waiting' | 'active' | 'suspended' | 'ended';

/** A post and who has it. */
export interface StaffView extends StaffRow {
  readonly fullName: string;
  readonly state: StaffState;
}

interface StaffPayload {
  readonly person: string;
}

const REINSTATEMENT = 'staff_reinstatement';
const RECOVERY = 'staff_recovery';

/**
 * What becomes of people who work with Simpul. Whoever oversees them stops them alone, and at once; that they go on, and that
 * they get a new password and authenticator, needs another person.
 */
@Injectable()
export class StaffLifecycleService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly people: PersonStore,
    private readonly onboarding: Onboarding,
    private readonly approvals: ApprovalService,
  ) {
    approvals.register(this.reinstatementKind());
    approvals.register(this.recoveryKind());
  }

  /** `not_found` for whoever is outside the caller's cooperative or network, and for cashiers. */
  async read(caller: Identity, uid: string): Promise<Result<StaffView, 'not_found'>> {
    const row = await readStaff(this.dataSource.manager, uid);
    if (row === undefined || !oversees(caller, row)) return fail('not_found');
    const [view] = await this.withNames([row]);
    return view === undefined ? fail('not_found') : succeed(view);
  }

  /** In the order in which they were appointed, former ones too. */
  async list(caller: Identity, page: UidPage): Promise<StaffView[]> {
    const { network, cooperative } = caller;
    const rows = await listStaff(this.dataSource.manager, { network, cooperative }, page);
    return this.withNames(rows);
  }

  /**
   * Lets a post rest: from the commit on nobody signs in for it, and within a second no token of the person is believed.
   * Done again it changes nothing. `not_found`; `same_person` for one's own; `wrong_state` for a post that has ended, and
   * for operators of the deployment, who are dismissed.
   */
  suspend(caller: Identity, uid: string, reason: string): Promise<Result<StaffView>> {
    return this.move(caller, uid, 'suspended', reason);
  }

  /** Ends a post for good, likewise. Somebody who is wanted back is appointed anew. */
  dismiss(caller: Identity, uid: string, reason: string): Promise<Result<StaffView>> {
    return this.move(caller, uid, 'ended', reason);
  }

  /**
   * Asks for a suspended post to go on, which another person has to agree to. `not_found`, `wrong_state`, `same_person`,
   * `already_exists` while a request waits.
   */
  requestReinstatement(caller: Identity, uid: string, reason: string): Promise<Result<Approval>> {
    return this.request(caller, REINSTATEMENT, uid, reason);
  }

  /**
   * Asks for a new password and authenticator for somebody who lost either, which another person has to agree to. Failures
   * as those of {@link requestReinstatement}; operators of the deployment are helped by `npm run setup -- --recover`.
   */
  requestRecovery(caller: Identity, uid: string, reason: string): Promise<Result<Approval>> {
    return this.request(caller, RECOVERY, uid, reason);
  }

  /**
   * The one-time code of an appointment or recovery that was agreed to, for whoever asked for it to hand over; asked again, another one.
   * `not_found`; `role_forbidden` for anybody else; `wrong_state` as `PinResetService.code` has it.
   */
  async code(
    caller: Identity,
    kind: 'staff_appointment' | 'staff_recovery',
    uid: string,
    approvalUid: string,
  ): Promise<Result<ResetCode>> {
    const found = await this.approvals.read(caller, approvalUid);
    if (!found.ok) return found;
    const { approval } = found.value;
    if (approval.kind !== kind || approval.subject !== uid) return fail('not_found');
    if (approval.maker !== caller.principal) return fail('role_forbidden');
    if (approval.state !== 'EXECUTED') return fail('wrong_state', { state: approval.state });
    const staff = await this.read(caller, uid);
    if (!staff.ok) return staff;
    const { person } = staff.value;
    return this.onboarding.renewReset(this.dataSource.manager, person, 'password', approvalUid);
  }

  private async move(
    caller: Identity,
    uid: string,
    to: 'suspended' | 'ended',
    reason: string,
  ): Promise<Result<StaffView>> {
    const moved = await transact(this.dataSource, async (tx) => {
      const row = await readStaff(tx, uid, true);
      if (row === undefined || !oversees(caller, row)) return abandon(fail('not_found'));
      if (await isSameHuman(tx, row.person, caller.principal)) return abandon(fail('same_person'));
      const state = stateOf(row);
      const isPossible =
        state !== 'ended' && (to === 'ended' || (row.network !== null && state === 'active'));
      if (state !== to && !isPossible) abandon(fail('wrong_state', { state }));
      if (state !== to) await moveStaff(tx, uid, to, reason);
      if (state === 'waiting') await this.onboarding.withdrawNewcomer(tx, row.person);
      return undefined;
    });
    return moved.ok ? this.read(caller, uid) : moved;
  }

  private async request(
    caller: Identity,
    kind: string,
    uid: string,
    reason: string,
  ): Promise<Result<Approval>> {
    const found = await this.read(caller, uid);
    if (!found.ok) return found;
    const { network, cooperative, person, state } = found.value;
    if (network === null) return fail('wrong_state', { state });
    if (await isSameHuman(this.dataSource.manager, person, caller.principal)) {
      return fail('same_person');
    }
    const payload: StaffPayload = { person };
    const wanted = { network, cooperative, kind, subject: uid, payload, reason };
    return this.approvals.request(caller, wanted);
  }

  private reinstatementKind(): ApprovalKind<StaffPayload> {
    return {
      ...FACTS,
      name: REINSTATEMENT,
      title: { id: 'Petugas bekerja kembali', en: 'A suspended post goes on' },
      validate: (tx, { subject, payload }) => whyNot(tx, subject, payload.person, 'suspended'),
      execution: 'in_transaction',
      execute: async (tx, { subject, payload, reason }, checker) => {
        if (await isSameHuman(tx, payload.person, checker.principal)) return fail('same_person');
        await moveStaff(tx, subject, 'active', reason ?? 'reinstated');
        return succeed({});
      },
    };
  }

  private recoveryKind(): ApprovalKind<StaffPayload> {
    return {
      ...FACTS,
      name: RECOVERY,
      title: { id: 'Kata sandi dan autentikator baru', en: 'A new password and authenticator' },
      validate: (tx, { subject, payload }) => whyNot(tx, subject, payload.person, 'active'),
      execution: 'in_transaction',
      execute: async (tx, { uid, payload: { person } }, checker) => {
        if (await isSameHuman(tx, person, checker.principal)) return fail('same_person');
        await this.onboarding.openReset(tx, person, 'password', uid);
        return succeed({});
      },
    };
  }

  private async withNames(rows: readonly StaffRow[]): Promise<StaffView[]> {
    const known = await this.people.readMany(
      this.dataSource.manager,
      rows.map(({ person }) => person),
    );
    return rows.flatMap((row) => {
      const person = known.get(row.person);
      return person ? [{ ...row, fullName: person.fullName, state: stateOf(row) }] : [];
    });
  }
}

const FACTS = {
  makers: ['operator', 'manager'],
  checkers: ['operator', 'manager', 'treasurer'],
  read: (payload) => {
    if (typeof payload !== 'object' || payload === null) return undefined;
    const person: unknown = Reflect.get(payload, 'person');
    return typeof person === 'string' ? { person } : undefined;
  },
  describe: ({ subject, payload }) => ({
    staff_id: encodeId('stf', subject),
    person_id: encodeId('per', payload.person),
  }),
} as const satisfies Pick<ApprovalKind<StaffPayload>, 'makers' | 'checkers' | 'read' | 'describe'>;

async function whyNot(
  tx: EntityManager,
  uid: string,
  person: string,
  needed: StaffState,
): Promise<Failure | undefined> {
  const row = await readStaff(tx, uid, true);
  const state = row === undefined || row.person !== person ? 'ended' : stateOf(row);
  return state === needed ? undefined : fail('wrong_state', { state });
}

function stateOf({ suspendedAt, endedAt, waits }: StaffRow): StaffState {
  if (endedAt !== null) return 'ended';
  if (waits) return 'waiting';
  return suspendedAt === null ? 'active' : 'suspended';
}

/** Managers oversee the staff of their cooperative, operators that of their network, those of the deployment everybody. */
function oversees(caller: Identity, { role, network, cooperative }: StaffRow): boolean {
  if (role === 'cashier') return false;
  if (caller.network !== null && caller.network !== network) return false;
  return caller.cooperative === null || caller.cooperative === cooperative;
}
