import { ApprovalService, type Identity } from '@app/access';
import {
  Access,
  Caller,
  Describes,
  fieldsProblem,
  IdParam,
  senOf,
  unwrap,
  varying,
} from '@app/http';
import { Directory, JointApprovalLimit, NetworkService, type NewCalendar } from '@app/participants';
import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';

import {
  APPROVAL_EXAMPLE,
  presentApproval,
  type ApprovalReply,
} from '../approvals/present-approval.js';
import { changedLimits } from '../limits/changed-limits.js';
import { LimitsRequest } from '../limits/limits-request.dto.js';
import { OPERATOR } from '../participants-access.js';
import {
  CalendarRequest,
  ClockRequest,
  JointApprovalLimitRequest,
  NetworkRequest,
} from './network-requests.dto.js';
import { NETWORK_EXAMPLE, presentNetwork, type NetworkReply } from './present-network.js';

const JOINT_LIMIT_EXAMPLE: ApprovalReply = {
  ...APPROVAL_EXAMPLE,
  kind: 'joint_approval_limit',
  title: {
    id: 'Batas persetujuan oleh kedua koperasi',
    en: 'Limit above which both cooperatives agree',
  },
  state: 'PENDING',
  details: varying(
    {
      network_id: NETWORK_EXAMPLE.id,
      joint_approval_above: { value: '10000000.00', currency: 'IDR' },
    },
    { open: true },
  ),
  reason: 'Keputusan rapat pengurus',
  decided_by: null,
  decided_at: null,
  ended_at: null,
  outcome: null,
};

@Controller('v1/networks')
export class NetworksController {
  constructor(
    private readonly networks: NetworkService,
    private readonly jointApprovals: JointApprovalLimit,
    private readonly approvals: ApprovalService,
    private readonly directory: Directory,
  ) {}

  @Post()
  @Access(OPERATOR)
  @Describes({
    summary: 'Open a network',
    description: 'With the books of the switch, the limits of the regulator, and its first cycle.',
    success: { status: 201, example: NETWORK_EXAMPLE },
    problems: ['validation_failed', 'already_exists', 'clock_fixed'],
  })
  async createNetwork(
    @Body() body: NetworkRequest,
    @Caller() caller: Identity,
  ): Promise<NetworkReply> {
    const { name, live, sandbox, time_zone: timeZone } = body;
    const now = body.now === undefined ? undefined : new Date(body.now);
    const calendar = body.calendar && toCalendar(body.calendar);
    const wanted = { name, live, sandbox, timeZone, now, calendar };
    const created = await this.networks.create(caller, wanted);
    return presentNetwork(unwrap(created));
  }

  @Get()
  @Access(OPERATOR)
  @Describes({ summary: 'List the networks', success: { example: { data: [NETWORK_EXAMPLE] } } })
  async listNetworks(@Caller() caller: Identity): Promise<{ data: NetworkReply[] }> {
    return { data: (await this.networks.list(caller)).map(presentNetwork) };
  }

  @Get(':id')
  @Access(OPERATOR)
  @Describes({
    summary: 'Read a network',
    success: { example: NETWORK_EXAMPLE },
    problems: ['not_found'],
  })
  async getNetwork(
    @IdParam('id', 'net') id: string,
    @Caller() caller: Identity,
  ): Promise<NetworkReply> {
    return presentNetwork(unwrap(await this.networks.read(caller, id)));
  }

  @Post(':id/clock')
  @HttpCode(200)
  @Access(OPERATOR)
  @Describes({
    summary: 'Move the clock of a network that is not live',
    description:
      'Forward only. What would have happened meanwhile, such as a cut-off, happens now.',
    success: { example: NETWORK_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'clock_fixed', 'clock_backwards'],
  })
  async moveNetworkClock(
    @IdParam('id', 'net') id: string,
    @Body() body: ClockRequest,
    @Caller() caller: Identity,
  ): Promise<NetworkReply> {
    const moved = await this.networks.moveClock(caller, id, new Date(body.now));
    return presentNetwork(unwrap(moved));
  }

  @Put(':id/limits')
  @Access(OPERATOR)
  @Describes({
    summary: 'Set the limits of a network',
    description:
      'Of members by tier, tills and merchants. They hold from the next act on. A bound that is left out stays as it ' +
      'is; null takes it away.',
    success: { example: NETWORK_EXAMPLE },
    problems: ['validation_failed', 'amount_invalid', 'not_found'],
  })
  async setNetworkLimits(
    @IdParam('id', 'net') id: string,
    @Body() body: LimitsRequest,
    @Caller() caller: Identity,
  ): Promise<NetworkReply> {
    const changed = await this.networks.changeLimits(caller, id, (current) =>
      changedLimits(current, body),
    );
    return presentNetwork(unwrap(changed));
  }

  @Put(':id/joint-approval-limit')
  @HttpCode(202)
  @Access(OPERATOR)
  @Describes({
    summary: 'Ask for another limit above which both cooperatives agree',
    description:
      'What two persons agree on between two cooperatives (an upheld dispute, money that was sent and comes back) needs, ' +
      'above this amount, a treasurer or manager of each. Another operator has to agree to the change; requests that wait ' +
      'keep what held when they were made.',
    success: { status: 202, description: 'Waiting for approval', example: JOINT_LIMIT_EXAMPLE },
    problems: ['validation_failed', 'amount_invalid', 'not_found', 'already_exists'],
  })
  async requestJointApprovalLimit(
    @IdParam('id', 'net') id: string,
    @Body() { joint_approval_above: above, reason }: JointApprovalLimitRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const amount = above === null ? null : senOf(above);
    const approval = unwrap(await this.jointApprovals.request(caller, id, amount, reason));
    const network = await this.directory.network(approval.network);
    return presentApproval(this.approvals.view(approval), network);
  }

  @Put(':id/calendar')
  @Access(OPERATOR)
  @Describes({
    summary: 'Set when cycles are cut off',
    success: { example: NETWORK_EXAMPLE },
    problems: ['validation_failed', 'not_found'],
  })
  async setNetworkCalendar(
    @IdParam('id', 'net') id: string,
    @Body() body: CalendarRequest,
    @Caller() caller: Identity,
  ): Promise<NetworkReply> {
    return presentNetwork(unwrap(await this.networks.setCalendar(caller, id, toCalendar(body))));
  }
}

function toCalendar(body: CalendarRequest): NewCalendar {
  const { cutoffs, holidays, skip_sundays: skipSundays, weekday_cutoffs: others = [] } = body;
  const days = others.flatMap((other) => other.days.map((day) => [day, other.cutoffs] as const));
  const weekdayCutoffs = new Map(days);
  if (weekdayCutoffs.size < days.length) {
    throw fieldsProblem([{ field: 'weekday_cutoffs', code: 'option_invalid' }]);
  }
  return { cutoffs, weekdayCutoffs, skipSundays, holidays };
}
