import { PaymentConsentService, type Identity } from '@app/access';
import {
  encodeId,
  fail,
  invariant,
  newUuid,
  toMoney,
  type Money,
  type WithdrawalCodeState,
} from '@app/core';
import { Access, Caller, Describes, IdParam, problemOf, senOf, unwrap } from '@app/http';
import { Directory } from '@app/participants';
import { WithdrawalCodeService, type CashHolder, type WithdrawalCode } from '@app/payments';
import { Body, Controller, Get, Header, Post } from '@nestjs/common';
import { WithdrawalCodeRequest } from './withdrawal-code-request.dto.js';

/** A code as its holder sees it; the code itself is in the first answer only. */
export interface WithdrawalCodeReply {
  id: string;
  object: 'withdrawal_code';
  status: WithdrawalCodeState;
  amount: Money;
  created_at: string;
  expires_at: string;
}

export interface NewWithdrawalCodeReply extends WithdrawalCodeReply {
  code: string;
}

const CODE_EXAMPLE: WithdrawalCodeReply = {
  id: 'wdc_01jzq3v5hfe0d9k3yx8m2n4p6r',
  object: 'withdrawal_code',
  status: 'open',
  amount: { value: '500000.00', currency: 'IDR' },
  created_at: '2026-01-31T03:15:42.123Z',
  expires_at: '2026-01-31T03:25:42.123Z',
};

/** Codes that people make on their own phones for taking out cash. */
@Controller('v1/withdrawal-codes')
export class WithdrawalCodesController {
  constructor(
    private readonly codes: WithdrawalCodeService,
    private readonly directory: Directory,
    private readonly consent: PaymentConsentService,
  ) {}

  @Post()
  @Header('cache-control', 'no-store')
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner'], scope: 'own_merchant' },
  )
  @Describes({
    summary: 'Make a code for taking out cash',
    description:
      'Eight digits for one withdrawal of this amount, at any counter of the network, within 10 minutes. A new code cancels the former one; after five wrong tries it is locked and you are told. `code` is shown now and never again.',
    success: { status: 201, example: { ...CODE_EXAMPLE, code: '30718264' } },
    problems: [
      'amount_invalid',
      'amount_not_positive',
      'amount_not_whole_rupiah',
      'amount_too_large',
      'currency_unsupported',
      'pin_required',
      'act_forbidden_for_tier',
      'limit_exceeded',
      'cooperative_suspended',
      'cooperative_not_active',
    ],
  })
  async createWithdrawalCode(
    @Body() body: WithdrawalCodeRequest,
    @Caller() caller: Identity,
  ): Promise<NewWithdrawalCodeReply> {
    const holder = await this.holderOf(caller);
    const amount = senOf(body.amount);
    // A code is another one each time, so each needs a proof of its own.
    const refusal = await this.consent.of(caller, newUuid())?.(amount);
    if (refusal !== undefined) throw problemOf(refusal);
    const { code, stored } = unwrap(await this.codes.create(holder, amount));
    return { ...presentCode(stored), code };
  }

  @Get(':id')
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner'], scope: 'own_merchant' },
  )
  @Describes({
    summary: 'See what has become of a code',
    success: { example: CODE_EXAMPLE },
    problems: ['not_found'],
  })
  async getWithdrawalCode(
    @IdParam('id', 'wdc') id: string,
    @Caller() caller: Identity,
  ): Promise<WithdrawalCodeReply> {
    return presentCode(unwrap(await this.codes.read(holderIdOf(caller), id)));
  }

  @Post(':id/cancel')
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner'], scope: 'own_merchant' },
  )
  @Describes({
    summary: 'Cancel a code',
    description: 'One that has ended already stays as it is.',
    success: { example: { ...CODE_EXAMPLE, status: 'cancelled' } },
    problems: ['not_found'],
  })
  async cancelWithdrawalCode(
    @IdParam('id', 'wdc') id: string,
    @Caller() caller: Identity,
  ): Promise<WithdrawalCodeReply> {
    return presentCode(unwrap(await this.codes.cancel(holderIdOf(caller), id)));
  }

  private async holderOf(caller: Identity): Promise<CashHolder> {
    const uid = holderIdOf(caller);
    if (caller.member !== null) {
      const member = await this.directory.member(uid);
      invariant(member !== undefined, 'a token names a member that is not there');
      return { member };
    }
    const merchant = await this.directory.merchant(uid);
    if (merchant === undefined) throw problemOf(fail('not_found'));
    return { merchant };
  }
}

function holderIdOf({ member, merchant }: Identity): string {
  const uid = member ?? merchant;
  invariant(uid !== null, 'neither member nor merchant');
  return uid;
}

function presentCode(code: WithdrawalCode): WithdrawalCodeReply {
  return {
    id: encodeId('wdc', code.uid),
    object: 'withdrawal_code',
    status: code.state,
    amount: toMoney(code.amount),
    created_at: code.createdAt.toISOString(),
    expires_at: code.expiresAt.toISOString(),
  };
}
