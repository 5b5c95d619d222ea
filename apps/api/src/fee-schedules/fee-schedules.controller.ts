import type { Identity } from '@app/access';
import { ApprovalService } from '@app/access';
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
  FeeSimulationService,
  NetworkService,
  type Network,
  type StoredSchedule,
} from '@app/participants';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';

import {
  APPROVAL_EXAMPLE,
  presentApproval,
  type ApprovalReply,
} from '../approvals/present-approval.js';
import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import { AUDITOR, OPERATOR } from '../participants-access.js';
import {
  FEE_SCHEDULE_EXAMPLE,
  presentSchedule,
  type FeeScheduleReply,
} from './present-schedule.js';
import {
  presentSimulation,
  SIMULATION_EXAMPLE,
  type SimulationReply,
} from './present-simulation.js';
import { faultFields, toDraft } from './schedule-form.js';
import {
  FeeScheduleRequest,
  ListFeeSchedulesQuery,
  SimulationRequest,
  SubmitFeeScheduleRequest,
} from './schedule-requests.dto.js';

const DRAFT_EXAMPLE: FeeScheduleReply = {
  ...FEE_SCHEDULE_EXAMPLE,
  state: 'draft',
  approved_by: null,
  approved_at: null,
  activated_at: null,
};

@Controller('v1/fee-schedules')
export class FeeSchedulesController {
  constructor(
    private readonly feeSchedules: FeeScheduleService,
    private readonly simulations: FeeSimulationService,
    private readonly approvals: ApprovalService,
    private readonly networks: NetworkService,
    private readonly directory: Directory,
  ) {}

  @Post()
  @Access(OPERATOR)
  @Describes({
    summary: 'Draw up a fee schedule',
    description:
      'A `preset`, or `rules` of which the most specific one decides. It is a `draft` that never changes; once another ' +
      'operator has agreed (see submit) it comes into force at `effective_at`, and payments made before keep the fees ' +
      'they were made with. Only the first schedule of a network is in force at once, unless it is for later.',
    success: { status: 201, example: DRAFT_EXAMPLE },
    problems: ['validation_failed', 'amount_invalid', 'not_found', 'schedule_invalid'],
  })
  async createFeeSchedule(
    @Body() body: FeeScheduleRequest,
    @Caller() caller: Identity,
  ): Promise<FeeScheduleReply> {
    const network = await this.networkOf(body.network_id, caller);
    const { cooperatives } = await this.directory.refresh(network.id);
    const draft = toDraft(body, cooperatives);
    const effectiveAt = body.effective_at === undefined ? undefined : new Date(body.effective_at);
    const result = await this.feeSchedules.create(caller, network, draft, effectiveAt);
    if ('faults' in result) throw new ProblemException(result, faultFields(result.faults));
    return presentSchedule(unwrap(result), network, cooperatives);
  }

  @Post(':id/submit')
  @Access(OPERATOR)
  @Describes({
    summary: 'Ask for agreement to a drafted fee schedule',
    description: 'Another operator approves or rejects it at `/v1/approvals`, within 24 hours.',
    success: {
      status: 201,
      example: {
        ...APPROVAL_EXAMPLE,
        state: 'PENDING',
        decided_by: null,
        decided_at: null,
        ended_at: null,
        outcome: null,
      },
    },
    problems: ['validation_failed', 'not_found', 'wrong_state', 'already_exists'],
  })
  async submitFeeSchedule(
    @IdParam('id', 'fsc') id: string,
    @Body() body: SubmitFeeScheduleRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const approval = unwrap(await this.feeSchedules.submit(caller, id, body.reason));
    const network = await this.directory.network(approval.network);
    return presentApproval(this.approvals.view(approval), network);
  }

  @Post(':id/withdraw')
  @Access(OPERATOR)
  @Describes({
    summary: 'Take back a fee schedule that is not in force yet',
    description: 'A draft, or an approved one before its time. What is in force stays in force.',
    success: { example: { ...DRAFT_EXAMPLE, state: 'rejected' } },
    problems: ['not_found', 'wrong_state'],
  })
  async withdrawFeeSchedule(
    @IdParam('id', 'fsc') id: string,
    @Caller() caller: Identity,
  ): Promise<FeeScheduleReply> {
    return this.present(unwrap(await this.feeSchedules.withdraw(caller, id)));
  }

  @Post(':id/simulate')
  @Access(OPERATOR, AUDITOR)
  @Describes({
    summary: 'Show what past traffic would have cost under a fee schedule',
    description:
      'Every act of the period, last calendar month unless told, priced as payments are, beside what was booked then: ' +
      'by service and component, and what each party would earn and pay. Changes nothing; at most 1,000,000 transfers.',
    success: { example: SIMULATION_EXAMPLE },
    problems: ['validation_failed', 'not_found'],
  })
  async simulateFeeSchedule(
    @IdParam('id', 'fsc') id: string,
    @Body() body: SimulationRequest,
    @Caller() caller: Identity,
  ): Promise<SimulationReply> {
    const simulation = unwrap(
      await this.simulations.simulate(caller, id, {
        ...(body.from !== undefined && { from: new Date(body.from) }),
        ...(body.to !== undefined && { to: new Date(body.to) }),
      }),
    );
    const { cooperatives } = await this.directory.rules(simulation.stored.network);
    return presentSimulation(simulation, cooperatives);
  }

  @Get()
  @Access(OPERATOR, AUDITOR)
  @Describes({
    summary: 'List fee schedules',
    description: 'Oldest first, the retired and rejected ones too.',
    success: { example: pageExample([FEE_SCHEDULE_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid', 'not_found'],
  })
  async listFeeSchedules(
    @Query() query: ListFeeSchedulesQuery,
    @Caller() caller: Identity,
  ): Promise<Page<FeeScheduleReply>> {
    const network = await this.networkOf(query.network_id, caller);
    const { state, version } = query;
    const page = uidPageOf(query, 'fsc');
    const rows = await this.feeSchedules.list(network, page, { state, version });
    const { cooperatives } = await this.directory.refresh(network.id);
    return pageByUid({
      rows,
      query,
      prefix: 'fsc',
      uid: (row) => row.uid,
      present: (row) => presentSchedule(row, network, cooperatives),
    });
  }

  @Get(':id')
  @Access(OPERATOR, AUDITOR)
  @Describes({
    summary: 'Read a fee schedule',
    success: { example: FEE_SCHEDULE_EXAMPLE },
    problems: ['not_found'],
  })
  async getFeeSchedule(
    @IdParam('id', 'fsc') id: string,
    @Caller() caller: Identity,
  ): Promise<FeeScheduleReply> {
    return this.present(unwrap(await this.feeSchedules.read(caller, id)));
  }

  private async present(stored: StoredSchedule): Promise<FeeScheduleReply> {
    const network = await this.directory.network(stored.network);
    const { cooperatives } = await this.directory.refresh(stored.network);
    return presentSchedule(stored, network, cooperatives);
  }

  private async networkOf(id: string | undefined, caller: Identity): Promise<Network> {
    return unwrap(await this.networks.choose(caller, id && publicId('net', id)));
  }
}
