import { ApprovalService, type Identity } from '@app/access';
import { Access, Caller, Describes, IdParam, unwrap } from '@app/http';
import { Directory, PinResetService } from '@app/participants';
import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';

import { presentApproval, type ApprovalReply } from '../approvals/present-approval.js';
import {
  RESET_CODE_EXAMPLE,
  waitingResetExample,
  type ResetCodeReply,
} from '../members/pin-reset-examples.js';
import { PinResetBody } from '../members/pin-reset-request.dto.js';
import { COUNTER } from '../participants-access.js';

const WAITING_EXAMPLE = waitingResetExample(
  'owner_pin_reset',
  { id: 'PIN baru untuk pemilik toko', en: 'A new PIN for the owner of a shop' },
  { merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6s' },
);

/** For the owner of a shop who forgot or locked the PIN and stands at a counter of the shop's cooperative, a member or not. */
@Controller('v1/merchants/:id/pin-resets')
@Access(COUNTER)
export class OwnerPinResetsController {
  constructor(
    private readonly resets: PinResetService,
    private readonly approvals: ApprovalService,
    private readonly directory: Directory,
  ) {}

  @Post()
  @HttpCode(202)
  @Describes({
    summary: 'Ask for a new PIN for the owner of a shop',
    description:
      'After the three checks of the identity card were made. As for a member: a treasurer or manager, another person, has to ' +
      'agree, and until a new PIN is chosen the former one goes on.',
    success: { status: 202, description: 'Waiting for approval', example: WAITING_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'same_person', 'wrong_state', 'already_exists'],
  })
  async requestOwnerPinReset(
    @IdParam('id', 'mrc') id: string,
    @Body() { identity_checks: checks, reason }: PinResetBody,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const asked = unwrap(await this.resets.requestForOwner(caller, id, { checks, reason }));
    const network = await this.directory.network(asked.network);
    return presentApproval(this.approvals.view(asked), network);
  }

  @Post(':approval_id/code')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Describes({
    summary: 'Get the code by which the owner chooses a new PIN',
    description:
      'For whoever asked, once another person has agreed: good for POST /v1/auth/activation within the hour, and void ' +
      'after five tries. Shown now and never again; asked again, it is another one.',
    success: { example: RESET_CODE_EXAMPLE },
    problems: ['not_found', 'role_forbidden', 'wrong_state'],
  })
  async getOwnerPinResetCode(
    @IdParam('id', 'mrc') id: string,
    @IdParam('approval_id', 'apr') approval: string,
    @Caller() caller: Identity,
  ): Promise<ResetCodeReply> {
    const { code, expiresAt } = unwrap(await this.resets.ownerCode(caller, id, approval));
    return { activation_code: code, expires_at: expiresAt.toISOString() };
  }
}
