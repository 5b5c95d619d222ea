import { IsPublicId, IsText, PageQuery } from '@app/http';
import { BREAK_KINDS, DATE_FORMATS, type BreakKind, type DateFormat } from '@app/settlement';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, ValidateIf } from 'class-validator';

const DECIMALS = ['.', ','] as const;
const ACTIONS = ['cooperative', 'suspense', 'correct'] as const;

/**
 * Which columns of a CSV mean what. Amounts stand in two columns, or in one with a sign. A camt.053 needs none of it.
 */
export class StatementQuery {
  /** The caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;

  /** Heading of the column with the day; required for a CSV. */
  @IsOptional()
  @IsText({ max: 64 })
  date_column?: string;

  /** Heading of the column with what the bank calls the movement; required for a CSV. */
  @IsOptional()
  @IsText({ max: 64 })
  reference_column?: string;

  /** Heading of the column with what came in. */
  @IsOptional()
  @IsText({ max: 64 })
  credit_column?: string;

  /** Heading of the column with what went out. */
  @IsOptional()
  @IsText({ max: 64 })
  debit_column?: string;

  /** Instead of both: what went out is negative. */
  @IsOptional()
  @IsText({ max: 64 })
  amount_column?: string;

  @ApiPropertyOptional({ enum: DATE_FORMATS })
  @IsOptional()
  @IsIn(DATE_FORMATS)
  date_format: DateFormat = 'YYYY-MM-DD';

  /** What stands before sen; the other one separates thousands. */
  @ApiPropertyOptional({ enum: DECIMALS })
  @IsOptional()
  @IsIn(DECIMALS)
  decimal: '.' | ',' = '.';
}

export class ListStatementsQuery extends PageQuery {
  /** The caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;
}

export class ListBreaksQuery extends PageQuery {
  /** The caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;

  @ApiPropertyOptional({ enum: BREAK_KINDS })
  @IsOptional()
  @IsIn(BREAK_KINDS)
  kind?: BreakKind;
}

export class ResolveBreakRequest {
  /**
   * `cooperative`: it is that one's money, from suspense if it is there. `suspense`: it is nobody's yet.
   * `correct`: the books get the difference.
   */
  @ApiProperty({ enum: ACTIONS })
  @IsIn(ACTIONS)
  action!: (typeof ACTIONS)[number];

  /** With `cooperative`. */
  @ApiPropertyOptional()
  @ValidateIf((body: ResolveBreakRequest) => body.action === 'cooperative')
  @IsPublicId('coop')
  cooperative_id?: string;

  /** For the one who has to agree. */
  @IsText()
  reason!: string;
}
