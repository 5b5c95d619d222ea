import { ApprovalService, type Approval, type Identity } from '@app/access';
import type { Result } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  IdParam,
  NeedsFreshProof,
  pageExample,
  PageQuery,
  unwrap,
  type Page,
} from '@app/http';
import { Directory, StaffLifecycleService, type StaffView } from '@app/participants';
import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';

import {
  APPROVAL_EXAMPLE,
  presentApproval,
  type ApprovalReply,
} from '../approvals/present-approval.js';
import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import { MANAGER, OPERATOR, TREASURER } from '../participants-access.js';
import { PRESENTED_STAFF_EXAMPLE, presentStaff, type StaffMemberReply } from './present-staff.js';
import { StaffReasonRequest } from './staff-requests.dto.js';

const WAITING = {
  status: 202,
  description: 'Waiting for approval',
  example: { ...APPROVAL_EXAMPLE, state: 'PENDING', kind: 'staff_recovery' },
} as const;
const STOPS = ['validation_failed', 'not_found', 'same_person', 'wrong_state'] as const;

/** What becomes of people who work with Simpul. */
@Controller('v1/staff')
@Access(OPERATOR, MANAGER)
export class StaffLifecycleController {
  constructor(
    private readonly lifecycle: StaffLifecycleService,
    private readonly approvals: ApprovalService,
    private readonly directory: Directory,
  ) {}

  @Get()
  @Describes({
    summary: 'List staff',
    description: 'In the order in which they were appointed, former ones too; without cashiers.',
    success: { example: pageExample([PRESENTED_STAFF_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid'],
  })
  async listStaff(
    @Query() query: PageQuery,
    @Caller() caller: Identity,
  ): Promise<Page<StaffMemberReply>> {
    const rows = await this.lifecycle.list(caller, uidPageOf(query, 'stf'));
    const networks = await this.directory.networks();
    const present = (row: StaffView) => presentStaff(row, networks);
    return pageByUid({ rows, query, prefix: 'stf', uid: ({ uid }) => uid, present });
  }

  @Get(':id')
  @Access(OPERATOR, MANAGER, TREASURER)
  @Describes({
    summary: 'Read of somebody who works with Simpul',
    description:
      'Also of one who waits to be appointed: whom a request `staff_appointment` is about.',
    success: { example: PRESENTED_STAFF_EXAMPLE },
    problems: ['not_found'],
  })
  async getStaff(
    @IdParam('id', 'stf') id: string,
    @Caller() caller: Identity,
  ): Promise<StaffMemberReply> {
    return this.present(await this.lifecycle.read(caller, id));
  }

  @Post(':id/suspend')
  @HttpCode(200)
  @NeedsFreshProof()
  @Describes({
    summary: 'Suspend somebody from their post',
    description:
      'At once: within a second no process believes a token of theirs, and nobody signs in for the post. That it goes on ' +
      'needs another person (`…/reinstatement`).',
    success: { example: { ...PRESENTED_STAFF_EXAMPLE, state: 'suspended' } },
    problems: ['step_up_required', ...STOPS],
  })
  async suspendStaff(
    @IdParam('id', 'stf') id: string,
    @Body() { reason }: StaffReasonRequest,
    @Caller() caller: Identity,
  ): Promise<StaffMemberReply> {
    return this.present(await this.lifecycle.suspend(caller, id, reason));
  }

  @Post(':id/dismiss')
  @HttpCode(200)
  @NeedsFreshProof()
  @Describes({
    summary: 'End somebody’s post',
    description: 'As suspending, and for good. Who is wanted back is appointed anew.',
    success: { example: { ...PRESENTED_STAFF_EXAMPLE, state: 'ended' } },
    problems: ['step_up_required', ...STOPS],
  })
  async dismissStaff(
    @IdParam('id', 'stf') id: string,
    @Body() { reason }: StaffReasonRequest,
    @Caller() caller: Identity,
  ): Promise<StaffMemberReply> {
    return this.present(await this.lifecycle.dismiss(caller, id, reason));
  }

  @Post(':id/reinstatement')
  @HttpCode(202)
  @Describes({
    summary: 'Ask for a suspended post to go on',
    description: 'Another person has to agree.',
    success: WAITING,
    problems: [...STOPS, 'already_exists'],
  })
  async requestReinstatement(
    @IdParam('id', 'stf') id: string,
    @Body() { reason }: StaffReasonRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    return this.waiting(await this.lifecycle.requestReinstatement(caller, id, reason));
  }

  @Post(':id/recovery')
  @HttpCode(202)
  @Describes({
    summary: 'Ask for a new password and authenticator for somebody who lost either',
    description:
      'Another person has to agree, neither who asks nor whose it is; then whoever asked gets the code to hand over. An ' +
      'operator of the whole deployment is helped on the server: `npm run setup -- --recover`.',
    success: WAITING,
    problems: [...STOPS, 'already_exists'],
  })
  async requestRecovery(
    @IdParam('id', 'stf') id: string,
    @Body() { reason }: StaffReasonRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    return this.waiting(await this.lifecycle.requestRecovery(caller, id, reason));
  }

  @Post(':id/recovery/:approval_id/code')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Describes({
    summary: 'Get the code by which they choose a new password',
    description:
      'For whoever asked, once another person has agreed: good for POST /v1/auth/activation within the hour, which ends ' +
      'every session and gives a new authenticator. Shown now and never again; asked again, it is another one.',
    success: { example: { activation_code: '30718264', expires_at: '2026-01-31T04:15:42.000Z' } },
    problems: ['not_found', 'role_forbidden', 'wrong_state'],
  })
  async getRecoveryCode(
    @IdParam('id', 'stf') id: string,
    @IdParam('approval_id', 'apr') approval: string,
    @Caller() caller: Identity,
  ): Promise<{ activation_code: string; expires_at: string }> {
    const { code, expiresAt } = unwrap(
      await this.lifecycle.code(caller, 'staff_recovery', id, approval),
    );
    return { activation_code: code, expires_at: expiresAt.toISOString() };
  }

  @Post(':id/appointment/:approval_id/code')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Describes({
    summary: 'Get the code by which somebody new chooses a password',
    description:
      'For whoever asked for the appointment, once another person has agreed: good for POST /v1/auth/activation within a week. ' +
      'Shown now and never again; asked again, it is another one.',
    success: { example: { activation_code: '30718264', expires_at: '2026-02-07T03:15:42.000Z' } },
    problems: ['not_found', 'role_forbidden', 'wrong_state'],
  })
  async getAppointmentCode(
    @IdParam('id', 'stf') id: string,
    @IdParam('approval_id', 'apr') approval: string,
    @Caller() caller: Identity,
  ): Promise<{ activation_code: string; expires_at: string }> {
    const given = await this.lifecycle.code(caller, 'staff_appointment', id, approval);
    const { code, expiresAt } = unwrap(given);
    return { activation_code: code, expires_at: expiresAt.toISOString() };
  }

  private async present(moved: Result<StaffView>): Promise<StaffMemberReply> {
    return presentStaff(unwrap(moved), await this.directory.networks());
  }

  private async waiting(asked: Result<Approval>): Promise<ApprovalReply> {
    const approval = unwrap(asked);
    const network = await this.directory.network(approval.network);
    return presentApproval(this.approvals.view(approval), network);
  }
}
