import type { Identity } from '@app/access';
import { encodeId, type ProblemCode } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  fieldsProblem,
  IdParam,
  IdempotentRequest,
  MarkReplayed,
  publicId,
  refusedAct,
  requestHash,
  senOf,
  unwrap,
  type Page,
} from '@app/http';
import {
  WithdrawalQueries,
  WithdrawalService,
  type Consent,
  type WithdrawalOrder,
} from '@app/payments';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { memberReferenceOf } from '../deposits/member-reference.dto.js';
import { COOPERATIVE_STAFF, OPERATOR } from '../participants-access.js';
import {
  HELD_EXAMPLE,
  POSTED_EXAMPLE,
  presentWithdrawal,
  type WithdrawalReply,
} from './present-withdrawal.js';
import { WithdrawalRequest } from './withdrawal-requests.dto.js';

const TELLER = { roles: ['teller'], scope: 'own_cooperative' } as const;
const ENDING: readonly ProblemCode[] = [
  'not_found',
  'till_session_missing',
  'wrong_state',
  'hold_not_open',
];

/** Cash that goes out over the counter: held, then confirmed or let go. */
@Controller('v1/withdrawals')
export class WithdrawalsController {
  constructor(
    private readonly withdrawals: WithdrawalService,
    private readonly queries: WithdrawalQueries,
  ) {}

  @Post()
  @Access(TELLER)
  @Describes({
    summary: 'Hold cash for somebody at the counter',
    description:
      'With the one-time code that the member made, or the member’s PIN and an amount. 201 means **held**, for 15 minutes: ' +
      'hand out no cash yet. Confirm, and hand out cash on the answer `posted` only; or cancel. What is neither becomes void by itself.',
    idempotent: true,
    success: { status: 201, description: 'Held', example: HELD_EXAMPLE },
    problems: [
      'amount_invalid',
      'amount_not_positive',
      'amount_not_whole_rupiah',
      'amount_too_large',
      'currency_unsupported',
      'validation_failed',
      'till_session_missing',
      'till_closed',
      'till_short',
      'not_found',
      'rate_limited',
      'withdrawal_code_invalid',
      'withdrawal_code_locked',
      'pin_wrong',
      'pin_locked',
      'payer_frozen',
      'payer_closed',
      'cooperative_suspended',
      'cooperative_not_active',
      'fee_rule_missing',
      'fee_exceeds_amount',
      'limit_exceeded',
      'act_forbidden_for_tier',
      'cap_exceeded',
      'bilateral_cap_exceeded',
      'insufficient_funds',
      'reference_reused',
      'reversed_before_arrival',
    ],
  })
  async createWithdrawal(
    @Body() body: WithdrawalRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<WithdrawalReply> {
    const result = await this.withdrawals.hold(caller, orderOf(body, idempotency));
    markReplayed(result.replayed);
    if (!result.ok && result.refused !== undefined) {
      throw refusedAct(result, encodeId('wdr', result.refused));
    }
    const hold = unwrap(result);
    return presentWithdrawal(await this.queries.asHeld(hold), caller.role);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Access(TELLER)
  @Describes({
    summary: 'Post a withdrawal, then hand out the cash',
    description:
      'By the teller at whose till it is held. Hand out cash on the answer `posted` only; after a time-out send the same request again, or read the withdrawal.',
    idempotent: true,
    success: { example: POSTED_EXAMPLE },
    problems: [...ENDING, 'hold_expired'],
  })
  async confirmWithdrawal(
    @IdParam('id', 'wdr') id: string,
    @Caller() caller: Identity,
    @IdempotentRequest() { key, hash }: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<WithdrawalReply> {
    const result = await this.withdrawals.confirm(caller, id, { key, requestHash: hash });
    markReplayed(result.replayed);
    const end = unwrap(result);
    const ended = await this.queries.asEnded(await this.withdrawals.holdOf(end), end);
    return presentWithdrawal(ended, caller.role);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Access(TELLER)
  @Describes({
    summary: 'Let a held withdrawal go',
    description: 'No cash is handed out; the wallet has its money back at once.',
    idempotent: true,
    success: { example: { ...HELD_EXAMPLE, status: 'cancelled' } },
    problems: [...ENDING],
  })
  async cancelWithdrawal(
    @IdParam('id', 'wdr') id: string,
    @Caller() caller: Identity,
    @IdempotentRequest() { key, hash }: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<WithdrawalReply> {
    const result = await this.withdrawals.cancel(caller, id, { key, requestHash: hash });
    markReplayed(result.replayed);
    const end = unwrap(result);
    const ended = await this.queries.asEnded(await this.withdrawals.holdOf(end), end);
    return presentWithdrawal(ended, caller.role);
  }

  @Get()
  @Access(TELLER)
  @Describes({
    summary: 'List what is held at the own till',
    description:
      'What expires first comes first; all of it has to be confirmed, cancelled or expired before the till can close.',
    success: { example: { data: [HELD_EXAMPLE], has_more: false } },
    problems: ['till_session_missing'],
  })
  async listOpenWithdrawals(@Caller() caller: Identity): Promise<Page<WithdrawalReply>> {
    const open = unwrap(await this.queries.listOpen(caller));
    return { data: open.map((one) => presentWithdrawal(one, caller.role)), has_more: false };
  }

  @Get(':id')
  @Access(
    COOPERATIVE_STAFF,
    OPERATOR,
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner'], scope: 'own_merchant' },
  )
  @Describes({
    summary: 'Read a withdrawal as it stands now',
    description:
      'For the staff of the cooperative whose till it is, for whose money it is, and the operator.',
    success: { example: POSTED_EXAMPLE },
    problems: ['not_found'],
  })
  async getWithdrawal(
    @IdParam('id', 'wdr') id: string,
    @Caller() caller: Identity,
  ): Promise<WithdrawalReply> {
    return presentWithdrawal(unwrap(await this.queries.read(caller, id)), caller.role);
  }
}

function orderOf(body: WithdrawalRequest, { key, hash }: IdempotentRequest): WithdrawalOrder {
  const { member, merchant_id: merchant, reference, description } = body;
  if ((member === undefined) === (merchant === undefined)) {
    throw fieldsProblem([{ field: 'member', code: 'invalid' }]);
  }
  const from =
    merchant === undefined
      ? { member: memberReferenceOf(member ?? {}) }
      : { merchant: publicId('mrc', merchant) };
  const consent = consentOf(body);
  return {
    from,
    consent,
    key,
    requestHash: 'pin' in consent ? hashWithoutPin(body) : hash,
    reference,
    description,
  };
}

function consentOf({ code, authorisation, amount }: WithdrawalRequest): Consent {
  if ((code === undefined) === (authorisation === undefined)) {
    throw fieldsProblem([{ field: 'code', code: 'invalid' }]);
  }
  if (code !== undefined) {
    if (amount !== undefined) throw fieldsProblem([{ field: 'amount', code: 'invalid' }]);
    return { code };
  }
  if (authorisation === undefined || amount === undefined) {
    throw fieldsProblem([{ field: 'amount', code: 'required' }]);
  }
  return { pin: authorisation.pin, amount: senOf(amount) };
}

/** The hash is stored for ever, and six digits are soon found in one: the PIN stays out of it. */
function hashWithoutPin(body: WithdrawalRequest): string {
  const { member, merchant_id, amount, reference, description } = body;
  const kept = { member, merchant_id, amount, reference, description, authorisation: 'pin' };
  const asSent: unknown = JSON.parse(JSON.stringify(kept));
  return requestHash('POST', '/v1/withdrawals', asSent);
}
