import { PersonStore, type Identity } from '@app/access';
import { fail, type Result } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { Directory } from '../directory/directory.js';
import type { MemberTier } from '../directory/directory-types.js';
import { reaches } from '../reach.js';
import { recordRuleChange } from '../rules/rule-change.store.js';
import { abandon, transact } from '../transact.js';
import type { MemberView } from './member.service.js';
import { readMemberState, updateTier } from './member.store.js';

export interface TierChange {
  readonly to: MemberTier;
  /** 16 digits; needed for `registered` unless it is known. */
  readonly nik?: string | undefined;
  /** Why; kept for ever. */
  readonly reason: string;
}

/** How well a cooperative knows its member, from which the regulator's limits follow. */
@Injectable()
export class MemberTierService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: Directory,
    private readonly people: PersonStore,
  ) {}

  /**
   * Raises or lowers a member's tier; what was computed under the former one is not posted any more. Asked for the tier
   * that the member has, it changes nothing. What is on a wallet stays there, even if it is more than the new tier may
   * hold: only nothing can be added.
   *
   * Failures: `not_found` for a member whom the caller doesn't reach, `account_closed` for a former one,
   * `validation_failed` (detail `field`) where a NIK is missing, `already_exists` (detail `field`) where another NIK is
   * known of this person.
   */
  async change(caller: Identity, uid: string, change: TierChange): Promise<Result<MemberView>> {
    const changed = await transact(this.dataSource, (tx) => this.write(tx, caller, uid, change));
    if (changed.ok) this.directory.forget(changed.value.member.network);
    return changed;
  }

  private async write(
    tx: EntityManager,
    caller: Identity,
    uid: string,
    { to, nik, reason }: TierChange,
  ): Promise<MemberView> {
    const state = await readMemberState(tx, uid, true);
    if (state === undefined || !reaches(caller, state.member)) return abandon(fail('not_found'));
    if (state.status === 'closed') return abandon(fail('account_closed'));
    const { member } = state;
    if (nik !== undefined && !(await this.people.learnNik(tx, member.person, nik))) {
      return abandon(fail('already_exists', { field: 'nik' }));
    }
    const person = await this.people.read(tx, member.person);
    if (person === undefined) return abandon(fail('not_found'));
    if (to === 'registered' && person.nik === null) {
      return abandon(fail('validation_failed', { field: 'nik' }));
    }
    if (member.tier !== to) {
      await updateTier(tx, uid, to);
      const body = { tier: to };
      const { network } = member;
      await recordRuleChange(tx, caller, { network, kind: 'member', subject: uid, body, reason });
    }
    return { ...state, member: { ...member, tier: to }, person };
  }
}
