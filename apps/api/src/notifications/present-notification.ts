import { encodeId, fail, toMoney, type Money, type TransferType } from '@app/core';
import { decodeCursor, encodeCursor, problemOf, unwrap, varying } from '@app/http';
import type { FeedCursor, Notification } from '@app/payments';

export interface NotificationReply {
  id: string;
  object: 'notification';
  kind: Notification['kind'];
  /** In Bahasa Indonesia and in English. */
  text: { id: string; en: string };
  read: boolean;
  created_at: string;
  /** Of a movement of money. */
  movement: {
    transfer_id: string;
    type: TransferType;
    direction: 'credit' | 'debit';
    amount: Money;
    balance: Money;
    short_code: string;
  } | null;
}

export interface NotificationsReply {
  data: NotificationReply[];
  has_more: boolean;
  next_cursor?: string;
  /** At most 100, which stands for as many or more. */
  unread_count: number;
}

export interface ReadUpToReply {
  object: 'notification_mark';
  read_up_to: string;
  unread_count: number;
}

export function presentNotification(notification: Notification): NotificationReply {
  const { id, kind, text, read, at, movement } = notification;
  return {
    id: encodeId('ntf', id),
    object: 'notification',
    kind,
    text: { ...text },
    read,
    created_at: at,
    movement: movement && {
      transfer_id: encodeId('trf', movement.transfer),
      type: movement.type,
      direction: kind === 'debit' ? 'debit' : 'credit',
      amount: toMoney(movement.amount),
      balance: toMoney(movement.balance),
      short_code: movement.shortCode,
    },
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const BATCH = /^[0-9]{1,18}$/;
const ITEM_MAX = 32_767;

export function cursorText({ transfer, notice }: FeedCursor): string {
  return encodeCursor([
    transfer?.batch.toString() ?? '',
    transfer?.item ?? 0,
    notice?.happenedAt ?? '',
    notice?.id ?? '',
  ]);
}

/** Throws `cursor_invalid` for the cursor of another list. */
export function readCursor(text: string): FeedCursor {
  const values = unwrap(decodeCursor(text, ['string', 'number', 'string', 'string']));
  const [batch = '', item = 0, happenedAt = '', id = ''] = values;
  const hasTransfer = batch !== '';
  const hasNotice = happenedAt !== '';
  const fits =
    (!hasTransfer ||
      (BATCH.test(String(batch)) && Number(item) >= 0 && Number(item) <= ITEM_MAX)) &&
    (!hasNotice ||
      (TIME.test(String(happenedAt)) &&
        !Number.isNaN(Date.parse(String(happenedAt))) &&
        UUID.test(String(id))));
  if (!fits) throw problemOf(fail('cursor_invalid'));
  return {
    transfer: hasTransfer ? { batch: BigInt(batch), item: Number(item) } : undefined,
    notice: hasNotice ? { happenedAt: String(happenedAt), id: String(id) } : undefined,
  };
}

export const NOTIFICATIONS_EXAMPLE: NotificationsReply = varying(
  {
    data: [
      varying(
        {
          id: 'ntf_01jzq3v5hfe0d9k3yx8m2n4p6r',
          object: 'notification',
          kind: 'debit',
          text: {
            id: 'Uang keluar: Pembayaran Rp100.000 kepada Toko Siti. Saldo Rp250.000. Kode 0007-K3M2.',
            en: 'Money out: Payment Rp100,000 to Toko Siti. Balance Rp250,000. Code 0007-K3M2.',
          },
          read: false,
          created_at: '2026-01-31T03:15:42.123456Z',
          movement: {
            transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
            type: 'payment',
            direction: 'debit',
            amount: { value: '100000.00', currency: 'IDR' },
            balance: { value: '250000.00', currency: 'IDR' },
            short_code: '0007-K3M2',
          },
        },
        { nullable: ['movement'] },
      ),
    ],
    has_more: true,
    next_cursor: 'WyIxMDAwMDAwMDAwMDA3IiwzLCIiLCIiXQ',
    unread_count: 1,
  },
  { optional: ['next_cursor'] },
);

export const READ_UP_TO_EXAMPLE: ReadUpToReply = {
  object: 'notification_mark',
  read_up_to: '2026-01-31T03:15:42.123456Z',
  unread_count: 0,
};
