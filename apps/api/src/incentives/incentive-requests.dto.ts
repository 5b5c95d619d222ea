import type { Money } from '@app/core';
import { IsMoney, IsPublicId, IsText } from '@app/http';
import { IsOptional } from 'class-validator';

/** Money to be set aside for cashback. */
export class FundIncentivesRequest {
  /** More than zero, whole rupiah. */
  @IsMoney({ principal: true })
  amount!: Money;

  /** For whoever has to agree. */
  @IsOptional()
  @IsText({ max: 140 })
  reason?: string;

  /** Of an operator whose switch sets it aside: the only network unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;
}

export class IncentiveBudgetQuery {
  /** For an operator: the only network unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;
}
