import { disputeStates, type DisputeState, type Money } from '@app/core';
import { IsMoney, IsPublicId, IsText, PageQuery } from '@app/http';
import {
  DISPUTE_ANSWERS,
  DISPUTE_OUTCOMES,
  DISPUTE_REASONS,
  type DisputeAnswer,
  type DisputeOutcome,
  type DisputeReason,
} from '@app/settlement';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsOptional,
  ValidateNested,
} from 'class-validator';

const STATES = [...disputeStates.states];
/** A correction that needs more is several documents. */
const LEGS_MAX = 20;

export class DisputeRequest {
  /** The payment, withdrawal or transfer that was wrong. */
  @IsPublicId('trf')
  transfer_id!: string;

  /** What is claimed of it, in whole rupiah; all unless told. */
  @IsOptional()
  @IsMoney({ principal: true })
  amount?: Money;

  @ApiProperty({ enum: DISPUTE_REASONS })
  @IsIn(DISPUTE_REASONS)
  reason!: DisputeReason;

  /** Where the evidence is to be found: the number of a document, not a name. */
  @IsText()
  evidence_reference!: string;
}

export class AnswerDisputeRequest {
  @ApiProperty({ enum: DISPUTE_ANSWERS })
  @IsIn(DISPUTE_ANSWERS)
  answer!: DisputeAnswer;

  /** Where the evidence is to be found. */
  @IsText()
  evidence_reference!: string;
}

export class DecideDisputeRequest {
  @ApiProperty({ enum: DISPUTE_OUTCOMES })
  @IsIn(DISPUTE_OUTCOMES)
  outcome!: DisputeOutcome;

  /** What is given back, with `upheld`; all that was claimed unless told. */
  @IsOptional()
  @IsMoney({ principal: true })
  amount?: Money;

  /** For the one who has to agree. */
  @IsText()
  reason!: string;
}

export class ListDisputesQuery extends PageQuery {
  /** The caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;

  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: DisputeState;
}

export class AdjustmentLegRequest {
  @IsPublicId('acc')
  debit_account_id!: string;

  /** Of the same book. */
  @IsPublicId('acc')
  credit_account_id!: string;

  @IsMoney()
  amount!: Money;
}

export class AdjustmentRequest {
  /** The caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;

  /** The number of the document that says why. */
  @IsText({ max: 64 })
  document_reference!: string;

  @ApiProperty({ type: [AdjustmentLegRequest] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(LEGS_MAX)
  @ValidateNested({ each: true })
  @Type(() => AdjustmentLegRequest)
  legs!: AdjustmentLegRequest[];

  /** For the one who has to agree. */
  @IsText()
  reason!: string;
}
