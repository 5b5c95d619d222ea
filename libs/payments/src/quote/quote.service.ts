import { fail, invariant, newUuid, succeed, type Result } from '@app/core';
import type { Cooperative, Member, Merchant, Rules } from '@app/participants';

import { knows } from '../current-rules.js';
import { targetOf, type PaymentTarget, type TargetOrder } from '../payment/payment-target.js';
import { feesOf, planPayment } from '../payment/plan-payment.js';
import type { QrReader } from '../qr-codes/qr-reader.js';
import type { Quote, QuoteDraft } from './quote.store.js';

/** How long fees are promised, by the network's clock. */
export const QUOTE_SECONDS = 300;

/** How often the fees are read again when the rules change under a quote. */
const TRIES_MAX = 5;

/** What this service needs of the directory and the store. */
export interface QuotePorts {
  readonly directory: {
    rules(network: number): Promise<Rules>;
    refresh(network: number): Promise<Rules>;
    member(uid: string): Promise<Member | undefined>;
    merchant(uid: string): Promise<Merchant | undefined>;
  };
  readonly quotes: {
    insert(draft: QuoteDraft, epoch: bigint, seconds: number): Promise<Quote | undefined>;
  };
  readonly codes: Pick<QrReader, 'identify' | 'refusalOf'>;
}

export interface QuoteRequest {
  /** The member who would pay, as the token says. */
  readonly member: string;
  readonly to: TargetOrder;
}

/** A question of which it is known whom it is about. */
type AimedRequest = QuoteRequest & PaymentTarget;

/** A quote with what the payer is shown before saying yes. */
export interface OfferedQuote {
  readonly quote: Quote;
  readonly merchant: Merchant;
  readonly cooperative: Cooperative;
  readonly onUs: boolean;
}

/** Tells a payer everything that a payment would cost, and keeps to it until the quote expires. */
export class QuoteService {
  constructor(private readonly ports: QuotePorts) {}

  /**
   * Failures: `not_found` (no such merchant in the payer's network), `payer_is_payee`, `fee_rule_missing`,
   * `fee_exceeds_amount`, and what would refuse any such payment today: `cooperative_suspended`,
   * `cooperative_not_active`, `limit_exceeded` (of one payment); `overloaded` when the rules keep changing. For a code those of
   * {@link targetOf}, `qr_code_used` and `qr_code_expired`.
   */
  async offer(request: QuoteRequest): Promise<Result<OfferedQuote>> {
    const { directory } = this.ports;
    const { network } = await this.payerOf(request);
    const target = await targetOf(this.ports.codes, network, request.to);
    if (!target.ok) return target;
    const { code } = target.value;
    const refusal = code && (await this.ports.codes.refusalOf(code));
    if (refusal !== undefined) return refusal;
    const aimed = { ...request, ...target.value };
    let rules = await directory.rules(network);
    for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
      const offered = await this.offerUnder(rules, aimed);
      if (offered?.ok === true) return offered;
      const current = await directory.refresh(network);
      // What fails under the rules of now fails; under older ones it may be no failure any more.
      if (offered !== undefined && current.epoch === rules.epoch) return offered;
      rules = current;
    }
    return fail('overloaded');
  }

  /** Undefined if the rules have changed meanwhile. */
  private async offerUnder(
    rules: Rules,
    request: AimedRequest,
  ): Promise<Result<OfferedQuote> | undefined> {
    const payer = await this.payerOf(request);
    const payee = await this.ports.directory.merchant(request.merchant);
    if (payee === undefined || payee.network !== payer.network) return fail('not_found');
    if (!knows(rules, [payer.book, payee.book])) return undefined;
    const question = { payer, payee, amount: request.amount };
    const plan = planPayment(rules, question);
    if (!plan.ok) return plan;
    if (plan.value.refusal !== undefined) {
      return fail(plan.value.refusal.code, plan.value.refusal.detail);
    }
    const fees = feesOf(rules, question);
    if (!fees.ok) return fees;
    const cooperative = rules.cooperatives.get(payee.book);
    invariant(cooperative !== undefined, `book ${payee.book} is of no cooperative`);

    const draft = {
      id: newUuid(),
      network: payer.network,
      member: payer.uid,
      merchant: payee.uid,
      amount: request.amount,
      fees: fees.value,
    };
    const quote = await this.ports.quotes.insert(draft, rules.epoch, QUOTE_SECONDS);
    if (quote === undefined) return undefined;
    return succeed({ quote, merchant: payee, cooperative, onUs: payer.book === payee.book });
  }

  /** With the tier of the rules asked for before, or of newer ones. */
  private async payerOf({ member }: QuoteRequest): Promise<Member> {
    const payer = await this.ports.directory.member(member);
    invariant(payer !== undefined, 'a token names a member that is not there');
    return payer;
  }
}
