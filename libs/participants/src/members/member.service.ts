import { Onboarding, PersonStore, parsePhone, type Identity, type Person } from '@app/access';
import { fail, newUuid, succeed, type AccountStatus, type Result } from '@app/core';
import { asSwitch } from '@app/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import type { Cooperative, Member, MemberTier } from '../directory/directory-types.js';
import { admitsNewcomers } from '../cooperatives/newcomers.js';
import { reaches } from '../reach.js';
import { abandon, orAbandon, transact } from '../transact.js';
import type { UidPage } from '../uid-page.js';
import { WalletStatusService, type Replayable } from '../wallets/wallet-status.service.js';
import {
  countOpenMemberships,
  insertMember,
  listMembers,
  readFormerMemberships,
  readMemberState,
  type MemberState,
} from './member.store.js';

export interface NewMember {
  readonly fullName: string;
  /** As people type it. */
  readonly phone: string;
  /** 16 digits. */
  readonly nik?: string | undefined;
  /** The number that the cooperative knows the member by. */
  readonly number: string;
  readonly tier: MemberTier;
}

/** Somebody of the network who becomes a member of one more cooperative. */
export interface NewMembership {
  /** Uuid of the person, as their own app shows it. */
  readonly person: string;
  /** Theirs, as people type it: whoever names a person must know it. */
  readonly phone: string;
  readonly number: string;
  readonly tier: MemberTier;
}

/** A member and who they are. */
export interface MemberView extends MemberState {
  readonly person: Person;
}

/** A member just made, with the one-time code to hand over; it is stored nowhere. */
export interface MemberMade extends MemberView {
  readonly activationCode: string;
}

/** Who asks for a change, and the key under which it may be asked again. */
export interface StatusChangeRequest {
  readonly to: AccountStatus;
  readonly reason: string;
  readonly key: string;
  readonly hash: string;
}

/** The members of cooperatives. A foreign member answers like a missing one. */
@Injectable()
export class MemberService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly onboarding: Onboarding,
    private readonly people: PersonStore,
    private readonly walletStatus: WalletStatusService,
  ) {}

  /**
   * Makes a member with an empty wallet, the role to sign in by phone and a one-time code to choose a PIN with.
   * `already_exists` (detail `field`) for a phone that the network knows or a number that the cooperative has,
   * `validation_failed` (detail `field`) for a phone or NIK of the wrong form, `wrong_state` in a cooperative that
   * is suspended or has left.
   */
  async create(cooperative: Cooperative, wanted: NewMember): Promise<Result<MemberMade>> {
    const refusal = admitsNewcomers(cooperative);
    if (refusal !== undefined) return refusal;
    const { fullName, phone, nik, number, tier } = wanted;
    const { network } = cooperative;
    const uid = newUuid();
    return transact(this.dataSource, async (tx) => {
      const id = orAbandon(
        await this.onboarding.registerPerson(tx, { network, fullName, phone, nik }),
      );
      const state = await insertMember(tx, { uid, cooperative, person: id, number, tier });
      const grant = { role: 'member', cooperative: cooperative.uid, member: uid } as const;
      orAbandon(await this.onboarding.grantRole(tx, { ...grant, person: id }));
      const activationCode = await this.onboarding.issueActivation(tx, id, 'pin');
      const person = {
        id,
        network,
        fullName: fullName.normalize('NFC').trim(),
        phone: parsePhone(phone) ?? null,
        nik: nik ?? null,
      };
      return { ...state, person, activationCode };
    });
  }

  /**
   * Gives somebody who is known in the network a membership and an empty wallet here too; they sign in with the PIN
   * that they have. Who has left this cooperative comes back in the same way, under a new number: the former wallet
   * stays closed, and they sign in for the new one from now on. `not_found` for a person who isn't there or has another phone, `already_exists` (detail
   * `field`) for a member of this cooperative or a number in use, `wrong_state` as for {@link create}.
   */
  async admit(cooperative: Cooperative, wanted: NewMembership): Promise<Result<MemberView>> {
    const refusal = admitsNewcomers(cooperative);
    if (refusal !== undefined) return refusal;
    const { person: id, phone, number, tier } = wanted;
    const uid = newUuid();
    const work = async (tx: EntityManager): Promise<MemberView> => {
      const person = await this.people.read(tx, id);
      const known = person?.network === cooperative.network && person.phone === parsePhone(phone);
      if (person === undefined || !known) return abandon(fail('not_found'));
      const state = await insertMember(tx, { uid, cooperative, person: id, number, tier });
      const grant = { role: 'member', cooperative: cooperative.uid, member: uid } as const;
      orAbandon(await this.onboarding.grantRole(tx, { ...grant, person: id }));
      for (const former of await readFormerMemberships(tx, id)) {
        await this.onboarding.revokeGrants(tx, { member: former });
      }
      return { ...state, person };
    };
    // Former memberships may be of other cooperatives.
    return asSwitch(() => transact(this.dataSource, work));
  }

  /**
   * After a membership's end: whoever has another one with a wallet that isn't closed signs in for that from now on.
   * The last membership stays, so that its history can be read. Does nothing the second time.
   */
  async leaveSignInToOthers(member: Member): Promise<void> {
    const work = async (tx: EntityManager): Promise<void> => {
      const others = await countOpenMemberships(tx, member);
      if (others > 0) await this.onboarding.revokeGrants(tx, { member: member.uid });
    };
    // Other memberships are of other cooperatives.
    await asSwitch(() => transact(this.dataSource, work));
  }

  async read(caller: Identity, uid: string): Promise<Result<MemberView, 'not_found'>> {
    const state = await readMemberState(this.dataSource.manager, uid);
    if (state === undefined || !reaches(caller, state.member)) return fail('not_found');
    const [view] = await this.withPeople([state]);
    return view === undefined ? fail('not_found') : succeed(view);
  }

  /** Members that the caller reaches, of one cooperative if told, in the order in which they joined. */
  async list(
    caller: Identity,
    cooperative: string | undefined,
    page: UidPage,
  ): Promise<MemberView[]> {
    if (
      caller.cooperative !== null &&
      cooperative !== undefined &&
      cooperative !== caller.cooperative
    ) {
      return [];
    }
    const filter = {
      network: caller.network,
      cooperative: caller.cooperative ?? cooperative ?? null,
    };
    return this.withPeople(await listMembers(this.dataSource.manager, filter, page));
  }

  /** Freezes, opens again or closes a member's wallet; failures as {@link WalletStatusService.change} has them. */
  async changeStatus(
    caller: Identity,
    uid: string,
    wanted: StatusChangeRequest,
  ): Promise<Replayable<MemberView>> {
    const found = await this.read(caller, uid);
    if (!found.ok) return { ...found, replayed: false };
    const { network, wallet } = found.value.member;
    const { principal } = caller;
    const changed = await this.walletStatus.change({ ...wanted, network, wallet, principal });
    if (!changed.ok) return changed;
    // A replay answers as the first time, whatever the status has become since.
    return {
      ok: true,
      value: { ...found.value, status: changed.value },
      replayed: changed.replayed,
    };
  }

  private async withPeople(states: readonly MemberState[]): Promise<MemberView[]> {
    const people = await this.people.readMany(
      this.dataSource.manager,
      states.map(({ member }) => member.person),
    );
    return states.flatMap((state) => {
      const person = people.get(state.member.person);
      return person === undefined ? [] : [{ ...state, person }];
    });
  }
}
