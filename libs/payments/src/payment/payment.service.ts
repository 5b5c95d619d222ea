import { fail, invariant, newUuid, type Failure, type Result, type Sen } from '@app/core';
import type { PostingOutcome, PostingRequest, TransferRecord } from '@app/ledger';
import type { Member, Merchant, Rules } from '@app/participants';

import { knows } from '../current-rules.js';
import type { Quote } from '../quote/quote.store.js';
import { paymentOf, type Payment } from './payment.js';
import { planPayment, type PaymentPlan } from './plan-payment.js';
import { failureOf, type Replayable } from './posting-failure.js';

/** What this service needs of the ledger, the directory and the quotes. */
export interface PaymentPorts {
  readonly ledger: { post(request: PostingRequest): Promise<PostingOutcome> };
  readonly directory: {
    rules(network: number): Promise<Rules>;
    refresh(network: number, atLeast?: bigint): Promise<Rules>;
    member(uid: string): Promise<Member | undefined>;
    merchant(uid: string): Promise<Merchant | undefined>;
  };
  readonly quotes: { find(id: string): Promise<Quote | undefined> };
  readonly facts: { cycle(id: number): Promise<string> };
}

/** A member's order to pay a merchant. All ids are uuids. */
export interface PaymentOrder {
  /** The paying member, as the token says. */
  readonly member: string;
  /** The person behind it: the scope of key and reference. */
  readonly principal: string;
  readonly merchant: string;
  /** In sen: positive, whole rupiah. */
  readonly amount: Sen;
  readonly key: string;
  readonly requestHash: string;
  /** The client's own, unique for each principal. */
  readonly reference?: string | undefined;
  readonly description?: string | undefined;
  /** Pay what this quote promised. */
  readonly quote?: string | undefined;
}

/** `refused` is the uuid of a payment that was refused and stored: it can be read again. */
export type PaymentAnswer = Result<Payment> & Replayable & { readonly refused?: string };

/** How often a payment is planned anew when the rules change under it. */
const PLANS_MAX = 5;

/** No network is ever at this epoch, so the engine posts nothing under it. */
const NO_EPOCH = 0n;

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
   * `fee_exceeds_amount`, `wrong_state` (the quote is for another payee or amount), every `RefusalCode` that a
   * payment can meet, `idempotency_key_reused`, `reference_reused`, `overloaded` (also: rules changed five times
   * meanwhile), `database_unavailable`, `outcome_unknown`, `shutting_down`. Only refusals are stored.
   */
  async pay(order: PaymentOrder): Promise<PaymentAnswer> {
    const payer = await this.ports.directory.member(order.member);
    invariant(payer !== undefined, 'a token names a member that is not there');
    const quote = order.quote === undefined ? undefined : await this.ports.quotes.find(order.quote);
    let rules = await this.ports.directory.rules(payer.network);

    for (let plans = 1; plans <= PLANS_MAX; plans += 1) {
      // Asked after the rules: a merchant older than the epoch would slip past the engine's check.
      const payee = await this.ports.directory.merchant(order.merchant);
      if (payee?.network === payer.network && !knows(rules, [payer.book, payee.book])) {
        rules = await this.ports.directory.refresh(payer.network);
        continue;
      }
      const plan = planOrder(rules, order, payer, payee, quote);
      const outcome = await this.ports.ledger.post(
        plan.ok ? requestOf(order, plan.value, quote) : probeOf(order, payer),
      );
      if (outcome.kind !== 'stale') return this.answer(outcome, payer, payee);
      // What fails under the rules of now fails; under older ones it may be no failure any more.
      if (!plan.ok && outcome.epoch === rules.epoch) return { ...plan, replayed: false };
      rules = await this.ports.directory.refresh(payer.network, outcome.epoch);
    }
    return { ...fail('overloaded'), replayed: false };
  }

  private async answer(
    outcome: Exclude<PostingOutcome, { kind: 'stale' }>,
    payer: Member,
    payee: Merchant | undefined,
  ): Promise<PaymentAnswer> {
    if (outcome.kind !== 'decided') return { ...failureOf(outcome), replayed: false };
    const { transfer, replayed } = outcome;
    // One person may be a member twice, and a key is the person's: the same words from another wallet are
    // another request.
    if (payee === undefined || !isBetween(transfer, payer, payee)) {
      return { ...fail('idempotency_key_reused'), replayed: false };
    }
    if (transfer.refusal !== null) {
      const { code, detail } = transfer.refusal;
      return { ...fail(code, detail), replayed, refused: transfer.id };
    }
    const parties = {
      payer: { member: payer.uid, cooperative: payer.cooperative },
      payee: { merchant: payee.uid, cooperative: payee.cooperative },
    };
    const cycle = await this.ports.facts.cycle(transfer.cycle);
    return { ok: true, value: paymentOf(transfer, parties, cycle), replayed };
  }
}

function planOrder(
  rules: Rules,
  order: PaymentOrder,
  payer: Member,
  payee: Merchant | undefined,
  quote: Quote | undefined,
): Result<PaymentPlan> {
  if (payee === undefined || payee.network !== payer.network) return fail('not_found');
  if (order.quote !== undefined) {
    const fault = faultOfQuote(order, quote);
    if (fault !== undefined) return fault;
  }
  return planPayment(rules, { payer, payee, amount: order.amount, quoted: quote?.fees });
}

function faultOfQuote(order: PaymentOrder, quote: Quote | undefined): Failure | undefined {
  if (quote === undefined || quote.member !== order.member) return fail('not_found');
  const same = quote.merchant === order.merchant && quote.amount === order.amount;
  return same ? undefined : fail('wrong_state', { state: 'quoted_for_another_payment' });
}

/**
 * Asks only whether the engine has seen this key. A repetition is answered as it was the first time, even if the
 * rules would no longer let it through, and only the engine knows what it has seen; to what is new it answers
 * `stale`, with the epoch of now.
 */
function probeOf(order: PaymentOrder, payer: Member): PostingRequest {
  return {
    id: newUuid(),
    network: payer.network,
    principal: order.principal,
    key: order.key,
    requestHash: order.requestHash,
    type: 'payment',
    amount: order.amount,
    legs: [],
    epoch: NO_EPOCH,
  };
}

function requestOf(
  order: PaymentOrder,
  plan: PaymentPlan,
  quote: Quote | undefined,
): PostingRequest {
  // Written out: spreading the plan costs more here than all that it is made of.
  return {
    id: newUuid(),
    network: plan.network,
    principal: order.principal,
    key: order.key,
    requestHash: order.requestHash,
    reference: order.reference,
    description: order.description,
    type: plan.type,
    amount: plan.amount,
    payer: plan.payer,
    payee: plan.payee,
    issuer: plan.issuer,
    acquirer: plan.acquirer,
    feeVersion: plan.feeVersion,
    legs: plan.legs,
    gates: plan.gates,
    usageLimits: plan.usageLimits,
    refusal: plan.refusal,
    epoch: plan.epoch,
    notAfter: quote === undefined ? undefined : quoteEnd(quote),
  };
}

function quoteEnd(quote: Quote): PostingRequest['notAfter'] {
  return { us: quote.expiresAtUs, code: 'quote_expired' };
}

function isBetween(transfer: TransferRecord, payer: Member, payee: Merchant): boolean {
  return (
    transfer.type === 'payment' &&
    transfer.payer === payer.wallet &&
    transfer.payee === payee.wallet
  );
}
