import type { Money } from '@app/core';
import { IgnoresUnknownFields, IsMoney, IsText } from '@app/http';
import { IsDefined, IsOptional } from 'class-validator';
import { IsReference, MayBeObject, MayBeText, MayBeTime } from './snap-fields.js';

@IgnoresUnknownFields()
export class QrGenerateRequest {
  @IsReference()
  partnerReferenceNo!: string;

  /** Without it the payer says how much, any number of times: a static code. */
  @IsOptional()
  @IsMoney({ principal: true })
  amount?: Money;

  @MayBeText(64)
  merchantId?: string;

  @MayBeText(64)
  storeId?: string;

  @MayBeText(16)
  terminalId?: string;

  @MayBeTime()
  validityPeriod?: string;
}

@IgnoresUnknownFields()
export class QrDecodeRequest {
  @MayBeText(64)
  partnerReferenceNo?: string;

  @IsDefined()
  @IsText({ max: 512 })
  qrContent!: string;

  @IsDefined()
  @MayBeTime()
  scanTime!: string;
}

@IgnoresUnknownFields()
export class QrPaymentRequest {
  @IsReference()
  partnerReferenceNo!: string;

  /** May be absent where the code says it. */
  @IsOptional()
  @IsMoney({ principal: true })
  amount?: Money;

  @MayBeText(64)
  merchantId?: string;

  /** What was scanned; here or in `additionalInfo`. */
  @MayBeText(512)
  qrContent?: string;

  @MayBeText(140)
  remark?: string;

  @MayBeObject()
  additionalInfo?: Readonly<Record<string, unknown>>;
}

/** Names what was done before, by its number here or there. */
@IgnoresUnknownFields()
export class OriginalRequest {
  @MayBeText(64)
  originalPartnerReferenceNo?: string;

  @MayBeText(64)
  originalReferenceNo?: string;

  @MayBeText(2)
  serviceCode?: string;

  @MayBeText(64)
  merchantId?: string;
}

@IgnoresUnknownFields()
export class QrRefundRequest extends OriginalRequest {
  @IsReference()
  partnerRefundNo!: string;

  /** All that was paid unless told. */
  @IsOptional()
  @IsMoney({ principal: true })
  refundAmount?: Money;

  @MayBeText(256)
  reason?: string;
}
