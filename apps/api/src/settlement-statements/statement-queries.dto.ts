import { LEG_COMPONENTS, TRANSFER_TYPES, type LegComponent, type TransferType } from '@app/core';
import { IsPublicId, PageQuery } from '@app/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';

export const SETTLEMENT_STATEMENT_FORMATS = ['json', 'csv', 'xlsx', 'pdf', 'camt053'] as const;
export type SettlementStatementFormat = (typeof SETTLEMENT_STATEMENT_FORMATS)[number];

const SERVICES = Object.keys(TRANSFER_TYPES) as TransferType[];
const COMPONENTS = Object.keys(LEG_COMPONENTS) as LegComponent[];
/** The counterpart that is no cooperative. */
export const SWITCH = 'switch';

export class SettlementStatementQuery {
  /** Whose statement; the caller's own unless told. */
  @IsOptional()
  @IsPublicId('coop')
  cooperative?: string;

  @ApiPropertyOptional({ enum: SETTLEMENT_STATEMENT_FORMATS, default: 'json' })
  @IsOptional()
  @IsIn(SETTLEMENT_STATEMENT_FORMATS)
  format?: SettlementStatementFormat;
}

export class ManifestQuery {
  /** Only what concerns this cooperative; the caller's own for its staff, else all of them. */
  @IsOptional()
  @IsPublicId('coop')
  cooperative?: string;
}

export class CycleTransfersQuery extends PageQuery {
  /** Whose figures; the caller's own unless told. */
  @IsOptional()
  @IsPublicId('coop')
  cooperative?: string;

  @ApiPropertyOptional({ enum: SERVICES })
  @IsOptional()
  @IsIn(SERVICES)
  service?: TransferType;

  @ApiPropertyOptional({ enum: COMPONENTS })
  @IsOptional()
  @IsIn(COMPONENTS)
  component?: LegComponent;

  /** Only what is between the two: a cooperative's id, or `switch`. */
  @ApiPropertyOptional({ type: String, pattern: '^(switch|coop_[0-7][0-9a-hjkmnp-tv-z]{25})$' })
  @IsOptional()
  @Matches(/^(switch|coop_[0-7][0-9a-hjkmnp-tv-z]{25})$/)
  counterpart?: string;
}
