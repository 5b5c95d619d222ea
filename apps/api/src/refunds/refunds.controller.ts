import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { Identity } from '@app/access';
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
  senOf,
  unwrap,
  type Page,
} from '@app/http';
import { RefundQueries, RefundService } from '@app/payments';
import { shopProgram } from '../api-clients/program-access.js';
import { ledgerPage, ledgerSpanOf } from '../books/ledger-page.js';
import { presentRefund, REFUND_EXAMPLE, type RefundReply } from './present-refund.js';
import { ListRefundsQuery, RefundRequest } from './refund-requests.dto.js';

/** What the other ids mean that people take for a payment's. */
const OTHER_ACTS: Readonly<Record<string, string>> = {
  rfd: 'refund',
  rev: 'reversal',
  dep: 'deposit',
  wdr: 'withdrawal',
  trf: 'transfer',
  inv: 'invoice_payment',
  aut: 'hold',
};

@Controller('v1/refunds')
export class RefundsController {
  constructor(
    private readonly refunds: RefundService,
    private readonly queries: RefundQueries,
  ) {}

  @Post()
  @Access({ roles: ['merchant_owner', 'cashier'], scope: 'own_merchant' }, shopProgram('refunds'))
  @Describes({
    summary: 'Give back a payment, or a part of it',
    description:
      'Any number of times, together never more than was paid; before or after settlement. The merchant discount comes ' +
      'back in proportion, unless the schedule of the payment lets it be kept; a cashback goes back in proportion out ' +
      'of what the member gets. Where the member’s wallet is closed, the money waits with the member’s cooperative.',
    idempotent: true,
    success: { status: 201, description: 'Posted', example: REFUND_EXAMPLE },
    problems: [
      'amount_invalid',
      'amount_not_positive',
      'amount_not_whole_rupiah',
      'amount_too_large',
      'currency_unsupported',
      'validation_failed',
      'not_found',
      'not_refundable',
      'refund_exceeds_payment',
      'already_reversed',
      'insufficient_funds',
      'cap_exceeded',
      'bilateral_cap_exceeded',
      'limit_exceeded',
      'payer_frozen',
      'payer_closed',
      'payee_closed',
      'reference_reused',
      'reversed_before_arrival',
    ],
  })
  async createRefund(
    @Body() body: RefundRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<RefundReply> {
    invariant(
      caller.merchant !== null && caller.network !== null,
      'somebody of a shop without one',
    );
    const act = OTHER_ACTS[body.payment_id.slice(0, 3)];
    if (act !== undefined) throw problemOf(fail('not_refundable', { act }));
    const result = await this.refunds.refund({
      network: caller.network,
      principal: caller.principal,
      merchant: caller.merchant,
      payment: publicId('pay', body.payment_id),
      amount: senOf(body.amount),
      key: idempotency.key,
      requestHash: idempotency.hash,
      reference: body.reference,
      description: body.reason,
    });
    markReplayed(result.replayed);
    if (!result.ok && result.refused !== undefined) {
      throw refusedAct(result, encodeId('rfd', result.refused));
    }
    return presentRefund(unwrap(result), caller.role);
  }

  @Get(':id')
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner', 'cashier'], scope: 'own_merchant' },
    shopProgram('refunds'),
    { roles: ['teller', 'treasurer', 'manager'], scope: 'own_cooperative' },
    { roles: ['operator'], scope: 'network' },
  )
  @Describes({
    summary: 'Read a refund',
    description:
      'For the merchant, the member who got it, and the operator; for the staff of the member’s cooperative while it ' +
      'waits there in suspense.',
    success: { example: REFUND_EXAMPLE },
    problems: ['not_found'],
  })
  async getRefund(
    @IdParam('id', 'rfd') id: string,
    @Caller() caller: Identity,
  ): Promise<RefundReply> {
    return presentRefund(unwrap(await this.queries.read(caller, id)), caller.role);
  }

  @Get()
  @Access({ roles: ['merchant_owner', 'cashier'], scope: 'own_merchant' }, shopProgram('refunds'))
  @Describes({
    summary: 'List the refunds that a merchant gave',
    description: 'Newest first; those that were posted.',
    success: { example: pageExample([REFUND_EXAMPLE]) },
    problems: ['cursor_invalid'],
  })
  async listRefunds(
    @Query() query: ListRefundsQuery,
    @Caller() caller: Identity,
  ): Promise<Page<RefundReply>> {
    invariant(caller.merchant !== null, 'somebody of a shop without one');
    const { olderThan, newerThan, ...rest } = ledgerSpanOf(query);
    const { refunds, hasMore } = await this.queries.listOfMerchant(caller.merchant, {
      ...rest,
      before: olderThan && { batch: olderThan.batch, item: olderThan.number },
      after: newerThan && { batch: newerThan.batch, item: newerThan.number },
    });
    return ledgerPage({
      rows: refunds,
      hasMore,
      query,
      place: ({ batch, item }) => ({ batch, number: item }),
      present: ({ refund }) => presentRefund(refund, caller.role),
    });
  }
}
