import type { Money } from '@app/core';
import { IsMoney, IsPublicId, IsText, PageQuery } from '@app/http';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

export class RefundRequest {
  /** The payment: `pay_…`. Nothing else can be refunded. */
  @IsPublicId('pay', 'rfd', 'rev', 'dep', 'wdr', 'trf', 'inv', 'aut')
  payment_id!: string;

  /** What is given back: more than zero, whole rupiah, with all refunds before at most what was paid. */
  @IsMoney({ principal: true })
  amount!: Money;

  /** Why; the member reads it. */
  @IsOptional()
  @IsText({ max: 140 })
  reason?: string;

  /** The client's own reference, unique for ever. */
  @IsOptional()
  @IsText({ max: 64 })
  reference?: string;
}

export class ListRefundsQuery extends PageQuery {}

const TARGETS = ['wallet', 'cash', 'bank'] as const;

export class SuspenseReleaseRequest {
  /** The refund or reversal whose money waits. */
  @IsPublicId('rfd', 'trf')
  transfer_id!: string;

  /** To another wallet of the same person, or out of the vault or the bank. */
  @ApiProperty({ enum: TARGETS })
  @IsIn(TARGETS)
  to!: (typeof TARGETS)[number];

  /** Whose wallet: another membership of the same person. Needed with `to` wallet. */
  @IsOptional()
  @IsPublicId('mbr')
  member_id?: string;

  /** How it is known to whom the money belongs. */
  @IsText({ max: 140 })
  reason!: string;
}
