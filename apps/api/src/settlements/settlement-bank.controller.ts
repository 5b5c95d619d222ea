import { ApprovalService, type Identity } from '@app/access';
import {
  Access,
  Caller,
  Describes,
  IdempotentRequest,
  IdParam,
  MarkReplayed,
  publicId,
  senOf,
  unwrap,
  varying,
} from '@app/http';
import { Directory, NetworkService } from '@app/participants';
import { DirectPaymentService, SettlementByBank, SettlementTermsService } from '@app/settlement';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';

import {
  APPROVAL_EXAMPLE,
  presentApproval,
  type ApprovalReply,
} from '../approvals/present-approval.js';
import {
  FUNDS_IN_EXAMPLE,
  presentFundsIn,
  type FundsInReply,
} from '../liquidity/present-position.js';
import { AUDITOR, OPERATOR } from '../participants-access.js';
import { networkOf, TREASURY } from '../settlement-access.js';
import {
  DIRECT_PAYMENT_EXAMPLE,
  INSTRUCTIONS_EXAMPLE,
  presentDirectPayment,
  presentInstructions,
  presentTerms,
  TERMS_EXAMPLE,
  type DirectPaymentReply,
  type InstructionsReply,
  type TermsReply,
} from './present-settlement.js';
import {
  ConfirmationRequest,
  DirectPaymentRequest,
  SettlementTermsQuery,
  SettlementTermsRequest,
} from './settlement-requests.dto.js';

const ASKED_EXAMPLE: ApprovalReply = varying(
  {
    ...APPROVAL_EXAMPLE,
    kind: 'settlement_terms',
    title: { id: 'Cara penyelesaian kliring', en: 'How the network settles' },
    state: 'PENDING',
    details: varying(
      { mode: 'by_bank', standing_order: false, deadline_hours: 24 },
      { open: true },
    ),
    reason: 'Keputusan rapat jaringan',
    remark: null,
    decided_by: null,
    decided_at: null,
    ended_at: null,
    outcome: null,
  },
  { nullable: ['reason'] },
);

/** How a network settles, and a settlement's business with the bank. */
@Controller('v1')
export class SettlementBankController {
  constructor(
    private readonly byBank: SettlementByBank,
    private readonly direct: DirectPaymentService,
    private readonly terms: SettlementTermsService,
    private readonly approvals: ApprovalService,
    private readonly networks: NetworkService,
    private readonly directory: Directory,
  ) {}

  @Get('settlement-terms')
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'Read how a network settles',
    success: { example: TERMS_EXAMPLE },
    problems: ['validation_failed', 'not_found'],
  })
  async getSettlementTerms(
    @Query() query: SettlementTermsQuery,
    @Caller() caller: Identity,
  ): Promise<TermsReply> {
    const network = await networkOf(this.networks, caller, query.network_id);
    return presentTerms(await this.terms.read(network.id), network);
  }

  @Post('settlement-terms')
  @Access(OPERATOR)
  @Describes({
    summary: 'Ask for another way to settle',
    description:
      'Prefunded, perhaps by a standing order; by bank; or bilateral, pair by pair. In force once another operator has agreed, for what is ' +
      'proposed or approved from then on.',
    success: { status: 202, description: 'Waiting for approval', example: ASKED_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'already_exists'],
  })
  async requestSettlementTerms(
    @Body() body: SettlementTermsRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const network = await networkOf(this.networks, caller, body.network_id);
    const terms = {
      mode: body.mode,
      standingOrder: body.standing_order,
      deadlineHours: body.deadline_hours ?? null,
    };
    const asked = unwrap(await this.terms.request(caller, network, terms, body.reason));
    return presentApproval(this.approvals.view(asked), network);
  }

  @Get('settlements/:id/instructions')
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'Read what a settlement has the bank do',
    description:
      'What each debtor is to transfer now, in whole rupiah, to the settlement bank or to a creditor’s own, and what ' +
      'is paid out to creditors. Staff of a cooperative see its own only.',
    success: { example: INSTRUCTIONS_EXAMPLE },
    problems: ['not_found'],
  })
  async getSettlementInstructions(
    @IdParam('id', 'stl') id: string,
    @Caller() caller: Identity,
  ): Promise<InstructionsReply> {
    const instructions = unwrap(await this.byBank.instructions(caller, id));
    const network = await this.directory.network(instructions.settlement.network);
    return presentInstructions(instructions, network);
  }

  @Post('settlements/:id/confirmations')
  @Access(OPERATOR)
  @Describes({
    summary: 'Book what a debtor transferred for a settlement',
    description: 'Creditors are credited, and their pay-outs ordered, as far as it goes.',
    idempotent: true,
    success: { status: 201, example: FUNDS_IN_EXAMPLE },
    problems: [
      'validation_failed',
      'amount_invalid',
      'amount_not_positive',
      'amount_not_whole_rupiah',
      'amount_too_large',
      'currency_unsupported',
      'not_found',
      'wrong_state',
      'reference_reused',
      'balance_overflow',
    ],
  })
  async confirmSettlementPayment(
    @IdParam('id', 'stl') id: string,
    @Body() body: ConfirmationRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() { key, hash }: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<FundsInReply> {
    const cooperative = publicId('coop', body.cooperative_id);
    const result = await this.byBank.confirm(caller, id, cooperative, {
      amount: senOf(body.amount),
      bankReference: body.bank_reference,
      key,
      requestHash: hash,
    });
    markReplayed(result.replayed);
    return presentFundsIn(unwrap(result), cooperative);
  }

  @Post('settlements/:id/direct-payments')
  @Access(OPERATOR, TREASURY)
  @Describes({
    summary: 'Confirm what one cooperative paid another for a bilateral settlement',
    description:
      'By the creditor’s own staff, whose bank it arrived at, or by an operator; in parts if it came so. Never more than is ' +
      'owed, and only once `payable_since` tells that it may be paid.',
    idempotent: true,
    success: { status: 201, example: DIRECT_PAYMENT_EXAMPLE },
    problems: [
      'validation_failed',
      'amount_invalid',
      'amount_not_positive',
      'amount_not_whole_rupiah',
      'amount_too_large',
      'currency_unsupported',
      'not_found',
      'wrong_state',
      'reference_reused',
      'request_exceeded',
    ],
  })
  async confirmDirectPayment(
    @IdParam('id', 'stl') id: string,
    @Body() body: DirectPaymentRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() { key, hash }: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<DirectPaymentReply> {
    const result = await this.direct.confirm(caller, id, {
      debtor: publicId('coop', body.debtor_id),
      creditor: publicId('coop', body.creditor_id),
      amount: senOf(body.amount),
      bankReference: body.bank_reference,
      key,
      requestHash: hash,
    });
    markReplayed(result.replayed);
    return presentDirectPayment(unwrap(result));
  }
}
