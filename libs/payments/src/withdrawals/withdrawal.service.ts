import type { ConsentService, Identity, PinFailure } from '@app/access';
import { fail, invariant, succeed, type FeeSchedule, type Result, type Sen } from '@app/core';
import type { Obligation, TransferRecord } from '@app/ledger';
import type { Member, Merchant, Network, Rules } from '@app/participants';

import { takingsFacts, walletFacts, type AccountFactsStore } from '../account-facts.store.js';
import type { CounterDesk, MemberReference } from '../parties/counter-desk.js';
import { countingDayOf, usageOfHold } from '../posting/held-usage.js';
import {
  postPlanned,
  RULES_TOO_OLD,
  rulesKnow,
  type ActAnswer,
  type ActPlan,
  type PostingPorts,
  type RulesTooOld,
} from '../posting/post-planned.js';
import { Remembered } from '../remembered.js';
import { isAtTill, type CashPartyPorts } from '../tills/cash-parties.js';
import type { AtCounter, TillSessionService } from '../tills/till-session.service.js';
import { heldCashOf, planConfirmation, planHold, type HeldCash } from './plan-withdrawal.js';
import type { WithdrawalCodeEnds } from './withdrawal-code-ends.js';
import {
  personOf,
  type CashHolder,
  type CodeFailure,
  type WithdrawalCodeService,
} from './withdrawal-code.service.js';
import type { WithdrawalCode } from './withdrawal-code.store.js';

export interface WithdrawalPorts extends PostingPorts {
  readonly directory: PostingPorts['directory'] & {
    member(uid: string): Promise<Member | undefined>;
    merchant(uid: string): Promise<Merchant | undefined>;
    network(key: number): Promise<Network | undefined>;
    scheduleOf(network: number, version: number): Promise<FeeSchedule | undefined>;
  };
  readonly reads: PostingPorts['reads'] & {
    transfer(id: string): Promise<TransferRecord | undefined>;
    transferByKey(principal: string, key: string): Promise<TransferRecord | undefined>;
    obligation(id: string): Promise<Obligation | undefined>;
  };
  readonly facts: CashPartyPorts['facts'] & Pick<AccountFactsStore, 'know'>;
  readonly desk: Pick<CounterDesk, 'one' | 'merchant'>;
  readonly sessions: Pick<TillSessionService, 'ofTeller'>;
  readonly codes: Pick<WithdrawalCodeService, 'show' | 'grantedTo'>;
  readonly codeEnds: Pick<WithdrawalCodeEnds, 'decided' | 'giveBack'>;
  readonly consent: Pick<ConsentService, 'checkPin'>;
}

/**
 * How the holder of the wallet agrees: by a code, which says how much (of another amount that is named it is the wrong one),
 * or by PIN at the counter.
 */
export type Consent =
  | { readonly code: string; readonly amount?: Sen | undefined }
  | { readonly pin: string; readonly amount: Sen };

/** A teller's order to hold cash for somebody at the counter. */
export interface WithdrawalOrder {
  readonly from: { readonly member: MemberReference } | { readonly merchant: string };
  readonly consent: Consent;
  readonly key: string;
  /** Over what was asked, without the PIN: it is stored. */
  readonly requestHash: string;
  readonly reference?: string | undefined;
  readonly description?: string | undefined;
}

/** The key under which an ending of a withdrawal may be sent again. */
export interface EndOrder {
  readonly key: string;
  readonly requestHash: string;
}

/** What a counter knows once the holder has agreed. */
interface Agreed {
  readonly holder: CashHolder;
  readonly amount: Sen;
  readonly code?: WithdrawalCode;
}

type ConsentFailure = CodeFailure | PinFailure | 'validation_failed';

/** What may still be decided for this key: the code stays granted to it. */
const UNDECIDED: ReadonlySet<string> = new Set([
  'overloaded',
  'database_unavailable',
  'outcome_unknown',
  'shutting_down',
]);

const REMEMBERED_HOLDS = 10_000;

/** Cash at a counter, in two steps: held with the holder's consent, then handed out or let go. */
export class WithdrawalService {
  /** Holds that were made here: a hold never changes, and is ended soon. */
  private readonly holds = new Remembered<string, TransferRecord>(REMEMBERED_HOLDS);

  constructor(private readonly ports: WithdrawalPorts) {}

  /**
   * Holds cash at the till that the caller has open; the stored hold. Nothing is handed out on this answer.
   *
   * Failures: `till_session_missing`, `not_found`, `validation_failed`, `rate_limited`, `withdrawal_code_invalid`
   * (detail `tries_left`), `withdrawal_code_locked`, `pin_wrong`, `pin_locked`, `fee_rule_missing`,
   * `fee_exceeds_amount`, and those of {@link postPlanned}: `insufficient_funds`, `till_short`, `cap_exceeded`, limits.
   * A code that the ledger's refusal left unused may be shown again, at another till.
   */
  async hold(caller: AtCounter, order: WithdrawalOrder): Promise<ActAnswer> {
    const { network, principal } = caller;
    invariant(network !== null, 'a teller without a network');
    const { key, requestHash, reference, description } = order;
    const till = await this.ports.sessions.ofTeller(caller);
    const agreed = till.ok ? await this.agree(caller, order) : till;
    const posted = await postPlanned(
      this.ports,
      { network, principal, key, requestHash, reference, description },
      async (rules) => {
        if (!till.ok) return till;
        if (!agreed.ok) return agreed;
        // The engine is asked all the same: it answers what it has decided.
        if (agreed.value === 'seen') return fail('outcome_unknown');
        const { holder, amount } = agreed.value;
        const current = await this.asNow(holder);
        const { book } = 'member' in current ? current.member : current.merchant;
        if (!rulesKnow(rules, till.value.till.book, book)) return RULES_TOO_OLD;
        return planHold(rules, { till: till.value.till, holder: current, amount });
      },
    );
    if (posted.ok) this.holds.set(posted.value.id, posted.value);
    if ('code' in order.consent) await this.endCode({ principal, key }, agreed, posted);
    return posted;
  }

  /**
   * Posts a withdrawal. Cash is handed out on this answer only. Failures: `not_found`, `wrong_state` (`held_at_another_till`,
   * and for a hold that was refused), `till_session_missing`, `hold_expired` and `hold_not_open` (detail `state`): no
   * cash; and those of {@link postPlanned}.
   */
  async confirm(caller: AtCounter, id: string, order: EndOrder): Promise<ActAnswer> {
    return this.end(caller, id, order, async (rules, held, hold) => {
      const schedule = await this.ports.directory.scheduleOf(hold.network, held.feeVersion);
      invariant(schedule !== undefined, `hold ${held.id} has fees of no schedule`);
      return planConfirmation({ ...rules, schedule, feeVersion: held.feeVersion }, held);
    });
  }

  /** Lets a hold go; no cash. Failures as those of {@link confirm}, but an expired one may be let go too. */
  async cancel(caller: AtCounter, id: string, order: EndOrder): Promise<ActAnswer> {
    return this.end(caller, id, order, async (_rules, held, hold) => {
      const network = await this.ports.directory.network(hold.network);
      const obligation = await this.ports.reads.obligation(held.id);
      const facts = await this.ports.facts.read([held.wallet, held.till]);
      const [payer, payee] = [facts.get(held.wallet), facts.get(held.till)];
      invariant(network && obligation && payer && payee, `hold ${held.id} lacks its facts`);
      const line = obligation.lines.find(({ account }) => account === held.wallet);
      return succeed({
        type: 'void' as const,
        amount: held.amount,
        payer: held.wallet,
        payee: held.till,
        issuer: held.issuer,
        acquirer: held.acquirer,
        legs: [],
        completion: { kind: 'void' as const, obligation: held.id },
        usageReturns: usageOfHold({
          payer: { account: payer.id, kind: payer.kind },
          payee: { account: payee.id, kind: payee.kind },
          leftOfPayer: line?.amount ?? held.amount,
          left: held.amount,
          wasCaptured: false,
          day: countingDayOf(new Date(hold.postedAt), network.timeZone),
        }),
      });
    });
  }

  private async end(
    caller: AtCounter,
    id: string,
    { key, requestHash }: EndOrder,
    plan: (rules: Rules, held: HeldCash, hold: TransferRecord) => Promise<Result<ActPlan>>,
  ): Promise<ActAnswer> {
    const { network, principal } = caller;
    invariant(network !== null, 'staff without a network');
    const found = await this.endable(caller, id);
    return postPlanned(
      this.ports,
      { network, principal, key, requestHash },
      async (rules): Promise<Result<ActPlan> | RulesTooOld> => {
        if (!found.ok) return found;
        const { held, hold } = found.value;
        if (!rulesKnow(rules, held.issuer, held.acquirer)) return RULES_TOO_OLD;
        return plan(rules, held, hold);
      },
    );
  }

  /** The hold, if the caller has the till where it is held. */
  private async endable(
    caller: AtCounter,
    id: string,
  ): Promise<Result<{ held: HeldCash; hold: TransferRecord }>> {
    const hold = await this.storedHold(id);
    const held = hold && heldCashOf(hold);
    if (hold === undefined || held === undefined || hold.network !== caller.network) {
      return fail('not_found');
    }
    if (!(await isAtTill(this.ports, hold))) return fail('not_found');
    const rules = await this.ports.directory.rules(hold.network);
    if (rules.cooperatives.get(held.acquirer)?.uid !== caller.cooperative) return fail('not_found');
    if (hold.refusal !== null) return fail('wrong_state', { state: 'refused' });
    const till = await this.ports.sessions.ofTeller(caller);
    if (!till.ok) return till;
    if (till.value.till.account !== held.till) {
      return fail('wrong_state', { state: 'held_at_another_till' });
    }
    return succeed({ held, hold });
  }

  /** The hold that an ending names as what it has ended. */
  async holdOf(end: TransferRecord): Promise<TransferRecord> {
    const hold = end.original === null ? undefined : await this.storedHold(end.original);
    invariant(hold !== undefined, `transfer ${end.id} ends no hold`);
    return hold;
  }

  private async storedHold(id: string): Promise<TransferRecord | undefined> {
    return this.holds.get(id) ?? this.ports.reads.transfer(id);
  }

  private async agree(
    caller: Identity,
    { from, consent, key }: WithdrawalOrder,
  ): Promise<Result<Agreed | 'seen'>> {
    const holder = await this.holderOf(caller, from);
    if (!holder.ok) return holder;
    const agreed = await this.consented(caller, key, holder.value, consent);
    if (!agreed.ok) return agreed;
    if (agreed.value === 'seen') return succeed('seen');
    return succeed({ holder: holder.value, ...agreed.value });
  }

  private async holderOf(
    caller: Identity,
    from: WithdrawalOrder['from'],
  ): Promise<Result<CashHolder>> {
    if ('merchant' in from) {
      const merchant = await this.ports.desk.merchant(caller, from.merchant);
      if (!merchant.ok) return merchant;
      this.ports.facts.know(takingsFacts(merchant.value));
      return succeed({ merchant: merchant.value });
    }
    const found = await this.ports.desk.one(caller, from.member);
    if (!found.ok) return found;
    this.ports.facts.know(walletFacts(found.value));
    return succeed({ member: found.value });
  }

  /** A repetition is answered from the books: it costs nobody a try, and needs no code that is used by now. */
  private async consented(
    { principal }: Identity,
    key: string,
    holder: CashHolder,
    consent: Consent,
  ): Promise<Result<{ amount: Sen; code?: WithdrawalCode } | 'seen', ConsentFailure>> {
    if ('pin' in consent) {
      const seen = await this.ports.reads.transferByKey(principal, key);
      if (seen !== undefined) return succeed('seen');
      const checked = await this.ports.consent.checkPin(personOf(holder), consent.pin);
      return checked.ok ? succeed({ amount: consent.amount }) : checked;
    }
    const { wallet: account, uid, network } = 'member' in holder ? holder.member : holder.merchant;
    const wallet = { account, uid, network };
    const shown = await this.ports.codes.show({ principal, key }, wallet, consent.code);
    if (!shown.ok) return shown;
    if (shown.value === 'seen') return succeed('seen');
    const { amount } = shown.value;
    if (consent.amount !== undefined && consent.amount !== amount) {
      return fail('validation_failed', { field: 'amount' });
    }
    return succeed({ amount, code: shown.value });
  }

  /** Asked anew after the rules: a tier that has changed since would slip past the engine's check. */
  private async asNow(holder: CashHolder): Promise<CashHolder> {
    if ('member' in holder) {
      return { member: (await this.ports.directory.member(holder.member.uid)) ?? holder.member };
    }
    const merchant = await this.ports.directory.merchant(holder.merchant.uid);
    return { merchant: merchant ?? holder.merchant };
  }

  /** What the ledger has decided is written down for the code too; a crash before is mended by the next who asks. */
  private async endCode(
    bearer: { readonly principal: string; readonly key: string },
    agreed: Result<Agreed | 'seen'>,
    posted: ActAnswer,
  ): Promise<void> {
    const now = agreed.ok && agreed.value !== 'seen' ? agreed.value.code : undefined;
    // What was granted to an earlier sending of this request, which nobody has brought to its end.
    const code = now ?? (await this.ports.codes.grantedTo(bearer));
    if (code?.state !== 'open') return;
    const transfer = posted.ok ? posted.value : posted.decided;
    if (transfer !== undefined) await this.ports.codeEnds.decided(code, transfer);
    else if (!posted.ok && !UNDECIDED.has(posted.code)) await this.ports.codeEnds.giveBack(code);
  }
}
