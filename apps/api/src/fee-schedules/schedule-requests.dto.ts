import {
  FEE_COMPONENTS,
  FEE_PAYERS,
  FEE_SCOPES,
  FEE_SERVICES,
  feeScheduleStates,
  PRESET_NAMES,
  REFUND_POLICIES,
  ROUNDINGS,
  type FeeComponentName,
  type FeePayer,
  type FeeScheduleState,
  type FeeScope,
  type FeeService,
  type Money,
  type PresetName,
  type RefundPolicy,
  type Rounding,
} from '@app/core';
import { IsInstant, IsMoney, IsPublicId, IsText, PageQuery } from '@app/http';
import { MERCHANT_CRITERIA, type MerchantCriterion } from '@app/participants';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

const STATES = [...feeScheduleStates.states];

/** A plain decimal that a rate or a weight may be written as; what it may be is for the schedule's own check. */
const DECIMAL = /^[0-9]{1,9}(\.[0-9]{1,9})?$/;

export class FeeShareRequest {
  /** `acquirer`, `issuer`, `switch`, `member` (an incentive), or another party to whom the switch owes it. */
  @ApiProperty({ type: String, pattern: '^[a-z][a-z0-9_]{0,31}$', example: 'acquirer' })
  @Matches(/^[a-z][a-z0-9_]{0,31}$/)
  party!: string;

  /** In any proportion to the other weights. */
  @ApiProperty({ type: String, example: '40' })
  @Matches(DECIMAL)
  weight!: string;
}

/** One price: rate × amount, rounded once, plus a fixed sum, held between minimum and maximum. */
export class FeeComponentRequest {
  @ApiProperty({ enum: FEE_COMPONENTS })
  @IsIn(FEE_COMPONENTS)
  name!: FeeComponentName;

  @ApiProperty({ enum: FEE_PAYERS })
  @IsIn(FEE_PAYERS)
  payer!: FeePayer;

  /** A fraction: 0.007 is 0.7 %. */
  @ApiPropertyOptional({ type: String, example: '0.007' })
  @IsOptional()
  @Matches(DECIMAL)
  rate?: string;

  @IsOptional()
  @IsMoney()
  fixed?: Money;

  @IsOptional()
  @IsMoney()
  minimum?: Money;

  @IsOptional()
  @IsMoney()
  maximum?: Money;

  @ApiProperty({ type: [FeeShareRequest], maxItems: 20 })
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => FeeShareRequest)
  shares!: FeeShareRequest[];
}

/** What one kind of act costs. A field that is not given matches everything. */
export class FeeRuleRequest {
  @ApiProperty({ enum: FEE_SERVICES })
  @IsIn(FEE_SERVICES)
  service!: FeeService;

  @ApiProperty({ enum: FEE_SCOPES })
  @IsIn(FEE_SCOPES)
  scope!: FeeScope;

  @ApiPropertyOptional({ enum: MERCHANT_CRITERIA })
  @IsOptional()
  @IsIn(MERCHANT_CRITERIA)
  criterion?: MerchantCriterion;

  /** The one issuer it holds for. */
  @IsOptional()
  @IsPublicId('coop')
  issuer_id?: string;

  /** The one acquirer it holds for. */
  @IsOptional()
  @IsPublicId('coop')
  acquirer_id?: string;

  /** The tier: from this amount … */
  @IsOptional()
  @IsMoney()
  from_amount?: Money;

  /** … to below this one. */
  @IsOptional()
  @IsMoney()
  to_amount?: Money;

  /** What becomes of the MDR at a refund: `in_proportion` (given back) unless told. */
  @ApiPropertyOptional({ enum: REFUND_POLICIES })
  @IsOptional()
  @IsIn(REFUND_POLICIES)
  refund?: RefundPolicy;

  /** None: the act is free. */
  @ApiProperty({ type: [FeeComponentRequest], maxItems: 20 })
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => FeeComponentRequest)
  components!: FeeComponentRequest[];
}

/** A schedule to be drawn up: a preset, or rules. */
export class FeeScheduleRequest {
  /** The caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;

  @ApiPropertyOptional({ enum: PRESET_NAMES })
  @IsOptional()
  @IsIn(PRESET_NAMES)
  preset?: PresetName;

  /** In the network's time; once it is approved, unless told. */
  @IsOptional()
  @IsInstant()
  effective_at?: string;

  /** What fees and shares are multiples of; one rupiah unless told. */
  @IsOptional()
  @IsMoney()
  unit?: Money;

  /** `half_up` unless told. */
  @ApiPropertyOptional({ enum: ROUNDINGS })
  @IsOptional()
  @IsIn(ROUNDINGS)
  rounding?: Rounding;

  @ApiProperty({ type: [FeeRuleRequest], required: false, maxItems: 1000 })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => FeeRuleRequest)
  rules?: FeeRuleRequest[];
}

export class SubmitFeeScheduleRequest {
  /** For whoever has to agree. */
  @IsOptional()
  @IsText()
  reason?: string;
}

/** A period of the past; the last calendar month unless told. */
export class SimulationRequest {
  @IsOptional()
  @IsInstant()
  from?: string;

  /** Exclusive. */
  @IsOptional()
  @IsInstant()
  to?: string;
}

export class ListFeeSchedulesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: FeeScheduleState;

  /** The one that a transfer was charged by, as its `fee_version` says. */
  @ApiPropertyOptional({ type: Number, minimum: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  version?: number;

  /** The caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;
}
