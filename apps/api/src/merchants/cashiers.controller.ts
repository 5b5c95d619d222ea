import type { Identity } from '@app/access';
import { encodeId, type Money, type Sen } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  IdParam,
  pageExample,
  PageQuery,
  senOf,
  unwrap,
  type Page,
} from '@app/http';
import { CashierService, MerchantService, StaffService, type CashierView } from '@app/participants';
import { Body, Controller, Get, Header, HttpCode, Post, Put, Query } from '@nestjs/common';

import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import { MANAGER, OPERATOR, OWNER } from '../participants-access.js';
import { CashierEndRequest, CashierLimitsRequest, CashierRequest } from './cashier-requests.dto.js';
import {
  CASHIER_EXAMPLE,
  KNOWN_CASHIER_EXAMPLE,
  presentCashier,
  type CashierReply,
  type KnownCashierReply,
} from './present-cashier.js';

/** Who stands at the till of a shop; its owner says so, alone. */
@Controller('v1/merchants/:id/cashiers')
@Access(OPERATOR, MANAGER, OWNER)
export class CashiersController {
  constructor(
    private readonly cashiers: CashierService,
    private readonly merchants: MerchantService,
    private readonly staff: StaffService,
  ) {}

  @Post()
  @Header('cache-control', 'no-store')
  @Describes({
    summary: 'Give a shop a cashier',
    description:
      'The one-time `activation_code` is shown now and never again: a password is chosen with it.',
    success: { status: 201, example: CASHIER_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'already_exists'],
  })
  async createCashier(
    @IdParam('id', 'mrc') id: string,
    @Body() body: CashierRequest,
    @Caller() caller: Identity,
  ): Promise<CashierReply> {
    const { merchant } = unwrap(await this.merchants.read(caller, id));
    const { full_name: fullName, username } = body;
    const made = unwrap(await this.staff.addCashier(merchant, { fullName, username }));
    return {
      id: encodeId('csh', made.uid),
      person_id: encodeId('per', made.person),
      merchant_id: encodeId('mrc', merchant.uid),
      username: made.username,
      activation_code: made.activationCode,
    };
  }

  @Get()
  @Describes({
    summary: 'List the cashiers of a shop',
    description: 'In the order in which they were taken on, former ones too.',
    success: { example: pageExample([KNOWN_CASHIER_EXAMPLE]) },
    problems: ['validation_failed', 'not_found', 'cursor_invalid'],
  })
  async listCashiers(
    @IdParam('id', 'mrc') id: string,
    @Query() query: PageQuery,
    @Caller() caller: Identity,
  ): Promise<Page<KnownCashierReply>> {
    const rows = unwrap(await this.cashiers.list(caller, id, uidPageOf(query, 'csh')));
    const present = (row: CashierView) => presentCashier(id, row);
    return pageByUid({ rows, query, prefix: 'csh', uid: ({ uid }) => uid, present });
  }

  @Put(':cashier_id/limits')
  @Describes({
    summary: 'Limit what a cashier gives back',
    description:
      'In one refund, and in a day of the network’s calendar; beside the limits of the shop. They hold from the next refund on. ' +
      'What is left out stays as it is, null takes a bound away.',
    success: { example: KNOWN_CASHIER_EXAMPLE },
    problems: ['validation_failed', 'amount_invalid', 'not_found', 'wrong_state'],
  })
  async setCashierLimits(
    @IdParam('id', 'mrc') id: string,
    @IdParam('cashier_id', 'csh') cashier: string,
    @Body() body: CashierLimitsRequest,
    @Caller() caller: Identity,
  ): Promise<KnownCashierReply> {
    const changed = await this.cashiers.changeLimits(caller, id, cashier, (current) => ({
      perAct: changedAmount(current.perAct, body.per_act),
      perDayAmount: changedAmount(current.perDayAmount, body.per_day_amount),
      perDayCount:
        body.per_day_count === undefined ? current.perDayCount : (body.per_day_count ?? undefined),
    }));
    return presentCashier(id, unwrap(changed));
  }

  @Post(':cashier_id/end')
  @HttpCode(200)
  @Describes({
    summary: 'End a cashier’s post',
    description:
      'At once and for good: within a second no process believes a token of theirs, and nobody signs in for the post.',
    success: {
      example: { ...KNOWN_CASHIER_EXAMPLE, state: 'ended', ended_at: '2026-02-01T02:00:00.000Z' },
    },
    problems: ['validation_failed', 'not_found'],
  })
  async endCashier(
    @IdParam('id', 'mrc') id: string,
    @IdParam('cashier_id', 'csh') cashier: string,
    @Body() { reason }: CashierEndRequest,
    @Caller() caller: Identity,
  ): Promise<KnownCashierReply> {
    return presentCashier(id, unwrap(await this.cashiers.end(caller, id, cashier, reason)));
  }
}

function changedAmount(current: Sen | undefined, money: Money | null | undefined): Sen | undefined {
  if (money === undefined) return current;
  return money === null ? undefined : senOf(money);
}
