import type { EventType } from '../event-types.js';

/** What an endpoint is told in: events of our own (Standard Webhooks), or the notifications of SNAP BI. */
export type EndpointFormat = 'standard' | 'snap';
export type EndpointStatus = 'active' | 'disabled';
/** Why an endpoint is not called: its holder said so, it answered 410, or it never answered for days. */
export type DisabledReason = 'by_holder' | 'gone' | 'failing';

/** Where a program is told of events. */
export interface WebhookEndpoint {
  readonly uid: string;
  /** Uuid of the program. */
  readonly client: string;
  readonly network: number;
  readonly cooperative: string;
  readonly merchant: string | null;
  readonly format: EndpointFormat;
  /** Of SNAP BI the address behind which the paths of the services stand. */
  readonly url: string;
  /** Empty: all. */
  readonly types: readonly EventType[];
  readonly status: EndpointStatus;
  readonly reason: DisabledReason | null;
  readonly failingSince: Date | null;
  readonly createdAt: Date;
  /** PEM, newest first, of SNAP BI: each signs now, or will once the one before has ended. */
  readonly publicKeys: readonly string[];
}

export type DeliveryState = 'pending' | 'delivered' | 'failed';

/** The telling of one event to one endpoint. */
export interface Delivery {
  readonly uid: string;
  readonly endpoint: string;
  /** Uuid. */
  readonly event: string;
  readonly type: EventType;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly createdAt: Date;
  /** When it is tried again; null once it ended. */
  readonly nextAt: Date | null;
  readonly endedAt: Date | null;
}

/** One time that an endpoint was called, as its holder may read it. */
export interface DeliveryAttempt {
  readonly number: number;
  readonly at: Date;
  readonly durationMs: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly url: string;
  readonly request: string;
  readonly response: string | null;
}
