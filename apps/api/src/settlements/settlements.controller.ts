import type { Identity } from '@app/access';
import type { Result } from '@app/core';
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
  NeedsFreshProof,
} from '@app/http';
import { Directory, NetworkService } from '@app/participants';
import { SettlementService, type KeyedRequest, type SettlementView } from '@app/settlement';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';

import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import { AUDITOR, OPERATOR } from '../participants-access.js';
import { networkOf, TREASURY } from '../settlement-access.js';
import {
  presentSettlement,
  presentSettlementLines,
  SETTLEMENT_EXAMPLE,
  SETTLEMENT_LINES_EXAMPLE,
  type SettlementLinesReply,
  type SettlementReply,
} from './present-settlement.js';
import { ListSettlementsQuery, SettlementRequest } from './settlement-requests.dto.js';

const AS_IT_STANDS = 'A repetition with the same key is answered with the settlement as it stands.';

@Controller('v1/settlements')
export class SettlementsController {
  constructor(
    private readonly settlements: SettlementService,
    private readonly networks: NetworkService,
    private readonly directory: Directory,
  ) {}

  @Post()
  @Access(OPERATOR)
  @Describes({
    summary: 'Propose to pay a cycle',
    description: `Moves nothing: another operator approves. ${AS_IT_STANDS}`,
    idempotent: true,
    success: {
      status: 201,
      example: {
        ...SETTLEMENT_LINES_EXAMPLE,
        state: 'PROPOSED',
        approved_by: null,
        approved_at: null,
        ended_at: null,
      },
    },
    problems: ['validation_failed', 'not_found', 'wrong_state'],
  })
  async createSettlement(
    @Body() body: SettlementRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<SettlementLinesReply> {
    const cycle = publicId('cyc', body.cycle_id);
    const result = await this.settlements.propose(caller, cycle, keyed(idempotency));
    return this.answer(result, markReplayed);
  }

  @Post(':id/approve')
  @NeedsFreshProof()
  @Access(OPERATOR)
  @Describes({
    summary: 'Approve a settlement, which pays it',
    description:
      'By another person than the one who proposed it. Debtors pay what their liquidity holds; what is short stays ' +
      `due, the state \`SETTLING\`, and is paid once liquidity comes. ${AS_IT_STANDS}`,
    idempotent: true,
    success: { example: SETTLEMENT_LINES_EXAMPLE },
    problems: ['step_up_required', 'not_found', 'wrong_state', 'same_person'],
  })
  async approveSettlement(
    @IdParam('id', 'stl') id: string,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<SettlementLinesReply> {
    const result = await this.settlements.approve(caller, id, keyed(idempotency));
    return this.answer(result, markReplayed);
  }

  @Post(':id/resume')
  @Access(OPERATOR)
  @Describes({
    summary: 'Go on with a settlement that waits for liquidity',
    description: `The worker does the same each second. ${AS_IT_STANDS}`,
    idempotent: true,
    success: { example: SETTLEMENT_LINES_EXAMPLE },
    problems: ['not_found', 'wrong_state'],
  })
  async resumeSettlement(
    @IdParam('id', 'stl') id: string,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<SettlementLinesReply> {
    const result = await this.settlements.resume(caller, id, keyed(idempotency));
    return this.answer(result, markReplayed);
  }

  @Post(':id/abort')
  @Access(OPERATOR)
  @Describes({
    summary: 'Give a settlement up before its first payment',
    description: `Its cycle may then get another. ${AS_IT_STANDS}`,
    idempotent: true,
    success: {
      example: {
        ...SETTLEMENT_LINES_EXAMPLE,
        state: 'ABORTED',
        approved_by: null,
        approved_at: null,
        lines: [],
      },
    },
    problems: ['not_found', 'wrong_state'],
  })
  async abortSettlement(
    @IdParam('id', 'stl') id: string,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<SettlementLinesReply> {
    const result = await this.settlements.abort(caller, id, keyed(idempotency));
    return this.answer(result, markReplayed);
  }

  @Get(':id')
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'Read a settlement with what is due and paid',
    description: 'Staff of a cooperative see its own line only.',
    success: { example: SETTLEMENT_LINES_EXAMPLE },
    problems: ['not_found'],
  })
  async getSettlement(
    @IdParam('id', 'stl') id: string,
    @Caller() caller: Identity,
  ): Promise<SettlementLinesReply> {
    const view = unwrap(await this.settlements.read(caller, id));
    return this.present(view, caller.cooperative === null);
  }

  @Get()
  @Access(OPERATOR, AUDITOR)
  @Describes({
    summary: 'List settlements',
    description: 'Newest first, without their lines.',
    success: { example: pageExample([SETTLEMENT_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid', 'not_found'],
  })
  async listSettlements(
    @Query() query: ListSettlementsQuery,
    @Caller() caller: Identity,
  ): Promise<Page<SettlementReply>> {
    const network = await networkOf(this.networks, caller, query.network_id);
    const page = uidPageOf(query, 'stl');
    const rows = await this.settlements.list(network.id, query.state, page);
    const present = (row: (typeof rows)[number]) => presentSettlement(row, network);
    return pageByUid({ rows, query, prefix: 'stl', uid: (row) => row.uid, present });
  }

  private answer(
    result: Result<SettlementView> & { readonly replayed: boolean },
    markReplayed: MarkReplayed,
  ): Promise<SettlementLinesReply> {
    markReplayed(result.replayed);
    return this.present(unwrap(result), true);
  }

  private async present(view: SettlementView, whole: boolean): Promise<SettlementLinesReply> {
    const network = await this.directory.network(view.settlement.network);
    return presentSettlementLines(view, network, whole);
  }
}

function keyed({ key, hash }: IdempotentRequest): KeyedRequest {
  return { key, requestHash: hash };
}
