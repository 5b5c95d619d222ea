import { encodeId, toMoney, type IdPrefix, type Money } from '@app/core';
import type { PostedParty, PostedTransfer, TransferCursor } from '@app/ledger';
import { eventTypeOf, type EventType } from './event-types.js';

/** A member or shop on one side of an act. No name, no text that people wrote. */
export interface EventParty {
  readonly kind: 'member' | 'merchant';
  readonly id: string;
}

/** What an event says, in the ids of the wire. */
export interface EventData {
  /** Of the thing that it is about: `pay_…`, `aut_…`, `qrc_…`. */
  readonly id: string;
  readonly transfer_id: string;
  readonly amount: Money;
  readonly payer: EventParty | null;
  readonly payee: EventParty | null;
  /** The cooperatives of payer and payee, where the act has such. */
  readonly issuer_id: string | null;
  readonly acquirer_id: string | null;
  /** What was given back, or the authorisation that was captured. */
  readonly original_id: string | null;
  /** The code that it used up, and what its maker calls it. */
  readonly qr_code_id: string | null;
  readonly qr_code_reference: string | null;
}

/** An event as it is sent: the same whenever it is sent again. */
export interface EventBody {
  readonly id: string;
  readonly object: 'event';
  readonly type: EventType;
  readonly created_at: string;
  readonly network_id: string;
  readonly data: EventData;
}

/** An event, and what it takes to bring it to those whom it concerns. */
export interface LedgerEvent {
  /** Uuid of the transfer, which the event's own id spells. */
  readonly id: string;
  readonly network: number;
  readonly type: EventType;
  readonly place: TransferCursor;
  /** Uuid of what later events may also be about: of one object they are told in order. */
  readonly object: string;
  /** Uuids. */
  readonly merchants: readonly string[];
  readonly cooperatives: readonly string[];
  readonly body: EventBody;
}

/** What the ledger doesn't know of a transfer. */
export interface EventFacts {
  /** Uuid. */
  readonly networkUid: string;
  /** The uuid of the cooperative that has a book; undefined for the switch. */
  readonly cooperativeOf: (book: number) => string | undefined;
  /** What the maker of a payment code calls it. */
  readonly codeReferenceOf: (code: string) => string | null;
}

/** By which prefix the thing is known that a type is about; the transfer's own unless told. */
const PREFIX_OF: Partial<Record<EventType, IdPrefix>> = {
  'payment.posted': 'pay',
  'refund.posted': 'rfd',
  'deposit.posted': 'dep',
};

/** The event that a posted transfer is; undefined if nobody is told of it. */
export function eventOf(transfer: PostedTransfer, facts: EventFacts): LedgerEvent | undefined {
  const type = eventTypeOf(transfer);
  if (type === undefined) return undefined;
  const { id, network, batch, item, payer, payee, original } = transfer;
  const books = [transfer.issuer, transfer.acquirer, ...transfer.books];
  const cooperatives = books.flatMap((book) =>
    book === null ? [] : (facts.cooperativeOf(book) ?? []),
  );
  return {
    id,
    network,
    type,
    place: { batch, item },
    object: original?.root ?? id,
    merchants: [...new Set([payer, payee].flatMap(shopOf))],
    cooperatives: [...new Set(cooperatives)],
    body: {
      id: encodeId('evt', id),
      object: 'event',
      type,
      created_at: transfer.postedAt,
      network_id: encodeId('net', facts.networkUid),
      data: dataOf(transfer, type, facts),
    },
  };
}

function dataOf(transfer: PostedTransfer, type: EventType, facts: EventFacts): EventData {
  const { id, original, ticket, issuer, acquirer } = transfer;
  const cooperative = (book: number | null): string | null => {
    const uid = book === null ? undefined : facts.cooperativeOf(book);
    return uid === undefined ? null : encodeId('coop', uid);
  };
  return {
    id: idOf(transfer, type),
    transfer_id: encodeId('trf', id),
    amount: toMoney(transfer.amount),
    payer: partyOf(transfer.payer),
    payee: partyOf(transfer.payee),
    issuer_id: cooperative(issuer),
    acquirer_id: cooperative(acquirer),
    original_id: original === null ? null : originalId(original),
    qr_code_id: ticket === null ? null : encodeId('qrc', ticket),
    qr_code_reference: ticket === null ? null : facts.codeReferenceOf(ticket),
  };
}

/** What ends a hold is about the hold; cash is handed out under the id of its hold. */
function idOf({ id, original, ticket }: PostedTransfer, type: EventType): string {
  if (type.startsWith('authorisation.')) return encodeId('aut', original?.id ?? id);
  if (type.startsWith('withdrawal.')) return encodeId('wdr', original?.id ?? id);
  if (type === 'qr_code.cancelled' && ticket !== null) return encodeId('qrc', ticket);
  return encodeId(PREFIX_OF[type] ?? 'trf', id);
}

function originalId({ id, type, toTill }: NonNullable<PostedTransfer['original']>): string {
  if (type === 'payment') return encodeId('pay', id);
  if (type === 'hold') return encodeId(toTill ? 'wdr' : 'aut', id);
  return encodeId('trf', id);
}

function partyOf(party: PostedParty | null): EventParty | null {
  if (party === null || party.owner === null) return null;
  if (party.kind === 'member_wallet') return { kind: 'member', id: encodeId('mbr', party.owner) };
  if (party.kind === 'merchant_wallet') {
    return { kind: 'merchant', id: encodeId('mrc', party.owner) };
  }
  return null;
}

function shopOf(party: PostedParty | null): string[] {
  return party?.kind === 'merchant_wallet' && party.owner !== null ? [party.owner] : [];
}
