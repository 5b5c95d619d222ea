import { demandStates, type DemandState, type Money } from '@app/core';
import { IsCalendarDate, IsMoney, IsPublicId, IsText, PageQuery } from '@app/http';
import type { InvoiceSide } from '@app/payments';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';

const STATES = [...demandStates.states];
const SIDES: readonly InvoiceSide[] = ['issued', 'received'];

/** Bills another cooperative. */
export class IssueInvoiceRequest {
  @IsPublicId('coop')
  buyer_cooperative_id!: string;

  /** More than zero, whole rupiah. */
  @IsMoney({ principal: true })
  amount!: Money;

  /** The seller’s own number of this invoice: each is used once. */
  @IsText({ max: 40 })
  number!: string;

  /** Beyond this date it is shown as overdue; it can still be paid. */
  @IsCalendarDate()
  due_date!: string;

  @IsOptional()
  @IsText({ max: 140 })
  note?: string;

  /** Whether it may be paid in parts; not unless told. */
  @ApiPropertyOptional({ type: Boolean, default: false })
  @IsOptional()
  @IsBoolean()
  partial_allowed?: boolean;
}

export class PayInvoiceRequest {
  /** All that is left unless told; less only where partial payment is allowed. */
  @IsOptional()
  @IsMoney({ principal: true })
  amount?: Money;

  /** For whoever has to agree. */
  @IsOptional()
  @IsText({ max: 140 })
  reason?: string;
}

export class EndInvoiceRequest {
  /** The other cooperative reads it. */
  @IsText({ max: 140 })
  reason!: string;
}

export class ListInvoicesQuery extends PageQuery {
  /** What we billed others for, or what others billed us for. */
  @ApiProperty({ enum: SIDES })
  @IsIn(SIDES)
  direction!: InvoiceSide;

  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  status?: DemandState;
}
