import { ApprovalService, type Identity } from '@app/access';
import { Access, Caller, Describes, IdParam, unwrap } from '@app/http';
import { Directory } from '@app/participants';
import { BankIdentityService } from '@app/settlement';
import { Body, Controller, Put } from '@nestjs/common';
import {
  APPROVAL_EXAMPLE,
  presentApproval,
  type ApprovalReply,
} from '../approvals/present-approval.js';
import { OPERATOR } from '../participants-access.js';
import { BankIdentityRequest } from './treasury-queries.dto.js';

@Controller('v1/cooperatives/:id/bank-identity')
export class BankIdentitiesController {
  constructor(
    private readonly banks: BankIdentityService,
    private readonly approvals: ApprovalService,
    private readonly directory: Directory,
  ) {}

  @Put()
  @Access(OPERATOR)
  @Describes({
    summary: 'Ask to change the bank by which messages name a cooperative',
    description:
      'Money is sent there, so another operator has to approve. In force for cycles that close afterwards.',
    success: { status: 202, example: APPROVAL_EXAMPLE },
    problems: ['not_found', 'validation_failed', 'already_exists'],
  })
  async requestBankIdentity(
    @IdParam('id', 'coop') id: string,
    @Body() body: BankIdentityRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const asked = unwrap(await this.banks.request(caller, id, body));
    const network = await this.directory.network(asked.network);
    return presentApproval(this.approvals.view(asked), network);
  }
}
