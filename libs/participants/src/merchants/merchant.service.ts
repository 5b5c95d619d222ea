import { Onboarding, type Identity } from '@app/access';
import { fail, newUuid, succeed, type Result } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { admitsNewcomers } from '../cooperatives/newcomers.js';
import { Directory } from '../directory/directory.js';
import type { Cooperative, MerchantCriterion } from '../directory/directory-types.js';
import { readMember } from '../directory/directory.store.js';
import { limitsBody } from '../limits/limits-body.js';
import type { MerchantLimits } from '../limits/limits.js';
import { writeMerchantLimits } from '../limits/limits.store.js';
import type { StatusChangeRequest } from '../members/member.service.js';
import { reaches } from '../reach.js';
import { recordRuleChange } from '../rules/rule-change.store.js';
import { abandon, orAbandon, transact } from '../transact.js';
import type { UidPage } from '../uid-page.js';
import { WalletStatusService, type Replayable } from '../wallets/wallet-status.service.js';
import {
  insertMerchant,
  listMerchants,
  readMerchantState,
  updateMerchant,
  type MerchantState,
} from './merchant.store.js';

/** Who owns a shop: a member of the same cooperative, or somebody new. */
export type Owner =
  | { readonly member: string }
  | { readonly fullName: string; readonly phone: string; readonly nik?: string | undefined };

export interface NewMerchant {
  /** Of the shop. */
  readonly name: string;
  readonly criterion: MerchantCriterion;
  readonly owner: Owner;
}

/** A merchant just made. A new owner needs the one-time code; a member has a PIN already, and gets none. */
export interface MerchantMade extends MerchantState {
  readonly activationCode: string | null;
}

/** What a list is narrowed to. */
export interface WantedMerchants {
  /** Uuid. */
  readonly cooperative?: string | undefined;
  /** In any case. */
  readonly nameContains?: string | undefined;
}

export interface MerchantChange {
  readonly name?: string | undefined;
  readonly criterion?: MerchantCriterion | undefined;
  readonly reason: string;
}

/** The merchants of cooperatives. A foreign merchant answers like a missing one, except to a payer. */
@Injectable()
export class MerchantService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: Directory,
    private readonly onboarding: Onboarding,
    private readonly walletStatus: WalletStatusService,
  ) {}

  /**
   * Makes a merchant with an empty wallet and gives the owner the role. `already_exists` (detail `field`) for the
   * phone of a new owner that the network knows, or for a second shop of one owner with the same name;
   * `not_found` for an owner who is no member of the cooperative; `wrong_state` as for members.
   */
  async create(cooperative: Cooperative, wanted: NewMerchant): Promise<Result<MerchantMade>> {
    const refusal = admitsNewcomers(cooperative);
    if (refusal !== undefined) return refusal;
    const uid = newUuid();
    return transact(this.dataSource, async (tx) => {
      const { name, criterion, owner } = wanted;
      const ownerPerson = await this.ownerPerson(tx, cooperative, owner);
      const state = await insertMerchant(tx, { uid, cooperative, ownerPerson, name, criterion });
      const grant = {
        role: 'merchant_owner',
        cooperative: cooperative.uid,
        merchant: uid,
      } as const;
      orAbandon(await this.onboarding.grantRole(tx, { ...grant, person: ownerPerson }));
      const activationCode =
        'member' in owner ? null : await this.onboarding.issueActivation(tx, ownerPerson, 'pin');
      return { ...state, activationCode };
    });
  }

  /** What anybody of the network may look up before paying. `not_found` in another network. */
  async readAsPayer(caller: Identity, uid: string): Promise<Result<MerchantState, 'not_found'>> {
    return this.find({ ...caller, cooperative: null }, uid);
  }

  /** For whoever runs it: the operator, the cooperative, the owner. */
  async read(caller: Identity, uid: string): Promise<Result<MerchantState, 'not_found'>> {
    const found = await this.find(caller, uid);
    return found.ok && !isOthersShop(caller, found.value) ? found : fail('not_found');
  }

  /**
   * Merchants that the caller runs or oversees, of one cooperative or with a part of a name if told, oldest first; an
   * owner sees the own ones.
   */
  async list(caller: Identity, wanted: WantedMerchants, page: UidPage): Promise<MerchantState[]> {
    const { cooperative, nameContains } = wanted;
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
      owner: caller.role === 'merchant_owner' ? caller.principal : null,
      nameContains: nameContains ?? null,
      payable: false,
    };
    return listMerchants(this.dataSource.manager, filter, page);
  }

  /** Merchants of the caller's network that can still be paid, oldest first: where a payer looks for a shop. */
  async listAsPayer(
    caller: Identity,
    wanted: WantedMerchants,
    page: UidPage,
  ): Promise<MerchantState[]> {
    if (caller.network === null) return [];
    const filter = {
      network: caller.network,
      cooperative: wanted.cooperative ?? null,
      owner: null,
      nameContains: wanted.nameContains ?? null,
      payable: true,
    };
    return listMerchants(this.dataSource.manager, filter, page);
  }

  /**
   * Changes the shop's name or criterion. Both decide what a payment costs or whom a payer thinks to pay, so no
   * payment computed before is posted after. `already_exists` as for {@link create}.
   */
  async change(
    caller: Identity,
    uid: string,
    change: MerchantChange,
  ): Promise<Result<MerchantState>> {
    const found = await this.read(caller, uid);
    if (!found.ok) return found;
    const { network } = found.value.merchant;
    const changed = await transact(this.dataSource, async (tx) => {
      const state = (await readMerchantState(tx, uid, true)) ?? abandon(fail('not_found'));
      const name = change.name ?? state.merchant.name;
      const criterion = change.criterion ?? state.merchant.criterion;
      await updateMerchant(tx, uid, { name, criterion });
      await recordRuleChange(tx, caller, {
        network,
        kind: 'merchant',
        subject: uid,
        body: { name, criterion },
        reason: change.reason,
      });
      return { ...state, merchant: { ...state.merchant, name, criterion } };
    });
    if (changed.ok) this.directory.forget(network);
    return changed;
  }

  /**
   * Sets limits of the merchant's own, given those that it has; they hold from the next act on. `not_found` as for
   * {@link read}.
   */
  async changeLimits(
    caller: Identity,
    uid: string,
    change: (current: MerchantLimits | undefined) => MerchantLimits,
  ): Promise<Result<MerchantState>> {
    const found = await this.read(caller, uid);
    if (!found.ok) return found;
    const { network } = found.value.merchant;
    const changed = await transact(this.dataSource, async (tx) => {
      const state = (await readMerchantState(tx, uid, true)) ?? abandon(fail('not_found'));
      const limits = change(state.merchant.limits);
      await writeMerchantLimits(tx, state.merchant, limits);
      const body = limitsBody(limits);
      await recordRuleChange(tx, caller, { network, kind: 'limits', subject: uid, body });
    });
    if (!changed.ok) return changed;
    this.directory.forget(network);
    return this.read(caller, uid);
  }

  /** Freezes, opens again or closes a merchant's wallet; failures as {@link WalletStatusService.change} has them. */
  async changeStatus(
    caller: Identity,
    uid: string,
    wanted: StatusChangeRequest,
  ): Promise<Replayable<MerchantState>> {
    const found = await this.read(caller, uid);
    if (!found.ok) return { ...found, replayed: false };
    const { network, wallet } = found.value.merchant;
    const { principal } = caller;
    const changed = await this.walletStatus.change({ ...wanted, network, wallet, principal });
    if (!changed.ok) return changed;
    return {
      ok: true,
      value: { ...found.value, status: changed.value },
      replayed: changed.replayed,
    };
  }

  private async find(caller: Identity, uid: string): Promise<Result<MerchantState, 'not_found'>> {
    const state = await readMerchantState(this.dataSource.manager, uid);
    if (state === undefined || !reaches(caller, state.merchant)) return fail('not_found');
    return succeed(state);
  }

  private async ownerPerson(
    tx: EntityManager,
    cooperative: Cooperative,
    owner: Owner,
  ): Promise<string> {
    if (!('member' in owner)) {
      const { network } = cooperative;
      return orAbandon(await this.onboarding.registerPerson(tx, { network, ...owner }));
    }
    const member = await readMember(tx, owner.member);
    if (member?.cooperative !== cooperative.uid) return abandon(fail('not_found'));
    return member.person;
  }
}

function isOthersShop(caller: Identity, { merchant }: MerchantState): boolean {
  if (caller.role === 'merchant_owner') return merchant.ownerPerson !== caller.principal;
  return caller.role === 'cashier' && merchant.uid !== caller.merchant;
}
