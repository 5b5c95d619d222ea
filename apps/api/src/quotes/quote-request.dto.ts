import type { Money } from '@app/core';
import { IsMoney, IsPublicId } from '@app/http';

export class QuoteRequest {
  /** The merchant to pay. */
  @IsPublicId('mrc')
  merchant_id!: string;

  /** What would be paid: more than zero, whole rupiah. */
  @IsMoney({ principal: true })
  amount!: Money;
}
