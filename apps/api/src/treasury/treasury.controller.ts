import type { Identity } from '@app/access';
import { Access, Caller, Describes, unwrap } from '@app/http';
import { TreasuryService } from '@app/settlement';
import { Controller, Get, Query } from '@nestjs/common';
import { TREASURY } from '../settlement-access.js';
import {
  FEES_EXAMPLE,
  FLOWS_EXAMPLE,
  presentFees,
  presentFlows,
  presentTreasuryPosition,
  TREASURY_POSITION_EXAMPLE,
  type FeesReply,
  type FlowsReply,
  type TreasuryPositionReply,
} from './present-treasury.js';
import { FeesQuery, FlowsQuery } from './treasury-queries.dto.js';

@Controller('v1/treasury')
export class TreasuryController {
  constructor(private readonly treasury: TreasuryService) {}

  @Get('position')
  @Access(TREASURY)
  @Describes({
    summary: 'Read where my cooperative stands towards its cap at this moment',
    description: 'With what is left of the cap in percent, and the holds that reserve it.',
    success: { example: TREASURY_POSITION_EXAMPLE },
    problems: ['not_found'],
  })
  async getTreasuryPosition(@Caller() caller: Identity): Promise<TreasuryPositionReply> {
    return presentTreasuryPosition(unwrap(await this.treasury.position(caller)));
  }

  @Get('flows')
  @Access(TREASURY)
  @Describes({
    summary: 'Read what my cooperative and each other one came to owe each other on a day',
    description:
      'Fees included; settlements are not in it. A day begins at midnight of the network.',
    success: { example: FLOWS_EXAMPLE },
    problems: ['not_found', 'validation_failed'],
  })
  async getTreasuryFlows(
    @Query() query: FlowsQuery,
    @Caller() caller: Identity,
  ): Promise<FlowsReply> {
    return presentFlows(unwrap(await this.treasury.flows(caller, query.date)));
  }

  @Get('fees')
  @Access(TREASURY)
  @Describes({
    summary: 'Read what my cooperative earned and paid in fees in a month',
    description:
      'By service and component, from its own book: within the cooperative and with others. What was given back is ' +
      'taken off.',
    success: { example: FEES_EXAMPLE },
    problems: ['not_found', 'validation_failed'],
  })
  async getTreasuryFees(@Query() query: FeesQuery, @Caller() caller: Identity): Promise<FeesReply> {
    return presentFees(unwrap(await this.treasury.fees(caller, query.month)));
  }
}
