import {
  ApprovalService,
  Onboarding,
  PersonStore,
  ProfileService,
  type Approval,
  type ApprovalKind,
  type Identity,
  type Profile,
} from '@app/access';
import { encodeId, fail, succeed, type AccountStatus, type Failure, type Result } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { MemberService } from '../members/member.service.js';
import { accountStatusCode, accountStatusOf } from '../wallets/wallet-status.service.js';

/** A wallet that a person has or had as a member. */
export interface Membership {
  readonly uid: string;
  readonly cooperative: string;
  readonly number: string;
  readonly tier: string;
  readonly status: AccountStatus;
  readonly wallet: string;
  readonly joinedAt: Date;
}

/** Everything that stands under a person's name. What was posted is in the statements of the wallets. */
export interface PersonalExport {
  readonly profile: Profile;
  readonly memberships: readonly Membership[];
}

interface MembershipRow {
  uid: string;
  cooperative: string;
  number: string;
  tier: string;
  status: number;
  wallet: string;
  joined_at: Date;
}

interface ErasurePayload {
  readonly person: string;
}

/** The rights of people over what is known of them (UU 27/2022, articles 6 to 8): to have it, and to have it erased. */
@Injectable()
export class PersonalDataService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly profiles: ProfileService,
    private readonly people: PersonStore,
    private readonly onboarding: Onboarding,
    private readonly members: MemberService,
    private readonly approvals: ApprovalService,
  ) {
    approvals.register(this.erasureKind());
  }

  /** What is known of whoever asks. */
  exportOwn(caller: Identity): Promise<Result<PersonalExport, 'not_found'>> {
    return this.exportOf(caller.principal, null);
  }

  /**
   * What is known of a member, for the staff that answers the request; a cooperative's staff get the memberships in their
   * own. `not_found` for a member whom the caller doesn't reach.
   */
  async exportMember(caller: Identity, uid: string): Promise<Result<PersonalExport, 'not_found'>> {
    const found = await this.members.read(caller, uid);
    return found.ok ? this.exportOf(found.value.member.person, caller.cooperative) : found;
  }

  /**
   * Asks for a person's data to be erased, which another one has to agree to. `not_found`; `wrong_state` (detail `state`)
   * while the person has a wallet that isn't closed, or works for somebody; `already_exists` while it waits.
   */
  async requestErasure(caller: Identity, uid: string, reason: string): Promise<Result<Approval>> {
    const found = await this.members.read(caller, uid);
    if (!found.ok) return found;
    const { network, cooperative, person } = found.value.member;
    const payload: ErasurePayload = { person };
    const kind = 'personal_data_erasure';
    return this.approvals.request(caller, {
      network,
      cooperative,
      kind,
      subject: uid,
      payload,
      reason,
    });
  }

  private async exportOf(
    person: string,
    cooperative: string | null,
  ): Promise<Result<PersonalExport, 'not_found'>> {
    const profile = await this.profiles.read(person);
    if (!profile.ok) return profile;
    const rows = await this.dataSource.query<MembershipRow[]>(
      `SELECT m.uid, m.cooperative, m.number, m.tier, a.status, m.wallet_uid AS wallet, m.joined_at
       FROM participants.member m JOIN ledger.account a ON a.id = m.wallet
       WHERE m.person = $1 AND ($2::uuid IS NULL OR m.cooperative = $2) ORDER BY m.uid`,
      [person, cooperative],
    );
    const memberships = rows.map(({ joined_at: joinedAt, status, ...row }) => ({
      ...row,
      joinedAt,
      status: accountStatusOf(status),
    }));
    return succeed({ profile: profile.value, memberships });
  }

  private erasureKind(): ApprovalKind<ErasurePayload> {
    return {
      name: 'personal_data_erasure',
      title: { id: 'Penghapusan data pribadi', en: 'Erasure of personal data' },
      makers: ['operator', 'manager'],
      checkers: ['operator', 'manager'],
      read: (payload) => {
        if (typeof payload !== 'object' || payload === null) return undefined;
        const person: unknown = Reflect.get(payload, 'person');
        return typeof person === 'string' ? { person } : undefined;
      },
      describe: ({ subject, payload }) => ({
        member_id: encodeId('mbr', subject),
        person_id: encodeId('per', payload.person),
      }),
      validate: (tx, { payload }) => whyNotErased(tx, payload.person),
      execution: 'in_transaction',
      execute: async (tx, { payload: { person } }) => {
        await this.onboarding.revokeGrants(tx, { person });
        const erased = await this.people.erase(tx, person);
        return erased ? succeed({}) : fail('wrong_state', { state: 'erased' });
      },
    };
  }
}

/** Money must have found its way to a person, and who works for somebody is known to them. */
async function whyNotErased(tx: EntityManager, person: string): Promise<Failure | undefined> {
  const [row] = await tx.query<{ open: boolean; works: boolean }[]>(
    `SELECT EXISTS (SELECT FROM participants.member m JOIN ledger.account a ON a.id = m.wallet
         WHERE m.person = $1 AND a.status <> $2)
       OR EXISTS (SELECT FROM participants.merchant m JOIN ledger.account a ON a.id = m.wallet
         WHERE m.owner_person = $1 AND a.status <> $2) AS open,
       EXISTS (SELECT FROM access.role_grant g WHERE g.person_id = $1 AND g.revoked_at IS NULL
         AND g.role NOT IN ('member', 'merchant_owner')) AS works`,
    [person, accountStatusCode('closed')],
  );
  if (row?.open === true) return fail('wrong_state', { state: 'open' });
  return row?.works === true ? fail('wrong_state', { state: 'staff' }) : undefined;
}
