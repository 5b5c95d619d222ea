import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { PaymentConsentService, type Identity } from '@app/access';
import { encodeId, fail, invariant } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  IdParam,
  IdempotentRequest,
  MarkReplayed,
  pageExample,
  problemOf,
  publicId,
  refusedAct,
  unwrap,
  type Page,
} from '@app/http';
import type { TransferQuery } from '@app/ledger';
import { PaymentQueries, PaymentService, ReturnStore, type Payment } from '@app/payments';
import { BetweenCooperatives } from '../audit/between-cooperatives.js';
import { shopProgram } from '../api-clients/program-access.js';
import { QR_PROBLEMS } from '../qr-codes/qr-problems.js';
import { PAYMENT_EXAMPLE, RECEIVED_PAYMENT_EXAMPLE } from './examples.js';
import { ledgerPage, ledgerSpanOf } from '../books/ledger-page.js';
import { ListPaymentsQuery } from './list-payments.dto.js';
import { PaymentRequest, targetOf } from './payment-request.dto.js';
import {
  PAYMENT_WITH_REFUNDS_EXAMPLE,
  presentReturns,
  type ReturnsReply,
} from './present-returns.js';
import { presentPayment, type PaymentReply } from './present-payment.js';

@Controller('v1/payments')
export class PaymentsController {
  constructor(
    private readonly payments: PaymentService,
    private readonly queries: PaymentQueries,
    private readonly returns: ReturnStore,
    private readonly consent: PaymentConsentService,
  ) {}

  @Post()
  @BetweenCooperatives()
  @Access({ roles: ['member'], scope: 'own_account' })
  @Describes({
    summary: 'Pay a merchant',
    description:
      'By `merchant_id`, or by the text of a code that was scanned (`qr`). A code made for one payment is paid once, however ' +
      'many phones pay at once; its amount is its own. ' +
      'Moves the money at once: 201 means that the merchant has it. Whatever was decided, a refusal too, is answered ' +
      'again for the same key, for ever; a refusal that is stored names its payment in `payment_id`. After a time-out send the same request again, or ask by `reference`.',
    idempotent: true,
    success: { status: 201, description: 'Posted', example: PAYMENT_EXAMPLE },
    problems: [
      'amount_invalid',
      'amount_not_positive',
      'amount_not_whole_rupiah',
      'amount_too_large',
      'currency_unsupported',
      'not_found',
      'payer_is_payee',
      'payer_frozen',
      'payer_closed',
      'payee_frozen',
      'payee_closed',
      'cooperative_suspended',
      'cooperative_not_active',
      'fee_rule_missing',
      'fee_exceeds_amount',
      'limit_exceeded',
      'cap_exceeded',
      'bilateral_cap_exceeded',
      'pin_required',
      'insufficient_funds',
      'balance_limit_exceeded',
      'balance_overflow',
      'quote_expired',
      'wrong_state',
      'reference_reused',
      'validation_failed',
      ...QR_PROBLEMS,
    ],
  })
  async createPayment(
    @Body() body: PaymentRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<PaymentReply> {
    invariant(caller.member !== null, 'a member without membership');
    const result = await this.payments.pay({
      member: caller.member,
      principal: caller.principal,
      to: targetOf(body),
      key: idempotency.key,
      requestHash: idempotency.hash,
      consent: this.consent.of(caller, idempotency.key),
      reference: body.reference,
      description: body.description,
      quote: body.quote_id === undefined ? undefined : publicId('qte', body.quote_id),
    });
    markReplayed(result.replayed);
    if (!result.ok && result.refused !== undefined) {
      throw refusedAct(result, encodeId('pay', result.refused));
    }
    return presentPayment(unwrap(result), caller.role);
  }

  @Get(':id')
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner', 'cashier'], scope: 'own_merchant' },
    shopProgram('payments:read'),
    { roles: ['operator'], scope: 'network' },
  )
  @Describes({
    summary: 'Read a payment',
    description:
      'For the payer, the merchant who was paid, and the operator; each sees the own fees.',
    success: { example: PAYMENT_WITH_REFUNDS_EXAMPLE },
    problems: ['not_found'],
  })
  async getPayment(
    @IdParam('id', 'pay') id: string,
    @Caller() caller: Identity,
  ): Promise<PaymentReply & ReturnsReply> {
    const payment = unwrap(await this.queries.read(caller, id));
    const returns = presentReturns(await this.returns.returnsOf(payment.id));
    return { ...presentPayment(payment, caller.role), ...returns };
  }

  @Get()
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner', 'cashier'], scope: 'own_merchant' },
    shopProgram('payments:read'),
  )
  @Describes({
    summary: 'List payments',
    description:
      'Newest first: those that a member made, or that the caller’s merchant received. With `reference` the one ' +
      'payment that the caller made under it, posted or refused; an empty list means that there is none and none is ' +
      'under way. With `short_code` the one with that code on its receipt.',
    success: { example: pageExample([RECEIVED_PAYMENT_EXAMPLE]) },
    problems: ['not_found', 'cursor_invalid'],
  })
  async listPayments(
    @Query() query: ListPaymentsQuery,
    @Caller() caller: Identity,
  ): Promise<Page<PaymentReply>> {
    if (query.merchant_id !== undefined && publicId('mrc', query.merchant_id) !== caller.merchant) {
      throw problemOf(fail('not_found'));
    }
    if (query.reference !== undefined) return this.byReference(caller, query.reference);
    if (query.short_code !== undefined) return this.byShortCode(caller, query.short_code);
    const { payments, hasMore } = await this.list(caller, transferQueryOf(query));
    return ledgerPage({
      rows: payments,
      hasMore,
      query,
      place: ({ batch, item }) => ({ batch, number: item }),
      present: ({ payment }) => presentPayment(payment, caller.role),
    });
  }

  private list(caller: Identity, query: TransferQuery) {
    if (caller.member !== null) return this.queries.listOfMember(caller.member, query);
    invariant(caller.merchant !== null, 'neither payer nor merchant');
    return this.queries.listOfMerchant(caller.merchant, query);
  }

  private async byReference(caller: Identity, reference: string): Promise<Page<PaymentReply>> {
    if (caller.role !== 'member') return listOfOne(undefined, caller);
    const found = await this.queries.findByReference(
      networkOf(caller),
      caller.principal,
      reference,
    );
    return listOfOne(unwrap(found), caller);
  }

  private async byShortCode(caller: Identity, code: string): Promise<Page<PaymentReply>> {
    const found = await this.queries.readByShortCode(caller, networkOf(caller), code);
    return listOfOne(found.ok ? found.value : undefined, caller);
  }
}

function listOfOne(payment: Payment | undefined, caller: Identity): Page<PaymentReply> {
  const data = payment === undefined ? [] : [presentPayment(payment, caller.role)];
  return { data, has_more: false };
}

function networkOf(caller: Identity): number {
  invariant(caller.network !== null, 'members and merchants are of a network');
  return caller.network;
}

function transferQueryOf(query: ListPaymentsQuery): TransferQuery {
  const { olderThan, newerThan, ...rest } = ledgerSpanOf(query);
  return {
    ...rest,
    before: olderThan && { batch: olderThan.batch, item: olderThan.number },
    after: newerThan && { batch: newerThan.batch, item: newerThan.number },
  };
}
