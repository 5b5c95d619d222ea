import { settlementStates, type SettlementState } from '@app/core';
import { IsPublicId, PageQuery } from '@app/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

const STATES = [...settlementStates.states];

export class SettlementRequest {
  /** The cycle to be paid: netted, and the oldest that is not settled. */
  @IsPublicId('cyc')
  cycle_id!: string;
}

export class ListSettlementsQuery extends PageQuery {
  /** The caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;

  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: SettlementState;
}
