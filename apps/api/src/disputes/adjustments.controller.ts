import { ApprovalService, type Identity } from '@app/access';
import { Access, Caller, Describes, publicId, senOf, unwrap, varying } from '@app/http';
import { NetworkService } from '@app/participants';
import { AdjustmentService } from '@app/settlement';
import { Body, Controller, Post } from '@nestjs/common';

import {
  APPROVAL_EXAMPLE,
  presentApproval,
  type ApprovalReply,
} from '../approvals/present-approval.js';
import { OPERATOR } from '../participants-access.js';
import { networkOf, TREASURY } from '../settlement-access.js';
import { AdjustmentRequest } from './dispute-requests.dto.js';

const EXAMPLE: ApprovalReply = varying(
  {
    ...APPROVAL_EXAMPLE,
    kind: 'adjustment',
    title: { id: 'Koreksi pembukuan', en: 'Adjustment of a book' },
    state: 'PENDING',
    details: varying(
      {
        document: 'BA-2026-003',
        legs: [
          {
            debit_account_id: 'acc_01jzq3v5hfe0d9k3yx8m2n4p6r',
            credit_account_id: 'acc_01jzq3v5hfe0d9k3yx8m2n4p6s',
            amount: { value: '25000.00', currency: 'IDR' },
          },
        ],
      },
      { open: true },
    ),
    reason: 'Salah akun pada 12 Januari',
    remark: null,
    decided_by: null,
    decided_at: null,
    ended_at: null,
    outcome: null,
  },
  { nullable: ['reason'] },
);

@Controller('v1/adjustments')
export class AdjustmentsController {
  constructor(
    private readonly adjustments: AdjustmentService,
    private readonly approvals: ApprovalService,
    private readonly networks: NetworkService,
  ) {}

  @Post()
  @Access(OPERATOR, TREASURY)
  @Describes({
    summary: 'Ask for a book to be corrected',
    description:
      'Between accounts of one book, by the number of a document, once a manager or another operator has agreed. What ' +
      'other acts keep in step (clearing, deposits at the bank, cash) can not be written by hand. A document has one ' +
      'open request.',
    success: { status: 202, description: 'Waiting for approval', example: EXAMPLE },
    problems: ['validation_failed', 'amount_invalid', 'not_found', 'already_exists'],
  })
  async requestAdjustment(
    @Body() body: AdjustmentRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const network = await networkOf(this.networks, caller, body.network_id);
    const asked = await this.adjustments.request(caller, {
      network,
      document: body.document_reference,
      reason: body.reason,
      legs: body.legs.map((leg) => ({
        debit: publicId('acc', leg.debit_account_id),
        credit: publicId('acc', leg.credit_account_id),
        amount: senOf(leg.amount),
      })),
    });
    return presentApproval(this.approvals.view(unwrap(asked)), network);
  }
}
