import type { Identity } from '@app/access';
import {
  Access,
  Caller,
  Describes,
  IdParam,
  pageExample,
  publicId,
  unwrap,
  type Page,
} from '@app/http';
import { CooperativeService, TillService } from '@app/participants';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import {
  AUDITOR,
  COOPERATIVE_STAFF,
  MANAGER,
  OPERATOR,
  cooperativeOf,
} from '../participants-access.js';
import { TILL_EXAMPLE } from './examples.js';
import { presentTill, type TillReply } from './present-till.js';
import { ListTillsQuery, TillRequest, TillStateRequest } from './till-requests.dto.js';

/** Cash drawers: made by the manager, opened by tellers. */
@Controller('v1/tills')
export class TillsController {
  constructor(
    private readonly tills: TillService,
    private readonly cooperatives: CooperativeService,
  ) {}

  @Post()
  @Access(MANAGER, OPERATOR)
  @Describes({
    summary: 'Make a till',
    description: 'An empty cash drawer, closed until a teller opens a session at it.',
    success: { status: 201, example: TILL_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'already_exists', 'wrong_state'],
  })
  async createTill(@Body() body: TillRequest, @Caller() caller: Identity): Promise<TillReply> {
    const cooperative = await cooperativeOf(this.cooperatives, caller, body.cooperative_id);
    return presentTill(unwrap(await this.tills.create(caller, cooperative, body.name)));
  }

  @Get()
  @Access(COOPERATIVE_STAFF, OPERATOR, AUDITOR)
  @Describes({
    summary: 'List tills',
    description: 'In the order in which they were made.',
    success: { example: pageExample([TILL_EXAMPLE]) },
    problems: ['cursor_invalid'],
  })
  async listTills(
    @Query() query: ListTillsQuery,
    @Caller() caller: Identity,
  ): Promise<Page<TillReply>> {
    const cooperative = query.cooperative_id && publicId('coop', query.cooperative_id);
    const rows = await this.tills.list(caller, cooperative, uidPageOf(query, 'til'));
    return pageByUid({ rows, query, prefix: 'til', uid: ({ uid }) => uid, present: presentTill });
  }

  @Get(':id')
  @Access(COOPERATIVE_STAFF, OPERATOR, AUDITOR)
  @Describes({
    summary: 'Read a till',
    success: { example: TILL_EXAMPLE },
    problems: ['not_found'],
  })
  async getTill(@IdParam('id', 'til') id: string, @Caller() caller: Identity): Promise<TillReply> {
    return presentTill(unwrap(await this.tills.read(caller, id)));
  }

  @Post(':id/state')
  @Access(MANAGER, OPERATOR)
  @Describes({
    summary: 'Take a till out of use, or back into it',
    description:
      '`suspended` for a time, `retired` for good; not while a session is open at it. The same state again changes nothing.',
    success: { example: { ...TILL_EXAMPLE, state: 'suspended' } },
    problems: ['validation_failed', 'not_found', 'wrong_state', 'till_in_use'],
  })
  async changeTillState(
    @IdParam('id', 'til') id: string,
    @Body() body: TillStateRequest,
    @Caller() caller: Identity,
  ): Promise<TillReply> {
    return presentTill(unwrap(await this.tills.changeState(caller, id, body.state, body.reason)));
  }
}
