import type { Money } from '@app/core';
import { IsMoney, IsPublicId, IsText, PageQuery } from '@app/http';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';

const MINUTE = 60;
const THIRTY_DAYS = 30 * 24 * 60 * MINUTE;

export class AuthorisationRequest {
  /** Who may take it. */
  @IsPublicId('mrc')
  merchant_id!: string;

  /** At most this much: more than zero, whole rupiah. */
  @IsMoney({ principal: true })
  amount!: Money;

  /** Seconds until it ends by itself: one minute to thirty days. */
  @ApiProperty({ type: 'integer', minimum: MINUTE, maximum: THIRTY_DAYS })
  @IsInt()
  @Min(MINUTE)
  @Max(THIRTY_DAYS)
  expires_in!: number;

  /** The client's own reference, unique for ever. */
  @IsOptional()
  @IsText({ max: 64 })
  reference?: string;

  /** A note for payer and merchant. */
  @IsOptional()
  @IsText({ max: 140 })
  description?: string;
}

export class CaptureRequest {
  /** All that is left unless told: more than zero, whole rupiah. */
  @IsOptional()
  @IsMoney({ principal: true })
  amount?: Money;

  /** Whether the rest is let go: yes unless told. With `false` more can be captured later. */
  @ApiPropertyOptional({ type: Boolean, default: true })
  @IsOptional()
  @IsBoolean()
  final?: boolean;

  /** The client's own reference, unique for ever. */
  @IsOptional()
  @IsText({ max: 64 })
  reference?: string;

  /** A note for payer and merchant. */
  @IsOptional()
  @IsText({ max: 140 })
  description?: string;
}

export class ListAuthorisationsQuery extends PageQuery {}
