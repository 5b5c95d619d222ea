import type { Money } from '@app/core';
import { IgnoresUnknownFields, IsMoney, IsText } from '@app/http';
import { IsDefined } from 'class-validator';
import { OriginalRequest, QrRefundRequest } from './qr-mpm.dto.js';
import { IsReference, MayBeText } from './snap-fields.js';

@IgnoresUnknownFields()
export class CpmGenerateRequest {
  @IsReference()
  partnerReferenceNo!: string;
}

@IgnoresUnknownFields()
export class CpmPaymentRequest {
  @IsReference()
  partnerReferenceNo!: string;

  /** What the shop scanned. */
  @IsDefined()
  @IsText({ max: 512 })
  qrContent!: string;

  @IsDefined()
  @IsMoney({ principal: true })
  amount!: Money;

  @MayBeText(64)
  merchantId?: string;

  @MayBeText(140)
  remark?: string;
}

@IgnoresUnknownFields()
export class CpmOriginalRequest extends OriginalRequest {}

@IgnoresUnknownFields()
export class CpmRefundRequest extends QrRefundRequest {}
