import { ApprovalService, type Identity } from '@app/access';
import { encodeId, toMoney, type Money } from '@app/core';
import { Access, Caller, Describes, IdParam, publicId, senOf, unwrap, varying } from '@app/http';
import { Directory } from '@app/participants';
import { BilateralCapService, type BilateralCapView } from '@app/settlement';
import { Body, Controller, Get, Put } from '@nestjs/common';

import {
  APPROVAL_EXAMPLE,
  presentApproval,
  type ApprovalReply,
} from '../approvals/present-approval.js';
import { AUDITOR, OPERATOR } from '../participants-access.js';
import { TREASURY } from '../settlement-access.js';
import { BilateralCapRequest } from './liquidity-requests.dto.js';

export interface BilateralCapReply {
  debtor_id: string;
  creditor_id: string;
  /** null: none any more. */
  maximum: Money | null;
  /** What the debtor came to owe the creditor in the open cycle; negative: it is owed. */
  owes: Money;
  /** What open holds will add to it; the cap counts both. */
  held: Money;
  agreed_at: string;
}

export interface BilateralCapsReply {
  cooperative_id: string;
  caps: BilateralCapReply[];
}

const CAPS_EXAMPLE: BilateralCapsReply = {
  cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r',
  caps: [
    varying(
      {
        debtor_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r',
        creditor_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6s',
        maximum: { value: '25000000.00', currency: 'IDR' },
        owes: { value: '3150000.00', currency: 'IDR' },
        held: { value: '250000.00', currency: 'IDR' },
        agreed_at: '2026-01-30T03:00:00.000Z',
      },
      { nullable: ['maximum'] },
    ),
  ],
};

const ASKED_EXAMPLE: ApprovalReply = varying(
  {
    ...APPROVAL_EXAMPLE,
    kind: 'bilateral_cap',
    title: { id: 'Batas utang antara dua koperasi', en: 'Cap between two cooperatives' },
    state: 'PENDING',
    details: varying(
      {
        debtor_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r',
        creditor_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6s',
        maximum: { value: '25000000.00', currency: 'IDR' },
      },
      { open: true },
    ),
    reason: 'Kesepakatan kedua koperasi',
    remark: null,
    decided_by: null,
    decided_at: null,
    ended_at: null,
    outcome: null,
  },
  { nullable: ['reason'] },
);

/** What one cooperative may come to owe another within a cycle. */
@Controller('v1/cooperatives/:id/bilateral-caps')
export class BilateralCapsController {
  constructor(
    private readonly caps: BilateralCapService,
    private readonly approvals: ApprovalService,
    private readonly directory: Directory,
  ) {}

  @Put()
  @Access(OPERATOR)
  @Describes({
    summary: 'Ask for a cap on what a cooperative may come to owe another one',
    description:
      'Within a cycle, less what it is owed back; beside its cap towards the network. Another operator has to agree, and ' +
      'from then on it holds inside the very next batch: what would go beyond is refused with `bilateral_cap_exceeded`. ' +
      'It counts from then on, open holds included; the capture of a hold is never refused for it. null takes it away.',
    success: { status: 202, description: 'Waiting for approval', example: ASKED_EXAMPLE },
    problems: [
      'validation_failed',
      'amount_invalid',
      'amount_too_large',
      'currency_unsupported',
      'not_found',
    ],
  })
  async requestBilateralCap(
    @IdParam('id', 'coop') id: string,
    @Body() body: BilateralCapRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const wanted = {
      debtor: id,
      creditor: publicId('coop', body.creditor_id),
      maximum: body.maximum === null ? null : senOf(body.maximum),
    };
    const asked = unwrap(await this.caps.request(caller, wanted, body.reason));
    const network = await this.directory.network(asked.network);
    return presentApproval(this.approvals.view(asked), network);
  }

  @Get()
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'Read the caps between a cooperative and others',
    description: 'In both directions, each with what is owed in the open cycle.',
    success: { example: CAPS_EXAMPLE },
    problems: ['not_found'],
  })
  async getBilateralCaps(
    @IdParam('id', 'coop') id: string,
    @Caller() caller: Identity,
  ): Promise<BilateralCapsReply> {
    const caps = unwrap(await this.caps.list(caller, id));
    return { cooperative_id: encodeId('coop', id), caps: caps.map(presentCap) };
  }
}

function presentCap(cap: BilateralCapView): BilateralCapReply {
  return {
    debtor_id: encodeId('coop', cap.debtorUid),
    creditor_id: encodeId('coop', cap.creditorUid),
    maximum: cap.maximum === null ? null : toMoney(cap.maximum),
    owes: toMoney(cap.owes),
    held: toMoney(cap.held),
    agreed_at: cap.agreedAt.toISOString(),
  };
}
