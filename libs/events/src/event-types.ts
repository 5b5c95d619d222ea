import type { TransferType } from '@app/core';
import type { PostedTransfer } from '@app/ledger';

/** What is told of, in the words of the wire. A type once given out keeps its meaning. */
export const EVENT_TYPES = [
  'payment.posted',
  'refund.posted',
  'deposit.posted',
  'withdrawal.held',
  'withdrawal.posted',
  'withdrawal.voided',
  'withdrawal.expired',
  'transfer.posted',
  'payout.posted',
  'invoice_payment.posted',
  'reversal.posted',
  'authorisation.held',
  'authorisation.voided',
  'authorisation.expired',
  'qr_code.cancelled',
  'suspense_release.posted',
  'opening_balance.posted',
  'incentive_funding.posted',
  'cash_transfer.posted',
  'funds_in.posted',
  'funds_out.posted',
  'settlement.posted',
  'adjustment.posted',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Of what is posted as such; null: of it nobody is told. */
const POSTED: Readonly<Record<TransferType, EventType | null>> = {
  payment: 'payment.posted',
  deposit: 'deposit.posted',
  withdrawal: 'withdrawal.posted',
  transfer: 'transfer.posted',
  invoice_payment: 'invoice_payment.posted',
  refund: 'refund.posted',
  reversal: 'reversal.posted',
  payout: 'payout.posted',
  cash_transfer: 'cash_transfer.posted',
  till_open: 'cash_transfer.posted',
  till_close: 'cash_transfer.posted',
  incentive_funding: 'incentive_funding.posted',
  suspense_release: 'suspense_release.posted',
  opening_balance: 'opening_balance.posted',
  funds_in: 'funds_in.posted',
  funds_out: 'funds_out.posted',
  settlement: 'settlement.posted',
  adjustment: 'adjustment.posted',
  code_cancellation: 'qr_code.cancelled',
  // By what is held, below.
  hold: null,
  void: null,
  expiry: null,
  capture: null,
  cap_change: null,
  account_status: null,
  internal: null,
};

/** What a transfer is told as; undefined if nobody is told of it. */
export function eventTypeOf(transfer: PostedTransfer): EventType | undefined {
  const { type, payee } = transfer;
  switch (type) {
    case 'hold':
      return heldOf(payee?.kind);
    case 'void':
      return endedOf(payee?.kind, 'voided');
    case 'expiry':
      return endedOf(payee?.kind, 'expired');
    default:
      return POSTED[type] ?? undefined;
  }
}

type Kind = NonNullable<PostedTransfer['payee']>['kind'] | undefined;

/** Cash is held for a till, an authorised amount for a shop; what is held of a cooperative's funds has no payee. */
function heldOf(kind: Kind): EventType | undefined {
  if (kind === 'till') return 'withdrawal.held';
  return kind === 'merchant_wallet' ? 'authorisation.held' : undefined;
}

function endedOf(kind: Kind, how: 'voided' | 'expired'): EventType | undefined {
  if (kind === 'till') return `withdrawal.${how}`;
  return kind === 'merchant_wallet' ? `authorisation.${how}` : undefined;
}
