import type { Money } from '@app/core';
import { IsMoney, KeepsNull } from '@app/http';
import { FORBIDDABLE_ACTS, type ForbiddableAct } from '@app/participants';
import { ApiPropertyOptional, ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayUnique,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

const COUNT_MAX = 1_000_000;
const COUNT = { type: 'integer', minimum: 0, maximum: COUNT_MAX } as const;
const COUNT_OR_NONE = { ...COUNT, nullable: true } as const;

/** Bounds on one kind of acts. What is left out stays as it is, null takes a bound away. */
export class FlowLimitsRequest {
  @IsOptional()
  @KeepsNull
  @IsMoney()
  per_act?: Money | null;

  @IsOptional()
  @KeepsNull
  @IsMoney()
  per_day_amount?: Money | null;

  @ApiPropertyOptional(COUNT_OR_NONE)
  @IsOptional()
  @KeepsNull
  @IsInt()
  @Min(0)
  @Max(COUNT_MAX)
  per_day_count?: number | null;

  @IsOptional()
  @KeepsNull
  @IsMoney()
  per_month_amount?: Money | null;

  @ApiPropertyOptional(COUNT_OR_NONE)
  @IsOptional()
  @KeepsNull
  @IsInt()
  @Min(0)
  @Max(COUNT_MAX)
  per_month_count?: number | null;
}

/** Less in a member's first days. */
export class CoolingOffRequest {
  /** Of 24 hours, since the member joined. */
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 365 })
  @IsInt()
  @Min(1)
  @Max(365)
  days!: number;

  @IsMoney()
  per_day_amount!: Money;
}

/** What members of one tier may do. The first four bounds there always are. */
export class TierLimitsRequest {
  /** Of whatever takes from the wallet at once. */
  @IsMoney()
  per_payment!: Money;

  @IsMoney()
  per_day_amount!: Money;

  @ApiProperty(COUNT)
  @IsInt()
  @Min(0)
  @Max(COUNT_MAX)
  per_day_count!: number;

  @IsMoney()
  per_month_amount!: Money;

  @ApiPropertyOptional(COUNT_OR_NONE)
  @IsOptional()
  @KeepsNull
  @IsInt()
  @Min(0)
  @Max(COUNT_MAX)
  per_month_count?: number | null;

  /** Between two acts that take from the wallet. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 86_400, nullable: true })
  @IsOptional()
  @KeepsNull
  @IsInt()
  @Min(1)
  @Max(86_400)
  minimum_interval_seconds?: number | null;

  @ApiPropertyOptional({ type: CoolingOffRequest, nullable: true })
  @IsOptional()
  @KeepsNull
  @IsObject()
  @ValidateNested()
  @Type(() => CoolingOffRequest)
  cooling_off?: CoolingOffRequest | null;

  /** What they may not do at all. */
  @ApiPropertyOptional({ enum: FORBIDDABLE_ACTS, isArray: true })
  @IsOptional()
  @KeepsNull
  @IsArray()
  @ArrayUnique()
  @IsIn(FORBIDDABLE_ACTS, { each: true })
  forbids?: ForbiddableAct[] | null;

  /** Of what leaves the wallet, what leaves it as cash. */
  @ApiPropertyOptional({ type: FlowLimitsRequest, nullable: true })
  @IsOptional()
  @KeepsNull
  @IsObject()
  @ValidateNested()
  @Type(() => FlowLimitsRequest)
  cash_out?: FlowLimitsRequest | null;

  /** What a wallet may hold. */
  @IsOptional()
  @KeepsNull
  @IsMoney()
  balance_maximum?: Money | null;

  /** By deposits and transfers; refunds don't count. */
  @IsOptional()
  @KeepsNull
  @IsMoney()
  per_month_incoming?: Money | null;
}

/** Bounds on a merchant's sales and refunds. */
export class MerchantLimitsRequest {
  @ApiPropertyOptional({ type: FlowLimitsRequest, nullable: true })
  @IsOptional()
  @KeepsNull
  @IsObject()
  @ValidateNested()
  @Type(() => FlowLimitsRequest)
  sales?: FlowLimitsRequest | null;

  @ApiPropertyOptional({ type: FlowLimitsRequest, nullable: true })
  @IsOptional()
  @KeepsNull
  @IsObject()
  @ValidateNested()
  @Type(() => FlowLimitsRequest)
  refunds?: FlowLimitsRequest | null;
}

/** The limits of a network. What is left out stays as it is, null takes a bound away. */
export class LimitsRequest {
  @ApiProperty({ type: TierLimitsRequest })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => TierLimitsRequest)
  unregistered!: TierLimitsRequest;

  @ApiProperty({ type: TierLimitsRequest })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => TierLimitsRequest)
  registered!: TierLimitsRequest;

  /** Of what each till pays out. */
  @ApiPropertyOptional({ type: FlowLimitsRequest, nullable: true })
  @IsOptional()
  @KeepsNull
  @IsObject()
  @ValidateNested()
  @Type(() => FlowLimitsRequest)
  till?: FlowLimitsRequest | null;

  /** Of each merchant, where it has no bound of its own. */
  @ApiPropertyOptional({ type: MerchantLimitsRequest, nullable: true })
  @IsOptional()
  @KeepsNull
  @IsObject()
  @ValidateNested()
  @Type(() => MerchantLimitsRequest)
  merchant?: MerchantLimitsRequest | null;

  /** Cash of one member in one day from which it is listed for reporting. */
  @IsOptional()
  @IsMoney({ principal: true })
  large_cash_threshold?: Money;
}
