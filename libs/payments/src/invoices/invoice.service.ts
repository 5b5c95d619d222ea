import {
  approvalKey,
  type Approval,
  type ApprovalKind,
  type ApprovalService,
  type Identity,
} from '@app/access';
import {
  encodeId,
  fail,
  invariant,
  succeed,
  toMoney,
  type Failure,
  type FailureDetail,
  type Result,
  type Sen,
} from '@app/core';
import type { Cooperative } from '@app/participants';
import type { EntityManager } from 'typeorm';

import { rulesKnowing } from '../current-rules.js';
import { admissionRefusal } from '../limits/admission.js';
import type { Replayable } from '../payment/posting-failure.js';
import {
  postPlanned,
  rulesKnow,
  RULES_TOO_OLD,
  type PostingPorts,
} from '../posting/post-planned.js';
import { asMade } from '../requests/demand.js';
import { roomIn, type DemandStore } from '../requests/demand.store.js';
import { faultOfEnding } from '../requests/payment-request.service.js';
import type { Invoice, InvoiceFacts, InvoiceQuery, InvoiceStore } from './invoice.store.js';
import { planInvoice } from './plan-invoice.js';

export interface InvoicePorts extends PostingPorts {
  readonly directory: PostingPorts['directory'] & {
    cooperativeByUid(uid: string): Promise<Cooperative | undefined>;
  };
  readonly demands: DemandStore;
  readonly invoices: InvoiceStore;
  readonly approvals: ApprovalService;
}

export interface NewInvoice extends InvoiceFacts {
  readonly network: number;
  /** The person who issues it: the scope of the key. */
  readonly principal: string;
  readonly key: string;
  readonly requestHash: string;
  /** In sen. */
  readonly amount: Sen;
  readonly partialAllowed: boolean;
  readonly note?: string | undefined;
}

export type InvoiceAnswer = Result<Invoice> & Replayable;

/** Of an approval, as it is stored. */
interface InvoicePaymentPayload {
  readonly invoice: string;
  /** In sen. */
  readonly amount: string;
}

export const INVOICE_PAYMENT = 'invoice_payment';

/**
 * Cooperatives bill each other and pay by their clearing accounts. The buyer's payment takes two persons; an invoice
 * doesn't expire, since what was delivered is owed: beyond its date it is overdue.
 */
export class InvoiceService {
  constructor(private readonly ports: InvoicePorts) {}

  /**
   * Issues an invoice. Failures: `not_found` (no such buyer in this network), `payer_is_payee`, `cooperative_suspended`,
   * `cooperative_not_active`, `already_exists` (the seller has used this number), `idempotency_key_reused`.
   */
  async issue(wanted: NewInvoice): Promise<InvoiceAnswer> {
    const before = await this.madeBefore(wanted);
    if (before !== undefined) return before;
    const fault = await this.faultOf(wanted);
    if (fault !== undefined) return { ...fault, replayed: false };
    const made = await this.store(wanted);
    if (made.ok) return { ...made, replayed: false };
    return (await this.madeBefore(wanted)) ?? { ...made, replayed: false };
  }

  /** For its two cooperatives; `not_found` for everybody else. */
  async read(cooperative: string | null, uid: string): Promise<Result<Invoice, 'not_found'>> {
    const invoice = await this.ports.invoices.read(uid);
    if (invoice === undefined) return fail('not_found');
    const takesPart = invoice.seller === cooperative || invoice.buyer === cooperative;
    return takesPart ? succeed(invoice) : fail('not_found');
  }

  /** Newest first. */
  list(query: InvoiceQuery): Promise<Invoice[]> {
    return this.ports.invoices.list(query);
  }

  /** The buyer won't pay what is left. Failures: `not_found`, `wrong_state`, `payment_in_progress`. */
  async decline(cooperative: string, uid: string, reason: string): Promise<Result<Invoice>> {
    const invoice = await this.ports.invoices.read(uid);
    if (invoice?.buyer !== cooperative) return fail('not_found');
    return this.end(uid, 'declined', reason);
  }

  /** The seller takes back what is left of it; failures as those of {@link decline}. */
  async cancel(cooperative: string, uid: string, reason: string): Promise<Result<Invoice>> {
    const invoice = await this.ports.invoices.read(uid);
    if (invoice?.seller !== cooperative) return fail('not_found');
    return this.end(uid, 'cancelled', reason);
  }

  /**
   * Asks another person of the buyer to agree to a payment: of all that is left unless told. Failures: `not_found`
   * (not an invoice to the caller's cooperative), `wrong_state`, `request_exceeded`, `partial_payment_not_allowed`,
   * `payment_in_progress`, and those of `ApprovalService.request`.
   */
  async proposePayment(
    caller: Identity,
    uid: string,
    { amount, reason }: { readonly amount?: Sen | undefined; readonly reason?: string | undefined },
  ): Promise<Result<Approval>> {
    const invoice = await this.ports.invoices.read(uid);
    if (invoice === undefined || invoice.buyer !== caller.cooperative) return fail('not_found');
    const room = roomIn(invoice, amount);
    if (!room.ok) return room;
    return this.ports.approvals.request(caller, {
      network: invoice.network,
      cooperative: invoice.buyer,
      kind: INVOICE_PAYMENT,
      subject: uid,
      payload: { invoice: uid, amount: room.value.toString() },
      reason,
    });
  }

  /** For `ApprovalService.register`. */
  kind(): ApprovalKind<InvoicePaymentPayload> {
    return {
      name: INVOICE_PAYMENT,
      title: { id: 'Bayar tagihan koperasi lain', en: 'Pay another cooperative’s invoice' },
      makers: ['treasurer', 'manager'],
      checkers: ['treasurer', 'manager'],
      execution: 'ledger',
      read: readPayload,
      describe: ({ payload }) => ({
        invoice_id: encodeId('inv', payload.invoice),
        amount: toMoney(BigInt(payload.amount)),
      }),
      validate: async (tx, { payload }) => {
        const invoice = await this.ports.invoices.read(payload.invoice, tx);
        if (invoice === undefined) return fail('not_found');
        const room = roomIn(invoice, BigInt(payload.amount));
        return room.ok ? undefined : room;
      },
      post: (_sql, approval) => this.pay(approval),
    };
  }

  /** Sets the amount aside, posts it, and writes down what came of it; whatever cuts this short, it is done again. */
  private async pay(approval: Approval<InvoicePaymentPayload>): Promise<Result<FailureDetail>> {
    const { network, maker: principal, payload, payloadHash } = approval;
    const invoice = await this.ports.invoices.read(payload.invoice);
    invariant(invoice !== undefined, 'an invoice is never deleted');
    const amount = BigInt(payload.amount);
    const key = approvalKey(approval);
    const requestHash = payloadHash.slice(0, 32);
    const wish = { principal, key, requestHash, amount };
    const reserved = await this.ports.demands.reserve(invoice.uid, wish);
    if (!reserved.ok) return reserved;
    const payment = reserved.value;
    const order = {
      id: payment.uid,
      network,
      principal,
      key,
      requestHash,
      description: invoice.number,
    };
    const [buyer, seller] = await this.booksOf(invoice);
    const answer = await postPlanned(this.ports, order, (rules) =>
      Promise.resolve(
        rulesKnow(rules, buyer, seller)
          ? succeed(planInvoice(rules, { buyer, seller, amount }))
          : RULES_TOO_OLD,
      ),
    );
    if (answer.ok) {
      await this.ports.demands.settle(payment, { posted: true });
      return succeed({ transfer: answer.value.id });
    }
    if (answer.refused === undefined) {
      // Nothing was decided: thrown, so that the approval stays approved and is tried again.
      throw new Error(`the payment of invoice ${invoice.uid} is undecided: ${answer.code}`);
    }
    await this.ports.demands.settle(payment, { posted: false, code: answer.code });
    return fail(answer.code, answer.detail);
  }

  private async madeBefore(wanted: NewInvoice): Promise<InvoiceAnswer | undefined> {
    const { principal, key, requestHash, seller } = wanted;
    const before = await this.ports.demands.madeBy(principal, key);
    if (before === undefined) return undefined;
    const invoice = await this.ports.invoices.read(before.uid);
    const same = before.requestHash === requestHash && invoice?.seller === seller;
    if (!same) return { ...fail('idempotency_key_reused'), replayed: false };
    return { ...succeed({ ...asMade(invoice), overdue: invoice.overdueWhenMade }), replayed: true };
  }

  private async faultOf({ network, seller, buyer }: NewInvoice): Promise<Failure | undefined> {
    if (seller === buyer) return fail('payer_is_payee');
    const to = await this.ports.directory.cooperativeByUid(buyer);
    if (to === undefined || to.network !== network) return fail('not_found');
    const books = await this.booksOf({ seller, buyer });
    const rules = await rulesKnowing(this.ports.directory, network, books);
    const refusal = admissionRefusal(rules, ...books);
    return refusal && fail(refusal.code);
  }

  private async store(wanted: NewInvoice): Promise<Result<Invoice>> {
    const { demands, invoices } = this.ports;
    try {
      return await demands.transact(async (tx): Promise<Result<Invoice>> => {
        const uid = await demands.insert(tx, {
          ...wanted,
          kind: 'invoice',
          createdBy: wanted.principal,
        });
        if (uid === undefined) return fail('idempotency_key_reused');
        const made = await invoices.insert(tx, uid, wanted);
        if (made === undefined) throw new NumberUsed();
        return succeed(made);
      });
    } catch (error) {
      if (error instanceof NumberUsed) return fail('already_exists', { field: 'number' });
      throw error;
    }
  }

  private async end(
    uid: string,
    to: 'declined' | 'cancelled',
    reason: string,
  ): Promise<Result<Invoice>> {
    return this.ports.demands.transact(async (tx: EntityManager) => {
      const demand = await this.ports.demands.lock(tx, uid);
      invariant(demand !== undefined, 'a demand is never deleted');
      const fault = faultOfEnding(demand, to);
      if (fault !== undefined) return fault;
      if (demand.state !== to) await this.ports.demands.end(tx, uid, to, reason);
      const ended = await this.ports.invoices.read(uid, tx);
      invariant(ended !== undefined, 'an invoice is never deleted');
      return succeed(ended);
    });
  }

  private async booksOf({ buyer, seller }: Pick<Invoice, 'buyer' | 'seller'>) {
    const { directory } = this.ports;
    const [from, to] = [
      await directory.cooperativeByUid(buyer),
      await directory.cooperativeByUid(seller),
    ];
    invariant(from !== undefined && to !== undefined, 'a cooperative is never deleted');
    return [from.book, to.book] as const;
  }
}

/** Undoes what was written of an invoice whose number the seller has used before. */
class NumberUsed extends Error {}

function readPayload(payload: unknown): InvoicePaymentPayload | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const { invoice, amount }: Partial<Record<keyof InvoicePaymentPayload, unknown>> = payload;
  if (typeof invoice !== 'string' || typeof amount !== 'string') return undefined;
  return { invoice, amount };
}
