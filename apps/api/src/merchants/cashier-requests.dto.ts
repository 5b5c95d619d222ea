import type { Money } from '@app/core';
import { IsMoney, IsText, KeepsNull } from '@app/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

const COUNT_MAX = 1_000_000;

/** Somebody to stand at the till of a shop. */
export class CashierRequest {
  @IsText({ max: 120 })
  full_name!: string;

  /** To sign in with: 3 to 64 of a–z, 0–9, dot, hyphen, underscore. */
  @IsText({ min: 3, max: 64 })
  username!: string;
}

/** Bounds on what a cashier gives back. What is left out stays as it is, null takes a bound away. */
export class CashierLimitsRequest {
  @IsOptional()
  @KeepsNull
  @IsMoney()
  per_act?: Money | null;

  @IsOptional()
  @KeepsNull
  @IsMoney()
  per_day_amount?: Money | null;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: COUNT_MAX, nullable: true })
  @IsOptional()
  @KeepsNull
  @IsInt()
  @Min(0)
  @Max(COUNT_MAX)
  per_day_count?: number | null;
}

/** Why a cashier goes. */
export class CashierEndRequest {
  /** Kept for ever. Names of persons don't belong here. */
  @IsText({ max: 140 })
  reason!: string;
}
