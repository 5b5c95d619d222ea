import { fail, invariant, succeed, type Failure, type Result } from '@app/core';
import type { TransferRecord } from '@app/ledger';
import type { Member, Merchant, Rules } from '@app/participants';

import {
  postPlanned,
  rulesKnow,
  RULES_TOO_OLD,
  type ActOrder,
  type ActPlan,
  type PostingPorts,
} from '../posting/post-planned.js';
import { expiryOf, ticketOf } from '../qr-codes/qr-code.js';
import type { QrReader } from '../qr-codes/qr-reader.js';
import type { Quote } from '../quote/quote.store.js';
import { paymentOf, type Payment } from './payment.js';
import { planPayment } from './plan-payment.js';
import type { Replayable } from './posting-failure.js';
import { targetOf, type PaymentTarget, type TargetOrder } from './payment-target.js';

/** What this service needs of the ledger, the directory and the quotes. */
export interface PaymentPorts extends PostingPorts {
  readonly directory: PostingPorts['directory'] & {
    member(uid: string): Promise<Member | undefined>;
    merchant(uid: string): Promise<Merchant | undefined>;
  };
  readonly quotes: { find(id: string): Promise<Quote | undefined> };
  readonly facts: { cycle(id: number): Promise<string> };
  readonly codes: Pick<QrReader, 'identify' | 'refusalOf'>;
}

/** A member's order to pay a merchant. All ids are uuids. */
export interface PaymentOrder extends Omit<ActOrder, 'network'> {
  /** The paying member, as the token says. */
  readonly member: string;
  /** Whom and how much: a merchant, or a code that was scanned. */
  readonly to: TargetOrder;
  /** Pay what this quote promised. */
  readonly quote?: string | undefined;
}

/** `refused` is the uuid of a payment that was refused and stored: it can be read again. */
export type PaymentAnswer = Result<Payment> & Replayable & { readonly refused?: string };

/**
 * Payments of members to merchants. With warm caches a payment costs no query but its share of the ledger's batch.
 *
 * There is no lock on a key that is being worked on: a repetition that comes while the first is under way waits in
 * the engine for the next batch and is answered from the first one's transfer, or by 503 within the engine's bounds.
 */
export class PaymentService {
  constructor(private readonly ports: PaymentPorts) {}

  /**
   * Pays a merchant. `replayed` tells that an earlier request with this key was answered again, as success or as
   * refusal.
   *
   * Failures: `not_found` (merchant or quote, of another network or payer too), `payer_is_payee`, `fee_rule_missing`,
   * `fee_exceeds_amount`, `wrong_state` (the quote is for another payee or amount), those of {@link targetOf} for a code, and
   * those of {@link postPlanned}. A code that is paid once is used up in the batch that posts the payment.
   */
  async pay(order: PaymentOrder): Promise<PaymentAnswer> {
    const payer = await this.ports.directory.member(order.member);
    invariant(payer !== undefined, 'a token names a member that is not there');
    const quote = order.quote === undefined ? undefined : await this.ports.quotes.find(order.quote);
    const target = await targetOf(this.ports.codes, payer.network, order.to);
    let payee: Merchant | undefined;
    const asked = actOrder(order, payer, target.ok ? target.value : undefined);
    const answer = await postPlanned(this.ports, asked, async (rules) => {
      if (!target.ok) return target;
      // Asked after the rules: a merchant or a tier older than the epoch would slip past the engine's check.
      const current = (await this.ports.directory.member(order.member)) ?? payer;
      payee = await this.ports.directory.merchant(target.value.merchant);
      if (payee?.network === payer.network && !rulesKnow(rules, payer.book, payee.book)) {
        return RULES_TOO_OLD;
      }
      return planOrder(rules, { ...order, ...target.value }, current, payee, quote);
    });
    const transfer = answer.ok ? answer.value : answer.decided;
    // One person may be a member twice, and a key is the person's: the same words from another wallet are
    // another request.
    if (transfer !== undefined && (payee === undefined || !isBetween(transfer, payer, payee))) {
      return { ...fail('idempotency_key_reused'), replayed: false };
    }
    if (!answer.ok) {
      const { decided: _, ...told } = answer;
      return told;
    }
    return this.present(answer.value, payer, payee, answer.replayed);
  }

  private async present(
    transfer: TransferRecord,
    payer: Member,
    payee: Merchant | undefined,
    replayed: boolean,
  ): Promise<PaymentAnswer> {
    invariant(payee !== undefined, 'a payment was posted to nobody');
    const parties = {
      payer: { member: payer.uid, cooperative: payer.cooperative },
      payee: { merchant: payee.uid, cooperative: payee.cooperative },
    };
    const cycle = await this.ports.facts.cycle(transfer.cycle);
    return { ok: true, value: paymentOf(transfer, parties, cycle), replayed };
  }
}

type AimedOrder = PaymentOrder & PaymentTarget;

function planOrder(
  rules: Rules,
  order: AimedOrder,
  payer: Member,
  payee: Merchant | undefined,
  quote: Quote | undefined,
): Result<ActPlan> {
  if (payee === undefined || payee.network !== payer.network) return fail('not_found');
  if (order.quote !== undefined) {
    const fault = faultOfQuote(order, quote);
    if (fault !== undefined) return fault;
  }
  const plan = planPayment(rules, { payer, payee, amount: order.amount, quoted: quote?.fees });
  const { code } = order;
  if (!plan.ok || (quote === undefined && code === undefined)) return plan;
  return succeed({
    ...plan.value,
    ticket: code && ticketOf(code),
    notAfter: earlier(
      quote && { us: quote.expiresAtUs, code: 'quote_expired' },
      code && expiryOf(code),
    ),
  });
}

function earlier(a: ActPlan['notAfter'], b: ActPlan['notAfter']): ActPlan['notAfter'] {
  if (a === undefined || b === undefined) return a ?? b;
  return a.us < b.us ? a : b;
}

function faultOfQuote(order: AimedOrder, quote: Quote | undefined): Failure | undefined {
  if (quote === undefined || quote.member !== order.member) return fail('not_found');
  const same = quote.merchant === order.merchant && quote.amount === order.amount;
  return same ? undefined : fail('wrong_state', { state: 'quoted_for_another_payment' });
}

function isBetween(transfer: TransferRecord, payer: Member, payee: Merchant): boolean {
  return (
    transfer.type === 'payment' &&
    transfer.payer === payer.wallet &&
    transfer.payee === payee.wallet
  );
}

/** A payment of a code says what the code is for, unless the payer says something else. */
function actOrder(
  order: PaymentOrder,
  { network }: Member,
  target: PaymentTarget | undefined,
): ActOrder {
  const { principal, key, requestHash, reference, consent } = order;
  const description = order.description ?? target?.code?.reference ?? undefined;
  return { network, principal, key, requestHash, reference, description, consent };
}
