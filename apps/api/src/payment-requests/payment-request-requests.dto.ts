import { demandStates, type DemandState, type Money } from '@app/core';
import { IsMoney, IsPublicId, IsText, PageQuery } from '@app/http';
import { REQUEST_HOURS_MAX, type RequestSide } from '@app/payments';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';

const STATES = [...demandStates.states];
const SIDES: readonly RequestSide[] = ['asked_of_me', 'asked_by_me'];

/** Asks a member for money. */
export class AskForPaymentRequest {
  /** Who is asked, as `POST /v1/payees/resolve` names them. */
  @IsPublicId('mbr')
  payer_member_id!: string;

  /** More than zero, whole rupiah. */
  @IsMoney({ principal: true })
  amount!: Money;

  /** Whether the payer may pay it in parts; not unless told. */
  @ApiPropertyOptional({ type: Boolean, default: false })
  @IsOptional()
  @IsBoolean()
  partial_allowed?: boolean;

  /** What it is for: both see it. */
  @IsOptional()
  @IsText({ max: 140 })
  note?: string;

  /** Hours by the network’s clock after which it can’t be paid any more: up to 30 days, 7 days unless told. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: REQUEST_HOURS_MAX, default: 168 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(REQUEST_HOURS_MAX)
  expires_in_hours?: number;
}

export class PayRequestRequest {
  /** All that is left unless told; less only where partial payment is allowed. */
  @IsOptional()
  @IsMoney({ principal: true })
  amount?: Money;
}

export class DeclineRequestRequest {
  /** The asker reads it. */
  @IsOptional()
  @IsText({ max: 140 })
  reason?: string;
}

export class ListPaymentRequestsQuery extends PageQuery {
  /** What I am asked to pay, or what I ask others to pay. */
  @ApiProperty({ enum: SIDES })
  @IsIn(SIDES)
  direction!: RequestSide;

  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  status?: DemandState;
}
