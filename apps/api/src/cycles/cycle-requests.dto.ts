import { cycleStates, type CycleState } from '@app/core';
import { IsPublicId, PageQuery } from '@app/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

const STATES = [...cycleStates.states];

export class ListCyclesQuery extends PageQuery {
  /** The caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;

  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: CycleState;
}
