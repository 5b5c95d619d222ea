import type { AlertService, Identity } from '@app/access';
import { fail, encodeId, formatSen, invariant, newUuid, succeed, type Result } from '@app/core';
import type { Balance, TransferRecord } from '@app/ledger';
import type { Till, TillService, UidPage } from '@app/participants';

import type { Replayable } from '../payment/posting-failure.js';
import { postPlanned, type ActAnswer, type PostingPorts } from '../posting/post-planned.js';
import { Remembered } from '../remembered.js';
import { checkCash } from './denominations.js';
import { planClosing, planFreezing, planOpening } from './till-postings.js';
import {
  alertOf,
  inUse,
  viewOf,
  type ClosingView,
  type CountedCash,
  type CountView,
  type SessionView,
} from './till-session.js';
import type { TillCount, TillSession, TillSessionStore } from './till-session.store.js';

/** Who does an act at a counter. */
export type AtCounter = Identity & {
  /** Uuid of the person at whose till it is, where a program of the cooperative asks; else it is the caller's own. */
  readonly teller?: string | undefined;
};

export interface TillSessionPorts extends PostingPorts {
  readonly reads: PostingPorts['reads'] & {
    balance(account: number): Promise<Balance | undefined>;
    transferByKey(principal: string, key: string): Promise<TransferRecord | undefined>;
  };
  readonly tills: Pick<TillService, 'read'>;
  readonly sessions: TillSessionStore;
  readonly alerts: Pick<AlertService, 'raise' | 'clear'>;
}

/** What the ledger will answer to this key for ever, though it stored nothing new. */
const NEVER_POSTED: ReadonlySet<string> = new Set(['idempotency_key_reused', 'reference_reused']);

const REMEMBERED_TILLS = 10_000;

/** Tellers at their tills: opening with a counted float, counting, closing. */
export class TillSessionService {
  private readonly tills = new Remembered<string, Till>(REMEMBERED_TILLS);

  constructor(private readonly ports: TillSessionPorts) {}

  /**
   * Opens a till for the caller and brings the float from the vault, in one posting. The session is written down
   * first, so that a crash in between is finished by the next who asks.
   *
   * Failures: `denominations_mismatch`, `not_found` (a foreign till), `wrong_state` (the till is out of use),
   * `till_in_use` (detail `session`: till or teller has one), `vault_short`, `cooperative_not_active`, and those of
   * {@link postPlanned}.
   */
  async open(
    caller: Identity,
    tillUid: string,
    cash: CountedCash,
  ): Promise<Result<SessionView> & Replayable> {
    const { sessions, tills } = this.ports;
    const counted = checkCash(cash.amount, cash.denominations);
    if (!counted.ok) return { ...counted, replayed: false };
    const till = await tills.read(caller, tillUid);
    if (!till.ok) return { ...till, replayed: false };
    const { network, uid } = till.value;
    const { key, requestHash, amount: float, denominations } = cash;
    const teller = caller.principal;
    const before = await sessions.byKey(teller, key);
    if (before !== undefined) {
      if (before.requestHash !== requestHash) return KEY_REUSED;
      return this.begun(before, till.value, true);
    }
    const wanted = { network, till: uid, teller, float, denominations, key, requestHash };
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const claimed = await sessions.claim({ uid: newUuid(), ...wanted });
      if (claimed === undefined) return { ...fail('wrong_state', { state: 'out_of_use' }), ...NEW };
      const { made, session } = claimed;
      if (made || session.key === key) {
        return this.begun(session, till.value, !made);
      }
      // Somebody may have been interrupted: what the ledger knows of it decides.
      if (await this.isLive(caller, session)) return { ...inUse(session), ...NEW };
    }
    return { ...fail('till_in_use'), ...NEW };
  }

  /**
   * The session at which the caller may do acts now, or the teller for whom a program of the same cooperative asks;
   * `till_session_missing` if there is none.
   */
  async ofTeller(
    caller: AtCounter,
  ): Promise<Result<{ session: TillSession; till: Till }, 'till_session_missing'>> {
    const session = await this.ports.sessions.openOf(caller.teller ?? caller.principal);
    if (session === undefined) return fail('till_session_missing');
    const till = await this.tillOf(caller, session);
    return till === undefined ? fail('till_session_missing') : succeed({ session, till });
  }

  /** The till of an open session. It stays in use as long, and nothing else of a till ever changes. */
  private async tillOf(caller: Identity, session: TillSession): Promise<Till | undefined> {
    const known = this.tills.get(session.till);
    if (known?.network === caller.network && known?.cooperative === caller.cooperative) {
      return known;
    }
    const till = await this.ports.tills.read(caller, session.till);
    if (!till.ok) return undefined;
    const opened: Till = { ...till.value, state: 'open' };
    this.tills.set(session.till, opened);
    return opened;
  }

  /** `not_found` outside the caller's network or cooperative. */
  async read(caller: Identity, uid: string): Promise<Result<SessionView, 'not_found'>> {
    const session = await this.ports.sessions.read(uid);
    if (session === undefined || session.state === 'failed') return fail('not_found');
    const till = await this.ports.tills.read(caller, session.till);
    if (!till.ok) return till;
    await this.isLive(caller, session);
    return succeed(await this.view(uid, till.value));
  }

  /**
   * Writes down what is in the drawer beside what the books say; nothing moves. `not_found`, `wrong_state` (the session
   * has ended), `till_session_missing` (another teller's), `denominations_mismatch`, `idempotency_key_reused`.
   */
  async count(
    caller: Identity,
    uid: string,
    cash: CountedCash,
  ): Promise<Result<CountView> & Replayable> {
    const found = await this.countable(caller, uid, cash);
    if (!found.ok) return { ...found, replayed: false };
    const written = await this.write(caller, found.value, cash, false);
    if (!written.ok) return { ...written, ...NEW };
    const { made, count } = written.value;
    return {
      ...succeed({ count, difference: count.counted - count.expected }),
      replayed: !made,
    };
  }

  /**
   * Closes a till with the cash that was counted. If that is what the books say, it goes to the vault and the account
   * is frozen in one posting. If not, the account is frozen, the session is `counted`, an alert is raised, and either a
   * new count is right or two persons see to the difference (see `TillDifferences`).
   *
   * Failures: `denominations_mismatch`, `not_found`, `till_session_missing` (another teller's), `wrong_state` (it has
   * ended), `till_has_holds` (detail `held`), `idempotency_key_reused` and whatever makes the engine unavailable.
   */
  async close(
    caller: Identity,
    uid: string,
    cash: CountedCash,
  ): Promise<Result<ClosingView> & Replayable> {
    const found = await this.countable(caller, uid, cash);
    if (!found.ok) return { ...found, ...NEW };
    const { session, till } = found.value;
    const written = await this.write(caller, found.value, cash, true);
    if (!written.ok) return { ...written, ...NEW };
    const { count, made } = written.value;
    const closed = await this.toVault(session, till, count, cash.key);
    if (closed.ok) return this.ended(session, till, count, closed.value, !made);
    if (closed.code !== 'account_not_empty') return { ...closed, replayed: !made };
    if (closed.detail?.['held'] !== formatSen(0n)) {
      const held = closed.detail?.['held'] ?? '';
      return { ...fail('till_has_holds', { held }), replayed: !made };
    }
    return this.differs(session, till, count, !made);
  }

  /** A session whose till is frozen by a count, with the count and what it differs by. */
  async counted(
    caller: Identity,
    uid: string,
  ): Promise<Result<SessionView & CountView, 'not_found' | 'wrong_state'>> {
    const found = await this.read(caller, uid);
    if (!found.ok) return found;
    const count = await this.ports.sessions.closingCount(uid);
    const { session, expected } = found.value;
    if (session.state !== 'counted' || count === undefined) {
      return fail('wrong_state', { state: session.state });
    }
    return succeed({ ...found.value, count, difference: count.counted - expected });
  }

  /** The sessions of a till, newest first. */
  async list(till: Till, page: UidPage): Promise<SessionView[]> {
    const sessions = await this.ports.sessions.listOf(till.uid, page);
    const balance = await this.ports.reads.balance(till.account);
    invariant(balance !== undefined, `till ${till.uid} has no account`);
    return sessions.map((session) => viewOf(session, till, balance));
  }

  /** What was counted in a session, newest first. */
  countsOf(uid: string): Promise<TillCount[]> {
    return this.ports.sessions.countsOf(uid);
  }

  /** The session as it stands now. */
  async view(uid: string, till: Till): Promise<SessionView> {
    const session = await this.ports.sessions.read(uid);
    invariant(session !== undefined, 'a session is never deleted');
    const balance = await this.ports.reads.balance(till.account);
    invariant(balance !== undefined, `till ${till.uid} has no account`);
    return viewOf(session, till, balance);
  }

  /** Brings the float; done again it answers the same. */
  private async begin(session: TillSession, till: Till): Promise<ActAnswer> {
    const { uid: id, network, teller: principal, key, requestHash, float } = session;
    const order = { id, network, principal, key, requestHash };
    const posted = await postPlanned(this.ports, order, (rules) => planOpening(rules, till, float));
    if (posted.ok) await this.ports.sessions.markOpen(id, posted.value);
    else if (posted.refused !== undefined || NEVER_POSTED.has(posted.code)) {
      await this.ports.sessions.markFailed(id);
    }
    return posted;
  }

  /** The answer to an opening: as it was then, whatever has become of the session since. */
  private async begun(
    session: TillSession,
    till: Till,
    again: boolean,
  ): Promise<Result<SessionView> & Replayable> {
    const posted = await this.begin(session, till);
    // The transfer has the session's id each time, so the engine does not tell who has asked before.
    const replayed = again || posted.replayed;
    if (!posted.ok) return { ...posted, replayed };
    const now = await this.ports.sessions.read(session.uid);
    invariant(now !== undefined, 'a session is never deleted');
    const asOpened: TillSession = { ...now, state: 'open', closed: null, closing: null };
    return {
      ...succeed({ session: asOpened, till, expected: session.float, held: 0n }),
      replayed,
    };
  }

  /** Finishes what was interrupted of a session; whether it still has its till. */
  private async isLive(caller: Identity, session: TillSession): Promise<boolean> {
    const till = await this.ports.tills.read(caller, session.till);
    if (!till.ok) return true;
    if (session.state === 'opening') {
      await this.begin(session, till.value);
    } else if (session.state === 'open' || session.state === 'counted') {
      const count = await this.ports.sessions.closingCount(session.uid);
      for (const key of count === undefined ? [] : [count.key, closingKeyOf(count)]) {
        const closing = count && (await this.ports.reads.transferByKey(count.principal, key));
        if (closing?.type === 'till_close' && closing.refusal === null) {
          await this.ports.sessions.markClosed(session.uid, closing);
        }
      }
    }
    const now = await this.ports.sessions.read(session.uid);
    return now?.state === 'opening' || now?.state === 'open' || now?.state === 'counted';
  }

  private async countable(
    caller: Identity,
    uid: string,
    cash: CountedCash,
  ): Promise<Result<{ session: TillSession; till: Till }>> {
    const counted = checkCash(cash.amount, cash.denominations);
    if (!counted.ok) return counted;
    const found = await this.read(caller, uid);
    if (!found.ok) return found;
    const { session, till } = found.value;
    if (caller.role === 'teller' && session.teller !== caller.principal) {
      return fail('till_session_missing');
    }
    const before = await this.ports.sessions.countByKey(caller.principal, cash.key);
    const isOver = session.state !== 'open' && session.state !== 'counted';
    if (isOver && before === undefined) return fail('wrong_state', { state: session.state });
    return succeed({ session, till });
  }

  private async write(
    caller: Identity,
    { session, till }: { session: TillSession; till: Till },
    { amount: counted, denominations, key, requestHash }: CountedCash,
    closing: boolean,
  ): Promise<Result<{ made: boolean; count: TillCount }, 'idempotency_key_reused'>> {
    const { expected } = await this.view(session.uid, till);
    const written = await this.ports.sessions.count(
      {
        session: session.uid,
        principal: caller.principal,
        counted,
        expected,
        denominations,
        closing,
        key,
        requestHash,
      },
      session.network,
    );
    const same = written.count.requestHash === requestHash;
    return same ? succeed(written) : fail('idempotency_key_reused');
  }

  /** Brings the counted cash to the vault if, and only if, that leaves the till empty. */
  private toVault(
    session: TillSession,
    till: Till,
    count: TillCount,
    key: string,
  ): Promise<ActAnswer> {
    const { network } = session;
    const { principal, requestHash, counted } = count;
    return postPlanned(this.ports, { network, principal, key, requestHash }, (rules) =>
      planClosing(rules, till, counted),
    );
  }

  private async ended(
    session: TillSession,
    till: Till,
    count: TillCount,
    transfer: TransferRecord,
    replayed: boolean,
  ): Promise<Result<ClosingView> & Replayable> {
    await this.ports.sessions.markClosed(session.uid, transfer);
    await this.ports.alerts.clear(alertOf(session));
    const view = await this.view(session.uid, till);
    return { ...succeed({ ...view, count, difference: 0n, transfer }), replayed };
  }

  /** Freezes the till, so that what it differs by stays what it is, and has somebody look at it. */
  private async differs(
    session: TillSession,
    till: Till,
    count: TillCount,
    replayed: boolean,
  ): Promise<Result<ClosingView> & Replayable> {
    // A repetition may come when the session is long over, and the till another teller's.
    if (session.state === 'open') {
      const frozen = await this.freeze(session, till, count);
      if (!frozen.ok) return { ...frozen, replayed };
      await this.ports.sessions.markCounted(session.uid);
    }
    const view = await this.view(session.uid, till);
    const isOpen = view.session.state === 'counted';
    const difference = count.counted - (isOpen ? view.expected : count.expected);
    if (isOpen && difference === 0n && view.held === 0n) {
      // An act that was under way while the cash was counted has made it right.
      const again = await this.toVault(session, till, count, closingKeyOf(count));
      if (again.ok) return this.ended(session, till, count, again.value, replayed);
    }
    if (isOpen) {
      await this.ports.alerts.raise({
        ...alertOf(session),
        cooperative: till.cooperative,
        subject: session.uid,
        detail: {
          till_session_id: encodeId('tls', session.uid),
          difference: formatSen(difference),
        },
      });
    }
    return { ...succeed({ ...view, count, difference, transfer: null }), replayed };
  }

  private freeze(session: TillSession, till: Till, count: TillCount): Promise<ActAnswer> {
    const { network } = session;
    const { principal, requestHash, uid } = count;
    const order = { network, principal, key: `till-counted-${uid}`, requestHash };
    return postPlanned(this.ports, order, () => planFreezing(till));
  }
}

/** The key under which a count that has become right closes the till after all. */
function closingKeyOf({ uid }: TillCount): string {
  return `till-close-${uid}`;
}

const NEW = { replayed: false } as const;
const KEY_REUSED = { ...fail('idempotency_key_reused'), ...NEW };
