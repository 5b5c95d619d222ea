import { ApprovalService, type Identity } from '@app/access';
import { Access, Caller, Describes, publicId, unwrap, varying } from '@app/http';
import {
  CooperativeService,
  Directory,
  NetworkService,
  StaffService,
  type Post as Appointment,
} from '@app/participants';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';

import {
  APPROVAL_EXAMPLE,
  presentApproval,
  type ApprovalReply,
} from '../approvals/present-approval.js';
import { MANAGER, OPERATOR, cooperativeOf } from '../participants-access.js';
import { PRESENTED_STAFF_EXAMPLE } from './present-staff.js';
import { COOPERATIVE_POSTS, NETWORK_POSTS, StaffRequest } from './staff-requests.dto.js';

const WAITING_EXAMPLE: ApprovalReply = varying(
  {
    ...APPROVAL_EXAMPLE,
    kind: 'staff_appointment',
    title: { id: 'Pengangkatan petugas', en: 'Appointment of staff' },
    state: 'PENDING',
    details: varying(
      {
        staff_id: PRESENTED_STAFF_EXAMPLE.id,
        person_id: PRESENTED_STAFF_EXAMPLE.person_id,
        role: 'teller',
      },
      { open: true },
    ),
    reason: null,
    decided_by: null,
    decided_at: null,
    ended_at: null,
    outcome: null,
  },
  { nullable: ['cooperative_id', 'reason'] },
);

@Controller('v1/staff')
export class StaffController {
  constructor(
    private readonly staff: StaffService,
    private readonly cooperatives: CooperativeService,
    private readonly networks: NetworkService,
    private readonly approvals: ApprovalService,
    private readonly directory: Directory,
  ) {}

  @Post()
  @HttpCode(202)
  @Access(OPERATOR, MANAGER)
  @Describes({
    summary: 'Ask for staff to be appointed',
    description:
      'Tellers, treasurers and managers of a cooperative by its manager or an operator; operators, auditors and the ' +
      'city office by an operator. Another person has to agree; then whoever asked gets the code to hand over ' +
      '(`…/appointment/{approval_id}/code`). Where nobody agrees, the name is free again.',
    success: { status: 202, description: 'Waiting for approval', example: WAITING_EXAMPLE },
    problems: [
      'validation_failed',
      'role_forbidden',
      'not_found',
      'already_exists',
      'same_person',
      'wrong_state',
    ],
  })
  async appointStaff(
    @Body() body: StaffRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const post = await this.appointmentOf(body, caller);
    const { full_name: fullName, username, nik } = body;
    const approval = unwrap(await this.staff.appoint(caller, { fullName, username, nik }, post));
    const network = await this.directory.network(approval.network);
    return presentApproval(this.approvals.view(approval), network);
  }

  private async appointmentOf(body: StaffRequest, caller: Identity): Promise<Appointment> {
    const ofCooperative = COOPERATIVE_POSTS.find((one) => one === body.role);
    if (ofCooperative !== undefined) {
      const cooperative = await cooperativeOf(this.cooperatives, caller, body.cooperative_id);
      return { role: ofCooperative, cooperative };
    }
    const role = NETWORK_POSTS.find((one) => one === body.role) ?? 'operator';
    const uid = body.network_id && publicId('net', body.network_id);
    return { role, network: unwrap(await this.networks.choose(caller, uid)) };
  }
}
