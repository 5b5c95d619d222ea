import { ApprovalService, type Approval, type Identity } from '@app/access';
import type { Result } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  IdParam,
  pageExample,
  unwrap,
  type Page,
  NeedsFreshProof,
  varying,
} from '@app/http';
import { Directory, NetworkService } from '@app/participants';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';

import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import { AUDITOR, COOPERATIVE_STAFF, OPERATOR } from '../participants-access.js';
import { networkOf } from '../settlement-access.js';
import {
  ApproveRequest,
  CancelRequest,
  ListApprovalsQuery,
  RejectRequest,
} from './approval-requests.dto.js';
import { APPROVAL_EXAMPLE, presentApproval, type ApprovalReply } from './present-approval.js';

const REJECTED_EXAMPLE: ApprovalReply = varying(
  {
    ...APPROVAL_EXAMPLE,
    state: 'REJECTED',
    remark: 'MDR usaha mikro belum disepakati',
    outcome: null,
  },
  { nullable: ['remark'] },
);

const CANCELLED_EXAMPLE: ApprovalReply = {
  ...APPROVAL_EXAMPLE,
  state: 'CANCELLED',
  decided_by: null,
  decided_at: null,
  outcome: null,
};

@Controller('v1/approvals')
export class ApprovalsController {
  constructor(
    private readonly approvals: ApprovalService,
    private readonly networks: NetworkService,
    private readonly directory: Directory,
  ) {}

  @Post(':id/approve')
  @NeedsFreshProof()
  @Access(OPERATOR, COOPERATIVE_STAFF)
  @Describes({
    summary: 'Agree to what another person asks, which does it',
    description:
      'By another person than the one who asked, with one of the roles that its kind names. The answer is `EXECUTED`, ' +
      'or `FAILED` with the reason; of a joint request `PENDING`, until somebody of the other cooperative agrees too. Done again by the same person, it answers the same and does nothing; where the ' +
      'outcome was unknown (503), do it again.',
    success: { example: APPROVAL_EXAMPLE },
    problems: [
      'step_up_required',
      'validation_failed',
      'not_found',
      'same_person',
      'approval_changed',
      'wrong_state',
      'outcome_unknown',
    ],
  })
  async approveRequest(
    @IdParam('id', 'apr') id: string,
    @Body() body: ApproveRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const { payload_hash: payloadHash, remark } = body;
    return this.answer(await this.approvals.approve(caller, id, { payloadHash, remark }));
  }

  @Post(':id/reject')
  @Access(OPERATOR, COOPERATIVE_STAFF)
  @Describes({
    summary: 'Decline what another person asks',
    success: { example: REJECTED_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'same_person', 'approval_changed', 'wrong_state'],
  })
  async rejectRequest(
    @IdParam('id', 'apr') id: string,
    @Body() body: RejectRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const { payload_hash: payloadHash, remark } = body;
    return this.answer(await this.approvals.reject(caller, id, { payloadHash, remark }));
  }

  @Post(':id/cancel')
  @Access(OPERATOR, COOPERATIVE_STAFF)
  @Describes({
    summary: 'Take back what you asked for',
    description: 'By whoever asked, while nobody has agreed to it.',
    success: { example: CANCELLED_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'wrong_state'],
  })
  async cancelRequest(
    @IdParam('id', 'apr') id: string,
    @Body() body: CancelRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    return this.answer(await this.approvals.cancel(caller, id, body.remark));
  }

  @Get(':id')
  @Access(OPERATOR, AUDITOR, COOPERATIVE_STAFF)
  @Describes({
    summary: 'Read a request for approval',
    success: { example: APPROVAL_EXAMPLE },
    problems: ['not_found'],
  })
  async getApproval(
    @IdParam('id', 'apr') id: string,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const view = unwrap(await this.approvals.read(caller, id));
    return presentApproval(view, await this.directory.network(view.approval.network));
  }

  @Get()
  @Access(OPERATOR, AUDITOR, COOPERATIVE_STAFF)
  @Describes({
    summary: 'List requests for approval',
    description:
      'Newest first: those of the caller’s cooperative and joint ones with it, or of the whole network.',
    success: { example: pageExample([APPROVAL_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid', 'not_found'],
  })
  async listApprovals(
    @Query() query: ListApprovalsQuery,
    @Caller() caller: Identity,
  ): Promise<Page<ApprovalReply>> {
    const network = await networkOf(this.networks, caller, query.network_id);
    const { state, kind } = query;
    const page = { ...uidPageOf(query, 'apr'), network: network.id, state, kind };
    const rows = await this.approvals.list(caller, page);
    return pageByUid({
      rows,
      query,
      prefix: 'apr',
      uid: ({ approval }) => approval.uid,
      present: (row) => presentApproval(row, network),
    });
  }

  private async answer(result: Result<Approval>): Promise<ApprovalReply> {
    const approval = unwrap(result);
    const network = await this.directory.network(approval.network);
    return presentApproval(this.approvals.view(approval), network);
  }
}
