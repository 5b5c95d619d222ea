import { varying } from '@app/http';
import { encodeId } from '@app/core';
import type {
  Delivery,
  DeliveryAttempt,
  DeliveryState,
  EndpointFormat,
  EventType,
  WebhookEndpoint,
} from '@app/events';

export interface WebhookEndpointReply {
  id: string;
  object: 'webhook_endpoint';
  client_id: string;
  format: EndpointFormat;
  url: string;
  /** Empty: all. */
  types: EventType[];
  status: WebhookEndpoint['status'];
  /** Why it is not called: `by_holder`, `gone` (it answered 410), `failing` (for days). */
  disabled_reason: WebhookEndpoint['reason'];
  /** Since when it has not answered as it should. */
  failing_since: string | null;
  /** Of SNAP BI, PEM, newest first: by which its notifications are verified. */
  public_keys: string[];
  created_at: string;
}

export interface WithSecretReply extends WebhookEndpointReply {
  /** Shown now and never again; null for SNAP BI. */
  secret: string | null;
}

export interface WebhookDeliveryReply {
  id: string;
  object: 'webhook_delivery';
  endpoint_id: string;
  event_id: string;
  type: EventType;
  status: DeliveryState;
  attempts: number;
  created_at: string;
  next_attempt_at: string | null;
  ended_at: string | null;
}

export interface AttemptReply {
  number: number;
  created_at: string;
  duration_ms: number;
  /** Of the answer; null when there was none. */
  status: number | null;
  error: string | null;
  url: string;
  /** The beginning of what was sent, and of what was answered. */
  request: string;
  response: string | null;
}

export interface DeliveryWithLogReply extends WebhookDeliveryReply {
  log: AttemptReply[];
}

export function presentEndpoint(endpoint: WebhookEndpoint): WebhookEndpointReply {
  return {
    id: encodeId('whk', endpoint.uid),
    object: 'webhook_endpoint',
    client_id: encodeId('cli', endpoint.client),
    format: endpoint.format,
    url: endpoint.url,
    types: [...endpoint.types],
    status: endpoint.status,
    disabled_reason: endpoint.reason,
    failing_since: endpoint.failingSince?.toISOString() ?? null,
    public_keys: [...endpoint.publicKeys],
    created_at: endpoint.createdAt.toISOString(),
  };
}

export function presentDelivery(delivery: Delivery): WebhookDeliveryReply {
  return {
    id: encodeId('dlv', delivery.uid),
    object: 'webhook_delivery',
    endpoint_id: encodeId('whk', delivery.endpoint),
    event_id: encodeId('evt', delivery.event),
    type: delivery.type,
    status: delivery.state,
    attempts: delivery.attempts,
    created_at: delivery.createdAt.toISOString(),
    next_attempt_at: delivery.nextAt?.toISOString() ?? null,
    ended_at: delivery.endedAt?.toISOString() ?? null,
  };
}

export function presentAttempt(attempt: DeliveryAttempt): AttemptReply {
  return {
    number: attempt.number,
    created_at: attempt.at.toISOString(),
    duration_ms: attempt.durationMs,
    status: attempt.status,
    error: attempt.error,
    url: attempt.url,
    request: attempt.request,
    response: attempt.response,
  };
}

const SHOP_URL = 'https://kasir.tokositi.example/simpul';

export const ENDPOINT_EXAMPLE: WebhookEndpointReply = {
  id: 'whk_01jzq3v5hfe0d9k3yx8m2n4p6r',
  object: 'webhook_endpoint',
  client_id: 'cli_01jzq3v5hfe0d9k3yx8m2n4p6s',
  format: 'standard',
  url: SHOP_URL,
  types: ['payment.posted', 'refund.posted'],
  status: 'active',
  disabled_reason: null,
  failing_since: null,
  public_keys: [],
  created_at: '2026-01-31T02:00:00.000Z',
};

export const WITH_SECRET_EXAMPLE: WithSecretReply = {
  ...ENDPOINT_EXAMPLE,
  secret: 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
};

export const DELIVERY_EXAMPLE: WebhookDeliveryReply = varying(
  {
    id: 'dlv_01jzq3v5hfe0d9k3yx8m2n4p6t',
    object: 'webhook_delivery',
    endpoint_id: ENDPOINT_EXAMPLE.id,
    event_id: 'evt_01jzq3v5hfe0d9k3yx8m2n4p6v',
    type: 'payment.posted',
    status: 'delivered',
    attempts: 1,
    created_at: '2026-01-31T03:15:42.000Z',
    next_attempt_at: null,
    ended_at: '2026-01-31T03:15:42.300Z',
  },
  { nullable: ['ended_at'] },
);

export const DELIVERY_WITH_LOG_EXAMPLE: DeliveryWithLogReply = {
  ...DELIVERY_EXAMPLE,
  log: [
    varying(
      {
        number: 1,
        created_at: '2026-01-31T03:15:42.100Z',
        duration_ms: 84,
        status: 200,
        error: null,
        url: SHOP_URL,
        request: '{"id":"evt_01jzq3v5hfe0d9k3yx8m2n4p6v","object":"event",…}',
        response: 'ok',
      },
      { nullable: ['status', 'response'] },
    ),
  ],
};
