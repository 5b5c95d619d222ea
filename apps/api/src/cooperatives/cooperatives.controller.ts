import type { Identity } from '@app/access';
import { encodeId } from '@app/core';
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
import {
  CooperativeService,
  Directory,
  LifecycleService,
  NetworkService,
  type Cooperative,
} from '@app/participants';
import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';

import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import { AUDITOR, COOPERATIVE_STAFF, OPERATOR } from '../participants-access.js';
import {
  CooperativeReachRequest,
  CooperativeRequest,
  CooperativeStateRequest,
  ListCooperativesQuery,
} from './cooperative-requests.dto.js';
import {
  COOPERATIVE_EXAMPLE,
  presentCooperative,
  type CooperativeReply,
} from './present-cooperative.js';

const CITY_OFFICE = { roles: ['dinas'], scope: 'network' } as const;

@Controller('v1/cooperatives')
export class CooperativesController {
  constructor(
    private readonly cooperatives: CooperativeService,
    private readonly networks: NetworkService,
    private readonly directory: Directory,
    private readonly lifecycles: LifecycleService,
  ) {}

  @Post()
  @Access(OPERATOR)
  @Describes({
    summary: 'Invite a cooperative',
    description:
      'Opens its book with a net debit cap of zero. It may transact once its state is `active`: ' +
      '`invited`, `training`, `active`.',
    success: { status: 201, example: { ...COOPERATIVE_EXAMPLE, state: 'invited' } },
    problems: ['validation_failed', 'not_found', 'already_exists'],
  })
  async createCooperative(
    @Body() body: CooperativeRequest,
    @Caller() caller: Identity,
  ): Promise<CooperativeReply> {
    const wanted = body.network_id && publicId('net', body.network_id);
    const network = unwrap(await this.networks.choose(caller, wanted));
    const { name, short_name: shortName, city } = body;
    const created = await this.cooperatives.create(caller, network, { name, shortName, city });
    return presentCooperative(unwrap(created), network);
  }

  @Get()
  @Access(OPERATOR, AUDITOR, CITY_OFFICE, COOPERATIVE_STAFF)
  @Describes({
    summary: 'List cooperatives',
    description: 'Oldest first. Staff of a cooperative find their own only.',
    success: { example: pageExample([COOPERATIVE_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid', 'not_found'],
  })
  async listCooperatives(
    @Query() query: ListCooperativesQuery,
    @Caller() caller: Identity,
  ): Promise<Page<CooperativeReply>> {
    const { state } = query;
    const network =
      query.network_id === undefined
        ? undefined
        : unwrap(await this.networks.choose(caller, publicId('net', query.network_id))).id;
    const page = uidPageOf(query, 'coop');
    const rows = await this.cooperatives.list(caller, { network, state }, page);
    const known = new Map((await this.directory.networks()).map((one) => [one.id, one]));
    const present = (row: Cooperative) => presentCooperative(row, known.get(row.network));
    return pageByUid({ rows, query, prefix: 'coop', uid: (row) => row.uid, present });
  }

  @Get(':id')
  @Access(OPERATOR, AUDITOR, CITY_OFFICE, COOPERATIVE_STAFF)
  @Describes({
    summary: 'Read a cooperative',
    success: { example: COOPERATIVE_EXAMPLE },
    problems: ['not_found'],
  })
  async getCooperative(
    @IdParam('id', 'coop') id: string,
    @Caller() caller: Identity,
  ): Promise<CooperativeReply> {
    return this.present(unwrap(await this.cooperatives.read(caller, id)));
  }

  @Put(':id/reachability')
  @Access(OPERATOR)
  @Describes({
    summary: 'Switch a cooperative of a sandbox off or on',
    description:
      'While it is off, acts in which it takes part are answered 503 `outcome_unknown` and nothing moves. Sent again once it ' +
      'is on, they are done.',
    success: { example: { ...COOPERATIVE_EXAMPLE, reachable: false } },
    problems: ['validation_failed', 'not_found', 'wrong_state'],
  })
  async setCooperativeReachability(
    @IdParam('id', 'coop') id: string,
    @Body() { reachable }: CooperativeReachRequest,
    @Caller() caller: Identity,
  ): Promise<CooperativeReply> {
    return this.present(unwrap(await this.cooperatives.setReachable(caller, id, reachable)));
  }

  @Post(':id/state')
  @HttpCode(200)
  @Access(OPERATOR)
  @Describes({
    summary: 'Move a cooperative to its next state',
    description:
      'Holds from the next act on. A suspended cooperative begins nothing new; what was begun is finished. Who ' +
      'leaves must be even with the network, every wallet empty. On a live network another operator has to agree to ' +
      '`active`, `suspended` and `left`: the state is still the former one, and `approval_id` names what waits.',
    success: { example: { ...COOPERATIVE_EXAMPLE, approval_id: null } },
    problems: [
      'validation_failed',
      'not_found',
      'wrong_state',
      'cooperative_not_empty',
      'already_exists',
    ],
  })
  async changeCooperativeState(
    @IdParam('id', 'coop') id: string,
    @Body() body: CooperativeStateRequest,
    @Caller() caller: Identity,
  ): Promise<CooperativeReply & { approval_id: string | null }> {
    const { state, reason } = body;
    const { thing, approval } = unwrap(
      await this.lifecycles.moveCooperative(caller, id, state, reason),
    );
    return {
      ...(await this.present(thing)),
      approval_id: approval && encodeId('apr', approval.uid),
    };
  }

  private async present(cooperative: Cooperative): Promise<CooperativeReply> {
    return presentCooperative(cooperative, await this.directory.network(cooperative.network));
  }
}
