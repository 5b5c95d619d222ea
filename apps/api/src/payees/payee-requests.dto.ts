import type { Money } from '@app/core';
import { IsMoney, IsPublicId, IsText } from '@app/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';

/** How the payer names the payee: exactly one of the five ways. */
export class ResolvePayeeRequest {
  @IsOptional()
  @IsPublicId('mbr')
  member_id?: string;

  /** A shop. */
  @IsOptional()
  @IsPublicId('mrc')
  merchant_id?: string;

  /** As people write it: 0812…, 62812… or +62812…. */
  @IsOptional()
  @IsText({ max: 32 })
  phone?: string;

  /** With `member_number`. */
  @IsOptional()
  @IsPublicId('coop')
  cooperative_id?: string;

  /** The number that the cooperative knows the member by. */
  @ApiPropertyOptional({ type: String, pattern: '^[0-9A-Za-z][0-9A-Za-z./-]{0,31}$' })
  @IsOptional()
  @Matches(/^[0-9A-Za-z][0-9A-Za-z./-]{0,31}$/)
  member_number?: string;

  /** The text of a QR code that a shop or a member shows. */
  @IsOptional()
  @IsText({ max: 600 })
  qr?: string;

  /** Shows what sending this much would cost. */
  @IsOptional()
  @IsMoney({ principal: true })
  amount?: Money;
}
