import type { Identity } from '@app/access';
import { Access, Caller, Describes, pageExample, type Page } from '@app/http';
import { NetworkService } from '@app/participants';
import { LiquidityService } from '@app/settlement';
import { Controller, Get, Query } from '@nestjs/common';

import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import { AUDITOR, OPERATOR } from '../participants-access.js';
import { networkOf } from '../settlement-access.js';
import { ListPositionsQuery } from './liquidity-requests.dto.js';
import { POSITION_EXAMPLE, presentPosition, type PositionReply } from './present-position.js';

@Controller('v1/positions')
export class PositionsController {
  constructor(
    private readonly liquidity: LiquidityService,
    private readonly networks: NetworkService,
  ) {}

  @Get()
  @Access(OPERATOR, AUDITOR)
  @Describes({
    summary: 'List where the cooperatives of a network stand',
    description: 'In the order in which they joined. A page is true of one instant.',
    success: { example: pageExample([POSITION_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid', 'not_found'],
  })
  async listPositions(
    @Query() query: ListPositionsQuery,
    @Caller() caller: Identity,
  ): Promise<Page<PositionReply>> {
    const network = await networkOf(this.networks, caller, query.network_id);
    const rows = await this.liquidity.positions(network.id, uidPageOf(query, 'coop'));
    return pageByUid({
      rows,
      query,
      prefix: 'coop',
      uid: (row) => row.cooperativeUid,
      present: presentPosition,
    });
  }
}
