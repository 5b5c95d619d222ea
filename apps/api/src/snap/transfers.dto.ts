import type { Money } from '@app/core';
import { IgnoresUnknownFields, IsMoney, IsText } from '@app/http';
import { IsDefined } from 'class-validator';
import { OriginalRequest } from './qr-mpm.dto.js';
import { IsReference, MayBeText, MayBeTime } from './snap-fields.js';

@IgnoresUnknownFields()
export class IntrabankRequest {
  @IsReference()
  partnerReferenceNo!: string;

  @IsDefined()
  @IsMoney({ principal: true })
  amount!: Money;

  @IsDefined()
  @IsText({ max: 34 })
  beneficiaryAccountNo!: string;

  /** Of the member in whose name it is asked. */
  @IsDefined()
  @IsText({ max: 34 })
  sourceAccountNo!: string;

  @IsDefined()
  @MayBeTime()
  transactionDate!: string;

  @MayBeText(140)
  remark?: string;
}

@IgnoresUnknownFields()
export class InterbankRequest extends IntrabankRequest {
  /** The cooperative's short name, or its id. */
  @IsDefined()
  @IsText({ max: 34 })
  beneficiaryBankCode!: string;

  @IsDefined()
  @IsText({ max: 100 })
  beneficiaryAccountName!: string;
}

@IgnoresUnknownFields()
export class TransferStatusRequest extends OriginalRequest {}
