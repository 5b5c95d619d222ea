import { asSwitch } from '@app/database';
import {
  END_OF_BATCH,
  type PostedSpan,
  type PostedTransfer,
  type TransferCursor,
} from '@app/ledger';
import type { Merchant, Network } from '@app/participants';
import { rulesKnowing, type QrCode, type RulesSource } from '@app/payments';
import { eventOf, type LedgerEvent } from './event.js';
import { concerns, type EventOwner } from './event-owner.js';

/** What this service needs of the ledger, the directory and the payment codes. */
export interface EventSourcePorts {
  readonly reads: {
    heads(): Promise<ReadonlyMap<number, bigint>>;
    postedAfter(
      after: TransferCursor,
      until: {
        readonly head: bigint;
        readonly limit: number;
        readonly wallet?: number | undefined;
      },
    ): Promise<PostedSpan>;
    posted(ids: readonly string[]): Promise<PostedTransfer[]>;
    placeBefore(network: number, time: Date): Promise<TransferCursor>;
    head(network: number): Promise<{ readonly now: Date } | undefined>;
  };
  readonly directory: RulesSource & {
    network(id: number): Promise<Network | undefined>;
    merchant(uid: string): Promise<Merchant | undefined>;
  };
  readonly codes: { find(uid: string): Promise<QrCode | undefined> };
}

/** Some of an owner's events, and the place behind which to go on. */
export interface EventSpan {
  readonly events: readonly LedgerEvent[];
  readonly reached: TransferCursor;
  readonly hasMore: boolean;
}

/** Batch numbers of network n run from n × 10¹² + 1. */
const BATCHES_OF_A_NETWORK = 1_000_000_000_000n;

/** Transfers looked through for a cooperative in one question: it takes part in most, and few of many are enough. */
const LOOKED_THROUGH_MAX = 1_000;

/**
 * The events of the ledger. There is no table of them that could lack one: each is read out of the transfer that it tells of,
 * which was committed or never was.
 */
export class EventSource {
  constructor(private readonly ports: EventSourcePorts) {}

  /**
   * Up to `limit` events of an owner after a place, oldest first. There may be fewer although `hasMore`: then go on from
   * `reached`.
   */
  async after(owner: EventOwner, after: TransferCursor, limit: number): Promise<EventSpan> {
    const head = (await this.ports.reads.heads()).get(owner.network);
    if (head === undefined) return { events: [], reached: after, hasMore: false };
    const start = beginningOf(owner.network);
    if (after.batch < start.batch) return this.after(owner, start, limit);
    if ('cooperative' in owner) return this.ofCooperative(owner, after, { head, limit });
    const merchant = await this.ports.directory.merchant(owner.merchant);
    if (merchant === undefined) return { events: [], reached: after, hasMore: false };
    const until = { head, limit, wallet: merchant.wallet };
    const span = await this.ports.reads.postedAfter(after, until);
    const events = await this.eventsOf(owner.network, span.transfers);
    return { ...span, events: events.filter((event) => concerns(event, owner)) };
  }

  /** Everybody's events after a place, with the place up to which all was looked through. */
  async allAfter(
    network: number,
    after: TransferCursor,
    { head, limit }: { readonly head: bigint; readonly limit: number },
  ): Promise<EventSpan> {
    const span = await this.ports.reads.postedAfter(after, { head, limit });
    return { ...span, events: await this.eventsOf(network, span.transfers) };
  }

  /** These events (uuids) of a network, in the ledger's order. */
  async byIds(network: number, ids: readonly string[]): Promise<LedgerEvent[]> {
    const transfers = await this.ports.reads.posted(ids);
    return this.eventsOf(
      network,
      transfers.filter((transfer) => transfer.network === network),
    );
  }

  /** The last batch of each network. */
  heads(): Promise<ReadonlyMap<number, bigint>> {
    return this.ports.reads.heads();
  }

  /** The place before all that was posted at a time of the network or later, or within so many milliseconds until its now. */
  async placeSince(network: number, since: Date | number): Promise<TransferCursor> {
    if (typeof since !== 'number') return this.ports.reads.placeBefore(network, since);
    const head = await this.ports.reads.head(network);
    const time = new Date((head?.now.getTime() ?? 0) - since);
    return this.ports.reads.placeBefore(network, time);
  }

  private async ofCooperative(
    owner: EventOwner,
    after: TransferCursor,
    { head, limit }: { readonly head: bigint; readonly limit: number },
  ): Promise<EventSpan> {
    const span = await this.allAfter(owner.network, after, { head, limit: LOOKED_THROUGH_MAX });
    const own = span.events.filter((event) => concerns(event, owner));
    const events = own.slice(0, limit);
    const last = events.at(-1);
    if (own.length <= limit || last === undefined) return { ...span, events };
    return { events, reached: last.place, hasMore: true };
  }

  private async eventsOf(
    network: number,
    transfers: readonly PostedTransfer[],
  ): Promise<LedgerEvent[]> {
    if (transfers.length === 0) return [];
    const { directory, codes } = this.ports;
    const found = await directory.network(network);
    if (found === undefined) return [];
    const books = transfers.flatMap(({ issuer, acquirer }) => [issuer, acquirer]);
    const named = [...new Set(books.filter((book) => book !== null))];
    const { cooperatives } = await rulesKnowing(directory, network, named);
    const references = new Map<string, string | null>();
    for (const { ticket } of transfers) {
      if (ticket === null) continue;
      // Read for many at once, whoever's request it is part of.
      const code = await asSwitch(() => codes.find(ticket));
      references.set(ticket, code?.reference ?? null);
    }
    const facts = {
      networkUid: found.uid,
      cooperativeOf: (book: number) => cooperatives.get(book)?.uid,
      codeReferenceOf: (code: string) => references.get(code) ?? null,
    };
    return transfers.flatMap((transfer) => eventOf(transfer, facts) ?? []);
  }
}

/** The place before everything of a network. */
export function beginningOf(network: number): TransferCursor {
  return { batch: BigInt(network) * BATCHES_OF_A_NETWORK, item: END_OF_BATCH };
}
