import type { Identity } from '@app/access';
import {
  Access,
  Caller,
  Describes,
  IdempotentRequest,
  IdParam,
  MarkReplayed,
  senOf,
  unwrap,
} from '@app/http';
import { LiquidityService } from '@app/settlement';
import { Body, Controller, Get, Post } from '@nestjs/common';

import { AUDITOR, OPERATOR } from '../participants-access.js';
import { TREASURY } from '../settlement-access.js';
import { CapRequest, FundsInRequest } from './liquidity-requests.dto.js';
import {
  CAP_EXAMPLE,
  FUNDS_IN_EXAMPLE,
  POSITION_EXAMPLE,
  presentCap,
  presentFundsIn,
  presentPosition,
  type CapReply,
  type FundsInReply,
  type PositionReply,
} from './present-position.js';

@Controller('v1/cooperatives')
export class LiquidityController {
  constructor(private readonly liquidity: LiquidityService) {}

  @Post(':id/funds-in')
  @Access(OPERATOR)
  @Describes({
    summary: 'Book money that a cooperative prefunded',
    description: 'It arrived at the settlement bank. The net debit cap rises by it.',
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
      'reference_reused',
      'balance_overflow',
    ],
  })
  async createFundsIn(
    @IdParam('id', 'coop') id: string,
    @Body() body: FundsInRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() { key, hash }: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<FundsInReply> {
    const result = await this.liquidity.fundsIn(caller, id, {
      amount: senOf(body.amount),
      bankReference: body.bank_reference,
      key,
      requestHash: hash,
    });
    markReplayed(result.replayed);
    return presentFundsIn(unwrap(result), id);
  }

  @Post(':id/cap')
  @Access(OPERATOR)
  @Describes({
    summary: 'Set what a cooperative may owe unsecured',
    description:
      'The net debit cap becomes this and what is prefunded. It can not fall below what is in use: suspend the ' +
      'cooperative instead.',
    idempotent: true,
    success: { example: CAP_EXAMPLE },
    problems: [
      'validation_failed',
      'amount_invalid',
      'amount_too_large',
      'currency_unsupported',
      'not_found',
      'cap_below_use',
    ],
  })
  async setCap(
    @IdParam('id', 'coop') id: string,
    @Body() body: CapRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() { key, hash }: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<CapReply> {
    const result = await this.liquidity.setUnsecuredLine(caller, id, {
      unsecuredLine: senOf(body.unsecured_line),
      key,
      requestHash: hash,
    });
    markReplayed(result.replayed);
    return presentCap(unwrap(result), id);
  }

  @Get(':id/position')
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'Read where a cooperative stands',
    description: 'What it owes or is owed, how much of its cap is used, and what it has prefunded.',
    success: { example: POSITION_EXAMPLE },
    problems: ['not_found'],
  })
  async getPosition(
    @IdParam('id', 'coop') id: string,
    @Caller() caller: Identity,
  ): Promise<PositionReply> {
    return presentPosition(unwrap(await this.liquidity.position(caller, id)));
  }
}
