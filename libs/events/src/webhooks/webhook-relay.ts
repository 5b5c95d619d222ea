import { newUuid } from '@app/core';
import { asSwitch, inTransaction } from '@app/database';
import type { DataSource, EntityManager } from 'typeorm';
import type { LedgerEvent } from '../event.js';
import { concerns, type EventOwner } from '../event-owner.js';
import type { EventSpan } from '../event-source.js';
import type { TransferCursor } from '@app/ledger';
import { readPaidToShops, type PaidToShop } from './paid-to-shop.js';
import { paymentOf, snapNotificationOf, type Notified } from './snap-notification.js';
import type { EndpointFormat } from './webhook.js';

/** What the relay needs of the events. */
export interface RelaySource {
  heads(): Promise<ReadonlyMap<number, bigint>>;
  allAfter(
    network: number,
    after: TransferCursor,
    until: { readonly head: bigint; readonly limit: number },
  ): Promise<EventSpan>;
}

interface Listening extends Notified {
  readonly uid: string;
  readonly format: EndpointFormat;
  readonly types: readonly string[];
  readonly from_batch: string;
}

const TRANSFERS_AT_ONCE = 500;

/**
 * Writes down who has to be told of what. The deliveries of some transfers and the place up to which the ledger was looked through are one
 * commit, so that a crash at any moment neither forgets an event nor has it told twice to an endpoint. Of several workers one
 * at a time does it for a network.
 */
export class WebhookRelay {
  constructor(
    private readonly dataSource: DataSource,
    private readonly source: RelaySource,
  ) {}

  /** One step for each network in which somebody is told; whether there may be more to do. */
  relay(): Promise<boolean> {
    return asSwitch(async () => {
      const rows = await this.dataSource.query<{ network: number }[]>(
        `SELECT DISTINCT network FROM events.webhook_endpoint WHERE status = 'active'`,
      );
      const heads = rows.length === 0 ? new Map<number, bigint>() : await this.source.heads();
      let hasMore = false;
      for (const { network } of rows) {
        const head = heads.get(network);
        if (head !== undefined && (await this.step(network, head))) hasMore = true;
      }
      return hasMore;
    });
  }

  private step(network: number, head: bigint): Promise<boolean> {
    return inTransaction(this.dataSource, async (tx) => {
      const [at] = await tx.query<{ batch: string; item: number }[]>(
        'SELECT batch, item FROM events.relay WHERE network = $1 AND batch < $2 FOR UPDATE SKIP LOCKED',
        [network, head.toString()],
      );
      if (at === undefined) return false;
      const after = { batch: BigInt(at.batch), item: at.item };
      const span = await this.source.allAfter(network, after, { head, limit: TRANSFERS_AT_ONCE });
      await this.write(tx, network, span.events);
      await tx.query('UPDATE events.relay SET batch = $2, item = $3 WHERE network = $1', [
        network,
        span.reached.batch.toString(),
        span.reached.item,
      ]);
      return span.hasMore;
    });
  }

  private async write(
    tx: EntityManager,
    network: number,
    events: readonly LedgerEvent[],
  ): Promise<void> {
    if (events.length === 0) return;
    const listening = await tx.query<Listening[]>(
      `SELECT uid, client, cooperative, merchant, format, types, from_batch FROM events.webhook_endpoint
       WHERE network = $1 AND status = 'active'`,
      [network],
    );
    const paid = await paidOf(tx, listening, events);
    const told = listening.flatMap((endpoint) =>
      events.filter((event) => isFor(endpoint, event, paid)).map((event) => ({ endpoint, event })),
    );
    if (told.length === 0) return;
    await tx.query(
      `INSERT INTO events.delivery (uid, endpoint, cooperative, event, object, batch, item, type, network)
       SELECT *, $9::smallint FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::bigint[],
         $7::smallint[], $8::text[])
       ON CONFLICT DO NOTHING`,
      [
        told.map(() => newUuid()),
        told.map(({ endpoint }) => endpoint.uid),
        told.map(({ endpoint }) => endpoint.cooperative),
        told.map(({ event }) => event.id),
        told.map(({ event }) => event.object),
        told.map(({ event }) => event.place.batch.toString()),
        told.map(({ event }) => event.place.item),
        told.map(({ event }) => event.type),
        network,
      ],
    );
  }
}

/** The payments of shops that events are about, by uuid: a question of whoever speaks SNAP BI only. */
async function paidOf(
  tx: EntityManager,
  listening: readonly Listening[],
  events: readonly LedgerEvent[],
): Promise<ReadonlyMap<string, PaidToShop>> {
  const isAsked = listening.some(({ format }) => format === 'snap');
  const payments = isAsked ? events.flatMap((event) => paymentOf(event) ?? []) : [];
  const rows = await readPaidToShops(tx, payments);
  return new Map(rows.map((paid) => [paid.payment, paid]));
}

function isFor(
  endpoint: Listening,
  event: LedgerEvent,
  payments: ReadonlyMap<string, PaidToShop>,
): boolean {
  const { cooperative, merchant, types, format } = endpoint;
  const { network, place } = event;
  if (place.batch <= BigInt(endpoint.from_batch)) return false;
  if (types.length > 0 && !types.includes(event.type)) return false;
  const owner: EventOwner = merchant === null ? { network, cooperative } : { network, merchant };
  if (!concerns(event, owner)) return false;
  if (format === 'standard') return true;
  const paid = payments.get(paymentOf(event) ?? '');
  return paid !== undefined && snapNotificationOf(paid, endpoint) !== undefined;
}
