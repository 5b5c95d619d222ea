import type { Money } from '@app/core';
import { IsMoney, IsPublicId, IsText, PageQuery } from '@app/http';
import { IsOptional } from 'class-validator';

export class FundsInRequest {
  /** What arrived, in whole rupiah. */
  @IsMoney({ principal: true })
  amount!: Money;

  /** What the settlement bank calls it; one is booked once. */
  @IsText({ max: 64 })
  bank_reference!: string;
}

export class CapRequest {
  /** What the cooperative may owe beyond what it has prefunded; zero for nothing. */
  @IsMoney()
  unsecured_line!: Money;
}

export class ListPositionsQuery extends PageQuery {
  /** The caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;
}
