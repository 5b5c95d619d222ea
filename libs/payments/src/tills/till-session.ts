import { encodeId, fail, type Failure, type Sen } from '@app/core';
import type { Balance, TransferRecord } from '@app/ledger';
import type { Till } from '@app/participants';

import type { Denomination } from './denominations.js';
import type { TillCount, TillSession } from './till-session.store.js';

/** Cash that somebody counted, and the key under which the count may be sent again. */
export interface CountedCash {
  /** In sen. */
  readonly amount: Sen;
  readonly denominations: readonly Denomination[];
  readonly key: string;
  readonly requestHash: string;
}

/** A session with its till. `expected`: what the books say is in the drawer, in sen. */
export interface SessionView {
  readonly session: TillSession;
  readonly till: Till;
  readonly expected: Sen;
  /** What of it is held for withdrawals under way, in sen. */
  readonly held: Sen;
}

/** A count beside what the books said. */
export interface CountView {
  readonly count: TillCount;
  /** counted − expected, in sen. */
  readonly difference: Sen;
}

/** What came of counting a till to close it: closed, or counted with a difference that two persons must see to. */
export interface ClosingView extends SessionView, CountView {
  /** The transfer to the vault; none while a difference is open. */
  readonly transfer: TransferRecord | null;
}

/** The alert about a session that was counted short or over. */
export function alertOf({ network, uid }: TillSession) {
  return { network, kind: 'cash_difference', dedupeKey: uid } as const;
}

/** Till or teller has this session already. */
export function inUse({ uid }: TillSession): Failure<'till_in_use'> {
  return fail('till_in_use', { session: encodeId('tls', uid) });
}

/** A session beside what its till holds now; of one that has ended nothing is left in it. */
export function viewOf(session: TillSession, till: Till, balance: Balance): SessionView {
  const isOver = session.state === 'closed';
  return {
    session,
    till,
    expected: isOver ? 0n : -balance.posted,
    held: isOver ? 0n : balance.heldCredits,
  };
}
