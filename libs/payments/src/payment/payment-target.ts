import { succeed, type Result, type Sen } from '@app/core';

import type { QrCode } from '../qr-codes/qr-code.js';
import { amountFor, type QrReader } from '../qr-codes/qr-reader.js';

/**
 * Whom a payer means: a merchant (uuid) and an amount in sen (taken by the code that the payer has shown, if there is one), or the text of a code, whose amount is its
 * own if it has one.
 */
export type TargetOrder =
  | { readonly merchant: string; readonly amount: Sen; readonly code?: QrCode | undefined }
  | { readonly qr: string; readonly amount?: Sen | undefined };

/** Whom to pay, how much in sen, and by which code. */
export interface PaymentTarget {
  readonly merchant: string;
  readonly amount: Sen;
  readonly code?: QrCode | undefined;
}

/**
 * Reads what a payer means. For a code the failures are those of `QrReader.identify` and {@link amountFor}, and
 * `qr_code_used` for a static one that its merchant has taken back; of one that is paid once the ledger decides.
 */
export async function targetOf(
  codes: Pick<QrReader, 'identify' | 'refusalOf'>,
  network: number,
  order: TargetOrder,
): Promise<Result<PaymentTarget>> {
  if ('merchant' in order) return succeed(order);
  const identified = await codes.identify(network, order.qr, 'payment');
  if (!identified.ok) return identified;
  const code = identified.value;
  const amount = amountFor(code, order.amount);
  if (!amount.ok) return amount;
  const refusal = code.kind === 'static' ? await codes.refusalOf(code) : undefined;
  return refusal ?? succeed({ merchant: code.holder, amount: amount.value, code });
}
