import {
  ApprovalService,
  isSameHuman,
  Onboarding,
  type Approval,
  type ApprovalKind,
  type Identity,
  type NewGrant,
} from '@app/access';
import { encodeId, fail, succeed, type Result } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { admitsNewcomers } from '../cooperatives/newcomers.js';
import type { Cooperative, Merchant, Network } from '../directory/directory-types.js';
import { abandon, orAbandon, transact } from '../transact.js';
import { moveStaff, readStaff } from './staff.store.js';

export interface NewStaff {
  readonly fullName: string;
  /** To sign in with; small letters, unique in the deployment. */
  readonly username: string;
  /** 16 digits. */
  readonly nik?: string | undefined;
}

/** Whom a person will work for. Where that is the whole deployment, the network is where the request waits. */
export type Post =
  | { readonly role: 'teller' | 'treasurer' | 'manager'; readonly cooperative: Cooperative }
  | { readonly role: 'auditor' | 'dinas' | 'operator'; readonly network: Network };

/** Somebody who can sign in by name and password once the code is spent; it is stored nowhere. */
export interface CashierMade {
  /** Uuid of the role that was given. */
  readonly uid: string;
  readonly person: string;
  readonly username: string;
  readonly activationCode: string;
}

interface AppointmentPayload {
  readonly person: string;
  readonly role: string;
}

const KIND = 'staff_appointment';

/** People who work with Simpul and sign in by name: for cooperatives, shops, the operator and the city. */
@Injectable()
export class StaffService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly onboarding: Onboarding,
    private readonly approvals: ApprovalService,
  ) {
    approvals.register(this.kind());
  }

  /**
   * Asks for a new person to be given a post, which waits until another person has agreed; the subject is the uuid of the role. Whoever
   * asked then gets the code by `StaffLifecycleService.code`. Managers appoint for their own cooperative only, operators of the
   * whole deployment alone make operators: else `role_forbidden`. `already_exists` (detail `field`) for a username in use,
   * `same_person` for who appoints themselves by another name, `wrong_state` in a cooperative that is suspended or has left.
   */
  async appoint(caller: Identity, wanted: NewStaff, post: Post): Promise<Result<Approval>> {
    if (caller.cooperative !== null && !('cooperative' in post)) return fail('role_forbidden');
    if (post.role === 'operator' && caller.network !== null) return fail('role_forbidden');
    if ('cooperative' in post) {
      const refusal = admitsNewcomers(post.cooperative);
      if (refusal !== undefined) return refusal;
    }
    return transact(this.dataSource, async (tx) => {
      const { person } = await this.register(tx, personNetworkOf(post), wanted);
      if (await isSameHuman(tx, person, caller.principal)) return abandon(fail('same_person'));
      const grant = grantOf(post, person);
      const subject = orAbandon(await this.onboarding.grantRole(tx, grant, 'once agreed'));
      const payload: AppointmentPayload = { person, role: post.role };
      const of = 'cooperative' in post ? post.cooperative : undefined;
      const network = 'network' in post ? post.network.id : post.cooperative.network;
      const request = { network, cooperative: of?.uid, kind: KIND, subject, payload };
      return orAbandon(await this.approvals.request(caller, request, tx));
    });
  }

  /** Gives a shop a cashier. `already_exists` (detail `field`) for a username in use. */
  async addCashier(merchant: Merchant, wanted: NewStaff): Promise<Result<CashierMade>> {
    const { cooperative, uid: shop, network } = merchant;
    return transact(this.dataSource, async (tx) => {
      const { person, username } = await this.register(tx, network, wanted);
      const grant = { person, role: 'cashier', cooperative, merchant: shop } as const;
      const uid = orAbandon(await this.onboarding.grantRole(tx, grant));
      const activationCode = await this.onboarding.issueActivation(tx, person, 'password');
      return { uid, person, username, activationCode };
    });
  }

  private async register(
    tx: EntityManager,
    network: number | null,
    { fullName, username, nik }: NewStaff,
  ): Promise<{ person: string; username: string }> {
    const person = orAbandon(await this.onboarding.registerPerson(tx, { network, fullName, nik }));
    return { person, username: orAbandon(await this.onboarding.createLogin(tx, username, person)) };
  }

  private kind(): ApprovalKind<AppointmentPayload> {
    return {
      name: KIND,
      title: { id: 'Pengangkatan petugas', en: 'Appointment of staff' },
      makers: ['operator', 'manager'],
      checkers: ['operator', 'manager', 'treasurer'],
      read: readPayload,
      describe: ({ subject, payload }) => ({
        staff_id: encodeId('stf', subject),
        person_id: encodeId('per', payload.person),
        role: payload.role,
      }),
      validate: async (tx, { subject }) => {
        const row = await readStaff(tx, subject, true);
        const waits = row?.waits === true && row.endedAt === null;
        return waits ? undefined : fail('wrong_state', { state: 'ended' });
      },
      execution: 'in_transaction',
      execute: async (tx, { uid, subject, payload: { person } }, checker) => {
        if (await isSameHuman(tx, person, checker.principal)) return fail('same_person');
        await moveStaff(tx, subject, 'active', 'appointed');
        await this.onboarding.openAppointment(tx, person, uid);
        return succeed({});
      },
      refused: async (tx, { subject, payload: { person } }) => {
        await moveStaff(tx, subject, 'ended', 'nobody agreed to the appointment');
        await this.onboarding.withdrawNewcomer(tx, person);
      },
    };
  }
}

/** Operators of the deployment belong to no network. */
function personNetworkOf(post: Post): number | null {
  if ('cooperative' in post) return post.cooperative.network;
  return post.role === 'operator' ? null : post.network.id;
}

function grantOf(post: Post, person: string): NewGrant {
  if ('cooperative' in post) {
    return { person, role: post.role, cooperative: post.cooperative.uid };
  }
  return { person, role: post.role };
}

function readPayload(payload: unknown): AppointmentPayload | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const { person, role }: Partial<Record<keyof AppointmentPayload, unknown>> = payload;
  return typeof person === 'string' && typeof role === 'string' ? { person, role } : undefined;
}
