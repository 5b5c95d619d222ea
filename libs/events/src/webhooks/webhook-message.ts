import { encodeId } from '@app/core';
import { createPrivateKey } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { EntityManager } from 'typeorm';
import type { LedgerEvent } from '../event.js';
import type { Claimed } from './delivery.store.js';
import type { CalledEndpoint } from './endpoint.store.js';
import { readPaidToShops, type PaidToShop } from './paid-to-shop.js';
import type { WebhookCall } from './send-webhook.js';
import {
  notificationUrl,
  paymentOf,
  snapHeaders,
  snapNotificationOf,
} from './snap-notification.js';
import type { WebhookSecrets } from './webhook-secrets.js';

/** A delivery that is to be made, with all that its message is made of. */
export interface Due {
  readonly delivery: Claimed;
  readonly endpoint: CalledEndpoint;
  readonly event: LedgerEvent;
  /** Of an endpoint that speaks SNAP BI: the payment that the event is about. */
  readonly paid: PaidToShop | undefined;
}

/** What is sent, before it is signed. */
export interface Message {
  readonly url: string;
  readonly body: string;
}

/** Adds to what is due the payments that notifications of SNAP BI are about: one question, and none without such. */
export async function withPayments(
  manager: EntityManager,
  due: readonly Omit<Due, 'paid'>[],
): Promise<Due[]> {
  const asked = due.flatMap(({ endpoint, event }) =>
    endpoint.format === 'snap' ? (paymentOf(event) ?? []) : [],
  );
  const rows = await readPaidToShops(manager, asked);
  const paid = new Map(rows.map((row) => [row.payment, row]));
  return due.map((one) => ({ ...one, paid: paid.get(paymentOf(one.event) ?? '') }));
}

/** What an endpoint is told; undefined if there is nothing to tell it. */
export function messageOf({ endpoint, event, paid }: Due): Message | undefined {
  if (endpoint.format === 'standard') {
    return { url: endpoint.url, body: JSON.stringify(event.body) };
  }
  const notification = paid && snapNotificationOf(paid, endpoint);
  if (notification === undefined) return undefined;
  const url = notificationUrl(endpoint.url, notification.code);
  return { url, body: JSON.stringify(notification.body) };
}

/** The message with its headers. Throws if a secret can't be opened. */
export function signed(
  { delivery, endpoint, event }: Due,
  { url, body }: Message,
  at: Date,
  secrets: WebhookSecrets,
): WebhookCall {
  if (endpoint.format === 'snap') {
    // There is room for one signature: the former key's, as long as it serves.
    const key = endpoint.secrets.at(-1);
    if (key === undefined) throw new Error('an endpoint without a key');
    const privateKey = createPrivateKey({
      key: secrets.open(key),
      format: 'der',
      type: 'pkcs8',
    });
    const partnerId = endpoint.partnerId ?? encodeId('cli', endpoint.client);
    const { uid, attempts } = delivery;
    const call = { url, body, at, partnerId, delivery: uid, attempt: attempts, privateKey };
    return { url, body, headers: snapHeaders(call) };
  }
  const id = encodeId('evt', event.id);
  const texts = endpoint.secrets.map((secret) => secrets.open(secret).toString());
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Simpul',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': texts.map((one) => new Webhook(one).sign(id, at, body)).join(' '),
  };
  return { url, body, headers };
}
