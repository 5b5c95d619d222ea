import { Transform } from 'class-transformer';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInstant, IsText } from '@app/http';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

const LIMIT_DEFAULT = 20;
const LIMIT_MAX = 50;

/** Digits only: `1e1` is a number too, but nobody means it. */
function countOf(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
}

export class ListNotificationsQuery {
  /** How many to return. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: LIMIT_MAX, default: LIMIT_DEFAULT })
  @IsOptional()
  @Transform(({ value }) => countOf(value))
  @IsInt()
  @Min(1)
  @Max(LIMIT_MAX)
  limit: number = LIMIT_DEFAULT;

  /** The `next_cursor` of the page before. */
  @IsOptional()
  @IsText({ max: 512 })
  after?: string;
}

export class ReadNotificationsRequest {
  /** The `created_at` of the newest one that was shown. */
  @IsInstant()
  up_to!: string;
}
