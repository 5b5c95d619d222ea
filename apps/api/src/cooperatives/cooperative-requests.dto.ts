import { cooperativeStates, type CooperativeState } from '@app/core';
import { IsPublicId, IsText, PageQuery } from '@app/http';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';

const STATES = [...cooperativeStates.states];

/** A cooperative to be invited. */
export class CooperativeRequest {
  /** The caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;

  @IsText({ max: 80 })
  name!: string;

  /** For receipts and small screens. */
  @IsText({ max: 25 })
  short_name!: string;

  @IsText({ max: 60 })
  city!: string;
}

export class CooperativeStateRequest {
  @ApiProperty({ enum: STATES })
  @IsIn(STATES)
  state!: CooperativeState;

  /** Why; kept for ever. Names of persons don't belong here. */
  @IsText({ max: 140 })
  reason!: string;
}

/** In a sandbox only. */
export class CooperativeReachRequest {
  @ApiProperty({ type: Boolean })
  @IsBoolean()
  reachable!: boolean;
}

export class ListCooperativesQuery extends PageQuery {
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;

  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: CooperativeState;
}
