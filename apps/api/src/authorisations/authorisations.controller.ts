import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { PaymentConsentService, type Identity } from '@app/access';
import { encodeId, invariant, type ProblemCode } from '@app/core';
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
  type Page,
} from '@app/http';
import { AuthorisationQueries, AuthorisationService, PaymentQueries } from '@app/payments';
import { shopProgram } from '../api-clients/program-access.js';
import { ledgerPage, ledgerSpanOf } from '../books/ledger-page.js';
import { RECEIVED_PAYMENT_EXAMPLE } from '../payments/examples.js';
import { presentPayment, type PaymentReply } from '../payments/present-payment.js';
import {
  AuthorisationRequest,
  CaptureRequest,
  ListAuthorisationsQuery,
} from './authorisation-requests.dto.js';
import {
  AUTHORISATION_EXAMPLE,
  presentAuthorisation,
  VOIDED_EXAMPLE,
  type AuthorisationReply,
} from './present-authorisation.js';

const AMOUNT: readonly ProblemCode[] = [
  'amount_invalid',
  'amount_not_positive',
  'amount_not_whole_rupiah',
  'amount_too_large',
  'currency_unsupported',
];

/** Authorise first, capture later. */
@Controller('v1/authorisations')
export class AuthorisationsController {
  constructor(
    private readonly authorisations: AuthorisationService,
    private readonly queries: AuthorisationQueries,
    private readonly payments: PaymentQueries,
    private readonly consent: PaymentConsentService,
  ) {}

  @Post()
  @Access({ roles: ['member'], scope: 'own_account' })
  @Describes({
    summary: 'Authorise a merchant to take an amount later',
    description:
      'Reserves the money for that merchant, in the wallet and under the cooperative’s cap. Captures are charged by the ' +
      'fee schedule of now. What is not captured in time is released by itself.',
    idempotent: true,
    success: { status: 201, description: 'Reserved', example: AUTHORISATION_EXAMPLE },
    problems: [
      ...AMOUNT,
      'validation_failed',
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
      'reference_reused',
      'reversed_before_arrival',
    ],
  })
  async createAuthorisation(
    @Body() body: AuthorisationRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<AuthorisationReply> {
    invariant(caller.member !== null, 'a member without membership');
    const result = await this.authorisations.authorise({
      ...orderOf(body, caller, idempotency),
      member: caller.member,
      merchant: publicId('mrc', body.merchant_id),
      amount: senOf(body.amount),
      expiresInSeconds: body.expires_in,
      consent: this.consent.of(caller, idempotency.key),
    });
    markReplayed(result.replayed);
    if (!result.ok && result.refused !== undefined) {
      throw refusedAct(result, encodeId('aut', result.refused));
    }
    return presentAuthorisation(unwrap(result), caller.role);
  }

  @Post(':id/capture')
  @Access(
    { roles: ['merchant_owner', 'cashier'], scope: 'own_merchant' },
    shopProgram('authorisations'),
  )
  @Describes({
    summary: 'Take an authorised amount, or a part of it',
    description:
      'Posts a payment like any other: it can be refunded. All that is left, unless `amount` says less; the rest is ' +
      'released, unless `final` is false. After its time nothing can be captured.',
    idempotent: true,
    success: { status: 201, description: 'Posted', example: RECEIVED_PAYMENT_EXAMPLE },
    problems: [
      ...AMOUNT,
      'validation_failed',
      'not_found',
      'hold_not_open',
      'hold_expired',
      'capture_exceeds_hold',
      'payee_frozen',
      'payee_closed',
      'fee_rule_missing',
      'fee_exceeds_amount',
      'cap_exceeded',
      'bilateral_cap_exceeded',
      'reference_reused',
      'reversed_before_arrival',
    ],
  })
  async captureAuthorisation(
    @IdParam('id', 'aut') id: string,
    @Body() body: CaptureRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<PaymentReply> {
    const result = await this.authorisations.capture({
      ...orderOf(body, caller, idempotency),
      ...ownOf(caller, id),
      amount: body.amount === undefined ? undefined : senOf(body.amount),
      final: body.final ?? true,
    });
    markReplayed(result.replayed);
    if (!result.ok && result.refused !== undefined) {
      throw refusedAct(result, encodeId('pay', result.refused));
    }
    const payment = await this.payments.read(caller, unwrap(result).id);
    return presentPayment(unwrap(payment), caller.role);
  }

  @Post(':id/void')
  @Access(
    { roles: ['merchant_owner', 'cashier'], scope: 'own_merchant' },
    shopProgram('authorisations'),
  )
  @Describes({
    summary: 'Release an authorised amount',
    description: 'What was not captured is the member’s again at once.',
    idempotent: true,
    success: { status: 201, description: 'Released', example: VOIDED_EXAMPLE },
    problems: ['not_found', 'hold_not_open'],
  })
  async voidAuthorisation(
    @IdParam('id', 'aut') id: string,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<AuthorisationReply> {
    const result = await this.authorisations.void({
      ...orderOf({}, caller, idempotency),
      ...ownOf(caller, id),
    });
    markReplayed(result.replayed);
    return presentAuthorisation(unwrap(result), caller.role);
  }

  @Get(':id')
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner', 'cashier'], scope: 'own_merchant' },
    shopProgram('authorisations'),
    { roles: ['operator'], scope: 'network' },
  )
  @Describes({
    summary: 'Read an authorisation',
    description: 'For the member who gave it, the merchant, and the operator.',
    success: { example: AUTHORISATION_EXAMPLE },
    problems: ['not_found'],
  })
  async getAuthorisation(
    @IdParam('id', 'aut') id: string,
    @Caller() caller: Identity,
  ): Promise<AuthorisationReply> {
    return presentAuthorisation(unwrap(await this.queries.read(caller, id)), caller.role);
  }

  @Get()
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner', 'cashier'], scope: 'own_merchant' },
    shopProgram('authorisations'),
  )
  @Describes({
    summary: 'List authorisations',
    description: 'Newest first: those that a member gave, or that the caller’s merchant was given.',
    success: { example: pageExample([AUTHORISATION_EXAMPLE]) },
    problems: ['cursor_invalid'],
  })
  async listAuthorisations(
    @Query() query: ListAuthorisationsQuery,
    @Caller() caller: Identity,
  ): Promise<Page<AuthorisationReply>> {
    const { limit, olderThan, newerThan } = ledgerSpanOf(query);
    const { rows, hasMore } = await this.queries.list(holderOf(caller), {
      limit,
      before: olderThan && { batch: olderThan.batch, item: olderThan.number },
      after: newerThan && { batch: newerThan.batch, item: newerThan.number },
    });
    return ledgerPage({
      rows,
      hasMore,
      query,
      place: ({ batch, item }) => ({ batch, number: item }),
      present: ({ authorisation }) => presentAuthorisation(authorisation, caller.role),
    });
  }
}

function holderOf({ member, merchant }: Identity) {
  if (member !== null) return { member };
  invariant(merchant !== null, 'neither payer nor merchant');
  return { merchant };
}

function ownOf(caller: Identity, authorisation: string) {
  invariant(caller.merchant !== null, 'somebody of a shop without one');
  return { merchant: caller.merchant, authorisation };
}

function orderOf(
  body: { reference?: string; description?: string },
  caller: Identity,
  { key, hash }: IdempotentRequest,
) {
  invariant(caller.network !== null, 'members and merchants are of a network');
  return {
    network: caller.network,
    principal: caller.principal,
    key,
    requestHash: hash,
    reference: body.reference,
    description: body.description,
  };
}
