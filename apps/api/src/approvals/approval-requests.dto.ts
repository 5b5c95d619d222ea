import { approvalStates, type ApprovalState } from '@app/core';
import { IsPublicId, IsText, PageQuery } from '@app/http';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';

const STATES = [...approvalStates.states];
const HASH = /^[0-9a-f]{64}$/;

export class ApproveRequest {
  /** `payload_hash` of the request as you read it. */
  @ApiProperty({ type: String, pattern: HASH.source })
  @Matches(HASH)
  payload_hash!: string;

  /** A remark that stays with it. */
  @IsOptional()
  @IsText()
  remark?: string;
}

export class RejectRequest {
  /** `payload_hash` of the request as you read it. */
  @ApiProperty({ type: String, pattern: HASH.source })
  @Matches(HASH)
  payload_hash!: string;

  /** Why not. */
  @IsText()
  remark!: string;
}

export class CancelRequest {
  /** Why it is no longer wanted. */
  @IsOptional()
  @IsText()
  remark?: string;
}

export class ListApprovalsQuery extends PageQuery {
  /** The caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;

  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: ApprovalState;

  /** Only requests of this kind, such as `fee_schedule`. */
  @ApiPropertyOptional({ type: String, pattern: '^[a-z][a-z0-9_]{0,39}$' })
  @IsOptional()
  @Matches(/^[a-z][a-z0-9_]{0,39}$/)
  kind?: string;
}
