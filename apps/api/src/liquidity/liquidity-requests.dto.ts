import { fundsStates, type FundsState, type Money } from '@app/core';
import { IsMoney, IsPublicId, IsText, KeepsNull, PageQuery } from '@app/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, ValidateIf } from 'class-validator';

const STATES = [...fundsStates.states];
const DIRECTIONS = ['in', 'out'] as const;

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

  /** Why, for the one who has to agree on a live network. */
  @IsOptional()
  @IsText()
  reason?: string;
}

export class BilateralCapRequest {
  /** Whom it may come to owe. */
  @IsPublicId('coop')
  creditor_id!: string;

  /** Within a cycle; null: none any more. */
  @KeepsNull
  @ValidateIf((body: BilateralCapRequest) => body.maximum !== null)
  @IsMoney()
  maximum!: Money | null;

  /** For the one who has to agree. */
  @IsText()
  reason!: string;
}

export class FundsOutRequest {
  /** What is to be paid out, in whole rupiah. */
  @IsMoney({ principal: true })
  amount!: Money;
}

export class CommitFundsRequest {
  /** What the settlement bank calls the transfer; one is booked once. */
  @IsText({ max: 64 })
  bank_reference!: string;
}

export class FundsReversalRequest {
  /** For the one who has to agree. */
  @IsText()
  reason!: string;
}

export class ListFundsQuery extends PageQuery {
  /** The caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;

  /** Of one cooperative; its own staff find no others. */
  @IsOptional()
  @IsPublicId('coop')
  cooperative_id?: string;

  /** Of one settlement. */
  @IsOptional()
  @IsPublicId('stl')
  settlement_id?: string;

  @ApiPropertyOptional({ enum: DIRECTIONS })
  @IsOptional()
  @IsIn(DIRECTIONS)
  direction?: 'in' | 'out';

  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: FundsState;
}

export class ListPositionsQuery extends PageQuery {
  /** The caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;
}
