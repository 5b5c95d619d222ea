import { parsePhone, type Identity, type PersonStore } from '@app/access';
import { decodeId, formatRupiah, ID_PREFIXES } from '@app/core';
import type { TransferRecord } from '@app/ledger';
import type { Cooperative, Network } from '@app/participants';

import { readShortCode, shortCodeOf } from '../payment/short-code.js';
import { wordsOfAct } from '../statements/entry-words.js';
import type { FoundRow, SearchStore } from './search.store.js';

export interface SearchPorts {
  readonly reads: {
    transfers(ids: readonly string[]): Promise<TransferRecord[]>;
    transfersClaiming(text: string, most: number): Promise<TransferRecord[]>;
  };
  readonly directory: {
    networks(): Promise<readonly Network[]>;
    cooperativeByUid(uid: string): Promise<Cooperative | undefined>;
  };
  readonly facts: { transferAt(batch: bigint, item: number): Promise<string | undefined> };
  readonly people: Pick<PersonStore, 'phoneIndex'>;
  readonly store: SearchStore;
}

/** Something that was looked for, as far as the caller may see it. */
export interface SearchHit {
  readonly kind: FoundRow['kind'] | 'transfer';
  readonly uid: string;
  /** Uuid; null for what is the whole network's, and for transfers, which may be of several. */
  readonly cooperative: string | null;
  /** No name of a person. */
  readonly label: string;
  readonly at: string | null;
}

/** No question has more answers than these. */
export const SEARCH_HITS_MAX = 20;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Finds what a text names exactly: any id of the wire, a short code, a reference, an idempotency key, a phone number, a
 * member's or an invoice's number. Nothing is searched through; every look-up is by an index.
 */
export class SearchService {
  constructor(private readonly ports: SearchPorts) {}

  /** What is outside the caller's network or cooperative is as if it did not exist. */
  async find(caller: Identity, text: string): Promise<SearchHit[]> {
    const { store, directory, people } = this.ports;
    const wanted = text.trim();
    const uuid = uuidOf(wanted);
    const phone = parsePhone(wanted);
    const most = SEARCH_HITS_MAX;
    const [byId, byPhone, byNumber, transfers] = await Promise.all([
      uuid === undefined ? [] : store.byUuid(uuid, caller, most),
      phone === undefined ? [] : store.byPhone(people.phoneIndex(phone), caller, most),
      store.byNumber(wanted, caller, most),
      this.transfers(caller, wanted, uuid),
    ]);
    const own =
      caller.cooperative === null
        ? undefined
        : await directory.cooperativeByUid(caller.cooperative);
    const rows = [...byId, ...byPhone, ...byNumber];
    const hits = [
      ...rows.map(({ kind, uid, cooperative, label }) => ({
        kind,
        uid,
        cooperative,
        label,
        at: null,
      })),
      ...transfers.filter((one) => takesPart(caller, one, own)).map(hitOf),
    ];
    const once = new Map(hits.map((hit) => [`${hit.kind} ${hit.uid}`, hit]));
    return [...once.values()].slice(0, most);
  }

  private async transfers(
    caller: Identity,
    text: string,
    uuid: string | undefined,
  ): Promise<TransferRecord[]> {
    const { reads, facts, directory } = this.ports;
    const ids: string[] = uuid === undefined ? [] : [uuid];
    for (const { id } of await directory.networks()) {
      const place =
        caller.network === null || caller.network === id ? readShortCode(id, text) : undefined;
      const found = place && (await facts.transferAt(place.batch, place.item));
      if (found !== undefined) ids.push(found);
    }
    const named = await reads.transfers(ids);
    return [...named, ...(await reads.transfersClaiming(text, SEARCH_HITS_MAX))];
  }
}

/** The uuid that an id of any kind stands for, or that is written as it is. */
function uuidOf(text: string): string | undefined {
  if (UUID.test(text)) return text.toLowerCase();
  for (const prefix of ID_PREFIXES) {
    const uuid = decodeId(prefix, text.toLowerCase());
    if (uuid !== undefined) return uuid;
  }
  return undefined;
}

/**
 * A cooperative sees the acts that have legs in its book, and of those without any (holds, what was refused) its own
 * members'; a host those at its counters as well.
 */
function takesPart(
  caller: Identity,
  transfer: TransferRecord,
  own: Cooperative | undefined,
): boolean {
  if (caller.network !== null && caller.network !== transfer.network) return false;
  if (caller.cooperative === null) return true;
  if (own === undefined || own.network !== transfer.network) return false;
  if (transfer.legs.length > 0) return transfer.legs.some(({ book }) => book === own.book);
  return transfer.issuer === own.book || (transfer.acquirer === own.book && isOfHost(transfer));
}

/** A refused authorisation is the member's alone; cash that was refused is the teller's business. */
function isOfHost({ type, refusal }: TransferRecord): boolean {
  return refusal === null || type === 'deposit';
}

function hitOf(transfer: TransferRecord): SearchHit {
  const act = wordsOfAct(transfer.type).id;
  const refused = transfer.refusal === null ? '' : ` (${transfer.refusal.code})`;
  const label = `${act} ${formatRupiah(transfer.amount)} ${shortCodeOf(transfer)}${refused}`;
  return { kind: 'transfer', uid: transfer.id, cooperative: null, label, at: transfer.postedAt };
}
