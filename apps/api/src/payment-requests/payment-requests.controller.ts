import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { PaymentConsentService, type Identity } from '@app/access';
import { encodeId, invariant } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  IdParam,
  IdempotentRequest,
  MarkReplayed,
  pageExample,
  publicId,
  refusedAct,
  senOf,
  unwrap,
  type AccessRule,
  type Page,
  varying,
} from '@app/http';
import {
  AccountFactsStore,
  ActParties,
  PaymentRequestService,
  type PaymentRequest,
  type RequestHolder,
} from '@app/payments';
import { shopProgram } from '../api-clients/program-access.js';

import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import {
  AskForPaymentRequest,
  DeclineRequestRequest,
  ListPaymentRequestsQuery,
  PayRequestRequest,
} from './payment-request-requests.dto.js';
import {
  PAYMENT_REQUEST_EXAMPLE,
  presentPaymentRequest,
  presentRequestPayment,
  REQUEST_PAYMENT_EXAMPLE,
  type PaymentRequestReply,
  type RequestPaymentReply,
} from './present-payment-request.js';

const MEMBER = { roles: ['member'], scope: 'own_account' } as const satisfies AccessRule;
const SHOP = {
  roles: ['merchant_owner', 'cashier'],
  scope: 'own_merchant',
} as const satisfies AccessRule;

const PROGRAM = shopProgram('payment_requests');

const DEFAULT_HOURS = 168;

const DECLINED_EXAMPLE: PaymentRequestReply = varying(
  {
    ...PAYMENT_REQUEST_EXAMPLE,
    status: 'declined',
    reason: 'sudah dibayar tunai',
    ended_at: '2026-01-31T04:00:00.000Z',
  },
  { nullable: ['reason', 'ended_at'] },
);

const CANCELLED_EXAMPLE: PaymentRequestReply = varying(
  {
    ...PAYMENT_REQUEST_EXAMPLE,
    status: 'cancelled',
    ended_at: '2026-01-31T04:00:00.000Z',
  },
  { nullable: ['ended_at'] },
);

/** Asking a member for money, and paying what is asked. */
@Controller('v1/payment-requests')
export class PaymentRequestsController {
  constructor(
    private readonly requests: PaymentRequestService,
    private readonly parties: ActParties,
    private readonly facts: AccountFactsStore,
    private readonly consent: PaymentConsentService,
  ) {}

  @Post()
  @Access(MEMBER, SHOP, PROGRAM)
  @Describes({
    summary: 'Ask a member for money',
    description:
      'By a member for their own wallet, or by a shop as a bill. The member is told and decides: nothing moves until ' +
      'they pay with their own token. At most 20 requests to the same member are open at once.',
    idempotent: true,
    success: { status: 201, description: 'Asked', example: PAYMENT_REQUEST_EXAMPLE },
    problems: [
      'amount_invalid',
      'amount_not_positive',
      'amount_not_whole_rupiah',
      'amount_too_large',
      'currency_unsupported',
      'not_found',
      'payer_is_payee',
      'cooperative_suspended',
      'cooperative_not_active',
      'limit_exceeded',
    ],
  })
  async askForPayment(
    @Body() body: AskForPaymentRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() { key, hash }: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<PaymentRequestReply> {
    invariant(caller.network !== null, 'members and merchants are of a network');
    const asked = await this.requests.ask({
      network: caller.network,
      principal: caller.principal,
      key,
      requestHash: hash,
      asker: holderOf(caller),
      payer: publicId('mbr', body.payer_member_id),
      amount: senOf(body.amount),
      partialAllowed: body.partial_allowed ?? false,
      note: body.note,
      expiresInHours: body.expires_in_hours ?? DEFAULT_HOURS,
    });
    markReplayed(asked.replayed);
    return this.present(unwrap(asked));
  }

  @Get()
  @Access(MEMBER, SHOP, PROGRAM)
  @Describes({
    summary: 'List what I am asked to pay, or what I ask others to pay',
    description: 'Newest first.',
    success: { example: pageExample([PAYMENT_REQUEST_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid'],
  })
  async listPaymentRequests(
    @Query() query: ListPaymentRequestsQuery,
    @Caller() caller: Identity,
  ): Promise<Page<PaymentRequestReply>> {
    const own = holderOf(caller);
    const rows = await this.requests.list({
      ...uidPageOf(query, 'prq'),
      side: query.direction,
      holder: 'member' in own ? own.member : own.merchant,
      state: query.status,
    });
    const wallets = rows.flatMap(({ askerWallet, payerWallet }) => [askerWallet, payerWallet]);
    const parties = await this.parties.read(wallets);
    return pageByUid({
      rows,
      query,
      prefix: 'prq',
      uid: ({ uid }) => uid,
      present: (row) => presentPaymentRequest(row, parties),
    });
  }

  @Get(':id')
  @Access(MEMBER, SHOP, PROGRAM)
  @Describes({
    summary: 'Read a payment request',
    description: 'For whoever asks and whoever is asked.',
    success: { example: PAYMENT_REQUEST_EXAMPLE },
    problems: ['not_found'],
  })
  async getPaymentRequest(
    @IdParam('id', 'prq') id: string,
    @Caller() caller: Identity,
  ): Promise<PaymentRequestReply> {
    return this.present(unwrap(await this.requests.read(holderOf(caller), id)));
  }

  @Post(':id/pay')
  @Access(MEMBER)
  @Describes({
    summary: 'Pay what I am asked for',
    description:
      'All that is left, or a part where partial payment is allowed; never more than was asked, however many devices ' +
      'pay at once. A bill of a shop is a payment, a request of a member a sending of money. 201 means that the asker ' +
      'has the money; after a time-out, repeat with the same key.',
    idempotent: true,
    success: { status: 201, description: 'Posted', example: REQUEST_PAYMENT_EXAMPLE },
    problems: [
      'amount_invalid',
      'amount_not_positive',
      'amount_not_whole_rupiah',
      'amount_too_large',
      'currency_unsupported',
      'not_found',
      'wrong_state',
      'request_expired',
      'request_exceeded',
      'partial_payment_not_allowed',
      'payment_in_progress',
      'payment_given_up',
      'payer_frozen',
      'payer_closed',
      'payee_frozen',
      'payee_closed',
      'cooperative_suspended',
      'cooperative_not_active',
      'fee_rule_missing',
      'fee_exceeds_amount',
      'limit_exceeded',
      'act_forbidden_for_tier',
      'cap_exceeded',
      'bilateral_cap_exceeded',
      'pin_required',
      'insufficient_funds',
      'balance_limit_exceeded',
      'balance_overflow',
    ],
  })
  async payPaymentRequest(
    @IdParam('id', 'prq') id: string,
    @Body() body: PayRequestRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() { key, hash }: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<RequestPaymentReply> {
    invariant(caller.member !== null, 'a member without membership');
    const answer = await this.requests.pay({
      request: id,
      member: caller.member,
      principal: caller.principal,
      key,
      requestHash: hash,
      amount: body.amount === undefined ? undefined : senOf(body.amount),
      consent: this.consent.of(caller, key),
    });
    markReplayed(answer.replayed);
    if (!answer.ok && answer.refused !== undefined) {
      const prefix = answer.refusedType === 'payment' ? 'pay' : 'trf';
      throw refusedAct(answer, encodeId(prefix, answer.refused));
    }
    const paid = unwrap(answer);
    const cycle = paid.act.clears ? await this.facts.cycle(paid.act.cycle) : null;
    return presentRequestPayment(paid, cycle);
  }

  @Post(':id/decline')
  @Access(MEMBER)
  @Describes({
    summary: 'Decline to pay',
    description: 'What was paid of it before stays paid. Done again, it answers the same.',
    success: { example: DECLINED_EXAMPLE },
    problems: ['not_found', 'wrong_state', 'payment_in_progress'],
  })
  async declinePaymentRequest(
    @IdParam('id', 'prq') id: string,
    @Body() body: DeclineRequestRequest,
    @Caller() caller: Identity,
  ): Promise<PaymentRequestReply> {
    invariant(caller.member !== null, 'a member without membership');
    return this.present(unwrap(await this.requests.decline(caller.member, id, body.reason)));
  }

  @Post(':id/cancel')
  @Access(MEMBER, SHOP, PROGRAM)
  @Describes({
    summary: 'Take back what I asked for',
    description: 'What was paid of it before stays paid. Done again, it answers the same.',
    success: { example: CANCELLED_EXAMPLE },
    problems: ['not_found', 'wrong_state', 'payment_in_progress'],
  })
  async cancelPaymentRequest(
    @IdParam('id', 'prq') id: string,
    @Caller() caller: Identity,
  ): Promise<PaymentRequestReply> {
    return this.present(unwrap(await this.requests.cancel(holderOf(caller), id)));
  }

  private async present(request: PaymentRequest): Promise<PaymentRequestReply> {
    const parties = await this.parties.read([request.askerWallet, request.payerWallet]);
    return presentPaymentRequest(request, parties);
  }
}

function holderOf(caller: Identity): RequestHolder {
  if (caller.member !== null) return { member: caller.member };
  invariant(caller.merchant !== null, 'neither member nor merchant');
  return { merchant: caller.merchant };
}
