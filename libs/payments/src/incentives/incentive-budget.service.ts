import {
  approvalKey,
  type Approval,
  type ApprovalKind,
  type ApprovalService,
  type Identity,
  type Role,
} from '@app/access';
import {
  encodeId,
  fail,
  formatSen,
  fundIncentives,
  invariant,
  succeed,
  toMoney,
  type Failure,
  type FailureDetail,
  type Result,
  type Sen,
} from '@app/core';
import type { Balance } from '@app/ledger';
import type { Cooperative, Network, Rules } from '@app/participants';

import { rulesKnowing } from '../current-rules.js';
import { admissionRefusal } from '../limits/admission.js';
import {
  postPlanned,
  rulesKnow,
  RULES_TOO_OLD,
  type PostingPorts,
} from '../posting/post-planned.js';

export interface IncentiveBudgetPorts extends PostingPorts {
  readonly reads: PostingPorts['reads'] & {
    balance(account: number): Promise<Balance | undefined>;
  };
  readonly directory: PostingPorts['directory'] & {
    cooperativeByUid(uid: string): Promise<Cooperative | undefined>;
    network(key: number | string): Promise<Network | undefined>;
  };
  readonly approvals: ApprovalService;
}

/** Whose budget: a cooperative's, or the switch's where `cooperative` is null. Uuids. */
export interface BudgetOwner {
  readonly network: number;
  readonly cooperative: string | null;
}

export interface IncentiveBudget extends BudgetOwner {
  /** What is left for cashback, in sen. */
  readonly left: Sen;
}

/** Of an approval, as it is stored. */
interface FundingPayload {
  /** null: the switch's. */
  readonly cooperative: string | null;
  /** In sen. */
  readonly amount: string;
}

export const INCENTIVE_FUNDING = 'incentive_funding';
export const SWITCH_INCENTIVE_FUNDING = 'switch_incentive_funding';

/**
 * The money set aside for cashback: a cooperative's at its own expense, the switch's out of the fees it has earned. Two
 * persons decide; from then on acts take from it, as long as it lasts.
 */
export class IncentiveBudgetService {
  constructor(private readonly ports: IncentiveBudgetPorts) {}

  /** What is left of a budget; `not_found` for a cooperative that isn't there. */
  async read(owner: BudgetOwner): Promise<Result<IncentiveBudget, 'not_found'>> {
    const accounts = await this.accountsOf(owner);
    if (accounts === undefined) return fail('not_found');
    return succeed({ ...owner, left: await this.balanceOf(accounts.budget) });
  }

  /**
   * Asks another person to agree that so much is set aside. Failures: `not_found`, `insufficient_funds` (the switch has
   * not earned so much), those of an act by a suspended cooperative and of `ApprovalService.request`.
   */
  async requestFunding(
    caller: Identity,
    owner: BudgetOwner,
    { amount, reason }: { readonly amount: Sen; readonly reason?: string | undefined },
  ): Promise<Result<Approval>> {
    const accounts = await this.accountsOf(owner);
    if (accounts === undefined) return fail('not_found');
    return this.ports.approvals.request(caller, {
      network: owner.network,
      cooperative: owner.cooperative,
      kind: owner.cooperative === null ? SWITCH_INCENTIVE_FUNDING : INCENTIVE_FUNDING,
      // One open request at a time for each budget.
      subject: accounts.owner,
      payload: { cooperative: owner.cooperative, amount: amount.toString() },
      reason,
    });
  }

  /** For `ApprovalService.register`. */
  kinds(): readonly ApprovalKind<FundingPayload>[] {
    const title = { id: 'Sisihkan dana insentif', en: 'Set money aside for cashback' };
    const ofCooperative: readonly Role[] = ['treasurer', 'manager'];
    return [
      {
        ...this.common(),
        name: INCENTIVE_FUNDING,
        title,
        makers: ofCooperative,
        checkers: ofCooperative,
      },
      {
        ...this.common(),
        name: SWITCH_INCENTIVE_FUNDING,
        title: { id: `${title.id} (switch)`, en: `${title.en} (switch)` },
        makers: ['operator'],
        checkers: ['operator'],
      },
    ];
  }

  private common() {
    return {
      execution: 'ledger',
      read: readPayload,
      describe: ({ payload }: Approval<FundingPayload>) => ({
        cooperative_id: payload.cooperative === null ? null : encodeId('coop', payload.cooperative),
        amount: toMoney(BigInt(payload.amount)),
      }),
      validate: (_tx: unknown, approval: Approval<FundingPayload>) => this.faultOf(approval),
      post: (_sql: unknown, approval: Approval<FundingPayload>) => this.fund(approval),
    } as const;
  }

  private async faultOf({
    network,
    payload,
  }: Approval<FundingPayload>): Promise<Failure | undefined> {
    const accounts = await this.accountsOf({ network, cooperative: payload.cooperative });
    if (accounts === undefined) return fail('not_found');
    if (accounts.book !== undefined) {
      const rules = await rulesKnowing(this.ports.directory, network, [accounts.book]);
      const refusal = admissionRefusal(rules, accounts.book);
      return refusal && fail(refusal.code);
    }
    // A cooperative's source is an expense; the switch gives what it has earned and not given yet.
    const earned = await this.balanceOf(accounts.source);
    if (earned >= BigInt(payload.amount)) return undefined;
    return fail('insufficient_funds', { left: formatSen(earned > 0n ? earned : 0n) });
  }

  private async fund(approval: Approval<FundingPayload>): Promise<Result<FailureDetail>> {
    const { network, maker, payload, payloadHash } = approval;
    const amount = BigInt(payload.amount);
    const owner = { network, cooperative: payload.cooperative };
    const order = {
      network,
      principal: maker,
      key: approvalKey(approval),
      requestHash: payloadHash.slice(0, 32),
    };
    const answer = await postPlanned(this.ports, order, async (rules) => {
      const accounts = await this.accountsOf(owner, rules);
      if (accounts === undefined) return fail('not_found');
      const { book, source, budget } = accounts;
      if (book !== undefined && !rulesKnow(rules, book)) return RULES_TOO_OLD;
      return succeed({
        type: 'incentive_funding' as const,
        amount,
        ...(book !== undefined && { issuer: book, acquirer: book }),
        legs: fundIncentives(source, budget, amount),
        refusal: book === undefined ? undefined : admissionRefusal(rules, book),
      });
    });
    if (answer.ok) return succeed({ transfer: answer.value.id });
    if (answer.refused !== undefined) return fail(answer.code, answer.detail);
    // Nothing was decided: thrown, so that the approval stays approved and is tried again.
    throw new Error(`the funding ${approval.uid} is undecided: ${answer.code}`);
  }

  private async accountsOf({ network, cooperative }: BudgetOwner, known?: Rules) {
    const rules = known ?? (await this.ports.directory.rules(network));
    if (cooperative === null) {
      const { switchFeeIncome: source, incentiveBudget: budget } = rules.switchAccounts;
      const found = await this.ports.directory.network(network);
      invariant(found !== undefined, `there is no network ${network}`);
      return { book: undefined, source, budget, owner: found.uid };
    }
    const found = await this.ports.directory.cooperativeByUid(cooperative);
    if (found === undefined || found.network !== network) return undefined;
    const { incentiveExpense: source, incentiveBudget: budget } = found.accounts;
    return { book: found.book, source, budget, owner: found.uid };
  }

  private async balanceOf(account: number): Promise<Sen> {
    const balance = await this.ports.reads.balance(account);
    invariant(balance !== undefined, `there is no account ${account}`);
    return balance.posted;
  }
}

function readPayload(payload: unknown): FundingPayload | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const { cooperative, amount }: Partial<Record<keyof FundingPayload, unknown>> = payload;
  if (typeof amount !== 'string') return undefined;
  if (cooperative !== null && typeof cooperative !== 'string') return undefined;
  return { cooperative, amount };
}
