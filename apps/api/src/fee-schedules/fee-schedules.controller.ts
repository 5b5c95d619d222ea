import type { Identity } from '@app/access';
import { encodeId, presets } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  IdParam,
  ProblemException,
  pageExample,
  publicId,
  unwrap,
  type Page,
} from '@app/http';
import {
  Directory,
  FeeScheduleService,
  NetworkService,
  type Network,
  type StoredSchedule,
} from '@app/participants';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';

import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import { AUDITOR, OPERATOR } from '../participants-access.js';
import { faultFields, presentRules, toDraft, type Cooperatives } from './schedule-form.js';
import { FeeScheduleRequest, ListFeeSchedulesQuery } from './schedule-requests.dto.js';

const NO_COOPERATIVES: Cooperatives = new Map();

const EXAMPLE = {
  id: 'fsc_01jzq3v5hfe0d9k3yx8m2n4p6r',
  network_id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6r',
  version: 1,
  state: 'active',
  activated_at: '2026-01-31T02:00:00.000Z',
  retired_at: null,
  ...presentRules(presets.cooperativeSimple(), NO_COOPERATIVES),
};

@Controller('v1/fee-schedules')
export class FeeSchedulesController {
  constructor(
    private readonly feeSchedules: FeeScheduleService,
    private readonly networks: NetworkService,
    private readonly directory: Directory,
  ) {}

  @Post()
  @Access(OPERATOR)
  @Describes({
    summary: 'Put a fee schedule in force',
    description:
      'A `preset`, or `rules` of which the most specific one decides. It replaces the former schedule from the next ' +
      'payment on; payments made keep the fees they were made with.',
    success: { status: 201, example: EXAMPLE },
    problems: ['validation_failed', 'amount_invalid', 'not_found', 'schedule_invalid'],
  })
  async activateFeeSchedule(@Body() body: FeeScheduleRequest, @Caller() caller: Identity) {
    const network = await this.networkOf(body.network_id, caller);
    const { cooperatives } = await this.directory.refresh(network.id);
    const result = await this.feeSchedules.activate(caller, network, toDraft(body, cooperatives));
    if ('faults' in result) throw new ProblemException(result, faultFields(result.faults));
    return present(unwrap(result), network, cooperatives);
  }

  @Get()
  @Access(OPERATOR, AUDITOR)
  @Describes({
    summary: 'List fee schedules',
    description: 'Oldest first, the retired ones too.',
    success: { example: pageExample([EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid', 'not_found'],
  })
  async listFeeSchedules(
    @Query() query: ListFeeSchedulesQuery,
    @Caller() caller: Identity,
  ): Promise<Page<ReturnType<typeof present>>> {
    const network = await this.networkOf(query.network_id, caller);
    const rows = await this.feeSchedules.list(network, uidPageOf(query, 'fsc'));
    const { cooperatives } = await this.directory.refresh(network.id);
    return pageByUid({
      rows,
      query,
      prefix: 'fsc',
      uid: (row) => row.uid,
      present: (row) => present(row, network, cooperatives),
    });
  }

  @Get(':id')
  @Access(OPERATOR, AUDITOR)
  @Describes({
    summary: 'Read a fee schedule',
    success: { example: EXAMPLE },
    problems: ['not_found'],
  })
  async getFeeSchedule(@IdParam('id', 'fsc') id: string, @Caller() caller: Identity) {
    const stored = unwrap(await this.feeSchedules.read(caller, id));
    const network = await this.directory.network(stored.network);
    const { cooperatives } = await this.directory.refresh(stored.network);
    return present(stored, network, cooperatives);
  }

  private async networkOf(id: string | undefined, caller: Identity): Promise<Network> {
    return unwrap(await this.networks.choose(caller, id && publicId('net', id)));
  }
}

function present(stored: StoredSchedule, network: Network | undefined, cooperatives: Cooperatives) {
  return {
    id: encodeId('fsc', stored.uid),
    network_id: network === undefined ? null : encodeId('net', network.uid),
    version: stored.version,
    state: stored.state,
    activated_at: stored.activatedAt.toISOString(),
    retired_at: stored.retiredAt?.toISOString() ?? null,
    ...presentRules(stored.schedule, cooperatives),
  };
}
