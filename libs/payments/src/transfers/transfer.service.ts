import {
  fail,
  invariant,
  succeed,
  sumSen,
  type RefusalCode,
  type Result,
  type Sen,
} from '@app/core';
import type { TransferRecord } from '@app/ledger';
import type { Member, Merchant } from '@app/participants';

import { takingsFacts, walletFacts, type AccountFactsStore } from '../account-facts.store.js';
import { rulesKnowing } from '../current-rules.js';
import { actOf, type Act } from '../posting/act.js';
import {
  postPlanned,
  rulesKnow,
  RULES_TOO_OLD,
  type ActOrder,
  type PostingPorts,
} from '../posting/post-planned.js';
import type { Replayable } from '../payment/posting-failure.js';
import { expiryOf, ticketOf, type QrCode } from '../qr-codes/qr-code.js';
import { amountFor, type QrReader } from '../qr-codes/qr-reader.js';
import { planTransfer, type Sender } from './plan-transfer.js';

export interface TransferPorts extends PostingPorts {
  readonly directory: PostingPorts['directory'] & {
    member(uid: string): Promise<Member | undefined>;
    merchant(uid: string): Promise<Merchant | undefined>;
  };
  readonly facts: Pick<AccountFactsStore, 'know'>;
  readonly codes: Pick<QrReader, 'identify'>;
}

/** An order to send money to a member. All ids are uuids. */
export interface TransferOrder extends ActOrder {
  /** Whose wallet pays: the member's, or that of the merchant whom the caller owns. */
  readonly from: { readonly member: string } | { readonly merchant: string };
  /** The member who receives it (of a payout, a membership of the merchant's owner), or the code that a member shows. */
  readonly to: string | { readonly qr: string };
  /** In sen; a code may say it. */
  readonly amount?: Sen | undefined;
}

export type TransferAnswer = Result<Act> & Replayable & { readonly refused?: string };

/** Money between wallets: members to members, and merchants' takings to their owners. */
export class TransferService {
  constructor(private readonly ports: TransferPorts) {}

  /**
   * Sends money. Failures: `not_found` (no such member in this network; of a payout, no membership of the owner's),
   * `payer_is_payee`, `fee_rule_missing`, `fee_exceeds_amount`, those of `QrReader.identify` and {@link amountFor} for a code, and
   * those of {@link postPlanned}.
   */
  async send(order: TransferOrder): Promise<TransferAnswer> {
    const target = await this.targetOf(order);
    const posted = await postPlanned(this.ports, order, async (rules) => {
      if (!target.ok) return target;
      const { amount, code } = target.value;
      const to = await this.ports.directory.member(target.value.to);
      const from = await this.senderOf(order.from);
      if (to === undefined || to.network !== order.network) return fail('not_found');
      if ('merchant' in from && from.merchant.ownerPerson !== to.person) return fail('not_found');
      const { book } = 'member' in from ? from.member : from.merchant;
      if (!rulesKnow(rules, book, to.book)) return RULES_TOO_OLD;
      const { facts } = this.ports;
      facts.know('member' in from ? walletFacts(from.member) : takingsFacts(from.merchant));
      facts.know(walletFacts(to));
      const plan = planTransfer(rules, { from, to, amount });
      if (!plan.ok || code === undefined) return plan;
      return succeed({ ...plan.value, ticket: ticketOf(code), notAfter: expiryOf(code) });
    });
    const transfer = posted.ok ? posted.value : posted.decided;
    // A key is a person's, who may have several wallets: the same words from another one are another request.
    if (transfer !== undefined && !isFrom(transfer, await this.senderOf(order.from))) {
      return { ...fail('idempotency_key_reused'), replayed: false };
    }
    if (!posted.ok) return posted;
    return { ...succeed(actOf(posted.value)), replayed: posted.replayed };
  }

  private async targetOf({
    network,
    to,
    amount,
  }: TransferOrder): Promise<Result<{ to: string; amount: Sen; code?: QrCode }>> {
    if (typeof to === 'string') {
      invariant(amount !== undefined, 'a sending of nothing');
      return succeed({ to, amount });
    }
    const code = await this.ports.codes.identify(network, to.qr, 'transfer');
    if (!code.ok) return code;
    const sum = amountFor(code.value, amount);
    return sum.ok ? succeed({ to: code.value.holder, amount: sum.value, code: code.value }) : sum;
  }

  /**
   * What sending so much would cost the sender on top, and whether today's rules would refuse it; funds and caps are not
   * asked. Failures: `not_found`, `payer_is_payee`, `fee_rule_missing`, `fee_exceeds_amount`.
   */
  async price(
    from: TransferOrder['from'],
    payee: string,
    amount: Sen,
  ): Promise<Result<{ readonly fee: Sen; readonly refusal?: RefusalCode | undefined }>> {
    const sender = await this.senderOf(from);
    const { book, network, wallet } = 'member' in sender ? sender.member : sender.merchant;
    const to = await this.ports.directory.member(payee);
    if (to === undefined || to.network !== network) return fail('not_found');
    const rules = await rulesKnowing(this.ports.directory, network, [book, to.book]);
    let plan = planTransfer(rules, { from: sender, to, amount });
    if (!plan.ok || plan.value.refusal !== undefined) {
      // What the rules and tiers that are remembered here refuse, those of now may allow.
      const current = await this.ports.directory.refresh(network);
      const receiver = (await this.ports.directory.member(payee)) ?? to;
      plan = planTransfer(current, { from: await this.senderOf(from), to: receiver, amount });
    }
    if (!plan.ok) return plan;
    const fee = sumSen(
      plan.value.legs
        .filter((leg) => leg.debit === wallet && leg.component === 'member_fee')
        .map((leg) => leg.amount),
    );
    return succeed({ fee, refusal: plan.value.refusal?.code });
  }

  private async senderOf(from: TransferOrder['from']): Promise<Sender> {
    if ('member' in from) {
      const member = await this.ports.directory.member(from.member);
      invariant(member !== undefined, 'a token names a member that is not there');
      return { member };
    }
    const merchant = await this.ports.directory.merchant(from.merchant);
    invariant(merchant !== undefined, 'a token names a merchant that is not there');
    return { merchant };
  }
}

function isFrom(transfer: TransferRecord, sender: Sender): boolean {
  const { wallet } = 'member' in sender ? sender.member : sender.merchant;
  return transfer.payer === wallet;
}
