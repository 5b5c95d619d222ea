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
import { CapChangeService, FundsService, LiquidityService } from '@app/settlement';
import { Body, Controller, Get, Post } from '@nestjs/common';

import { AUDITOR, OPERATOR } from '../participants-access.js';
import { TREASURY } from '../settlement-access.js';
import { CapRequest, FundsInRequest, FundsOutRequest } from './liquidity-requests.dto.js';
import { presentFunds, RESERVED_EXAMPLE, type FundsReply } from './present-funds.js';
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
  constructor(
    private readonly liquidity: LiquidityService,
    private readonly caps: CapChangeService,
    private readonly funds: FundsService,
  ) {}

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

  @Post(':id/funds-out')
  @Access(OPERATOR, TREASURY)
  @Describes({
    summary: 'Reserve prefunded money to be paid out',
    description:
      'The net debit cap falls by it at once. Another person confirms it when the bank has paid it, or gives it up. ' +
      'What is owed, held, and due for closed cycles stays.',
    idempotent: true,
    success: { status: 201, example: RESERVED_EXAMPLE },
    problems: [
      'validation_failed',
      'amount_invalid',
      'amount_not_positive',
      'amount_not_whole_rupiah',
      'amount_too_large',
      'currency_unsupported',
      'not_found',
      'cooperative_suspended',
      'insufficient_funds',
      'cap_exceeded',
    ],
  })
  async createFundsOut(
    @IdParam('id', 'coop') id: string,
    @Body() body: FundsOutRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() { key, hash }: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<FundsReply> {
    const order = { amount: senOf(body.amount), key, requestHash: hash };
    const result = await this.funds.fundsOut(caller, id, order);
    markReplayed(result.replayed);
    return presentFunds(unwrap(result));
  }

  @Post(':id/cap')
  @Access(OPERATOR)
  @Describes({
    summary: 'Set what a cooperative may owe unsecured',
    description:
      'The net debit cap becomes this and what is prefunded. It can not fall below what is in use: suspend the ' +
      'cooperative instead. On a live network another operator has to agree: nothing has changed yet, and ' +
      '`approval_id` names what waits.',
    idempotent: true,
    success: { example: CAP_EXAMPLE },
    problems: [
      'validation_failed',
      'amount_invalid',
      'amount_too_large',
      'currency_unsupported',
      'not_found',
      'cap_below_use',
      'already_exists',
    ],
  })
  async setCap(
    @IdParam('id', 'coop') id: string,
    @Body() body: CapRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() { key, hash }: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<CapReply> {
    const unsecuredLine = senOf(body.unsecured_line);
    const change = { unsecuredLine, key, requestHash: hash };
    const result = await this.caps.change(caller, id, change, body.reason);
    markReplayed(result.replayed);
    return presentCap(unwrap(result), id, unsecuredLine);
  }

  @Get(':id/position')
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'Read where a cooperative stands',
    description:
      'What it owes or is owed, how much of its cap is used, when it will be at today’s pace, and what is prefunded.',
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
