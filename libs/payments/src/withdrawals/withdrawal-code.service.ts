import type { ConsentService } from '@app/access';
import {
  assertNever,
  encodeId,
  fail,
  newUuid,
  succeed,
  toMoney,
  type Failure,
  type Result,
  type Sen,
} from '@app/core';
import type { Member, Merchant, Rules } from '@app/participants';

import { admissionRefusal } from '../limits/admission.js';
import { limitsFor } from '../limits/limits-for.js';
import type { NoticeService } from '../notifications/notice.service.js';
import { COUNTER_BOUNDS } from '../parties/counter-tries.js';
import type { WithdrawalCodeEnds } from './withdrawal-code-ends.js';
import {
  CODE_MINUTES,
  CODE_TRIES_MAX,
  type WithdrawalCode,
  type WithdrawalCodeStore,
} from './withdrawal-code.store.js';

/** Whose wallet cash is taken from. */
export type CashHolder = { readonly member: Member } | { readonly merchant: Merchant };

export interface WithdrawalCodePorts {
  readonly directory: {
    rules(network: number): Promise<Rules>;
    refresh(network: number): Promise<Rules>;
    member(uid: string): Promise<Member | undefined>;
  };
  readonly ends: WithdrawalCodeEnds;
  readonly codes: WithdrawalCodeStore;
  readonly consent: Pick<ConsentService, 'newCode' | 'fingerprint'>;
  readonly notices: Pick<NoticeService, 'tell'>;
}

/** The request for which a code is shown: the same again is the same. */
export interface CodeBearer {
  readonly principal: string;
  readonly key: string;
}

export type CodeFailure = 'withdrawal_code_invalid' | 'withdrawal_code_locked' | 'rate_limited';

/** One-time codes by which people at a counter show that a withdrawal is their own will. */
export class WithdrawalCodeService {
  constructor(private readonly ports: WithdrawalCodePorts) {}

  /**
   * Makes a code for this amount, in sen, and cancels the wallet's former one. The code itself is stored nowhere.
   * Failures are what can be told before the counter is asked: `act_forbidden_for_tier`, `limit_exceeded`,
   * `cooperative_suspended`, `cooperative_not_active`.
   */
  async create(
    holder: CashHolder,
    amount: Sen,
  ): Promise<Result<{ code: string; stored: WithdrawalCode }>> {
    const wallet = 'member' in holder ? holder.member : holder.merchant;
    const { network } = wallet;
    const refusal = await this.refusalNow(network, holder, amount);
    if (refusal !== undefined) return refusal;
    const code = this.ports.consent.newCode();
    const person = personOf(holder);
    const uid = newUuid();
    const stored = await this.ports.codes.replace(
      {
        uid,
        network,
        holder: wallet.uid,
        person,
        wallet: wallet.wallet,
        amount,
        codeHash: this.ports.consent.fingerprint(network, wallet.uid, code),
      },
      (sql) =>
        this.ports.notices.tell(
          person,
          'withdrawal_code_created',
          { amount: toMoney(amount).value, minutes: CODE_MINUTES, id: encodeId('wdc', uid) },
          { sql, about: uid },
        ),
    );
    return succeed({ code, stored });
  }

  /** What the rules and the tier that are remembered here refuse, those of now may allow. */
  private async refusalNow(network: number, holder: CashHolder, amount: Sen) {
    const { directory } = this.ports;
    const refusal = refusalOf(await directory.rules(network), holder, amount);
    if (refusal === undefined) return undefined;
    const rules = await directory.refresh(network);
    if ('merchant' in holder) return refusalOf(rules, holder, amount);
    const member = (await directory.member(holder.member.uid)) ?? holder.member;
    return refusalOf(rules, { member }, amount);
  }

  /** A code as its holder may read it; `not_found` for everybody else. */
  async read(holder: string, uid: string): Promise<Result<WithdrawalCode, 'not_found'>> {
    const code = await this.ports.codes.read(uid);
    return code?.holder === holder ? succeed(code) : fail('not_found');
  }

  /** The holder wants it no more; one that has ended already stays as it is. `not_found`. */
  async cancel(holder: string, uid: string): Promise<Result<WithdrawalCode, 'not_found'>> {
    const code = await this.read(holder, uid);
    if (!code.ok) return code;
    await this.ports.codes.end(uid, 'cancelled', () => Promise.resolve());
    return this.read(holder, uid);
  }

  /**
   * Whether this is the open code of the wallet; if so it is this request's alone, until the ledger has decided. What is
   * wrong is counted and committed before anybody learns that it is: after five wrong tries the code is locked and the
   * holder is told, and wrong ones are counted for whoever gives them, too. `seen`: the ledger has decided this very
   * request before, so nothing is counted; or an earlier sending of it that was granted a code, which is good no more,
   * may still reach the ledger: to refuse this one would be a lie then.
   */
  async show(
    bearer: CodeBearer,
    wallet: { readonly account: number; readonly uid: string; readonly network: number },
    code: string,
  ): Promise<Result<WithdrawalCode | 'seen', CodeFailure>> {
    const judged = await this.judge(bearer, wallet, code);
    if (judged.ok || judged.code === 'rate_limited') return judged;
    const { principal, key } = bearer;
    return (await this.ports.codes.mayBeUnderWay(principal, key)) ? succeed('seen') : judged;
  }

  private async judge(
    bearer: CodeBearer,
    wallet: { readonly account: number; readonly uid: string; readonly network: number },
    code: string,
  ): Promise<Result<WithdrawalCode | 'seen', CodeFailure>> {
    const { codes, consent, ends } = this.ports;
    const shown = await codes.show({
      ...bearer,
      wallet: wallet.account,
      codeHash: consent.fingerprint(wallet.network, wallet.uid, code),
      bound: COUNTER_BOUNDS.code,
    });
    switch (shown.outcome) {
      case 'seen':
        return succeed('seen');
      case 'limited':
        return fail('rate_limited', { retry_after_seconds: shown.seconds });
      case 'none':
        return fail('withdrawal_code_invalid');
      case 'locked':
        return fail('withdrawal_code_locked');
      case 'wrong':
        if (shown.code.tries < CODE_TRIES_MAX) {
          const left = CODE_TRIES_MAX - shown.code.tries;
          return fail('withdrawal_code_invalid', { tries_left: left });
        }
        await ends.lock(shown.code.uid);
        return fail('withdrawal_code_locked');
      case 'spent':
        await ends.lock(shown.code.uid);
        return fail('withdrawal_code_locked');
      case 'taken':
        return this.takeOver(shown.code, bearer);
      case 'granted':
        return succeed(shown.code);
      default:
        return assertNever(shown, 'a code that was shown');
    }
  }

  /** Another request had the code first: it is free again only if the ledger has refused that one. */
  private async takeOver(
    code: WithdrawalCode,
    { principal, key }: CodeBearer,
  ): Promise<Result<WithdrawalCode, 'withdrawal_code_invalid'>> {
    await this.ports.ends.settle(code);
    const mine = await this.ports.codes.claim(code.uid, principal, key);
    if (!mine) return fail('withdrawal_code_invalid');
    return succeed({ ...code, claim: { by: principal, key } });
  }

  /** The code that this request was granted, if any. */
  grantedTo({ principal, key }: CodeBearer): Promise<WithdrawalCode | undefined> {
    return this.ports.codes.claimedBy(principal, key);
  }
}

/** The person who may agree to it. */
export function personOf(holder: CashHolder): string {
  return 'member' in holder ? holder.member.person : holder.merchant.ownerPerson;
}

function refusalOf(rules: Rules, holder: CashHolder, amount: Sen): Failure | undefined {
  const { book } = 'member' in holder ? holder.member : holder.merchant;
  const refusal =
    (rules.cooperatives.has(book) ? admissionRefusal(rules, book) : undefined) ??
    ('member' in holder
      ? limitsFor(rules, { type: 'withdrawal', amount }, { payer: holder.member }).refusal
      : undefined);
  return refusal === undefined ? undefined : fail(refusal.code, refusal.detail);
}
