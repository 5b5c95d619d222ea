import {
  ApprovalService,
  approvalKey,
  type Approval,
  type ApprovalKind,
  type Identity,
} from '@app/access';
import {
  SERVICE_CODES,
  cooperativeStates,
  encodeId,
  fail,
  invariant,
  succeed,
  type AccountStatus,
  type CooperativeState,
  type Failure,
  type ProblemCode,
  type Result,
} from '@app/core';
import { Injectable } from '@nestjs/common';

import { CooperativeService } from '../cooperatives/cooperative.service.js';
import { checkStep, moveCooperative } from '../cooperatives/cooperative-state.js';
import { Directory } from '../directory/directory.js';
import type { Cooperative } from '../directory/directory-types.js';
import type { StatusChangeRequest } from '../members/member.service.js';
import { MerchantService } from '../merchants/merchant.service.js';
import type { MerchantState } from '../merchants/merchant.store.js';
import { WalletStatusService, type Replayable } from '../wallets/wallet-status.service.js';

/** A thing as it is now, and the approval that a change of it waits for; null: it is done. */
export interface Stepped<T> {
  readonly thing: T;
  readonly approval: Approval | null;
}

interface CooperativePayload {
  readonly state: CooperativeState;
}

interface MerchantPayload {
  readonly status: AccountStatus;
}

/** Steps into these decide whether a cooperative's members can pay. */
const DECIDED_BY_TWO: readonly CooperativeState[] = ['active', 'suspended', 'left'];
/** Of a merchant's wallet; one that is empty may be closed by one person. */
const STATUSES_DECIDED_BY_TWO: readonly AccountStatus[] = ['frozen', 'open'];
const HASH_DIGITS = 32;
const UNDECIDED: ReadonlySet<ProblemCode> = new Set(SERVICE_CODES);

/**
 * Steps of cooperatives and merchants that two persons decide on a live network: with real money nobody alone may stop
 * a shop, or all members of a cooperative, from paying and being paid. On a network for practice one person does.
 */
@Injectable()
export class LifecycleService {
  constructor(
    private readonly directory: Directory,
    private readonly cooperatives: CooperativeService,
    private readonly merchants: MerchantService,
    private readonly walletStatus: WalletStatusService,
    private readonly approvals: ApprovalService,
  ) {
    approvals.register(this.cooperativeKind());
    approvals.register(this.merchantKind());
  }

  /**
   * Moves a cooperative along its states, or asks for another person's approval of it. Failures: those of
   * {@link CooperativeService.changeState}; `already_exists` (detail `approval`) while a step of it waits.
   */
  async moveCooperative(
    caller: Identity,
    uid: string,
    to: CooperativeState,
    reason: string,
  ): Promise<Result<Stepped<Cooperative>>> {
    const found = await this.cooperatives.read(caller, uid);
    if (!found.ok) return found;
    const cooperative = found.value;
    if (!DECIDED_BY_TWO.includes(to) || !(await this.isLive(cooperative.network))) {
      const moved = await this.cooperatives.changeState(caller, uid, to, reason);
      return moved.ok ? succeed({ thing: moved.value, approval: null }) : moved;
    }
    const asked = await this.approvals.request(caller, {
      network: cooperative.network,
      kind: 'cooperative_state',
      subject: uid,
      payload: { state: to },
      reason,
    });
    return asked.ok ? succeed({ thing: cooperative, approval: asked.value }) : asked;
  }

  /**
   * Freezes, opens again or closes a merchant's wallet, or asks for approval of it. The same person's same request
   * answers the approval that waits. Failures: those of {@link MerchantService.changeStatus};
   * `already_exists` (detail `approval`) while another change of it waits.
   */
  async changeMerchant(
    caller: Identity,
    uid: string,
    wanted: StatusChangeRequest,
  ): Promise<Replayable<Stepped<MerchantState>>> {
    const found = await this.merchants.read(caller, uid);
    if (!found.ok) return { ...found, replayed: false };
    const { merchant } = found.value;
    if (!STATUSES_DECIDED_BY_TWO.includes(wanted.to) || !(await this.isLive(merchant.network))) {
      const changed = await this.merchants.changeStatus(caller, uid, wanted);
      if (!changed.ok) return changed;
      const done = { thing: changed.value, approval: null };
      return { ok: true, value: done, replayed: changed.replayed };
    }
    const payload: MerchantPayload = { status: wanted.to };
    const { network, cooperative } = merchant;
    const kind = 'merchant_status';
    const asked = await this.approvals.request(caller, {
      network,
      cooperative,
      kind,
      subject: uid,
      payload,
      reason: wanted.reason,
    });
    if (asked.ok) {
      return { ...succeed({ thing: found.value, approval: asked.value }), replayed: false };
    }
    const waiting = await this.ownRequest(caller, asked, payload);
    if (waiting === undefined) return { ...asked, replayed: false };
    return { ...succeed({ thing: found.value, approval: waiting }), replayed: true };
  }

  /** The caller's own request that stands in the way of the same one, sent again. */
  private async ownRequest(
    caller: Identity,
    { code, detail }: Failure,
    { status }: MerchantPayload,
  ): Promise<Approval | undefined> {
    const uid = detail?.['approval'];
    if (code !== 'already_exists' || typeof uid !== 'string') return undefined;
    const found = await this.approvals.read(caller, uid);
    if (!found.ok) return undefined;
    const { approval } = found.value;
    const same = approval.maker === caller.principal && statusOf(approval.payload) === status;
    return same ? approval : undefined;
  }

  private cooperativeKind(): ApprovalKind<CooperativePayload> {
    return {
      name: 'cooperative_state',
      title: { id: 'Perubahan keadaan koperasi', en: 'Change of a cooperative’s state' },
      makers: ['operator'],
      checkers: ['operator'],
      read: (payload) => {
        const state = textOf(payload, 'state');
        return state !== undefined && cooperativeStates.isState(state) ? { state } : undefined;
      },
      describe: ({ subject, payload }) => ({
        cooperative_id: encodeId('coop', subject),
        state: payload.state,
      }),
      validate: async (tx, { subject, payload }) => {
        const step = await checkStep(tx, subject, payload.state);
        return step.ok ? undefined : step;
      },
      execution: 'in_transaction',
      execute: async (tx, { subject, payload, maker, reason }) => {
        const cooperative = await this.directory.cooperativeByUid(subject);
        invariant(cooperative !== undefined, 'an approval of a cooperative that is not there');
        const step = { cooperative, to: payload.state, reason: reason ?? payload.state };
        const moved = await moveCooperative(tx, { principal: maker }, step);
        return moved.ok ? succeed({ from: moved.value, state: payload.state }) : moved;
      },
      executed: ({ network }) => this.directory.forget(network),
    };
  }

  private merchantKind(): ApprovalKind<MerchantPayload> {
    return {
      name: 'merchant_status',
      title: { id: 'Pembekuan atau pembukaan pedagang', en: 'Freezing or opening of a merchant' },
      makers: ['operator', 'manager'],
      checkers: ['operator', 'manager'],
      read: (payload) => {
        const status = statusOf(payload);
        return status === undefined ? undefined : { status };
      },
      describe: ({ subject, payload }) => ({
        merchant_id: encodeId('mrc', subject),
        status: payload.status,
      }),
      execution: 'ledger',
      post: async (_sql, approval) => {
        const { subject, network, payload, maker, reason, payloadHash } = approval;
        const merchant = await this.directory.merchant(subject);
        if (merchant === undefined) return fail('not_found');
        const changed = await this.walletStatus.change({
          network,
          wallet: merchant.wallet,
          to: payload.status,
          reason: reason ?? payload.status,
          principal: maker,
          key: approvalKey(approval),
          hash: payloadHash.slice(0, HASH_DIGITS),
        });
        if (changed.ok) return succeed({ status: changed.value });
        // Nobody knows yet whether it was done: the approval stays approved and is tried again.
        if (UNDECIDED.has(changed.code)) throw new Error(`the ledger says ${changed.code}`);
        return changed;
      },
    };
  }

  private async isLive(network: number): Promise<boolean> {
    return (await this.directory.network(network))?.live === true;
  }
}

function statusOf(payload: unknown): AccountStatus | undefined {
  const status = textOf(payload, 'status');
  return STATUSES_DECIDED_BY_TWO.find((one) => one === status);
}

function textOf(payload: unknown, name: string): string | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const value: unknown = Reflect.get(payload, name);
  return typeof value === 'string' ? value : undefined;
}
