import {
  fail,
  formatSen,
  invariant,
  refundPolicyOf,
  succeed,
  type FeeSchedule,
  type Result,
  type Sen,
} from '@app/core';
import type { AlertService } from '@app/access';
import type { Balance, TransferRecord } from '@app/ledger';
import type { Merchant, Rules } from '@app/participants';

import { factsOf, takingsFacts, type AccountFactsStore } from '../account-facts.store.js';
import type { Replayable } from '../payment/posting-failure.js';
import { cooperativeOf } from '../posting/plan-parts.js';
import {
  postPlanned,
  rulesKnow,
  RULES_TOO_OLD,
  type ActOrder,
  type ActPlan,
  type PostingPorts,
  type RulesTooOld,
} from '../posting/post-planned.js';
import { InTurn } from './in-turn.js';
import { partiesOf, planRefund, type GivenBack } from './plan-refund.js';
import type { Refund } from './refund.js';
import type { RefundQueries } from './refund-queries.js';
import type { ReturnStore } from './return.store.js';

/** What this service needs of the ledger, the directory and the alerts. */
export interface RefundPorts {
  readonly ledger: PostingPorts['ledger'];
  readonly reads: PostingPorts['reads'] & {
    transfer(id: string): Promise<TransferRecord | undefined>;
    balance(account: number): Promise<Balance | undefined>;
  };
  readonly directory: PostingPorts['directory'] & {
    merchant(uid: string): Promise<Merchant | undefined>;
    scheduleOf(network: number, version: number): Promise<FeeSchedule | undefined>;
  };
  readonly returns: Pick<ReturnStore, 'givenBack'>;
  readonly queries: Pick<RefundQueries, 'present'>;
  readonly alerts: Pick<AlertService, 'raise'>;
  readonly facts: Pick<AccountFactsStore, 'know'>;
}

/** A merchant's order to give back a payment or a part of it. Ids are uuids. */
export interface RefundOrder extends ActOrder {
  /** As the token says. */
  readonly merchant: string;
  readonly payment: string;
  /** In sen: positive, whole rupiah. */
  readonly amount: Sen;
}

/** `refused` is the uuid of a refund that was refused and stored: it can be read again. */
export type RefundAnswer = Result<Refund> & Replayable & { readonly refused?: string };

const DEFAULT_UNIT = 100n;

const NOTHING_YET: GivenBack = { returned: 0n, legs: [] };

/** What was found out for one order. */
interface Asked {
  /** It never changes. */
  payment: TransferRecord | undefined;
  plans: number;
}

/** Gives payments back: in full or in part, many times, never more than was paid. */
export class RefundService {
  private readonly inTurn = new InTurn();

  constructor(private readonly ports: RefundPorts) {}

  /**
   * Refunds a payment that this merchant received; one that was captured from an authorisation is like any other. It
   * falls into the open cycle, whether or not the payment has been settled.
   *
   * Failures: `not_found` (also for a payment of somebody else), `not_refundable` for what is no payment (a refund, a
   * payout), `refund_exceeds_payment`, `already_reversed`, `insufficient_funds` of the merchant, `cap_exceeded` of the
   * merchant's cooperative, `limit_exceeded`, `payer_frozen` and `payer_closed` (the merchant), `payee_closed` (the
   * payer's wallet was closed in this very moment: a new request goes to suspense), and those of `postPlanned`.
   */
  async refund(order: RefundOrder): Promise<RefundAnswer> {
    // Shares are cumulative, so refunds of one payment follow each other; in this process without racing.
    const asked: Asked = { payment: undefined, plans: 0 };
    const answer = await this.inTurn.run(order.payment, () =>
      postPlanned(this.ports, order, (rules) => this.plan(rules, order, asked)),
    );
    if (!answer.ok) return answer;
    const refund = await this.ports.queries.present(answer.value, asked.payment);
    if (refund.posted?.inSuspense === true) await this.tellOfSuspense(refund);
    return { ...succeed(refund), replayed: answer.replayed };
  }

  /** Done again it changes nothing: the alert stays until somebody has released the money. */
  async tellOfSuspense({ act, member }: Refund): Promise<void> {
    await this.ports.alerts.raise({
      network: act.network,
      cooperative: member.cooperative,
      kind: 'payee_closed',
      subject: act.id,
      detail: { amount: formatSen(act.amount), act: 'refund' },
      dedupeKey: act.id,
    });
  }

  private async plan(
    rules: Rules,
    order: RefundOrder,
    asked: Asked,
  ): Promise<Result<ActPlan> | RulesTooOld> {
    asked.plans += 1;
    const merchant = await this.ports.directory.merchant(order.merchant);
    invariant(merchant !== undefined, 'a token names a merchant that is not there');
    asked.payment ??= await this.ports.reads.transfer(order.payment);
    const { payment } = asked;
    if (payment === undefined || payment.network !== order.network) return fail('not_found');
    const { wallet } = merchant;
    if (payment.refusal !== null || (payment.payee !== wallet && payment.payer !== wallet)) {
      return fail('not_found');
    }
    if (payment.type !== 'payment' || payment.payee !== wallet) {
      return fail('not_refundable', { act: payment.type });
    }
    const { payer, issuer, acquirer } = partiesOf(payment);
    if (!rulesKnow(rules, issuer, acquirer)) return RULES_TOO_OLD;
    invariant(cooperativeOf(rules, acquirer).uid === merchant.cooperative, 'a merchant who moved');
    const [terms, before, balance] = await Promise.all([
      this.termsOf(payment, merchant),
      // Most payments are given back once. If this one was before, the ledger answers `returned_meanwhile`.
      asked.plans === 1 ? NOTHING_YET : this.ports.returns.givenBack(payment.id),
      this.ports.reads.balance(payer),
    ]);
    if (balance !== undefined) this.ports.facts.know(factsOf(balance));
    this.ports.facts.know(takingsFacts(merchant));
    return succeed(
      planRefund(rules, {
        payment,
        merchant,
        by: order.principal,
        amount: order.amount,
        before,
        ...terms,
        walletClosed: balance?.status === 'closed',
      }),
    );
  }

  /** What the schedule that the payment was made under says of its discount. */
  private async termsOf(
    { network, feeVersion, issuer, acquirer, amount }: TransferRecord,
    merchant: Merchant,
  ) {
    const schedule =
      feeVersion === null ? undefined : await this.ports.directory.scheduleOf(network, feeVersion);
    if (schedule === undefined || issuer === null || acquirer === null) {
      return { policy: 'in_proportion', unit: DEFAULT_UNIT } as const;
    }
    const { criterion } = merchant;
    const question = { service: 'payment', issuer, acquirer, criterion, amount } as const;
    return {
      policy: refundPolicyOf(schedule, question) ?? 'in_proportion',
      unit: schedule.unit,
    } as const;
  }
}
