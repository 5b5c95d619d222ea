import { IgnoresUnknownFields, IsText } from '@app/http';
import { IsDefined, IsOptional } from 'class-validator';
import { IsPageNumber, MayBeText, MayBeTime } from './snap-fields.js';
import { OriginalRequest } from './qr-mpm.dto.js';

@IgnoresUnknownFields()
export class BalanceRequest {
  @MayBeText(64)
  partnerReferenceNo?: string;

  @MayBeText(34)
  accountNo?: string;
}

@IgnoresUnknownFields()
export class PeriodRequest extends BalanceRequest {
  @MayBeTime()
  fromDateTime?: string;

  @MayBeTime()
  toDateTime?: string;
}

@IgnoresUnknownFields()
export class HistoryListRequest extends PeriodRequest {
  @IsOptional()
  @IsPageNumber(1)
  pageSize?: number | string;

  @IsOptional()
  @IsPageNumber(0)
  pageNumber?: number | string;
}

@IgnoresUnknownFields()
export class HistoryDetailRequest extends OriginalRequest {}

@IgnoresUnknownFields()
export class InternalInquiryRequest {
  @MayBeText(64)
  partnerReferenceNo?: string;

  @IsDefined()
  @IsText({ max: 34 })
  beneficiaryAccountNo!: string;
}

@IgnoresUnknownFields()
export class ExternalInquiryRequest extends InternalInquiryRequest {
  /** The cooperative's short name, or its id. */
  @IsDefined()
  @IsText({ max: 34 })
  beneficiaryBankCode!: string;
}
