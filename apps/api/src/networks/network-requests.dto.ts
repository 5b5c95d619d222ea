import type { Money } from '@app/core';
import { IsInstant, IsMoney, IsText, KeepsNull } from '@app/http';
import { WEEKDAYS, type Weekday } from '@app/participants';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsISO8601,
  IsObject,
  IsOptional,
  Matches,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

const CUTOFF = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** Other cut-offs on certain days of the week. */
export class WeekdayCutoffsRequest {
  @ApiProperty({ enum: WEEKDAYS, isArray: true, example: ['fri'], minItems: 1 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(WEEKDAYS, { each: true })
  days!: Weekday[];

  /** Local times of day; none: no cut-off on these days. */
  @ApiProperty({ type: [String], example: ['11:00'], maxItems: 24 })
  @IsArray()
  @ArrayMaxSize(24)
  @Matches(CUTOFF, { each: true })
  cutoffs!: string[];
}

/** When cycles are cut off. */
export class CalendarRequest {
  /** Local times of day; none: only the operator closes a cycle. */
  @ApiProperty({ type: [String], example: ['16:00'], maxItems: 24 })
  @IsArray()
  @ArrayMaxSize(24)
  @Matches(CUTOFF, { each: true })
  cutoffs!: string[];

  /** Instead of `cutoffs` on certain days of the week, each day once; none unless told. */
  @ApiProperty({ type: [WeekdayCutoffsRequest], required: false, maxItems: 7 })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(7)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => WeekdayCutoffsRequest)
  weekday_cutoffs?: WeekdayCutoffsRequest[];

  @ApiProperty({ type: Boolean })
  @IsBoolean()
  skip_sundays!: boolean;

  /** Days without a cut-off. */
  @ApiProperty({ type: [String], example: ['2026-03-20'], maxItems: 1000 })
  @IsArray()
  @ArrayMaxSize(1_000)
  @Matches(DAY, { each: true })
  @IsISO8601({ strict: true }, { each: true })
  holidays!: string[];
}

/** A network to be opened. */
export class NetworkRequest {
  @IsText({ max: 80 })
  name!: string;

  /** Real money: its clock is the real one for ever. */
  @ApiProperty({ type: Boolean })
  @IsBoolean()
  live!: boolean;

  /** For developers, and never live: some amounts come to what they want to see, and cooperatives can be switched off. */
  @ApiPropertyOptional({ type: Boolean, default: false })
  @IsOptional()
  @IsBoolean()
  sandbox?: boolean;

  /** IANA name; Asia/Jakarta unless told. */
  @IsOptional()
  @IsText({ max: 60 })
  time_zone?: string;

  /** Where the clock of a network that is not live starts; now unless told. */
  @IsOptional()
  @IsInstant()
  now?: string;

  /** Every day but Sunday at 16:00 unless told. */
  @ApiProperty({ type: CalendarRequest, required: false })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CalendarRequest)
  calendar?: CalendarRequest;
}

/** A later time for a network that is not live. */
export class ClockRequest {
  @IsInstant()
  now!: string;
}

/** Above which amount both cooperatives have to agree. */
export class JointApprovalLimitRequest {
  /** null: one person is always enough. */
  @KeepsNull
  @ValidateIf((body: JointApprovalLimitRequest) => body.joint_approval_above !== null)
  @IsMoney()
  joint_approval_above!: Money | null;

  /** Kept for ever. Names of persons don't belong here. */
  @IsText({ max: 140 })
  reason!: string;
}
