import { IsCursor, IsInstant } from '@app/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

/** As long as proxies leave a silent request alone. */
export const WAIT_SECONDS_MAX = 25;
const LIMIT_MAX = 100;

/** Digits become a number; anything else stays what it is, and is refused. */
const whole = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;

export class ListEventsQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: LIMIT_MAX, default: 20 })
  @Transform(whole)
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(LIMIT_MAX)
  limit = 20;

  /** `next_cursor` of an answer, or the id of an event of the stream: what came behind it. */
  @ApiPropertyOptional({ type: String, maxLength: 512 })
  @IsOptional()
  @IsCursor()
  after?: string;

  /** Without `after`: from then on; from a day ago unless told. */
  @IsOptional()
  @IsInstant()
  created_from?: string;

  /** Seconds to wait for an event if there is none yet. */
  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: WAIT_SECONDS_MAX })
  @Transform(whole)
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(WAIT_SECONDS_MAX)
  wait?: number;
}

/** A query without any name. */
export class StreamQuery {
  /** As the header Last-Event-ID, for readers that can't set one. */
  @ApiPropertyOptional({ type: String, maxLength: 512 })
  @IsOptional()
  @IsCursor()
  after?: string;
}
