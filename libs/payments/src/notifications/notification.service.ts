import { invariant, type Sen, type TransferType } from '@app/core';
import type { TransferCursor, TransferPage, TransferQuery, TransferRecord } from '@app/ledger';

import { shortCodeOf } from '../payment/short-code.js';
import type { ActParties, ActParty } from '../receipts/act-parties.js';
import { wordsOfAct } from '../statements/entry-words.js';
import { rupiahIn, textOfNotice, type BilingualText } from './notice-texts.js';
import type { Notice, NoticeCursor, NoticeStore } from './notice.store.js';

export interface NotificationPorts {
  readonly reads: { transfersOf(account: number, query: TransferQuery): Promise<TransferPage> };
  readonly notices: NoticeStore;
  readonly parties: ActParties;
}

/** Who reads: a person as a member, or as the owner of a shop. */
export interface Reader {
  readonly person: string;
  /** Uuid of the member or merchant. */
  readonly holder: string;
  readonly wallet: number;
}

/** One thing that happened to a reader's money or credentials. */
export interface Notification {
  readonly id: string;
  readonly kind: 'credit' | 'debit' | Notice['kind'];
  readonly at: string;
  readonly text: BilingualText;
  readonly read: boolean;
  /** Of a movement of money. */
  readonly movement: {
    readonly transfer: string;
    readonly type: TransferType;
    /** What came in less what went out, in sen, without sign. */
    readonly amount: Sen;
    readonly balance: Sen;
    readonly shortCode: string;
  } | null;
}

/** How far each of the two lists was shown that are merged into one. */
export interface FeedCursor {
  readonly transfer: TransferCursor | undefined;
  readonly notice: NoticeCursor | undefined;
}

export interface Feed {
  readonly notifications: readonly Notification[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: FeedCursor | undefined;
}

/** Unread ones are counted up to here. */
export const UNREAD_MAX = 100;

const NOWHERE: FeedCursor = { transfer: undefined, notice: undefined };

/**
 * What happened to a person's money and credentials. Movements of money are read from the ledger, so that none can be
 * missed or told twice; the rest from what was told.
 */
export class NotificationService {
  constructor(private readonly ports: NotificationPorts) {}

  /** Newest first. @param limit 1 to 99 */
  async feed(reader: Reader, limit: number, after: FeedCursor = NOWHERE): Promise<Feed> {
    const { reads, notices, parties } = this.ports;
    const [mark, page, told] = await Promise.all([
      notices.mark(reader.person, reader.holder),
      reads.transfersOf(reader.wallet, { limit: limit + 1, before: after.transfer }),
      notices.list(reader.person, limit + 1, after.notice),
    ]);
    const { transfers } = page;
    const others = transfers.map((transfer) => counterpartOf(transfer, reader.wallet));
    const names = await parties.read(others.filter((account) => account !== null));
    const merged: Notification[] = [];
    let { transfer: lastTransfer, notice: lastNotice } = after;
    let [moved, heard] = [0, 0];
    while (merged.length < limit) {
      const transfer = transfers[moved];
      const notice = told[heard];
      if (
        transfer !== undefined &&
        (notice === undefined || transfer.postedAt >= notice.happenedAt)
      ) {
        const other = others[moved] ?? null;
        const party = other === null ? undefined : names.get(other);
        merged.push(movementOf(transfer, reader.wallet, party, mark));
        lastTransfer = { batch: transfer.batch, item: transfer.item };
        moved += 1;
      } else if (notice !== undefined) {
        merged.push(toldOf(notice, mark));
        lastNotice = { happenedAt: notice.happenedAt, id: notice.id };
        heard += 1;
      } else break;
    }
    const hasMore = moved < transfers.length || heard < told.length;
    const next = hasMore ? { transfer: lastTransfer, notice: lastNotice } : undefined;
    return { notifications: merged, next };
  }

  /** How many the reader has not seen; at most {@link UNREAD_MAX}, which stands for "as many or more". */
  async unread({ person, holder, wallet }: Reader): Promise<number> {
    const { reads, notices } = this.ports;
    const mark = await notices.mark(person, holder);
    const [told, { transfers }] = await Promise.all([
      notices.countAfter(person, mark, UNREAD_MAX),
      reads.transfersOf(wallet, {
        limit: UNREAD_MAX,
        from: mark === null ? undefined : new Date(mark),
      }),
    ]);
    // A Date knows milliseconds, the mark microseconds.
    const moved = transfers.filter(({ postedAt }) => mark === null || postedAt > mark).length;
    return Math.min(UNREAD_MAX, told + moved);
  }

  /** Everything until this time has been seen. @returns until when it is now; a mark never moves back */
  markRead({ person, holder }: Reader, upTo: string): Promise<string> {
    return this.ports.notices.moveMark(person, holder, upTo);
  }
}

function counterpartOf({ payer, payee }: TransferRecord, wallet: number): number | null {
  return payer === wallet ? payee : payer;
}

function toldOf({ id, kind, detail, happenedAt }: Notice, mark: string | null): Notification {
  return {
    id,
    kind,
    at: happenedAt,
    text: textOfNotice(kind, detail),
    read: isRead(happenedAt, mark),
    movement: null,
  };
}

function movementOf(
  transfer: TransferRecord,
  wallet: number,
  party: ActParty | undefined,
  mark: string | null,
): Notification {
  let moved = 0n;
  let balance: Sen | undefined;
  for (const leg of transfer.legs) {
    if (leg.credit === wallet) {
      moved += leg.amount;
      balance = leg.creditBalance;
    } else if (leg.debit === wallet) {
      moved -= leg.amount;
      balance = leg.debitBalance;
    }
  }
  invariant(balance !== undefined, `transfer ${transfer.id} did not move account ${wallet}`);
  const kind = moved < 0n ? 'debit' : 'credit';
  const amount = moved < 0n ? -moved : moved;
  const shortCode = shortCodeOf(transfer);
  const { id, type, postedAt } = transfer;
  return {
    id,
    kind,
    at: postedAt,
    text: textOfMovement({ kind, type, amount, balance, shortCode, name: party?.name }),
    read: isRead(postedAt, mark),
    movement: { transfer: id, type, amount, balance, shortCode },
  };
}

function isRead(at: string, mark: string | null): boolean {
  return mark !== null && at <= mark;
}

function textOfMovement(movement: {
  readonly kind: 'credit' | 'debit';
  readonly type: TransferType;
  readonly amount: Sen;
  readonly balance: Sen;
  readonly shortCode: string;
  readonly name: string | undefined;
}): BilingualText {
  const { kind, name, shortCode } = movement;
  const act = wordsOfAct(movement.type);
  const amount = rupiahIn(movement.amount);
  const balance = rupiahIn(movement.balance);
  const isIn = kind === 'credit';
  const id = name === undefined ? '' : ` ${isIn ? 'dari' : 'kepada'} ${name}`;
  const en = name === undefined ? '' : ` ${isIn ? 'from' : 'to'} ${name}`;
  return {
    id: `Uang ${isIn ? 'masuk' : 'keluar'}: ${act.id} ${amount.id}${id}. Saldo ${balance.id}. Kode ${shortCode}.`,
    en: `Money ${isIn ? 'in' : 'out'}: ${act.en} ${amount.en}${en}. Balance ${balance.en}. Code ${shortCode}.`,
  };
}
