import { IsCalendarDate } from '@app/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';

export class FlowsQuery {
  /** A day of the network’s calendar; today unless told. */
  @IsOptional()
  @IsCalendarDate()
  date?: string;
}

export class FeesQuery {
  /** Such as 2026-01; this month unless told. */
  @ApiPropertyOptional({ type: String, pattern: '^2\\d{3}-(0[1-9]|1[0-2])$' })
  @IsOptional()
  @Matches(/^2\d{3}-(0[1-9]|1[0-2])$/)
  month?: string;
}

export class BankIdentityRequest {
  /** Of the bank (ISO 9362). */
  @Matches(/^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/)
  bic!: string;

  /** The number of the account there. */
  @Matches(/^[0-9A-Za-z]{1,34}$/)
  account!: string;
}
