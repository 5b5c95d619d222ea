import { ApprovalService, type Identity } from '@app/access';
import {
  Access,
  Caller,
  Describes,
  IdParam,
  pageExample,
  publicId,
  senOf,
  unwrap,
  type Page,
  varying,
} from '@app/http';
import { Directory, NetworkService } from '@app/participants';
import { DisputeService } from '@app/settlement';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';

import {
  APPROVAL_EXAMPLE,
  presentApproval,
  type ApprovalReply,
} from '../approvals/present-approval.js';
import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import { AUDITOR, OPERATOR } from '../participants-access.js';
import { networkOf, TREASURY } from '../settlement-access.js';
import {
  AnswerDisputeRequest,
  DecideDisputeRequest,
  DisputeRequest,
  ListDisputesQuery,
} from './dispute-requests.dto.js';
import {
  ANSWERED_EXAMPLE,
  DISPUTE_EXAMPLE,
  presentDispute,
  type DisputeReply,
} from './present-dispute.js';

const OUTCOME_EXAMPLE: ApprovalReply = varying(
  {
    ...APPROVAL_EXAMPLE,
    kind: 'dispute_outcome',
    title: { id: 'Putusan sengketa', en: 'Outcome of a dispute' },
    state: 'PENDING',
    details: varying(
      {
        dispute_id: DISPUTE_EXAMPLE.id,
        outcome: 'upheld',
        amount: { value: '100000.00', currency: 'IDR' },
      },
      { open: true },
    ),
    reason: 'Barang tidak pernah dikirim',
    remark: null,
    decided_by: null,
    decided_at: null,
    ended_at: null,
    outcome: null,
  },
  { nullable: ['reason'] },
);

@Controller('v1/disputes')
export class DisputesController {
  constructor(
    private readonly disputes: DisputeService,
    private readonly approvals: ApprovalService,
    private readonly networks: NetworkService,
    private readonly directory: Directory,
  ) {}

  @Post()
  @Access(OPERATOR, TREASURY)
  @Describes({
    summary: 'Dispute a transfer',
    description:
      'For the cooperative whose member paid. The other one has until the end of the fifth working day to answer. ' +
      'Moves nothing; a transfer has one open dispute.',
    success: { status: 201, example: DISPUTE_EXAMPLE },
    problems: [
      'validation_failed',
      'not_found',
      'wrong_state',
      'refund_exceeds_payment',
      'already_exists',
    ],
  })
  async createDispute(
    @Body() body: DisputeRequest,
    @Caller() caller: Identity,
  ): Promise<DisputeReply> {
    const opened = await this.disputes.open(caller, {
      transfer: publicId('trf', body.transfer_id),
      amount: body.amount === undefined ? undefined : senOf(body.amount),
      reason: body.reason,
      evidence: body.evidence_reference,
    });
    return presentDispute(unwrap(opened));
  }

  @Get()
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'List disputes',
    description: 'Newest first. Staff of a cooperative find those that it is a party of.',
    success: { example: pageExample([DISPUTE_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid', 'not_found'],
  })
  async listDisputes(
    @Query() query: ListDisputesQuery,
    @Caller() caller: Identity,
  ): Promise<Page<DisputeReply>> {
    const network = await networkOf(this.networks, caller, query.network_id);
    const wanted = { network: network.id, state: query.state };
    const rows = await this.disputes.list(caller, wanted, uidPageOf(query, 'dsp'));
    const uid = (row: (typeof rows)[number]) => row.uid;
    return pageByUid({ rows, query, prefix: 'dsp', uid, present: presentDispute });
  }

  @Get(':id')
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'Read a dispute',
    success: { example: DISPUTE_EXAMPLE },
    problems: ['not_found'],
  })
  async getDispute(
    @IdParam('id', 'dsp') id: string,
    @Caller() caller: Identity,
  ): Promise<DisputeReply> {
    return presentDispute(unwrap(await this.disputes.read(caller, id)));
  }

  @Post(':id/answer')
  @Access(OPERATOR, TREASURY)
  @Describes({
    summary: 'Answer a dispute',
    description: 'By the respondent, until the deadline, once.',
    success: { example: ANSWERED_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'role_forbidden', 'wrong_state'],
  })
  async answerDispute(
    @IdParam('id', 'dsp') id: string,
    @Body() body: AnswerDisputeRequest,
    @Caller() caller: Identity,
  ): Promise<DisputeReply> {
    const { answer, evidence_reference: evidence } = body;
    return presentDispute(unwrap(await this.disputes.answer(caller, id, answer, evidence)));
  }

  @Post(':id/withdraw')
  @Access(OPERATOR, TREASURY)
  @Describes({
    summary: 'Take a dispute back',
    description: 'By the claimant, while nothing is decided.',
    success: {
      example: { ...DISPUTE_EXAMPLE, state: 'WITHDRAWN', ended_at: '2026-01-31T02:00:00.000Z' },
    },
    problems: ['not_found', 'role_forbidden', 'wrong_state'],
  })
  async withdrawDispute(
    @IdParam('id', 'dsp') id: string,
    @Caller() caller: Identity,
  ): Promise<DisputeReply> {
    return presentDispute(unwrap(await this.disputes.withdraw(caller, id)));
  }

  @Post(':id/outcome')
  @Access(OPERATOR)
  @Describes({
    summary: 'Ask for a dispute to be decided',
    description:
      'Once it is answered or its deadline is past, and another operator agrees: `upheld` gives the money back, from ' +
      'whoever got it or else from the acquirer; `dismissed` moves nothing.',
    success: { status: 202, description: 'Waiting for approval', example: OUTCOME_EXAMPLE },
    problems: [
      'validation_failed',
      'not_found',
      'wrong_state',
      'refund_exceeds_payment',
      'already_exists',
    ],
  })
  async requestDisputeOutcome(
    @IdParam('id', 'dsp') id: string,
    @Body() body: DecideDisputeRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const amount = body.amount === undefined ? undefined : senOf(body.amount);
    const wish = { outcome: body.outcome, amount };
    const asked = unwrap(await this.disputes.decide(caller, id, wish, body.reason));
    const network = await this.directory.network(asked.network);
    return presentApproval(this.approvals.view(asked), network);
  }
}
