import type { Money } from '@app/core';
import { IgnoresUnknownFields, IsMoney, IsText } from '@app/http';
import { IsDefined, Matches } from 'class-validator';
import { OriginalRequest } from './qr-mpm.dto.js';
import { IsReference, MayBeObject, MayBeText } from './snap-fields.js';

type Additional = Readonly<Record<string, unknown>>;

@IgnoresUnknownFields()
export class CashInquiryRequest {
  @MayBeText(64)
  partnerReferenceNo?: string;

  /** Of the member: phone, or number at the cooperative that `additionalInfo.issuerCoop` names. */
  @IsDefined()
  @IsText({ max: 32 })
  customerNumber!: string;

  @IsDefined()
  @IsMoney({ principal: true })
  amount!: Money;

  @MayBeObject()
  additionalInfo?: Additional;
}

@IgnoresUnknownFields()
export class TopUpRequest extends CashInquiryRequest {
  @IsReference()
  declare partnerReferenceNo: string;

  @MayBeText(140)
  notes?: string;
}

@IgnoresUnknownFields()
export class OtcCashOutRequest extends CashInquiryRequest {
  @IsReference()
  declare partnerReferenceNo: string;

  /** The code that the member made for this amount. */
  @IsDefined()
  @Matches(/^[0-9]{8}$/)
  otp!: string;
}

@IgnoresUnknownFields()
export class CashStatusRequest extends OriginalRequest {}

@IgnoresUnknownFields()
export class OtcCancelRequest extends OriginalRequest {
  @MayBeObject()
  additionalInfo?: Additional;

  @MayBeText(512)
  reason?: string;
}
