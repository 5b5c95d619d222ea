import { settlementStates, type Money, type SettlementState } from '@app/core';
import { IsMoney, IsPublicId, IsText, PageQuery } from '@app/http';
import { DEADLINE_HOURS_MAX, SETTLEMENT_MODES, type SettlementMode } from '@app/settlement';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';

const STATES = [...settlementStates.states];

export class SettlementRequest {
  /** The cycle to be paid: netted, and the oldest that is not settled. */
  @IsPublicId('cyc')
  cycle_id!: string;
}

export class ConfirmationRequest {
  /** A debtor of this settlement. */
  @IsPublicId('coop')
  cooperative_id!: string;

  /** What arrived, in whole rupiah. */
  @IsMoney({ principal: true })
  amount!: Money;

  /** What the settlement bank calls it; one is booked once. */
  @IsText({ max: 64 })
  bank_reference!: string;
}

export class DirectPaymentRequest {
  /** Who paid. */
  @IsPublicId('coop')
  debtor_id!: string;

  /** Whose bank it arrived at. */
  @IsPublicId('coop')
  creditor_id!: string;

  /** What arrived, in whole rupiah. */
  @IsMoney({ principal: true })
  amount!: Money;

  /** What the creditor's bank calls it; one is confirmed once. */
  @IsText({ max: 64 })
  bank_reference!: string;
}

export class SettlementTermsRequest {
  /** Whose terms. The caller's own network, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;

  /**
   * `prefunded`: out of what is at the settlement bank. `by_bank`: debtors transfer to it, creditors are paid out.
   * `bilateral`: each pair of cooperatives pays its own difference from bank to bank, and only the fees go as by bank.
   */
  @ApiProperty({ enum: SETTLEMENT_MODES })
  @IsIn(SETTLEMENT_MODES)
  mode!: SettlementMode;

  /** Cycles are paid as soon as they are netted; prefunded only. */
  @IsBoolean()
  standing_order!: boolean;

  /** Hours from a settlement's approval until late debtors are suspended; left out: never. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(DEADLINE_HOURS_MAX)
  deadline_hours?: number;

  /** For the one who has to agree. */
  @IsText()
  reason!: string;
}

export class SettlementTermsQuery {
  /** The caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;
}

export class ListSettlementsQuery extends PageQuery {
  /** The caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;

  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: SettlementState;
}
