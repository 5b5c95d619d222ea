import { ApprovalService, PERSON_ROLES, type Identity } from '@app/access';
import { Access, Caller, Describes, IdParam, IsText, unwrap } from '@app/http';
import { Directory, PersonalDataService } from '@app/participants';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';

import {
  APPROVAL_EXAMPLE,
  presentApproval,
  type ApprovalReply,
} from '../approvals/present-approval.js';
import { MANAGER, OPERATOR } from '../participants-access.js';
import { EXPORT_EXAMPLE, presentExport, type ExportReply } from './present-export.js';

/** Why somebody's data are to be erased. */
export class ErasureRequest {
  /** Kept for ever. Names of persons don't belong here. */
  @IsText({ max: 140 })
  reason!: string;
}

@Controller('v1')
export class PersonalDataController {
  constructor(
    private readonly personalData: PersonalDataService,
    private readonly approvals: ApprovalService,
    private readonly directory: Directory,
  ) {}

  @Get('me/export')
  @Access({ scope: 'network', roles: PERSON_ROLES })
  @Describes({
    summary: 'Take what is known of me with me',
    description:
      'All that stands under my name. What was posted is in the statements of the wallets named.',
    success: { example: EXPORT_EXAMPLE },
    problems: ['not_found'],
  })
  async exportMe(@Caller() caller: Identity): Promise<ExportReply> {
    return presentExport(unwrap(await this.personalData.exportOwn(caller)));
  }

  @Get('members/:id/export')
  @Access(OPERATOR, MANAGER)
  @Describes({
    summary: 'Hand a member what is known of them',
    description: 'For a member who asks at the counter; memberships in the own cooperative only.',
    success: { example: EXPORT_EXAMPLE },
    problems: ['not_found'],
  })
  async exportMember(
    @IdParam('id', 'mbr') id: string,
    @Caller() caller: Identity,
  ): Promise<ExportReply> {
    return presentExport(unwrap(await this.personalData.exportMember(caller, id)));
  }

  @Post('members/:id/erasure')
  @HttpCode(202)
  @Access(OPERATOR, MANAGER)
  @Describes({
    summary: 'Ask for a former member’s personal data to be erased',
    description:
      'Once all wallets of the person are closed and they work for nobody. When another person has agreed, the key under ' +
      'which name, phone and NIK are encrypted is destroyed: nobody can read them any more, and it can not be undone. The ' +
      'books stay as they are and can still be verified.',
    success: { status: 202, description: 'Waiting for approval', example: APPROVAL_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'wrong_state', 'already_exists'],
  })
  async requestErasure(
    @IdParam('id', 'mbr') id: string,
    @Body() { reason }: ErasureRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const asked = unwrap(await this.personalData.requestErasure(caller, id, reason));
    const network = await this.directory.network(asked.network);
    return presentApproval(this.approvals.view(asked), network);
  }
}
