export { EventHub, type EventListener, type Unsubscribe } from './event-hub.js';
export { concerns, type EventOwner } from './event-owner.js';
export { EventSource, type EventSourcePorts, type EventSpan } from './event-source.js';
export { EVENT_TYPES, type EventType } from './event-types.js';
export { EventsModule, type EventsOptions } from './events.module.js';
export type { EventBody, EventData, EventParty, LedgerEvent } from './event.js';
export { WebhookDelivery } from './webhooks/webhook-delivery.js';
export { WebhookRelay } from './webhooks/webhook-relay.js';
export { WebhookSecrets } from './webhooks/webhook-secrets.js';
export { WebhookUpkeep } from './webhooks/webhook-upkeep.js';
export { WebhookService, type EndpointMade } from './webhooks/webhook.service.js';
export type {
  Delivery,
  DeliveryAttempt,
  DeliveryState,
  EndpointFormat,
  WebhookEndpoint,
} from './webhooks/webhook.js';
