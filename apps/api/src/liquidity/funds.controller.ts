import type { Identity } from '@app/access';
import {
  Access,
  Caller,
  Describes,
  IdempotentRequest,
  IdParam,
  MarkReplayed,
  pageExample,
  publicId,
  unwrap,
  type Page,
} from '@app/http';
import { NetworkService } from '@app/participants';
import { FundsService } from '@app/settlement';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';

import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import { AUDITOR, OPERATOR } from '../participants-access.js';
import { networkOf, TREASURY } from '../settlement-access.js';
import { CommitFundsRequest, ListFundsQuery } from './liquidity-requests.dto.js';
import {
  PAID_OUT_EXAMPLE,
  presentFunds,
  RESERVED_EXAMPLE,
  type FundsReply,
} from './present-funds.js';

/** What moves at the settlement bank. */
@Controller('v1/funds')
export class FundsController {
  constructor(
    private readonly funds: FundsService,
    private readonly networks: NetworkService,
  ) {}

  @Get()
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'List movements at the settlement bank',
    description: 'Newest first. Staff of a cooperative find its own only.',
    success: { example: pageExample([PAID_OUT_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid', 'not_found'],
  })
  async listFunds(
    @Query() query: ListFundsQuery,
    @Caller() caller: Identity,
  ): Promise<Page<FundsReply>> {
    const network = await networkOf(this.networks, caller, query.network_id);
    const { cooperative_id: cooperative, settlement_id: settlement, direction, state } = query;
    const wanted = {
      network: network.id,
      cooperative: cooperative === undefined ? undefined : publicId('coop', cooperative),
      settlement: settlement === undefined ? undefined : publicId('stl', settlement),
      direction,
      state,
    };
    const rows = await this.funds.list(caller, wanted, uidPageOf(query, 'fnd'));
    const uid = (row: (typeof rows)[number]) => row.uid;
    return pageByUid({ rows, query, prefix: 'fnd', uid, present: presentFunds });
  }

  @Get(':id')
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'Read a movement at the settlement bank',
    success: { example: PAID_OUT_EXAMPLE },
    problems: ['not_found'],
  })
  async getFunds(
    @IdParam('id', 'fnd') id: string,
    @Caller() caller: Identity,
  ): Promise<FundsReply> {
    return presentFunds(unwrap(await this.funds.read(caller, id)));
  }

  @Post(':id/commit')
  @Access(OPERATOR)
  @Describes({
    summary: 'Confirm that the bank has paid what was reserved',
    description:
      'By another person than the one who asked for it. Done again with the same reference, it answers the same.',
    idempotent: true,
    success: { example: PAID_OUT_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'same_person', 'wrong_state', 'reference_reused'],
  })
  async commitFunds(
    @IdParam('id', 'fnd') id: string,
    @Body() body: CommitFundsRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() _idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<FundsReply> {
    const result = await this.funds.commit(caller, id, body.bank_reference);
    markReplayed(result.replayed);
    return presentFunds(unwrap(result));
  }

  @Post(':id/abort')
  @Access(OPERATOR, TREASURY)
  @Describes({
    summary: 'Give up what was reserved',
    description: 'Only when the bank has not paid it and will not. The cap is what it was.',
    idempotent: true,
    success: {
      example: {
        ...RESERVED_EXAMPLE,
        state: 'ABORTED',
        decided_by: 'per_01jzq3v5hfe0d9k3yx8m2n4p6s',
        ended_at: '2026-01-31T03:10:00.000Z',
      },
    },
    problems: ['not_found', 'wrong_state'],
  })
  async abortFunds(
    @IdParam('id', 'fnd') id: string,
    @Caller() caller: Identity,
    @IdempotentRequest() _idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<FundsReply> {
    const result = await this.funds.abort(caller, id);
    markReplayed(result.replayed);
    return presentFunds(unwrap(result));
  }
}
