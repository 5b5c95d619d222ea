import type { Money } from '@app/core';
import { IgnoresUnknownFields, IsMoney } from '@app/http';
import { IsDefined, IsOptional } from 'class-validator';
import { OriginalRequest } from './qr-mpm.dto.js';
import { IsReference, MayBeText, MayBeTime } from './snap-fields.js';

@IgnoresUnknownFields()
export class DebitRequest {
  @IsReference()
  partnerReferenceNo!: string;

  @IsDefined()
  @IsMoney({ principal: true })
  amount!: Money;

  @MayBeText(64)
  merchantId?: string;

  /** Until when the member may approve it; a day unless told. */
  @MayBeTime()
  validUpTo?: string;

  @MayBeText(140)
  remark?: string;
}

@IgnoresUnknownFields()
export class DebitOriginalRequest extends OriginalRequest {}

@IgnoresUnknownFields()
export class DebitRefundRequest extends OriginalRequest {
  @IsReference()
  partnerRefundNo!: string;

  /** All that was paid unless told. */
  @IsOptional()
  @IsMoney({ principal: true })
  refundAmount?: Money;

  @MayBeText(256)
  reason?: string;
}
