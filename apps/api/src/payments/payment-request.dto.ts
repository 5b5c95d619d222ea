import type { Money } from '@app/core';
import { IsMoney, IsPublicId, IsText } from '@app/http';
import { IsOptional } from 'class-validator';

export class PaymentRequest {
  /** The merchant to pay. */
  @IsPublicId('mrc')
  merchant_id!: string;

  /** What is paid: more than zero, whole rupiah. */
  @IsMoney({ principal: true })
  amount!: Money;

  /** Pay what this quote promised. */
  @IsOptional()
  @IsPublicId('qte')
  quote_id?: string;

  /** The client's own reference, unique for ever; a payment can be looked up by it. */
  @IsOptional()
  @IsText({ max: 64 })
  reference?: string;

  /** A note for payer and merchant. */
  @IsOptional()
  @IsText({ max: 140 })
  description?: string;
}
