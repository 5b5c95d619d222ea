import {
  encodeId,
  fail,
  formatSen,
  invariant,
  succeed,
  type FeeSchedule,
  type Result,
  type Sen,
} from '@app/core';
import type { Obligation, TransferRecord } from '@app/ledger';
import type { Member, Merchant, Network, Rules } from '@app/participants';

import type { NoticeKind, NoticeService } from '../notifications/notice.service.js';
import type { Replayable } from '../payment/posting-failure.js';
import {
  postPlanned,
  rulesKnow,
  RULES_TOO_OLD,
  type ActAnswer,
  type ActOrder,
  type ActPlan,
  type PostingPorts,
  type RulesTooOld,
} from '../posting/post-planned.js';
import { InTurn } from '../refunds/in-turn.js';
import type { Authorisation } from './authorisation.js';
import type { AuthorisationQueries } from './authorisation-queries.js';
import { planAuthorisation, planCapture, planVoid } from './plan-authorisation.js';

export interface AuthorisationPorts {
  readonly ledger: PostingPorts['ledger'];
  readonly reads: PostingPorts['reads'] & {
    transfer(id: string): Promise<TransferRecord | undefined>;
    obligation(id: string): Promise<Obligation | undefined>;
  };
  readonly directory: PostingPorts['directory'] & {
    member(uid: string): Promise<Member | undefined>;
    merchant(uid: string): Promise<Merchant | undefined>;
    network(key: number): Promise<Network | undefined>;
    scheduleOf(network: number, version: number): Promise<FeeSchedule | undefined>;
  };
  readonly queries: AuthorisationQueries;
  readonly notices: Pick<NoticeService, 'tell'>;
}

/** A member lets a merchant take up to `amount` sen. Ids are uuids. */
export interface AuthorisationOrder extends ActOrder {
  readonly member: string;
  readonly merchant: string;
  readonly amount: Sen;
  readonly expiresInSeconds: number;
}

/** A merchant ends an authorisation, or takes a part of it. */
export interface CompletionOrder extends ActOrder {
  readonly merchant: string;
  readonly authorisation: string;
}

export interface CaptureOrder extends CompletionOrder {
  /** In sen; all that is left unless told. */
  readonly amount?: Sen | undefined;
  /** Whether the rest is let go. */
  readonly final: boolean;
}

export type AuthorisationAnswer = Result<Authorisation> &
  Replayable & { readonly refused?: string };

/** An authorisation with whom it is between, as far as the caller may see it. */
interface Given {
  readonly hold: TransferRecord;
  readonly obligation: Obligation;
  readonly payer: Member;
  readonly payee: Merchant;
  readonly timeZone: string;
}

/** Authorise first, capture later: what a merchant asks whose price or delivery is not certain yet. */
export class AuthorisationService {
  private readonly inTurn = new InTurn();

  constructor(private readonly ports: AuthorisationPorts) {}

  /**
   * Reserves the money. Failures: `not_found` (merchant), `payer_is_payee`, `fee_rule_missing`, `fee_exceeds_amount`,
   * the refusals of a payment, and those of `postPlanned`.
   */
  async authorise(order: AuthorisationOrder): Promise<AuthorisationAnswer> {
    const answer = await postPlanned(this.ports, order, async (rules) => {
      const { directory } = this.ports;
      const payer = await directory.member(order.member);
      const payee = await directory.merchant(order.merchant);
      invariant(payer !== undefined, 'a token names a member that is not there');
      if (payee === undefined || payee.network !== payer.network) return fail('not_found');
      if (!rulesKnow(rules, payer.book, payee.book)) return RULES_TOO_OLD;
      return planAuthorisation(rules, { ...order, payer, payee });
    });
    if (!answer.ok) return answer;
    const authorisation = await this.ports.queries.presentNew(answer.value);
    await this.tell(authorisation, 'authorisation_held');
    return { ...succeed(authorisation), replayed: answer.replayed };
  }

  /**
   * Takes an amount; answers the payment's transfer. Failures: `not_found`, `hold_not_open`, `hold_expired`,
   * `capture_exceeds_hold`, `payee_frozen`, `payee_closed` (the authorisation is then let go), `fee_rule_missing`,
   * `fee_exceeds_amount`, and those of `postPlanned`.
   */
  async capture(order: CaptureOrder): Promise<ActAnswer> {
    const answer = await this.complete(order, async (rules, given) => {
      const { network, feeVersion } = given.hold;
      invariant(feeVersion !== null, `hold ${given.hold.id} has no fees`);
      const schedule = await this.ports.directory.scheduleOf(network, feeVersion);
      invariant(schedule !== undefined, `there is no fee schedule ${feeVersion}`);
      const { amount, final } = order;
      return planCapture(rules, { ...given, amount, final, schedule });
    });
    if (!answer.ok && answer.code === 'payee_closed') await this.letGo(order);
    return answer;
  }

  /** Lets go what was not captured. Failures: `not_found`, `hold_not_open`, and those of `postPlanned`. */
  async void(order: CompletionOrder): Promise<AuthorisationAnswer> {
    const answer = await this.complete(order, (_rules, given) =>
      Promise.resolve(succeed(planVoid(given))),
    );
    if (!answer.ok) return answer;
    const hold = await this.ports.reads.transfer(order.authorisation);
    invariant(hold !== undefined, 'what was voided is there');
    const authorisation = await this.ports.queries.present(hold);
    await this.tell(authorisation, 'authorisation_released');
    return { ...succeed(authorisation), replayed: answer.replayed };
  }

  /** The member reads it; told once, however often the request is repeated. */
  private async tell({ id, amount, payer, payee }: Authorisation, kind: NoticeKind): Promise<void> {
    const { directory, notices } = this.ports;
    const member = await directory.member(payer.member);
    const merchant = await directory.merchant(payee.merchant);
    invariant(member && merchant, `hold ${id} is between nobody`);
    const detail = { amount: formatSen(amount), name: merchant.name, id: encodeId('aut', id) };
    await notices.tell(member.person, kind, detail, { about: id });
  }

  /** In turn, so that in this process nothing is planned upon a rest that another capture is taking. */
  private complete(
    order: CompletionOrder,
    plan: (rules: Rules, given: Given) => Promise<Result<ActPlan>>,
  ): Promise<ActAnswer> {
    return this.inTurn.run(order.authorisation, () =>
      postPlanned(this.ports, order, async (rules): Promise<Result<ActPlan> | RulesTooOld> => {
        const given = await this.find(order);
        if (given === undefined) return fail('not_found');
        if (!rulesKnow(rules, given.payer.book, given.payee.book)) return RULES_TOO_OLD;
        return plan(rules, given);
      }),
    );
  }

  private async find({ authorisation, merchant }: CompletionOrder): Promise<Given | undefined> {
    const { reads, directory, queries } = this.ports;
    const hold = await reads.transfer(authorisation);
    if (hold === undefined || hold.refusal !== null) return undefined;
    if (!(await queries.isAuthorisation(hold))) return undefined;
    const owners = await queries.ownersOf(hold);
    if (owners.merchant !== merchant) return undefined;
    const [obligation, payer, payee, network] = await Promise.all([
      reads.obligation(hold.id),
      directory.member(owners.member),
      directory.merchant(owners.merchant),
      directory.network(hold.network),
    ]);
    invariant(obligation && payer && payee && network, `hold ${hold.id} is between nobody`);
    return { hold, obligation, payer, payee, timeZone: network.timeZone };
  }

  /**
   * The merchant is closed and will never capture: the member gets the use of the money back at once. If this is
   * interrupted, the expiry of the authorisation does the same.
   */
  private async letGo(order: CompletionOrder): Promise<void> {
    const { network, authorisation } = order;
    const answer = await this.complete(
      {
        ...order,
        network,
        principal: authorisation,
        key: 'payee-closed',
        requestHash: authorisation.replaceAll('-', ''),
        reference: undefined,
        description: undefined,
      },
      (_rules, given) => Promise.resolve(succeed(planVoid(given))),
    );
    if (!answer.ok) return;
    const hold = await this.ports.reads.transfer(authorisation);
    invariant(hold !== undefined, 'what was voided is there');
    await this.tell(await this.ports.queries.present(hold), 'authorisation_released');
  }
}
