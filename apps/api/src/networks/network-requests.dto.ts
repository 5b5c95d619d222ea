import { IsInstant, IsText } from '@app/http';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsISO8601,
  IsObject,
  IsOptional,
  Matches,
  ValidateNested,
} from 'class-validator';

const CUTOFF = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** When cycles are cut off. */
export class CalendarRequest {
  /** Local times of day; none: only the operator closes a cycle. */
  @ApiProperty({ type: [String], example: ['16:00'], maxItems: 24 })
  @IsArray()
  @ArrayMaxSize(24)
  @Matches(CUTOFF, { each: true })
  cutoffs!: string[];

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
