import type { Sen } from '@app/core';

/** One member pays one shop. */
export interface PaymentPlan {
  readonly payer: string;
  readonly merchant: string;
  readonly amount: Sen;
}

/** Cash over a counter: whose wallet, and the user name of whoever sits there. */
export interface CashPlan {
  /** A member. */
  readonly holder: string;
  readonly teller: string;
  readonly amount: Sen;
}

/** Money from a wallet to a member's; a shop's goes to its owner. */
export interface SendingPlan {
  readonly payer: string;
  readonly payee: string;
  readonly amount: Sen;
}

/** A part of a payment, or all of it, that the shop gives back. */
export interface RefundPlan {
  readonly payment: PaymentPlan;
  readonly amount: Sen;
}

/** A float from the vault, or what was counted at the end. */
export interface TillPlan {
  readonly teller: string;
  /** Of a closing: what is missing. */
  readonly amount: Sen;
}

/** Goods for another cooperative's members, paid from book to book. */
export interface InvoicePlan {
  /** Cooperatives. */
  readonly seller: string;
  readonly buyer: string;
  readonly amount: Sen;
  readonly goods: string;
}

/** Everything that the story lets people do. */
export type PlannedAct =
  | ({ readonly act: 'pay' } & PaymentPlan)
  | ({ readonly act: 'deposit' } & CashPlan)
  | ({ readonly act: 'withdraw' } & CashPlan)
  | ({ readonly act: 'send' } & SendingPlan)
  | ({ readonly act: 'pay_out' } & SendingPlan)
  | ({ readonly act: 'refund' } & RefundPlan)
  | ({ readonly act: 'request' } & PaymentPlan & { readonly isPaid: boolean })
  | ({ readonly act: 'invoice' } & InvoicePlan)
  | ({ readonly act: 'open_till' } & TillPlan)
  | ({ readonly act: 'close_till' } & TillPlan);

/** What is asked at one time of a day. */
export interface Moment {
  readonly time: string;
  readonly acts: readonly PlannedAct[];
}
