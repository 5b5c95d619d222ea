import type { Identity } from '@app/access';
import { encodeId, type Sen } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  fieldsProblem,
  IdParam,
  IdempotentRequest,
  MarkReplayed,
  refusedAct,
  senOf,
  unwrap,
  type Page,
} from '@app/http';
import { CounterDesk, DepositService } from '@app/payments';
import { Body, Controller, Get, Header, Post } from '@nestjs/common';
import { COOPERATIVE_STAFF, OPERATOR } from '../participants-access.js';
import { QR_PROBLEMS } from '../qr-codes/qr-problems.js';
import { DepositRequest } from './deposit-request.dto.js';
import { depositorOf, MemberReferenceRequest, memberReferenceOf } from './member-reference.dto.js';
import {
  DEPOSIT_EXAMPLE,
  FOUND_MEMBER_EXAMPLE,
  presentDeposit,
  presentFoundMember,
  type DepositReply,
  type FoundMemberReply,
} from './present-deposit.js';

/** Cash that comes in over the counter, and finding whom it is for. */
@Controller('v1')
export class DepositsController {
  constructor(
    private readonly deposits: DepositService,
    private readonly desk: CounterDesk,
  ) {}

  @Post('members/find')
  @Header('cache-control', 'no-store')
  @Access({ roles: ['teller'], scope: 'own_cooperative' })
  @Describes({
    summary: 'Find the member who stands at the counter',
    description:
      'In any cooperative of the network, by id, phone, or cooperative and member number. Names are masked; `identity_checks` says what to look at. At most 60 questions in 15 minutes.',
    success: { example: { data: [FOUND_MEMBER_EXAMPLE], has_more: false } },
    problems: ['validation_failed', 'rate_limited'],
  })
  async findMember(
    @Body() body: MemberReferenceRequest,
    @Caller() caller: Identity,
  ): Promise<Page<FoundMemberReply>> {
    const found = unwrap(await this.desk.lookUp(caller, memberReferenceOf(body)));
    return { data: found.map(presentFoundMember), has_more: false };
  }

  @Post('deposits')
  @Access({ roles: ['teller'], scope: 'own_cooperative' })
  @Describes({
    summary: 'Take cash in for a member',
    description:
      'At the till that the teller has open, for a member of the same cooperative or of another one. 201 means that the wallet has the money: give the slip with the short code. After a time-out send the same request again.',
    idempotent: true,
    success: { status: 201, description: 'Posted', example: DEPOSIT_EXAMPLE },
    problems: [
      'amount_invalid',
      'amount_not_positive',
      'amount_not_whole_rupiah',
      'amount_too_large',
      'currency_unsupported',
      'validation_failed',
      'till_session_missing',
      'till_closed',
      'not_found',
      'rate_limited',
      'payee_frozen',
      'payee_closed',
      'cooperative_suspended',
      'cooperative_not_active',
      'fee_rule_missing',
      'fee_exceeds_amount',
      'limit_exceeded',
      'cap_exceeded',
      'bilateral_cap_exceeded',
      'balance_limit_exceeded',
      'balance_overflow',
      'reference_reused',
      'reversed_before_arrival',
      ...QR_PROBLEMS,
    ],
  })
  async createDeposit(
    @Body() body: DepositRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<DepositReply> {
    const { reference, description } = body;
    const result = await this.deposits.deposit(caller, {
      member: depositorOf(body.member),
      amount: sumOf(body),
      key: idempotency.key,
      requestHash: idempotency.hash,
      reference,
      description,
    });
    markReplayed(result.replayed);
    if (!result.ok && result.refused !== undefined) {
      throw refusedAct(result, encodeId('dep', result.refused));
    }
    return presentDeposit(unwrap(result), caller.role);
  }

  @Get('deposits/:id')
  @Access(COOPERATIVE_STAFF, OPERATOR, { roles: ['member'], scope: 'own_account' })
  @Describes({
    summary: 'Read a deposit',
    description: 'For the staff of the cooperative whose till it is, the member, and the operator.',
    success: { example: DEPOSIT_EXAMPLE },
    problems: ['not_found'],
  })
  async getDeposit(
    @IdParam('id', 'dep') id: string,
    @Caller() caller: Identity,
  ): Promise<DepositReply> {
    return presentDeposit(unwrap(await this.deposits.read(caller, id)), caller.role);
  }
}

/** Only a code can say how much, in the body's stead. */
function sumOf({ member, amount }: DepositRequest): Sen | undefined {
  if (amount !== undefined) return senOf(amount);
  if (member.qr === undefined) throw fieldsProblem([{ field: 'amount', code: 'required' }]);
  return undefined;
}
