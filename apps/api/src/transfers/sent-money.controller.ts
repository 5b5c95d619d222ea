import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { PaymentConsentService, type Identity } from '@app/access';
import { encodeId, invariant, type ProblemCode } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  fieldsProblem,
  IdParam,
  IdempotentRequest,
  MarkReplayed,
  pageExample,
  publicId,
  refusedAct,
  senOf,
  unwrap,
  type Page,
} from '@app/http';
import {
  TransferQueries,
  TransferService,
  type OwnWallet,
  type TransferAnswer,
  type TransferOrder,
} from '@app/payments';
import { BetweenCooperatives } from '../audit/between-cooperatives.js';
import { ledgerPage, ledgerSpanOf } from '../books/ledger-page.js';
import { QR_PROBLEMS } from '../qr-codes/qr-problems.js';
import {
  PAYOUT_EXAMPLE,
  presentSentMoney,
  SENT_MONEY_EXAMPLE,
  type SentMoneyReply,
} from './present-sent-money.js';
import { ListSentMoneyQuery, PayoutRequest, SendMoneyRequest } from './transfer-requests.dto.js';

const PROBLEMS: readonly ProblemCode[] = [
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
  'act_forbidden_for_tier',
  'cap_exceeded',
  'bilateral_cap_exceeded',
  'pin_required',
  'insufficient_funds',
  'balance_limit_exceeded',
  'balance_overflow',
  'reference_reused',
  'reversed_before_arrival',
];

/** Sending money, and taking out a shop's money. */
@Controller('v1')
export class SentMoneyController {
  constructor(
    private readonly transfers: TransferService,
    private readonly queries: TransferQueries,
    private readonly consent: PaymentConsentService,
  ) {}

  @Post('transfers')
  @BetweenCooperatives()
  @Access({ roles: ['member'], scope: 'own_account' })
  @Describes({
    summary: 'Send money to a member',
    description:
      'To a member of the same cooperative or of another one, by id or by the code that they show (`qr`). Ask `POST /v1/payees/resolve` first: it shows whom the ' +
      'number means and what it costs. 201 means that the payee has the money.',
    idempotent: true,
    success: { status: 201, description: 'Posted', example: SENT_MONEY_EXAMPLE },
    problems: [...PROBLEMS, 'validation_failed', ...QR_PROBLEMS],
  })
  async sendMoney(
    @Body() body: SendMoneyRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<SentMoneyReply> {
    invariant(caller.member !== null, 'a member without membership');
    const from = { member: caller.member };
    const to = payeeOf(body);
    const consent = this.consent.of(caller, idempotency.key);
    const order = { from, to, consent, ...orderOf(body, caller, idempotency) };
    return this.answer(await this.transfers.send(order), from, markReplayed);
  }

  @Post('payouts')
  @Access({ roles: ['merchant_owner'], scope: 'own_merchant' })
  @Describes({
    summary: 'Pay a shop’s money out to its owner',
    description: 'From the merchant’s wallet to a wallet of its owner, at any cooperative.',
    idempotent: true,
    success: { status: 201, description: 'Posted', example: PAYOUT_EXAMPLE },
    problems: [...PROBLEMS],
  })
  async createPayout(
    @Body() body: PayoutRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<SentMoneyReply> {
    invariant(caller.merchant !== null, 'an owner without a shop');
    const from = { merchant: caller.merchant };
    const to = publicId('mbr', body.member_id);
    const consent = this.consent.of(caller, idempotency.key);
    const order = { from, to, consent, ...orderOf(body, caller, idempotency) };
    return this.answer(await this.transfers.send(order), from, markReplayed);
  }

  @Get('me/transfers')
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner'], scope: 'own_merchant' },
  )
  @Describes({
    summary: 'List what I sent and received',
    description: 'Newest first, both directions; a merchant’s are its payouts.',
    success: { example: pageExample([SENT_MONEY_EXAMPLE]) },
    problems: ['cursor_invalid'],
  })
  async listSentMoney(
    @Query() query: ListSentMoneyQuery,
    @Caller() caller: Identity,
  ): Promise<Page<SentMoneyReply>> {
    const own = walletOf(caller);
    const { olderThan, newerThan, ...rest } = ledgerSpanOf(query);
    const { rows, hasMore } = await this.queries.list(own, {
      ...rest,
      before: olderThan && { batch: olderThan.batch, item: olderThan.number },
      after: newerThan && { batch: newerThan.batch, item: newerThan.number },
    });
    return ledgerPage({
      rows,
      hasMore,
      query,
      place: ({ batch, item }) => ({ batch, number: item }),
      present: (row) => presentSentMoney(row, own),
    });
  }

  @Get('me/transfers/:id')
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner'], scope: 'own_merchant' },
  )
  @Describes({
    summary: 'Read a sending of money',
    description: 'For its two ends; a refused one only for who sent it.',
    success: { example: SENT_MONEY_EXAMPLE },
    problems: ['not_found'],
  })
  async getSentMoney(
    @IdParam('id', 'trf') id: string,
    @Caller() caller: Identity,
  ): Promise<SentMoneyReply> {
    const own = walletOf(caller);
    return presentSentMoney(unwrap(await this.queries.read(own, id)), own);
  }

  private async answer(
    answer: TransferAnswer,
    own: OwnWallet,
    markReplayed: MarkReplayed,
  ): Promise<SentMoneyReply> {
    markReplayed(answer.replayed);
    if (!answer.ok && answer.refused !== undefined) {
      throw refusedAct(answer, encodeId('trf', answer.refused));
    }
    return presentSentMoney(await this.queries.present(unwrap(answer)), own);
  }
}

function walletOf(caller: Identity): OwnWallet {
  if (caller.member !== null) return { member: caller.member };
  invariant(caller.merchant !== null, 'neither member nor merchant');
  return { merchant: caller.merchant };
}

function payeeOf({ payee_member_id, qr, amount }: SendMoneyRequest): TransferOrder['to'] {
  if (payee_member_id === undefined) {
    if (qr === undefined) throw fieldsProblem([{ field: 'payee_member_id', code: 'required' }]);
    return { qr };
  }
  if (qr !== undefined) throw fieldsProblem([{ field: 'qr', code: 'invalid' }]);
  if (amount === undefined) throw fieldsProblem([{ field: 'amount', code: 'required' }]);
  return publicId('mbr', payee_member_id);
}

function orderOf(
  body: SendMoneyRequest | PayoutRequest,
  caller: Identity,
  { key, hash }: IdempotentRequest,
): Omit<TransferOrder, 'from' | 'to'> {
  invariant(caller.network !== null, 'members and merchants are of a network');
  return {
    network: caller.network,
    principal: caller.principal,
    key,
    requestHash: hash,
    amount: body.amount && senOf(body.amount),
    reference: body.reference,
    description: body.description,
  };
}
