import type { Identity } from '@app/access';
import {
  Access,
  Caller,
  Describes,
  IdParam,
  pageExample,
  pageOf,
  pageStartOf,
  unwrap,
  type Page,
} from '@app/http';
import { Directory, NetworkService } from '@app/participants';
import { rulesKnowing } from '@app/payments';
import { CycleService } from '@app/settlement';
import { Controller, Get, Post, Query } from '@nestjs/common';

import { AUDITOR, OPERATOR } from '../participants-access.js';
import { networkOf, TREASURY } from '../settlement-access.js';
import { ListCyclesQuery } from './cycle-requests.dto.js';
import {
  CYCLE_EXAMPLE,
  NETTED_CYCLE_EXAMPLE,
  presentCycle,
  presentNettedCycle,
  type CycleReply,
  type NettedCycleReply,
} from './present-cycle.js';

@Controller('v1/cycles')
export class CyclesController {
  constructor(
    private readonly cycles: CycleService,
    private readonly networks: NetworkService,
    private readonly directory: Directory,
  ) {}

  @Get()
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'List settlement cycles',
    description: 'Newest first.',
    success: { example: pageExample([CYCLE_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid', 'not_found'],
  })
  async listCycles(
    @Query() query: ListCyclesQuery,
    @Caller() caller: Identity,
  ): Promise<Page<CycleReply>> {
    const network = await networkOf(this.networks, caller, query.network_id);
    const { after, before } = pageStartOf(query, ['number']);
    const rows = await this.cycles.list(network.id, query.state, {
      after: numberOf(after),
      before: numberOf(before),
      limit: query.limit + 1,
    });
    return pageOf({
      rows,
      query,
      cursor: (row) => [row.number],
      present: (row) => presentCycle(row, network),
    });
  }

  @Get(':id')
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'Read a settlement cycle with what it came to',
    description:
      'Per cooperative its net and the parts of it; who owes whom before netting. Empty until the cycle is ' +
      'netted, a moment after its close. Staff of a cooperative see its own line only.',
    success: { example: NETTED_CYCLE_EXAMPLE },
    problems: ['not_found'],
  })
  getCycle(
    @IdParam('id', 'cyc') id: string,
    @Caller() caller: Identity,
  ): Promise<NettedCycleReply> {
    return this.present(id, caller);
  }

  @Post(':id/close')
  @Access(OPERATOR)
  @Describes({
    summary: 'Close a settlement cycle before its cut-off',
    description:
      'Cuts it off at this instant and nets it; the next one is open at once. A cycle that is closed already is ' +
      'answered as it is.',
    success: { example: NETTED_CYCLE_EXAMPLE },
    problems: ['not_found'],
  })
  async closeCycle(
    @IdParam('id', 'cyc') id: string,
    @Caller() caller: Identity,
  ): Promise<NettedCycleReply> {
    const { network, uid } = unwrap(await this.cycles.find(caller, id));
    unwrap(await this.cycles.close(network, uid, null));
    unwrap(await this.cycles.net(uid));
    return this.present(uid, caller);
  }

  private async present(uid: string, caller: Identity): Promise<NettedCycleReply> {
    const netted = unwrap(await this.cycles.read(caller, uid));
    const { network } = netted.cycle;
    const books = netted.nets.map(({ cooperative }) => cooperative);
    const { cooperatives } = await rulesKnowing(this.directory, network, books);
    return presentNettedCycle(netted, {
      network: await this.directory.network(network),
      cooperatives,
      own: caller.cooperative,
    });
  }
}

function numberOf(cursor: readonly (string | number)[] | undefined): number | undefined {
  const [number] = cursor ?? [];
  return typeof number === 'number' ? number : undefined;
}
