import { varying } from '@app/http';
import { encodeId, toMoney, type DemandState, type Money } from '@app/core';
import type { Invoice } from '@app/payments';

export interface InvoiceReply {
  id: string;
  object: 'invoice';
  status: DemandState;
  number: string;
  seller_cooperative_id: string;
  buyer_cooperative_id: string;
  amount: Money;
  paid: Money;
  left: Money;
  partial_allowed: boolean;
  due_date: string;
  overdue: boolean;
  note: string | null;
  /** Of who declined or cancelled it. */
  reason: string | null;
  created_at: string;
  ended_at: string | null;
}

export function presentInvoice(invoice: Invoice): InvoiceReply {
  const { amount, paid } = invoice;
  return {
    id: encodeId('inv', invoice.uid),
    object: 'invoice',
    status: invoice.state,
    number: invoice.number,
    seller_cooperative_id: encodeId('coop', invoice.seller),
    buyer_cooperative_id: encodeId('coop', invoice.buyer),
    amount: toMoney(amount),
    paid: toMoney(paid),
    left: toMoney(amount - paid),
    partial_allowed: invoice.partialAllowed,
    due_date: invoice.dueDate,
    overdue: invoice.overdue,
    note: invoice.note,
    reason: invoice.reason,
    created_at: invoice.createdAt.toISOString(),
    ended_at: invoice.endedAt?.toISOString() ?? null,
  };
}

/** Bumiayu bills Dinoyo for rice. */
export const INVOICE_EXAMPLE: InvoiceReply = varying(
  {
    id: 'inv_01jzq3v5hfe0d9k3yx8m2n4p6r',
    object: 'invoice',
    status: 'requested',
    number: 'INV/2026/0117',
    seller_cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6w',
    buyer_cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
    amount: { value: '7500000.00', currency: 'IDR' },
    paid: { value: '0.00', currency: 'IDR' },
    left: { value: '7500000.00', currency: 'IDR' },
    partial_allowed: true,
    due_date: '2026-02-14',
    overdue: false,
    note: 'beras 500 kg',
    reason: null,
    created_at: '2026-01-31T03:15:42.123Z',
    ended_at: null,
  },
  { nullable: ['note'] },
);
