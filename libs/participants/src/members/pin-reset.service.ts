import {
  ApprovalService,
  isSameHuman,
  Onboarding,
  type Approval,
  type ApprovalKind,
  type Identity,
  type ResetCode,
} from '@app/access';
import { encodeId, fail, succeed, type Failure, type Result } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { identityChecksFor } from './identity-checks.js';
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

/** A member who forgot or locked their PIN, at a counter of their own cooperative. */
@Injectable()
export class PinResetService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly members: MemberService,
    private readonly onboarding: Onboarding,
    private readonly approvals: ApprovalService,
  ) {
    approvals.register(this.resetKind());
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
    const needed = identityChecksFor(member).map(({ code }) => code);
    if (!needed.every((code) => wanted.checks.includes(code))) {
      return fail('validation_failed', { field: 'identity_checks' });
    }
    const { network, cooperative, person } = member;
    if (await isSameHuman(this.dataSource.manager, person, caller.principal)) {
      return fail('same_person');
    }
    const payload: ResetPayload = { person, checks: needed };
    const { reason } = wanted;
    return this.approvals.request(caller, {
      network,
      cooperative,
      kind: KIND,
      subject: uid,
      payload,
      reason,
    });
  }

  /**
   * The one-time code of a reset that was agreed to, for whoever asked for it to hand over. Asked again, it is another
   * one, and the former is void. `not_found`; `role_forbidden` for anybody else; `wrong_state` (detail `state`) while
   * nobody has agreed, when the hour is over, and once a PIN was chosen.
   */
  async code(caller: Identity, uid: string, approvalUid: string): Promise<Result<ResetCode>> {
    const found = await this.approvals.read(caller, approvalUid);
    if (!found.ok) return found;
    const { approval } = found.value;
    if (approval.kind !== KIND || approval.subject !== uid) return fail('not_found');
    if (approval.maker !== caller.principal) return fail('role_forbidden');
    if (approval.state !== 'EXECUTED') return fail('wrong_state', { state: approval.state });
    const member = await this.members.read(caller, uid);
    if (!member.ok) return member;
    const { person } = member.value;
    return this.onboarding.renewReset(this.dataSource.manager, person.id, 'pin', approvalUid);
  }

  private resetKind(): ApprovalKind<ResetPayload> {
    return {
      name: KIND,
      title: { id: 'PIN baru untuk anggota', en: 'A new PIN for a member' },
      makers: ['teller', 'manager'],
      checkers: ['treasurer', 'manager'],
      read: readPayload,
      describe: ({ subject, payload }) => ({
        member_id: encodeId('mbr', subject),
        person_id: encodeId('per', payload.person),
        identity_checks: payload.checks,
      }),
      validate: (tx, { subject, payload }) => whyNotReset(tx, subject, payload.person),
      execution: 'in_transaction',
      execute: async (tx, { uid, payload: { person } }, checker) => {
        if (await isSameHuman(tx, person, checker.principal)) return fail('same_person');
        await this.onboarding.openReset(tx, person, 'pin', uid);
        return succeed({});
      },
    };
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
  member: string,
  person: string,
): Promise<Failure | undefined> {
  const rows = await tx.query<unknown[]>(
    `SELECT FROM access.role_grant
     WHERE person_id = $1 AND member = $2 AND revoked_at IS NULL FOR SHARE`,
    [person, member],
  );
  return rows.length > 0 ? undefined : fail('wrong_state', { state: 'closed' });
}
