import type { Sen, TransferType } from '@app/core';
import type { TransferPage, TransferQuery, TransferRecord } from '@app/ledger';

import { shortCodeOf } from '../payment/short-code.js';
import type { SessionView } from './till-session.js';

/** One act at a till: its slip. */
export interface TillMovement {
  /** The transfer's. */
  readonly id: string;
  readonly type: TransferType;
  /** What came into the drawer by it, in sen; what left it is negative. */
  readonly change: Sen;
  /** What was in the drawer after it, in sen. */
  readonly balance: Sen;
  readonly shortCode: string;
  /** ISO 8601 in UTC with microseconds. */
  readonly createdAt: string;
  readonly batch: bigint;
  readonly item: number;
}

export interface TillMovementPage {
  readonly movements: readonly TillMovement[];
  readonly hasMore: boolean;
}

export interface TillQueryPorts {
  readonly reads: { transfersOf(account: number, query: TransferQuery): Promise<TransferPage> };
}

/** What happened at a till while a teller had it. */
export class TillQueries {
  constructor(private readonly ports: TillQueryPorts) {}

  /**
   * The slips of a session, newest first, from the float to the closing. They sum to what the books say is in the
   * drawer, because they are read from the books.
   */
  async movements(
    { session, till }: SessionView,
    page: Pick<TransferQuery, 'limit' | 'before' | 'after'>,
  ): Promise<TillMovementPage> {
    const { opened, closed } = session;
    if (opened === null) return { movements: [], hasMore: false };
    const floor = { batch: opened.batch, item: opened.item - 1 };
    const ceiling = { batch: closed === null ? NO_BATCH : closed.batch + 1n, item: 0 };
    const query: TransferQuery =
      page.after !== undefined && page.before === undefined
        ? { limit: page.limit, after: page.after }
        : { limit: page.limit, before: page.before ?? ceiling, after: floor };
    const { transfers, hasMore } = await this.ports.reads.transfersOf(till.account, query);
    const movements = transfers
      .filter((transfer) => isWithin(transfer, opened, closed))
      .map((transfer) => movementOf(transfer, till.account));
    return { movements, hasMore };
  }
}

/** No batch ever has this number. */
const NO_BATCH = 9_223_372_036_854_775_807n;

interface Place {
  readonly batch: bigint;
  readonly item: number;
}

/** In one batch a till may be closed and opened again. */
function isWithin(transfer: TransferRecord, from: Place, to: Place | null): boolean {
  return !isBefore(transfer, from) && (to === null || !isBefore(to, transfer));
}

function isBefore(one: Place, other: Place): boolean {
  return one.batch < other.batch || (one.batch === other.batch && one.item < other.item);
}

/** What a transfer did to a till. Its account is an asset, so a debit is cash that came in. */
export function movementOf(transfer: TransferRecord, account: number): TillMovement {
  let change = 0n;
  let balance = 0n;
  for (const leg of transfer.legs) {
    if (leg.debit === account) {
      change += leg.amount;
      balance = -leg.debitBalance;
    }
    if (leg.credit === account) {
      change -= leg.amount;
      balance = -leg.creditBalance;
    }
  }
  return {
    id: transfer.id,
    type: transfer.type,
    change,
    balance,
    shortCode: shortCodeOf(transfer),
    createdAt: transfer.postedAt,
    batch: transfer.batch,
    item: transfer.item,
  };
}
