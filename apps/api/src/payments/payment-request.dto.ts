import type { Money } from '@app/core';
import { fieldsProblem, IsMoney, IsPublicId, IsText, publicId, senOf } from '@app/http';
import type { TargetOrder } from '@app/payments';
import { IsOptional } from 'class-validator';

export class PaymentRequest {
  /** The merchant to pay; this or `qr`. */
  @IsOptional()
  @IsPublicId('mrc')
  merchant_id?: string;

  /** The text of a QR code that was scanned. */
  @IsOptional()
  @IsText({ max: 600 })
  qr?: string;

  /** What is paid: more than zero, whole rupiah. A code that says the amount needs none. */
  @IsOptional()
  @IsMoney({ principal: true })
  amount?: Money;

  /** Pay what this quote promised. */
  @IsOptional()
  @IsPublicId('qte')
  quote_id?: string;

  /** The client's own reference, unique for ever; a payment can be looked up by it. */
  @IsOptional()
  @IsText({ max: 64 })
  reference?: string;

  /** A note for payer and merchant. */
  @IsOptional()
  @IsText({ max: 140 })
  description?: string;
}

/** Whom and how much a payer names, in one of the two ways; throws `validation_failed`. */
export function targetOf({
  merchant_id,
  qr,
  amount,
}: Pick<PaymentRequest, 'merchant_id' | 'qr' | 'amount'>): TargetOrder {
  if (merchant_id === undefined) {
    if (qr === undefined) throw fieldsProblem([{ field: 'merchant_id', code: 'required' }]);
    return { qr, amount: amount && senOf(amount) };
  }
  if (qr !== undefined) throw fieldsProblem([{ field: 'qr', code: 'invalid' }]);
  if (amount === undefined) throw fieldsProblem([{ field: 'amount', code: 'required' }]);
  return { merchant: publicId('mrc', merchant_id), amount: senOf(amount) };
}
