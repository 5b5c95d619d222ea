import { encodeId, fail, invariant, succeed, toMoney, type Result, type Sen } from '@app/core';
import type { Member, Merchant, Rules } from '@app/participants';
import type { EntityManager } from 'typeorm';

import { rulesKnowing } from '../current-rules.js';
import { admissionRefusal } from '../limits/admission.js';
import type { NoticeKind, NoticeService } from '../notifications/notice.service.js';
import type { Replayable } from '../payment/posting-failure.js';
import { planPayment } from '../payment/plan-payment.js';
import { actOf, type Act } from '../posting/act.js';
import {
  postPlanned,
  rulesKnow,
  RULES_TOO_OLD,
  type ActOrder,
  type ActPlan,
  type PostingPorts,
  type RulesTooOld,
} from '../posting/post-planned.js';
import { planTransfer } from '../transfers/plan-transfer.js';
import { asMade, type Demand } from './demand.js';
import type { DemandStore } from './demand.store.js';
import type {
  PaymentRequest,
  RequestParties,
  RequestQuery,
  RequestStore,
} from './request.store.js';

/** How many requests of one asker a member may have open at once: more is pestering. */
export const OPEN_REQUESTS_MAX = 20;

/** The longest life of a request. */
export const REQUEST_HOURS_MAX = 720;

export interface PaymentRequestPorts extends PostingPorts {
  readonly directory: PostingPorts['directory'] & {
    member(uid: string): Promise<Member | undefined>;
    merchant(uid: string): Promise<Merchant | undefined>;
  };
  readonly demands: DemandStore;
  readonly requests: RequestStore;
  readonly notices: NoticeService;
}

/** Who asks for money: a member for their own wallet, a merchant for the shop's. Uuids. */
export type RequestHolder = { readonly member: string } | { readonly merchant: string };

export interface NewPaymentRequest {
  readonly network: number;
  /** The person behind it: the scope of the key. */
  readonly principal: string;
  readonly key: string;
  readonly requestHash: string;
  readonly asker: RequestHolder;
  /** Uuid of the member who is asked. */
  readonly payer: string;
  /** In sen: whole rupiah. */
  readonly amount: Sen;
  readonly partialAllowed: boolean;
  readonly note?: string | undefined;
  /** 1 to {@link REQUEST_HOURS_MAX}, by the network's clock. */
  readonly expiresInHours: number;
}

/** A member's order to pay a request, or a part of it. Uuids. */
export interface RequestPaymentOrder {
  readonly request: string;
  readonly member: string;
  readonly principal: string;
  readonly key: string;
  readonly requestHash: string;
  /** In sen; all that is left unless told. */
  readonly amount?: Sen | undefined;
  readonly consent?: ActOrder['consent'];
}

/** The payment of a request as it was decided. */
export interface RequestPayment {
  readonly request: PaymentRequest;
  readonly act: Act;
}

export type RequestAnswer = Result<PaymentRequest> & Replayable;
export type RequestPaymentAnswer = Result<RequestPayment> &
  Replayable & {
    readonly refused?: string;
    /** What was refused: a payment to a shop, or a sending of money. */
    readonly refusedType?: 'payment' | 'transfer';
  };

/**
 * Members and merchants ask members for money. What is paid goes through the ledger as any payment or sending of money;
 * the row of the request sets the amount aside first, so that no more is ever paid than was asked.
 */
export class PaymentRequestService {
  constructor(private readonly ports: PaymentRequestPorts) {}

  /**
   * Asks a member for money, and tells them. Failures: `not_found` (no such member in this network), `payer_is_payee`,
   * `cooperative_suspended`, `cooperative_not_active`, `limit_exceeded` ({@link OPEN_REQUESTS_MAX} are open),
   * `idempotency_key_reused`.
   */
  async ask(wanted: NewPaymentRequest): Promise<RequestAnswer> {
    const before = await this.madeBefore(wanted);
    if (before !== undefined) return before;
    const parties = await this.partiesOf(wanted);
    if (!parties.ok) return { ...parties, replayed: false };
    const { askerBook, payerBook } = parties.value;
    const books = [askerBook, payerBook];
    const rules = await rulesKnowing(this.ports.directory, wanted.network, books);
    const refusal = admissionRefusal(rules, ...books);
    if (refusal !== undefined) return { ...fail(refusal.code), replayed: false };
    const made = await this.ports.demands.transact((tx) => this.store(tx, wanted, parties.value));
    if (made.ok) return { ...made, replayed: false };
    // Somebody else was faster with the same key, or there are too many.
    return (await this.madeBefore(wanted)) ?? { ...made, replayed: false };
  }

  /**
   * Pays a request, or a part of it where that is allowed, out of the member's wallet. Failures: `not_found` (not asked
   * of this member), those of `DemandStore.reserve`, of a payment or sending of money, and `request_expired` and
   * `payment_given_up` as refusals. Only refusals are stored.
   */
  async pay(order: RequestPaymentOrder): Promise<RequestPaymentAnswer> {
    const request = await this.ports.requests.read(order.request);
    if (request?.payer !== order.member) return { ...fail('not_found'), replayed: false };
    const { principal, key, requestHash, consent } = order;
    const reserved = await this.ports.demands.reserve(request.uid, order);
    if (!reserved.ok) return { ...reserved, replayed: false };
    const payment = reserved.value;
    const act = {
      id: payment.uid,
      network: request.network,
      principal,
      key,
      requestHash,
      description: request.note ?? undefined,
      consent,
    };
    const posted = await postPlanned(this.ports, act, (rules) =>
      this.plan(rules, request, payment.amount),
    );
    // To the ledger it is the same transfer sent again; what was decided before is known from the row.
    const replayed = payment.state !== 'reserved' || posted.replayed;
    if (posted.ok) {
      await this.ports.demands.settle(payment, { posted: true });
      return { ...succeed({ request, act: actOf(posted.value) }), replayed };
    }
    // What is not decided stays set aside: the same key goes on with it, or the worker ends it.
    if (posted.refused !== undefined || posted.code === 'idempotency_key_reused') {
      await this.ports.demands.settle(payment, { posted: false, code: posted.code });
    }
    const { decided: _, ...told } = posted;
    return {
      ...told,
      replayed,
      refusedType: request.askerKind === 'merchant' ? 'payment' : 'transfer',
    };
  }

  /** The payer won't pay what is left. Failures: `not_found`, `wrong_state`, `payment_in_progress`. */
  async decline(member: string, uid: string, reason?: string): Promise<Result<PaymentRequest>> {
    const request = await this.ports.requests.read(uid);
    if (request?.payer !== member) return fail('not_found');
    const { askerPerson, amount, paid } = request;
    return this.end(request, 'declined', reason, (sql) =>
      this.tell(sql, askerPerson, 'request_declined', request, { amount: amount - paid }),
    );
  }

  /** The asker wants no more of it; failures as those of {@link decline}. */
  async cancel(asker: RequestHolder, uid: string): Promise<Result<PaymentRequest>> {
    const request = await this.ports.requests.read(uid);
    if (request === undefined || request.asker !== uidOf(asker)) return fail('not_found');
    const name = await this.shopName(request);
    const { payerPerson, amount, paid } = request;
    return this.end(request, 'cancelled', undefined, (sql) =>
      this.tell(sql, payerPerson, 'request_cancelled', request, { amount: amount - paid, name }),
    );
  }

  /** For its two ends; `not_found` for everybody else. */
  async read(holder: RequestHolder, uid: string): Promise<Result<PaymentRequest, 'not_found'>> {
    const request = await this.ports.requests.read(uid);
    if (request === undefined) return fail('not_found');
    const own = uidOf(holder);
    const takesPart = request.asker === own || request.payer === own;
    return takesPart ? succeed(request) : fail('not_found');
  }

  /** A request that this principal made; undefined for any other. */
  async askedBy(principal: string, uid: string): Promise<PaymentRequest | undefined> {
    const request = await this.ports.requests.read(uid);
    return request?.createdBy === principal ? request : undefined;
  }

  /** Newest first. */
  list(query: RequestQuery): Promise<PaymentRequest[]> {
    return this.ports.requests.list(query);
  }

  private async madeBefore(wanted: NewPaymentRequest): Promise<RequestAnswer | undefined> {
    const { principal, key, requestHash, asker } = wanted;
    const before = await this.ports.demands.madeBy(principal, key);
    if (before === undefined) return undefined;
    const request = await this.ports.requests.read(before.uid);
    // A key is a person's, who may ask for several wallets: the same words for another one are another request.
    const same = before.requestHash === requestHash && request?.asker === uidOf(asker);
    if (!same) return { ...fail('idempotency_key_reused'), replayed: false };
    return { ...succeed(asMade(request)), replayed: true };
  }

  private async store(
    tx: EntityManager,
    wanted: NewPaymentRequest,
    parties: RequestParties,
  ): Promise<Result<PaymentRequest>> {
    if ((await this.ports.requests.countOpen(tx, parties)) >= OPEN_REQUESTS_MAX) {
      const maximum = OPEN_REQUESTS_MAX;
      return fail('limit_exceeded', { limit: 'open_requests', maximum, left: 0 });
    }
    const uid = await this.ports.demands.insert(tx, {
      network: wanted.network,
      kind: 'request',
      createdBy: wanted.principal,
      key: wanted.key,
      requestHash: wanted.requestHash,
      amount: wanted.amount,
      partialAllowed: wanted.partialAllowed,
      note: wanted.note,
      expiresInSeconds: wanted.expiresInHours * 3_600,
    });
    if (uid === undefined) return fail('idempotency_key_reused');
    const request = await this.ports.requests.insert(tx, uid, parties);
    const name = await this.shopName(request);
    const { payerPerson, amount } = request;
    await this.tell(tx, payerPerson, 'payment_requested', request, { amount, name });
    return succeed(request);
  }

  private async partiesOf(wanted: NewPaymentRequest): Promise<Result<RequestParties>> {
    const { asker, network } = wanted;
    const payer = await this.ports.directory.member(wanted.payer);
    if (payer === undefined || payer.network !== network) return fail('not_found');
    const to = await this.receiverOf(asker);
    const person = 'person' in to ? to.person : to.ownerPerson;
    const isOwn = to.wallet === payer.wallet || ('merchant' in asker && person === payer.person);
    if (isOwn) return fail('payer_is_payee');
    return succeed({
      asker: to.uid,
      askerKind: 'member' in asker ? 'member' : 'merchant',
      askerPerson: person,
      askerWallet: to.wallet,
      askerBook: to.book,
      payer: payer.uid,
      payerPerson: payer.person,
      payerWallet: payer.wallet,
      payerBook: payer.book,
    });
  }

  private async receiverOf(asker: RequestHolder): Promise<Member | Merchant> {
    const { directory } = this.ports;
    const receiver =
      'member' in asker
        ? await directory.member(asker.member)
        : await directory.merchant(asker.merchant);
    invariant(receiver !== undefined, 'a token names somebody who is not there');
    return receiver;
  }

  /** A payment with the merchant's discount, or a sending of money; not after the request's time. */
  private async plan(
    rules: Rules,
    request: PaymentRequest,
    amount: Sen,
  ): Promise<Result<ActPlan> | RulesTooOld> {
    const { directory } = this.ports;
    if (!rulesKnow(rules, request.askerBook, request.payerBook)) return RULES_TOO_OLD;
    const payer = await directory.member(request.payer);
    invariant(payer !== undefined, 'a member is never deleted');
    const planned = await this.planFor(rules, request, payer, amount);
    if (!planned.ok) return planned;
    const { expiresAt } = request;
    invariant(expiresAt !== null, 'a request expires');
    const us = BigInt(expiresAt.getTime()) * 1_000n;
    return succeed({ ...planned.value, notAfter: { us, code: 'request_expired' } });
  }

  private async planFor(
    rules: Rules,
    { asker, askerKind }: PaymentRequest,
    payer: Member,
    amount: Sen,
  ): Promise<Result<ActPlan>> {
    if (askerKind === 'member') {
      const to = await this.ports.directory.member(asker);
      invariant(to !== undefined, 'a member is never deleted');
      return planTransfer(rules, { from: { member: payer }, to, amount });
    }
    const payee = await this.ports.directory.merchant(asker);
    invariant(payee !== undefined, 'a merchant is never deleted');
    const planned = planPayment(rules, { payer, payee, amount });
    if (!planned.ok) return planned;
    const { network: _, epoch: __, ...plan } = planned.value;
    return succeed(plan);
  }

  private async end(
    { uid }: PaymentRequest,
    to: 'declined' | 'cancelled',
    reason: string | undefined,
    tell: (sql: EntityManager) => Promise<void>,
  ): Promise<Result<PaymentRequest>> {
    return this.ports.demands.transact(async (tx) => {
      const demand = await this.ports.demands.lock(tx, uid);
      invariant(demand !== undefined, 'a demand is never deleted');
      const fault = faultOfEnding(demand, to);
      if (fault !== undefined) return fault;
      if (demand.state !== to) {
        await this.ports.demands.end(tx, uid, to, reason);
        await tell(tx);
      }
      const ended = await this.ports.requests.read(uid, tx);
      invariant(ended !== undefined, 'a request is never deleted');
      return succeed(ended);
    });
  }

  private async shopName({ asker, askerKind }: PaymentRequest): Promise<string | undefined> {
    if (askerKind === 'member') return undefined;
    return (await this.ports.directory.merchant(asker))?.name;
  }

  private tell(
    sql: EntityManager,
    person: string,
    kind: NoticeKind,
    { uid }: PaymentRequest,
    { amount, name }: { amount: Sen; name?: string | undefined },
  ): Promise<void> {
    const detail = {
      amount: toMoney(amount).value,
      id: encodeId('prq', uid),
      ...(name && { name }),
    };
    return this.ports.notices.tell(person, kind, detail, { sql, about: uid });
  }
}

/** Why a demand can't be ended so by its two ends; nothing stands against what was done before. */
export function faultOfEnding(demand: Demand, to: 'declined' | 'cancelled') {
  if (demand.state === to) return undefined;
  if (demand.state !== 'requested') return fail('wrong_state', { state: demand.state });
  return demand.reserved > 0n ? fail('payment_in_progress') : undefined;
}

function uidOf(holder: RequestHolder): string {
  return 'member' in holder ? holder.member : holder.merchant;
}
