import {
  ApprovalService,
  isSameHuman,
  Onboarding,
  type Approval,
  type ApprovalKind,
  type ApprovalRequest,
  type Identity,
  type ResetCode,
} from '@app/access';
import { encodeId, fail, succeed, type Failure, type Result } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { MerchantService } from '../merchants/merchant.service.js';
import { identityChecksFor, OWNER_CHECKS, type IdentityCheck } from './identity-checks.js';
import { MemberService } from './member.service.js';

export interface PinResetRequest {
  /** Codes of the identity checks that were made; all those of {@link identityChecksFor} must be among them. */
  readonly checks: readonly string[];
  readonly reason: string;
}

interface ResetPayload {
  readonly person: string;
  readonly checks: readonly string[];
}

const KIND = 'pin_reset';
const OWNER_KIND = 'owner_pin_reset';

/** A member, or the owner of a shop, who forgot or locked their PIN, at a counter of their own cooperative. */
@Injectable()
export class PinResetService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly members: MemberService,
    private readonly merchants: MerchantService,
    private readonly onboarding: Onboarding,
    private readonly approvals: ApprovalService,
  ) {
    approvals.register(this.resetKind());
    approvals.register(this.ownerKind());
  }

  /**
   * Asks for a new PIN, which another person has to agree to. `not_found` for a member whom the caller doesn't reach;
   * `validation_failed` (detail `field`) when not every check was made; `wrong_state` for a former member;
   * `same_person` for one's own; `already_exists` while a request waits.
   */
  async request(caller: Identity, uid: string, wanted: PinResetRequest): Promise<Result<Approval>> {
    const found = await this.members.read(caller, uid);
    if (!found.ok) return found;
    const { member } = found.value;
    const { network, cooperative, person } = member;
    const of = { network, cooperative, kind: KIND, subject: uid, person };
    return this.ask(caller, of, identityChecksFor(member), wanted);
  }

  /** The same for the owner of a shop, by the shop's uuid; `not_found` for a shop that the caller doesn't reach. */
  async requestForOwner(
    caller: Identity,
    uid: string,
    wanted: PinResetRequest,
  ): Promise<Result<Approval>> {
    const found = await this.merchants.read(caller, uid);
    if (!found.ok) return found;
    const { network, cooperative, ownerPerson: person } = found.value.merchant;
    const of = { network, cooperative, kind: OWNER_KIND, subject: uid, person };
    return this.ask(caller, of, OWNER_CHECKS, wanted);
  }

  /**
   * The one-time code of a reset that was agreed to, for whoever asked for it to hand over. Asked again, it is another
   * one, and the former is void. `not_found`; `role_forbidden` for anybody else; `wrong_state` (detail `state`) while
   * nobody has agreed, when the hour is over, and once a PIN was chosen.
   */
  async code(caller: Identity, uid: string, approvalUid: string): Promise<Result<ResetCode>> {
    const agreed = await this.agreedTo(caller, KIND, uid, approvalUid);
    if (!agreed.ok) return agreed;
    const member = await this.members.read(caller, uid);
    if (!member.ok) return member;
    const { person } = member.value;
    return this.onboarding.renewReset(this.dataSource.manager, person.id, 'pin', approvalUid);
  }

  /** {@link code} of a reset for the owner of a shop. */
  async ownerCode(caller: Identity, uid: string, approvalUid: string): Promise<Result<ResetCode>> {
    const agreed = await this.agreedTo(caller, OWNER_KIND, uid, approvalUid);
    if (!agreed.ok) return agreed;
    const shop = await this.merchants.read(caller, uid);
    if (!shop.ok) return shop;
    const { ownerPerson } = shop.value.merchant;
    return this.onboarding.renewReset(this.dataSource.manager, ownerPerson, 'pin', approvalUid);
  }

  private async ask(
    caller: Identity,
    { person, ...of }: Omit<ApprovalRequest, 'payload' | 'reason'> & { readonly person: string },
    checks: readonly IdentityCheck[],
    { checks: made, reason }: PinResetRequest,
  ): Promise<Result<Approval>> {
    const needed = checks.map(({ code }) => code);
    if (!needed.every((code) => made.includes(code))) {
      return fail('validation_failed', { field: 'identity_checks' });
    }
    if (await isSameHuman(this.dataSource.manager, person, caller.principal)) {
      return fail('same_person');
    }
    const payload: ResetPayload = { person, checks: needed };
    return this.approvals.request(caller, { ...of, payload, reason });
  }

  /** That the caller asked for this reset, and another person has agreed. */
  private async agreedTo(
    caller: Identity,
    kind: string,
    uid: string,
    approvalUid: string,
  ): Promise<Result<void>> {
    const found = await this.approvals.read(caller, approvalUid);
    if (!found.ok) return found;
    const { approval } = found.value;
    if (approval.kind !== kind || approval.subject !== uid) return fail('not_found');
    if (approval.maker !== caller.principal) return fail('role_forbidden');
    if (approval.state !== 'EXECUTED') return fail('wrong_state', { state: approval.state });
    return succeed(undefined);
  }

  private resetKind(): ApprovalKind<ResetPayload> {
    return {
      ...this.common,
      name: KIND,
      title: { id: 'PIN baru untuk anggota', en: 'A new PIN for a member' },
      describe: ({ subject, payload }) => ({
        member_id: encodeId('mbr', subject),
        person_id: encodeId('per', payload.person),
        identity_checks: payload.checks,
      }),
      validate: (tx, { subject, payload }) => whyNotReset(tx, 'member', subject, payload.person),
    };
  }

  private ownerKind(): ApprovalKind<ResetPayload> {
    return {
      ...this.common,
      name: OWNER_KIND,
      title: { id: 'PIN baru untuk pemilik toko', en: 'A new PIN for the owner of a shop' },
      describe: ({ subject, payload }) => ({
        merchant_id: encodeId('mrc', subject),
        person_id: encodeId('per', payload.person),
        identity_checks: payload.checks,
      }),
      validate: (tx, { subject, payload }) => whyNotReset(tx, 'merchant', subject, payload.person),
    };
  }

  private get common() {
    return {
      makers: ['teller', 'manager'],
      checkers: ['treasurer', 'manager'],
      read: readPayload,
      execution: 'in_transaction',
      execute: async (tx, { uid, payload: { person } }, checker) => {
        if (await isSameHuman(tx, person, checker.principal)) return fail('same_person');
        await this.onboarding.openReset(tx, person, 'pin', uid);
        return succeed({});
      },
    } as const satisfies Partial<ApprovalKind<ResetPayload>>;
  }
}

function readPayload(payload: unknown): ResetPayload | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const person: unknown = Reflect.get(payload, 'person');
  const checks: unknown = Reflect.get(payload, 'checks');
  if (typeof person !== 'string' || !Array.isArray(checks)) return undefined;
  return checks.every((check) => typeof check === 'string') ? { person, checks } : undefined;
}

/** Who can't sign in here any more needs no PIN. */
async function whyNotReset(
  tx: EntityManager,
  as: 'member' | 'merchant',
  uid: string,
  person: string,
): Promise<Failure | undefined> {
  const rows = await tx.query<unknown[]>(
    `SELECT FROM access.role_grant
     WHERE person_id = $1 AND ${as} = $2 AND role = ANY ($3::text[]) AND revoked_at IS NULL FOR SHARE`,
    [person, uid, ['member', 'merchant_owner']],
  );
  return rows.length > 0 ? undefined : fail('wrong_state', { state: 'closed' });
}
