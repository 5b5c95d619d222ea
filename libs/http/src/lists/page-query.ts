import { Transform } from 'class-transformer';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min, ValidateBy } from 'class-validator';
import { isCursorText } from './cursor.js';

export const PAGE_LIMIT_DEFAULT = 20;
export const PAGE_LIMIT_MAX = 100;

/** A cursor of some list. */
export function IsCursor(): PropertyDecorator {
  return ValidateBy({
    name: 'isCursor',
    validator: { validate: isCursorText, defaultMessage: () => 'cursor_invalid' },
  });
}

function IsAlone(other: 'after' | 'before'): PropertyDecorator {
  return ValidateBy({
    name: 'isAlone',
    validator: {
      validate: (_value, args) => args === undefined || !Object.hasOwn(args.object, other),
      defaultMessage: () => 'both_cursors',
    },
  });
}

/** Digits only: `1e1` and ` 10` are numbers too, but nobody means them. */
function countOf(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
}

/** What every list takes. A list with filters extends it. */
export class PageQuery {
  /** How many to return. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: PAGE_LIMIT_MAX, default: 20 })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => countOf(value))
  @IsInt()
  @Min(1)
  @Max(PAGE_LIMIT_MAX)
  limit: number = PAGE_LIMIT_DEFAULT;

  /** The `next_cursor` of an earlier answer: what comes after it. */
  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsCursor()
  after?: string;

  /** The `previous_cursor` of an earlier answer: what comes before it. */
  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsCursor()
  @IsAlone('after')
  before?: string;
}
