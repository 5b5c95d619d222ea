import { tillStates, type Money, type TillState } from '@app/core';
import { IsMoney, IsPublicId, IsText, PageQuery } from '@app/http';
import { CASH_PLACES, type CashPlace } from '@app/payments';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { CountedCashRequest } from './cash-counts.dto.js';

export class TillRequest {
  /** What people call it: "Laci 1". */
  @IsText({ max: 60 })
  name!: string;

  /** The caller's own unless told. */
  @IsOptional()
  @IsPublicId('coop')
  cooperative_id?: string;
}

const TILL_STATES = [...tillStates.states];

export class TillStateRequest {
  /** `suspended` for a time, `retired` for good. */
  @ApiProperty({ enum: TILL_STATES })
  @IsIn(TILL_STATES)
  state!: TillState;

  @IsText()
  reason!: string;
}

export class ListTillsQuery extends PageQuery {
  @IsOptional()
  @IsPublicId('coop')
  cooperative_id?: string;
}

export class TillSessionRequest extends CountedCashRequest {
  @IsPublicId('til')
  till_id!: string;
}

export class ListTillSessionsQuery extends PageQuery {
  @IsPublicId('til')
  till_id!: string;
}

export class ListTillMovementsQuery extends PageQuery {}

export class TillDifferenceRequest {
  /** How it may have come about; the checker reads it. */
  @IsText()
  reason!: string;
}

export class CashTransferRequest {
  @ApiProperty({ enum: CASH_PLACES })
  @IsIn(CASH_PLACES)
  from!: CashPlace;

  @ApiProperty({ enum: CASH_PLACES })
  @IsIn(CASH_PLACES)
  to!: CashPlace;

  /** Which till, if one of the two is a till. */
  @IsOptional()
  @IsPublicId('til')
  till_id?: string;

  @IsMoney({ principal: true })
  amount!: Money;

  @IsOptional()
  @IsText({ max: 64 })
  reference?: string;

  @IsOptional()
  @IsText({ max: 140 })
  description?: string;
}
