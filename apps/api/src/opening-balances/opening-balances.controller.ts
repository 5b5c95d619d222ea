import { Body, Controller, Post } from '@nestjs/common';
import type { Identity } from '@app/access';
import { encodeId, fail, toMoney, type Money, type ProblemCode } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  IdParam,
  IdempotentRequest,
  MarkReplayed,
  problemOf,
  senOf,
  unwrap,
} from '@app/http';
import { Directory, type Member, type Merchant } from '@app/participants';
import { OpeningBalanceService } from '@app/payments';
import { OpeningBalanceRequest } from './opening-balance-request.dto.js';

interface OpeningBalanceReply {
  transfer_id: string;
  object: 'opening_balance';
  account_id: string;
  amount: Money;
  created_at: string;
}

const OPENING_BALANCE_EXAMPLE: OpeningBalanceReply = {
  transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
  object: 'opening_balance',
  account_id: 'acc_01jzq3v5hfe0d9k3yx8m2n4p6s',
  amount: { value: '350000.00', currency: 'IDR' },
  created_at: '2026-01-31T03:15:42.123456Z',
};

const PROBLEMS: readonly ProblemCode[] = [
  'amount_invalid',
  'amount_not_positive',
  'amount_not_whole_rupiah',
  'amount_too_large',
  'currency_unsupported',
  'not_found',
  'already_exists',
  'payee_frozen',
  'payee_closed',
  'balance_limit_exceeded',
  'balance_overflow',
];

/** Brings what a wallet held in former books into Simpul, once per wallet. */
@Controller('v1')
export class OpeningBalancesController {
  constructor(
    private readonly openings: OpeningBalanceService,
    private readonly directory: Directory,
  ) {}

  @Post('members/:id/opening-balance')
  @Access(
    { roles: ['operator'], scope: 'network' },
    { roles: ['manager'], scope: 'own_cooperative' },
  )
  @Describes({
    summary: 'Record the opening balance of a member',
    idempotent: true,
    success: { status: 201, description: 'Recorded', example: OPENING_BALANCE_EXAMPLE },
    problems: PROBLEMS,
  })
  async createMemberOpeningBalance(
    @IdParam('id', 'mbr') id: string,
    @Body() body: OpeningBalanceRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<OpeningBalanceReply> {
    const member = await this.directory.member(id);
    return this.record(caller, member, body, idempotency, markReplayed);
  }

  @Post('merchants/:id/opening-balance')
  @Access(
    { roles: ['operator'], scope: 'network' },
    { roles: ['manager'], scope: 'own_cooperative' },
  )
  @Describes({
    summary: 'Record the opening balance of a merchant',
    idempotent: true,
    success: { status: 201, description: 'Recorded', example: OPENING_BALANCE_EXAMPLE },
    problems: PROBLEMS,
  })
  async createMerchantOpeningBalance(
    @IdParam('id', 'mrc') id: string,
    @Body() body: OpeningBalanceRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<OpeningBalanceReply> {
    const merchant = await this.directory.merchant(id);
    return this.record(caller, merchant, body, idempotency, markReplayed);
  }

  private async record(
    caller: Identity,
    holder: Member | Merchant | undefined,
    body: OpeningBalanceRequest,
    idempotency: IdempotentRequest,
    markReplayed: MarkReplayed,
  ): Promise<OpeningBalanceReply> {
    if (holder === undefined || !reaches(caller, holder)) throw problemOf(fail('not_found'));
    const result = await this.openings.record(holder, {
      amount: senOf(body.amount),
      principal: caller.principal,
      key: idempotency.key,
      requestHash: idempotency.hash,
    });
    markReplayed(result.replayed);
    const transfer = unwrap(result);
    return {
      transfer_id: encodeId('trf', transfer.id),
      object: 'opening_balance',
      account_id: encodeId('acc', holder.walletUid),
      amount: toMoney(transfer.amount),
      created_at: transfer.postedAt,
    };
  }
}

function reaches(caller: Identity, holder: Member | Merchant): boolean {
  if (caller.network !== null && caller.network !== holder.network) return false;
  return caller.cooperative === null || caller.cooperative === holder.cooperative;
}
