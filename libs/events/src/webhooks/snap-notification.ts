import { encodeId, toMoney } from '@app/core';
import {
  requestStringToSign,
  SNAP_NOTIFICATIONS,
  signAsymmetric,
  statusFields,
  statusOfPaid,
  writeTimestamp,
  type SnapNotificationCode,
} from '@app/standards';
import type { KeyObject } from 'node:crypto';
import type { LedgerEvent } from '../event.js';
import type { EventType } from '../event-types.js';
import type { PaidToShop } from './paid-to-shop.js';

/** Of what else happens the standard has no notification. */
export const SNAP_TYPES: readonly EventType[] = [
  'payment.posted',
  'refund.posted',
  'reversal.posted',
];

/** The partner that is told, by uuids. */
export interface Notified {
  readonly client: string;
  readonly cooperative: string;
  /** Null for a partner of the cooperative itself. */
  readonly merchant: string | null;
}

/** Which service a partner is told by, and what it says. */
export interface SnapNotification {
  readonly code: SnapNotificationCode;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The payment (uuid) about which an event may be told; undefined if none is. */
export function paymentOf(event: LedgerEvent): string | undefined {
  if (!SNAP_TYPES.includes(event.type)) return undefined;
  return event.type === 'payment.posted' ? event.id : event.object;
}

/**
 * What a partner is told of a payment to a shop: 56 if it paid a request that the partner made, 79 if it was taken by a code that a
 * member showed, else 52. It says how the payment stands when it is told, so that what was given back meanwhile is known too.
 * Undefined if it is not the partner's business. No name, no phone and no text that people wrote is told. Fields of 56
 * and 79: inferred from what providers in use send.
 */
export function snapNotificationOf(
  paid: PaidToShop,
  partner: Notified,
): SnapNotification | undefined {
  const { code, request } = paid;
  const isOwnShop =
    partner.merchant === null
      ? partner.cooperative === paid.cooperative
      : partner.merchant === paid.merchant;
  if (request !== null) {
    if (!isOwnShop || request.createdBy !== partner.client) return undefined;
    const numbers = numbersOf('prq', request.uid, request.key);
    return { code: '56', body: { ...numbers, ...told(paid), finishedTime: timeOf(paid) } };
  }
  if (code?.purpose === 'charge') {
    if (!isOwnShop && code.createdBy !== partner.client) return undefined;
    const own = paid.principal === partner.client ? paid.reference : null;
    return { code: '79', body: { ...numbersOf('pay', paid.payment, own), ...told(paid) } };
  }
  if (!isOwnShop) return undefined;
  const numbers =
    code === null
      ? numbersOf('pay', paid.payment, null)
      : numbersOf('qrc', code.uid, code.createdBy === partner.client ? code.key : null);
  return { code: '52', body: { ...numbers, ...told(paid) } };
}

function numbersOf(prefix: 'prq' | 'pay' | 'qrc', uid: string, own: string | null) {
  return {
    originalReferenceNo: encodeId(prefix, uid),
    ...(own !== null && { originalPartnerReferenceNo: own }),
  };
}

function told(paid: PaidToShop) {
  const { amount, refunded, isReversed, merchant, payment } = paid;
  return {
    ...statusFields(isReversed ? 'cancelled' : statusOfPaid(amount, refunded)),
    amount: toMoney(amount),
    merchantId: encodeId('mrc', merchant),
    additionalInfo: {
      paymentReferenceNo: encodeId('pay', payment),
      paidTime: timeOf(paid),
      ...(refunded > 0n && { refundedAmount: toMoney(refunded) }),
    },
  };
}

function timeOf({ postedAt }: PaidToShop): string {
  return writeTimestamp(postedAt);
}

/** Of a notification as it is sent. */
export interface NotificationCall {
  readonly url: string;
  readonly body: string;
  readonly at: Date;
  /** X-PARTNER-ID: by which the partner is known here. */
  readonly partnerId: string;
  /** Uuid of the delivery, and which attempt at it this is: together its X-EXTERNAL-ID. */
  readonly delivery: string;
  readonly attempt: number;
  readonly privateKey: KeyObject;
}

/** The headers of a notification: signed as a request without a token is, under our RSA key for this partner's address. */
export function snapHeaders(call: NotificationCall): Record<string, string> {
  const { pathname, search } = new URL(call.url);
  const timestamp = writeTimestamp(call.at);
  const body = Buffer.from(call.body, 'utf8');
  const signed = { method: 'POST', path: pathname + search, body, timestamp };
  return {
    'content-type': 'application/json',
    'user-agent': 'Simpul',
    'x-timestamp': timestamp,
    'x-signature': signAsymmetric(requestStringToSign(signed), call.privateKey),
    'x-partner-id': call.partnerId,
    'x-external-id': call.delivery.replaceAll('-', '') + String(call.attempt).padStart(3, '0'),
    'channel-id': CHANNEL,
  };
}

/** From server to server. */
const CHANNEL = 'H2H';

/** Where a partner is told by a service: the standard's path behind its own address. */
export function notificationUrl(base: string, code: SnapNotificationCode): string {
  return base.replace(/\/+$/, '') + SNAP_NOTIFICATIONS[code];
}
