import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApprovalService, type Identity } from '@app/access';
import { encodeId, toMoney, type Money } from '@app/core';
import { Access, Caller, Describes, senOf, unwrap, varying } from '@app/http';
import { NetworkService, type Network } from '@app/participants';
import { IncentiveBudgetService } from '@app/payments';

import {
  APPROVAL_EXAMPLE,
  presentApproval,
  type ApprovalReply,
} from '../approvals/present-approval.js';
import { AUDITOR, OPERATOR } from '../participants-access.js';
import { networkOf, TREASURY } from '../settlement-access.js';
import { FundIncentivesRequest, IncentiveBudgetQuery } from './incentive-requests.dto.js';

export interface IncentiveBudgetReply {
  object: 'incentive_budget';
  network_id: string;
  /** null: the switch’s. */
  cooperative_id: string | null;
  /** What is left for cashback. */
  left: Money;
}

const BUDGET_EXAMPLE: IncentiveBudgetReply = varying(
  {
    object: 'incentive_budget',
    network_id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6r',
    cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
    left: { value: '2500000.00', currency: 'IDR' },
  },
  { nullable: ['cooperative_id'] },
);

const PROPOSED_EXAMPLE: ApprovalReply = varying(
  {
    ...APPROVAL_EXAMPLE,
    kind: 'incentive_funding',
    title: { id: 'Sisihkan dana insentif', en: 'Set money aside for cashback' },
    cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
    state: 'PENDING',
    details: varying(
      {
        cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
        amount: { value: '2500000.00', currency: 'IDR' },
      },
      { open: true },
    ),
    reason: 'Promo hari koperasi',
    decided_by: null,
    decided_at: null,
    ended_at: null,
    outcome: null,
  },
  { nullable: ['cooperative_id', 'reason'] },
);

/** What is set aside for cashback: of a cooperative by its treasurer, of the switch by the operator. */
@Controller('v1/incentive-budgets')
export class IncentiveBudgetsController {
  constructor(
    private readonly budgets: IncentiveBudgetService,
    private readonly approvals: ApprovalService,
    private readonly networks: NetworkService,
  ) {}

  @Get('own')
  @Access(TREASURY, OPERATOR, AUDITOR)
  @Describes({
    summary: 'Read what is left for cashback',
    description:
      'Of the caller’s cooperative, or of the switch for operator and auditor. Acts take from it while it lasts; when ' +
      'it is used up they go on without cashback.',
    success: { example: BUDGET_EXAMPLE },
    problems: ['not_found'],
  })
  async getIncentiveBudget(
    @Query() query: IncentiveBudgetQuery,
    @Caller() caller: Identity,
  ): Promise<IncentiveBudgetReply> {
    const { cooperative } = caller;
    const network = await this.networkOf(caller, query.network_id);
    const budget = unwrap(await this.budgets.read({ network: network.id, cooperative }));
    return {
      object: 'incentive_budget',
      network_id: encodeId('net', network.uid),
      cooperative_id: cooperative === null ? null : encodeId('coop', cooperative),
      left: toMoney(budget.left),
    };
  }

  @Post('fundings')
  @Access(TREASURY, OPERATOR)
  @Describes({
    summary: 'Propose to set money aside for cashback',
    description:
      'A cooperative’s is its expense at once; the switch’s is taken from the fees it has earned. Another person ' +
      'agrees by `POST /v1/approvals/{id}/approve`, which posts it. One proposal at a time.',
    success: { status: 202, description: 'Waits for another person', example: PROPOSED_EXAMPLE },
    problems: [
      'amount_invalid',
      'amount_not_positive',
      'amount_not_whole_rupiah',
      'amount_too_large',
      'currency_unsupported',
      'not_found',
      'already_exists',
      'insufficient_funds',
      'cooperative_suspended',
      'cooperative_not_active',
    ],
  })
  async proposeIncentiveFunding(
    @Body() body: FundIncentivesRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const network = await this.networkOf(caller, body.network_id);
    const owner = { network: network.id, cooperative: caller.cooperative };
    const wish = { amount: senOf(body.amount), reason: body.reason };
    const asked = unwrap(await this.budgets.requestFunding(caller, owner, wish));
    return presentApproval(this.approvals.view(asked), network);
  }

  private networkOf(caller: Identity, id: string | undefined): Promise<Network> {
    return networkOf(this.networks, caller, id);
  }
}
