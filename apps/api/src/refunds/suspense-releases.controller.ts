import { Body, Controller, Post } from '@nestjs/common';
import { ApprovalService, type Identity } from '@app/access';
import { decodeId, fail } from '@app/core';
import { Access, Caller, Describes, problemOf, publicId, unwrap, varying } from '@app/http';
import { Directory } from '@app/participants';
import { SuspenseService } from '@app/payments';
import {
  APPROVAL_EXAMPLE,
  presentApproval,
  type ApprovalReply,
} from '../approvals/present-approval.js';
import { SuspenseReleaseRequest } from './refund-requests.dto.js';

const EXAMPLE: ApprovalReply = varying(
  {
    ...APPROVAL_EXAMPLE,
    kind: 'suspense_release',
    title: { id: 'Keluarkan dana dari penampungan', en: 'Release money from suspense' },
    state: 'PENDING',
    details: varying(
      {
        transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6y',
        to: 'cash',
        member_id: null,
        amount: { value: '25000.00', currency: 'IDR' },
      },
      { open: true },
    ),
    reason: 'anggota datang dengan KTP',
    remark: null,
    decided_by: null,
    decided_at: null,
    ended_at: null,
    outcome: null,
  },
  { nullable: ['reason'] },
);

@Controller('v1/suspense-releases')
export class SuspenseReleasesController {
  constructor(
    private readonly suspense: SuspenseService,
    private readonly approvals: ApprovalService,
    private readonly directory: Directory,
  ) {}

  @Post()
  @Access({ roles: ['teller', 'treasurer', 'manager'], scope: 'own_cooperative' })
  @Describes({
    summary: 'Ask for money in suspense to be released',
    description:
      'All that one refund or reversal brought there because the member’s wallet was closed: to another wallet of the ' +
      'same person, at any cooperative, or in cash or by bank. It is done once a manager, another person, approves it.',
    success: { status: 202, description: 'Waiting for approval', example: EXAMPLE },
    problems: ['validation_failed', 'not_found', 'wrong_state', 'already_exists'],
  })
  async requestSuspenseRelease(
    @Body() body: SuspenseReleaseRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const decoded = decodeId(body.transfer_id.startsWith('rfd_') ? 'rfd' : 'trf', body.transfer_id);
    if (decoded === undefined) throw problemOf(fail('not_found'));
    const member = body.to === 'wallet' ? body.member_id : undefined;
    const approval = unwrap(
      await this.suspense.request(caller, {
        transfer: decoded,
        to: body.to,
        member: member === undefined ? undefined : publicId('mbr', member),
        reason: body.reason,
      }),
    );
    const network = await this.directory.network(approval.network);
    return presentApproval(this.approvals.view(approval), network);
  }
}
