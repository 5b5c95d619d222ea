import { decodeCursor, encodeCursor, unwrap, varying } from '@app/http';
import type { EventBody, LedgerEvent } from '@app/events';
import type { TransferCursor } from '@app/ledger';

export interface EventListReply {
  data: EventBody[];
  has_more: boolean;
  /** Behind the last of `data`, or behind all that there is: always there. */
  next_cursor: string;
}

/** A place of the ledger as the wire writes it. */
export function cursorOf({ batch, item }: TransferCursor): string {
  return encodeCursor([batch.toString(), item]);
}

/** The place in a cursor of this list. Throws `cursor_invalid`. */
export function placeOf(cursor: string): TransferCursor {
  const [batch, item] = unwrap(decodeCursor(cursor, ['string', 'number']));
  const isPlace = /^[0-9]{1,18}$/.test(String(batch)) && Number(item) >= 0 && Number(item) < 32_768;
  // One that we never gave out stands behind nothing: all is listed, of the own events only.
  return isPlace ? { batch: BigInt(batch ?? 0), item: Number(item) } : { batch: 0n, item: 0 };
}

/** As a stream tells it. */
export function streamed({ place, type, body }: LedgerEvent) {
  return { id: cursorOf(place), event: type, data: body };
}

export const EVENT_EXAMPLE: EventBody = {
  id: 'evt_01jzq3v5hfe0d9k3yx8m2n4p6r',
  object: 'event',
  type: 'payment.posted',
  created_at: '2026-01-31T03:15:42.123456Z',
  network_id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6q',
  data: varying(
    {
      id: 'pay_01jzq3v5hfe0d9k3yx8m2n4p6r',
      transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
      amount: { value: '25000.00', currency: 'IDR' },
      payer: { kind: 'member', id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s' },
      payee: { kind: 'merchant', id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v' },
      issuer_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
      acquirer_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6w',
      original_id: null,
      qr_code_id: 'qrc_01jzq3v5hfe0d9k3yx8m2n4p6x',
      qr_code_reference: 'NOTA-0042',
    },
    { nullable: ['payer', 'payee', 'issuer_id', 'acquirer_id', 'qr_code_id', 'qr_code_reference'] },
  ),
};
