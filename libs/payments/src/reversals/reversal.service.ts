import type { AlertService, ApprovalService, BetweenCooperatives, Identity } from '@app/access';
import {
  fail,
  formatSen,
  invariant,
  succeed,
  type Failure,
  type FailureDetail,
  type Result,
} from '@app/core';
import type { Balance, Obligation, TransferRecord } from '@app/ledger';
import type { Network } from '@app/participants';

import { rulesKnowing } from '../current-rules.js';
import type { Replayable } from '../payment/posting-failure.js';
import { cooperativeOf } from '../posting/plan-parts.js';
import {
  postPlanned,
  rulesKnow,
  RULES_TOO_OLD,
  type ActAnswer,
  type ActOrder,
  type PostingPorts,
} from '../posting/post-planned.js';
import {
  PAYER_SECONDS,
  planHoldReversal,
  planReversal,
  REVERSAL_RULES,
  type AccountNow,
  type ReversalQuestion,
  type ReversalRule,
} from './plan-reversal.js';
import type { Reversal } from './reversal.js';
import type { NewReversal, ReversalStep, ReversalStore } from './reversal.store.js';

export interface ReversalPorts {
  readonly ledger: PostingPorts['ledger'];
  readonly reads: PostingPorts['reads'] & {
    transfer(id: string): Promise<TransferRecord | undefined>;
    obligation(id: string): Promise<Obligation | undefined>;
    balance(account: number): Promise<Balance | undefined>;
    transfersByOriginal(id: string): Promise<TransferRecord[]>;
  };
  readonly directory: PostingPorts['directory'] & {
    network(key: number): Promise<Network | undefined>;
  };
  readonly store: ReversalStore;
  readonly approvals: Pick<ApprovalService, 'request'>;
  readonly alerts: Pick<AlertService, 'raise' | 'clear'>;
}

export type ReversalAnswer = Result<Reversal> & Replayable;

/** What a person must have or owe less of before the ledger can take it: waited for. */
const BLOCKED: ReadonlySet<string> = new Set(['cap_exceeded', 'insufficient_funds']);

/** Nothing was decided: the same attempt is made again under the same key. */
const UNDECIDED: ReadonlySet<string> = new Set([
  'overloaded',
  'database_unavailable',
  'outcome_unknown',
  'shutting_down',
]);

/** Between attempts: 5 seconds, doubled each time, an hour at most; with these many it goes on for more than a day. */
const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 3_600;
const ATTEMPTS_MAX = 40;

/** How often an original is looked for while it may be arriving. */
const LOOKS_MAX = 5;

/**
 * Reversals by the terminal that sent the original: what it never learnt the outcome of is undone, or, if it never
 * arrived, never takes effect. Each is written down first and brought to its end by whoever gets to it.
 */
export class ReversalService {
  constructor(private readonly ports: ReversalPorts) {}

  /**
   * Undoes what this principal sent, wholly and once. The answer's state: POSTED (`result` says what became of it),
   * PENDING (the funds or the cap don't allow it yet; it is tried again by itself), AWAITING (another person has to
   * agree) or REFUSED (`code`).
   *
   * Failures: `not_found` (no such transfer of this principal's), `idempotency_key_reused`, and that nothing was decided
   * yet: `overloaded`, `database_unavailable`, `outcome_unknown`, `shutting_down`; it goes on by itself all the same.
   */
  async reverse(wanted: NewReversal): Promise<ReversalAnswer> {
    if (wanted.asked !== undefined) {
      const asked = await this.ports.reads.transfer(wanted.asked);
      if (asked?.principal !== wanted.principal || asked.network !== wanted.network) {
        return { ...fail('not_found'), replayed: false };
      }
    }
    const { reversal, created } = await this.ports.store.open(wanted);
    const { requestHash, network, state } = reversal;
    if (requestHash !== wanted.requestHash || network !== wanted.network) {
      return { ...fail('idempotency_key_reused'), replayed: false };
    }
    if (state !== 'REQUESTED') return { ...succeed(reversal), replayed: true };
    return { ...(await this.attempt(reversal)), replayed: !created };
  }

  /** Tries what is due; for the worker. What can't be decided now is due again later. */
  async continueAll(network: number, most: number): Promise<void> {
    for (const reversal of await this.ports.store.due(network, most)) {
      const tried = await this.attempt(reversal);
      if (tried.ok) continue;
      await this.ports.store.move(reversal, { ...whereItStands(reversal), againIn: 30 });
    }
  }

  /** Goes on after another person has agreed. A failure: nothing was decided yet. */
  async goOn(uid: string): Promise<Result<Reversal>> {
    const reversal = await this.ports.store.read(uid);
    invariant(reversal !== undefined, 'what was approved is there');
    return reversal.state === 'AWAITING' ? this.attempt(reversal) : succeed(reversal);
  }

  /** One attempt, which may be made several times at once: the ledger takes its key once. */
  private async attempt(reversal: Reversal): Promise<Result<Reversal>> {
    for (let looks = 1; looks <= LOOKS_MAX; looks += 1) {
      const original = await this.originalOf(reversal);
      if (original !== undefined) return this.undo(reversal, original);
      const remembered = await this.remember(reversal);
      if (remembered !== 'arrived') return remembered;
    }
    return fail('overloaded');
  }

  private async originalOf(reversal: Reversal): Promise<TransferRecord | undefined> {
    const { asked, reference, principal } = reversal;
    if (asked !== null) return this.nowOf(await this.ports.reads.transfer(asked));
    invariant(reference !== null, 'a reversal of nothing at all');
    return this.nowOf(await this.ports.reads.transferByReference(principal, reference));
  }

  /** A withdrawal is known by its hold; once it is posted, that is what there is to undo. */
  private async nowOf(found: TransferRecord | undefined): Promise<TransferRecord | undefined> {
    if (found?.type !== 'hold' || found.refusal !== null) return found;
    const completions = await this.ports.reads.transfersByOriginal(found.id);
    const posted = completions.find((one) => one.type === 'withdrawal' && one.refusal === null);
    return posted ?? found;
  }

  /**
   * Claims the reference of what never arrived, for ever: a late original is refused. Whichever of the two the ledger
   * takes first wins.
   */
  private async remember(reversal: Reversal): Promise<Result<Reversal> | 'arrived'> {
    const { reference } = reversal;
    invariant(reference !== null, 'what is asked for by its id has arrived');
    const answer = await postPlanned(this.ports, { ...orderOf(reversal), reference }, () =>
      Promise.resolve(succeed({ type: 'reversal', amount: 0n, legs: [] })),
    );
    if (answer.ok) {
      return succeed(await this.end(reversal, { result: 'nothing', transfer: answer.value.id }));
    }
    const { code } = answer;
    if (code === 'reference_reused' || code === 'reversed_before_arrival') return 'arrived';
    return this.decline(reversal, answer);
  }

  private async undo(reversal: Reversal, original: TransferRecord): Promise<Result<Reversal>> {
    const isRemembered = original.type === 'reversal' && original.original === null;
    // It was refused, so nothing moved and its reference will never move anything; or it never came at all.
    if (original.refusal !== null || isRemembered) {
      const end = { result: 'nothing', original: original.id } as const;
      return succeed(await this.end(reversal, end));
    }
    const rule = REVERSAL_RULES[original.type];
    if (rule === undefined) {
      return this.decline(reversal, fail('not_reversible', { act: original.type }));
    }
    if (await this.isTooLate(reversal, original, rule)) {
      return this.decline(reversal, fail('reversal_too_late'), original.id);
    }
    if (rule.approval !== 'none' && reversal.approval === null) {
      return this.askAnother(reversal, original, rule.approval);
    }
    const answer = await this.post(reversal, original);
    if (answer.ok) {
      const result = original.type === 'hold' ? 'released' : 'reversed';
      const end = { result, original: original.id, transfer: answer.value.id } as const;
      return succeed(await this.end(reversal, end));
    }
    if (BLOCKED.has(answer.code)) return succeed(await this.wait(reversal, original, answer));
    return this.decline(reversal, answer, original.id);
  }

  /** Asked for too late; what was asked for in time may wait for funds or approval as long as it takes. */
  private async isTooLate(
    { createdAt }: Reversal,
    { type, original, payee, postedAt }: TransferRecord,
    { withinSeconds }: ReversalRule,
  ): Promise<boolean> {
    const ofMerchant = async () =>
      payee !== null && (await this.ports.reads.balance(payee))?.kind === 'merchant_wallet';
    const isPayers =
      type === 'payment' ? original === null : type === 'hold' && (await ofMerchant());
    const seconds = isPayers ? PAYER_SECONDS : withinSeconds;
    return createdAt.getTime() > Date.parse(postedAt) + seconds * 1_000;
  }

  private async post(reversal: Reversal, original: TransferRecord): Promise<ActAnswer> {
    return postPlanned(this.ports, orderOf(reversal), async (rules) => {
      const { issuer, acquirer, legs } = original;
      const books = [...new Set([issuer, acquirer, ...legs.map(({ book }) => book)])]
        .filter((book) => book !== null)
        .filter((book) => book !== rules.switchAccounts.book);
      if (!rulesKnow(rules, ...books)) return RULES_TOO_OLD;
      const question = await this.questionOf(original);
      if (original.type !== 'hold') return succeed(planReversal(rules, question));
      const obligation = await this.ports.reads.obligation(original.id);
      invariant(obligation !== undefined, `hold ${original.id} holds nothing`);
      return succeed(planHoldReversal(question, obligation));
    });
  }

  private async questionOf(original: TransferRecord): Promise<ReversalQuestion> {
    const { reads, directory } = this.ports;
    const network = await directory.network(original.network);
    invariant(network !== undefined, `there is no network ${original.network}`);
    const accounts = new Map<number, AccountNow>();
    const ids = [
      original.payer,
      original.payee,
      ...original.legs.flatMap((l) => [l.debit, l.credit]),
    ];
    // Hot accounts, whose numbers are negative, are neither wallets nor tills.
    for (const id of new Set(ids)) {
      if (id === null || id < 0) continue;
      const balance = await reads.balance(id);
      invariant(balance !== undefined, `there is no account ${id}`);
      const { kind, book, status } = balance;
      accounts.set(id, { kind, book, isClosed: status === 'closed' });
    }
    // What was captured was counted when it was held.
    const hold = original.original === null ? undefined : await reads.transfer(original.original);
    return {
      original,
      accounts,
      countedAt: hold?.postedAt ?? original.postedAt,
      timeZone: network.timeZone,
    };
  }

  /** The request waits for another person; its approval calls {@link goOn}. */
  private async askAnother(
    reversal: Reversal,
    original: TransferRecord,
    kind: string,
  ): Promise<Result<Reversal>> {
    const book = kind === 'withdrawal_reversal' ? original.acquirer : null;
    const cooperative = book === null ? null : await this.cooperativeUid(reversal.network, book);
    const asked = await this.ports.approvals.request(identityOf(reversal), {
      network: reversal.network,
      cooperative,
      kind,
      subject: original.id,
      between: kind === 'transfer_reversal' ? await this.between(reversal, original) : undefined,
      payload: {
        reversal: reversal.uid,
        transfer: original.id,
        amount: original.amount.toString(),
      },
    });
    const approval = asked.ok ? asked.value.uid : await this.ownApproval(asked, original);
    if (approval === undefined) {
      invariant(!asked.ok, 'what was asked has an approval');
      return this.decline(reversal, asked, original.id);
    }
    const step = { to: 'AWAITING', approval, original: original.id } as const;
    return succeed(await this.ports.store.move(reversal, step));
  }

  /** Whose people the money goes between; undefined within one cooperative. */
  private async between(
    { network }: Reversal,
    { issuer, acquirer, amount }: TransferRecord,
  ): Promise<BetweenCooperatives | undefined> {
    if (issuer === null || acquirer === null || issuer === acquirer) return undefined;
    const one = await this.cooperativeUid(network, issuer);
    const other = await this.cooperativeUid(network, acquirer);
    return { cooperatives: [one, other], amount };
  }

  /** The approval that this very reversal asked for before it was interrupted; that of another one is none. */
  private async ownApproval(
    { code, detail }: Failure,
    original: TransferRecord,
  ): Promise<string | undefined> {
    const open = detail?.['approval'];
    if (code !== 'already_exists' || typeof open !== 'string') return undefined;
    const others = await this.ports.store.openOf(original.id);
    return others.some(({ approval }) => approval === open) ? undefined : open;
  }

  private async wait(
    reversal: Reversal,
    original: TransferRecord,
    { code, detail }: Failure,
  ): Promise<Reversal> {
    const { network, uid } = reversal;
    const attempts = reversal.attempts + 1;
    const isOver = reversal.state === 'PENDING' && attempts >= ATTEMPTS_MAX;
    const pause = Math.min(FIRST_PAUSE_SECONDS * 2 ** reversal.attempts, LONGEST_PAUSE_SECONDS);
    const moved = await this.ports.store.move(reversal, {
      to: isOver ? 'FAILED' : 'PENDING',
      original: original.id,
      code,
      detail,
      attempts,
      againIn: pause,
    });
    const payee =
      original.payee === null ? undefined : await this.ports.reads.balance(original.payee);
    const cooperative = payee && (await this.cooperativeUid(network, payee.book));
    const facts: FailureDetail = { code, amount: formatSen(original.amount), act: original.type };
    await this.ports.alerts.raise({
      network,
      cooperative,
      kind: 'reversal_pending',
      subject: uid,
      detail: facts,
      dedupeKey: uid,
    });
    return moved;
  }

  /** Ends it as refused; what was never decided is a failure of this attempt only. */
  private async decline(
    reversal: Reversal,
    { code, detail }: Failure,
    original?: string,
  ): Promise<Result<Reversal>> {
    if (UNDECIDED.has(code)) return fail(code, detail);
    const step: ReversalStep = { to: 'REFUSED', code, detail, original };
    const moved = await this.ports.store.move(reversal, step);
    await this.calm(reversal);
    return succeed(moved);
  }

  private async end(
    reversal: Reversal,
    end: Pick<ReversalStep, 'result' | 'original' | 'transfer'>,
  ): Promise<Reversal> {
    const moved = await this.ports.store.move(reversal, { to: 'POSTED', ...end });
    await this.calm(reversal);
    return moved;
  }

  private async calm({ attempts, network, uid }: Reversal): Promise<void> {
    if (attempts === 0) return;
    await this.ports.alerts.clear({ network, kind: 'reversal_pending', dedupeKey: uid });
  }

  private async cooperativeUid(network: number, book: number): Promise<string> {
    const rules = await rulesKnowing(this.ports.directory, network, [book]);
    return cooperativeOf(rules, book).uid;
  }
}

/** Each attempt that the ledger refused is stored under its key, so the next one has a key of its own. */
function orderOf({ network, principal, key, requestHash, uid, attempts }: Reversal): ActOrder {
  if (attempts === 0) return { network, principal, key, requestHash };
  return {
    network,
    principal,
    key: `reversal-${uid}-${attempts}`,
    requestHash: uid.replaceAll('-', ''),
  };
}

/** As whom the approval is asked for: whoever sent the reversal, even if the worker does it. */
function identityOf({ principal, role, network, cooperative }: Reversal): Identity {
  return {
    principal,
    role,
    network,
    cooperative,
    member: null,
    merchant: null,
    tokenId: principal,
    expiresAt: 0,
  };
}

/** A step that changes nothing but the time of the next attempt. */
function whereItStands({ state, code, detail }: Reversal): ReversalStep {
  return { to: state, ...(code !== null && { code }), ...(detail !== null && { detail }) };
}
