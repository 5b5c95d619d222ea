import type { Money } from '@app/core';
import { IsMoney, IsPublicId, IsText } from '@app/http';
import { IsOptional } from 'class-validator';

export class QuoteRequest {
  /** The merchant to pay; this or `qr`. */
  @IsOptional()
  @IsPublicId('mrc')
  merchant_id?: string;

  /** The text of a QR code that was scanned. */
  @IsOptional()
  @IsText({ max: 600 })
  qr?: string;

  /** What would be paid: more than zero, whole rupiah. A code that says the amount needs none. */
  @IsOptional()
  @IsMoney({ principal: true })
  amount?: Money;
}
