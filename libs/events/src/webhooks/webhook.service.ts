import { fail, newUuid, succeed, type Result } from '@app/core';
import { asSwitch, inTransaction } from '@app/database';
import type { ApiClientService, ClientRecord, Identity } from '@app/access';
import { isIP } from 'node:net';
import type { DataSource, EntityManager } from 'typeorm';
import type { EventType } from '../event-types.js';
import { listAttempts, listDeliveries, makeDue, readDelivery } from './delivery.store.js';
import {
  insertEndpoint,
  listEndpoints,
  readEndpoint,
  rotateSecret,
  updateEndpoint,
  type EndpointChange,
} from './endpoint.store.js';
import { isPublicAddress } from './public-address.js';
import type {
  Delivery,
  DeliveryAttempt,
  DeliveryState,
  EndpointFormat,
  WebhookEndpoint,
} from './webhook.js';
import type { WebhookSecrets } from './webhook-secrets.js';

/** Endpoints of one program. */
export const ENDPOINTS_MAX = 10;
/** Beyond so many a delivery isn't sent again by hand. */
const ATTEMPTS_BY_HAND_MAX = 50;

export interface WebhookPorts {
  readonly dataSource: DataSource;
  readonly clients: Pick<ApiClientService, 'read'>;
  readonly secrets: WebhookSecrets;
  /** Whether private addresses and plain HTTP are called. */
  readonly allowPrivate: boolean;
}

export interface EndpointMade {
  readonly endpoint: WebhookEndpoint;
  /** Shown now and never again; null for SNAP BI, whose public keys stand in the endpoint. */
  readonly secret: string | null;
}

export interface WantedEndpoint {
  readonly format: EndpointFormat;
  readonly url: string;
  readonly types: readonly EventType[];
}

interface DeliveryPage {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Where programs are told of events: by whoever runs the program, or by the program itself. A foreign one is not found. */
export class WebhookService {
  constructor(private readonly ports: WebhookPorts) {}

  /**
   * Tells a program (uuid) of what comes from now on. `validation_failed` (detail `field`) for an address that is not called, of SNAP BI
   * also for types and for a program without that scope;
   * `not_found` for a program that the caller doesn't run; `limit_exceeded` beyond ten endpoints.
   */
  async register(
    caller: Identity,
    client: string,
    wanted: WantedEndpoint,
  ): Promise<Result<EndpointMade>> {
    const { format, url, types } = wanted;
    if (!this.isCallable(url, format)) return fail('validation_failed', { field: 'url' });
    if (format === 'snap' && types.length > 0) return fail('validation_failed', { field: 'types' });
    const found = await this.client(caller, client);
    if (!found.ok) return found;
    const { network, cooperative, merchant, scopes } = found.value;
    if (format === 'snap' && !scopes.includes('snap')) {
      return fail('validation_failed', { field: 'format' });
    }
    const uid = newUuid();
    const { secret, ...stored } = await this.ports.secrets.make(format);
    const made = await this.acrossTenants(async (tx) => {
      if ((await listEndpoints(tx, client)).length >= ENDPOINTS_MAX) {
        return fail('limit_exceeded', { limit: 'webhooks', maximum: ENDPOINTS_MAX, left: 0 });
      }
      const place = { uid, client, network, cooperative, merchant };
      await insertEndpoint(tx, { ...place, ...wanted, createdBy: caller.principal });
      await rotateSecret(tx, place, stored, 0);
      return succeed(await readEndpoint(tx, uid));
    });
    if (!made.ok) return made;
    return made.value === undefined ? fail('not_found') : succeed({ endpoint: made.value, secret });
  }

  /** Oldest first. `not_found`. */
  async list(caller: Identity, client: string): Promise<Result<WebhookEndpoint[], 'not_found'>> {
    const found = await this.client(caller, client);
    if (!found.ok) return found;
    return succeed(await listEndpoints(this.ports.dataSource.manager, client));
  }

  /** `not_found`. */
  async read(caller: Identity, uid: string): Promise<Result<WebhookEndpoint, 'not_found'>> {
    const endpoint = await readEndpoint(this.ports.dataSource.manager, uid);
    if (endpoint === undefined) return fail('not_found');
    const found = await this.client(caller, endpoint.client);
    return found.ok ? succeed(endpoint) : fail('not_found');
  }

  /**
   * Changes where and of what is told, or whether at all. One that is active again is told of what comes from now on, and of what still
   * waited. `not_found`, `validation_failed` as {@link register}.
   */
  async change(
    caller: Identity,
    uid: string,
    change: EndpointChange,
  ): Promise<Result<WebhookEndpoint>> {
    const found = await this.read(caller, uid);
    if (!found.ok) return found;
    const { format } = found.value;
    const { url, types = [] } = change;
    if (url !== undefined && !this.isCallable(url, format)) {
      return fail('validation_failed', { field: 'url' });
    }
    if (format === 'snap' && types.length > 0) return fail('validation_failed', { field: 'types' });
    await this.acrossTenants(async (tx) => {
      const endpoint = await readEndpoint(tx, uid, true);
      if (endpoint !== undefined) await updateEndpoint(tx, endpoint, change);
    });
    return this.read(caller, uid);
  }

  /**
   * A new key. The former secret goes on to sign beside it for the overlap; of SNAP BI, where there is room for one signature, the
   * former key signs until then and the new one after it. `not_found`.
   */
  async rotate(
    caller: Identity,
    uid: string,
    overlapSeconds: number,
  ): Promise<Result<EndpointMade, 'not_found'>> {
    const found = await this.read(caller, uid);
    if (!found.ok) return found;
    const { secret, ...stored } = await this.ports.secrets.make(found.value.format);
    await inTransaction(this.ports.dataSource, async (tx) => {
      await readEndpoint(tx, uid, true);
      await rotateSecret(tx, found.value, stored, overlapSeconds);
    });
    const endpoint = await this.read(caller, uid);
    return endpoint.ok ? succeed({ endpoint: endpoint.value, secret }) : endpoint;
  }

  /** Newest first. `not_found`. */
  async deliveries(
    caller: Identity,
    endpoint: string,
    state: DeliveryState | undefined,
    page: DeliveryPage,
  ): Promise<Result<Delivery[], 'not_found'>> {
    const found = await this.read(caller, endpoint);
    if (!found.ok) return found;
    return succeed(await listDeliveries(this.ports.dataSource.manager, endpoint, state, page));
  }

  /** A delivery with its attempts, oldest first. `not_found`. */
  async delivery(
    caller: Identity,
    uid: string,
  ): Promise<Result<{ delivery: Delivery; attempts: DeliveryAttempt[] }, 'not_found'>> {
    const { manager } = this.ports.dataSource;
    const delivery = await readDelivery(manager, uid);
    if (delivery === undefined) return fail('not_found');
    const found = await this.read(caller, delivery.endpoint);
    if (!found.ok) return found;
    return succeed({ delivery, attempts: await listAttempts(manager, uid) });
  }

  /** Sends an event again, once, whatever became of it. `not_found`, `limit_exceeded` after fifty attempts. */
  async resend(caller: Identity, uid: string): Promise<Result<Delivery>> {
    const found = await this.delivery(caller, uid);
    if (!found.ok) return found;
    if (found.value.delivery.attempts >= ATTEMPTS_BY_HAND_MAX) {
      const maximum = ATTEMPTS_BY_HAND_MAX;
      return fail('limit_exceeded', { limit: 'delivery_attempts', maximum, left: 0 });
    }
    const { manager } = this.ports.dataSource;
    await makeDue(manager, uid);
    return succeed((await readDelivery(manager, uid)) ?? found.value.delivery);
  }

  /** Whether anybody else of the network is told of events, no tenant may see; who asks was looked at before. */
  private acrossTenants<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return asSwitch(() => inTransaction(this.ports.dataSource, work));
  }

  private async client(caller: Identity, uid: string): Promise<Result<ClientRecord, 'not_found'>> {
    if (caller.role === 'program' && caller.principal !== uid) return fail('not_found');
    const found = await this.ports.clients.read(caller, uid);
    return found.ok ? succeed(found.value.client) : found;
  }

  /** What can be said before anybody looks a name up; the rest is seen when it is connected to. */
  private isCallable(text: string, format: EndpointFormat): boolean {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname, username, password, hash, search } = new URL(text);
    if (username !== '' || password !== '' || hash !== '') return false;
    // The paths of the services follow it.
    if (format === 'snap' && (search !== '' || text.includes('?'))) return false;
    if (this.ports.allowPrivate) return protocol === 'https:' || protocol === 'http:';
    const address = hostname.replace(/^\[|\]$/g, '');
    return protocol === 'https:' && (isIP(address) === 0 || isPublicAddress(address));
  }
}
