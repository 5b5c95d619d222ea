import { encodeId } from '@app/core';
import { asSwitch } from '@app/database';
import type { Metrics } from '@app/http';
import { Gauge } from 'prom-client';
import type { DataSource } from 'typeorm';

/** Asked at most so often, by however many scrapers. */
const READ_EVERY_MS = 10_000;
const READ_WITHIN_MS = 2_000;

/** Of each network what somebody may have to look at, and of each cooperative with a cap how much of it is used. */
const READ_BOOKS = `
SELECT
  (SELECT coalesce(json_agg(json_build_array(c.uid, (a.posted + a.held_credits)::float8 / a.maximum)), '[]')
   FROM participants.cooperative c JOIN ledger.account a ON a.id = c.clearing
   WHERE a.maximum > 0) AS "capUses",
  (SELECT coalesce(json_agg(json_build_array(n.id,
      (SELECT count(*) FROM ledger.book b JOIN ledger.account a ON a.book = b.id
       JOIN ledger.account_kind k ON k.code = a.kind
       WHERE b.network = n.id AND a.owner IS NULL AND k.name = 'suspense' AND a.posted <> 0),
      (SELECT count(*) FROM ledger.obligation o WHERE o.network = n.id AND o.state = 'open'),
      (SELECT coalesce(extract(epoch FROM ledger.network_now(n.id) - min(b.posted_at)), 0)::float8
       FROM ledger.obligation o JOIN ledger.transfer t ON t.id = o.id
       JOIN ledger.batch b ON b.number = t.batch
       WHERE o.network = n.id AND o.state = 'open'),
      (SELECT coalesce(extract(epoch FROM ledger.network_now(n.id) - min(o.expires_at)), 0)::float8
       FROM ledger.obligation o
       WHERE o.network = n.id AND o.state = 'open' AND o.expires_at < ledger.network_now(n.id)),
      (SELECT coalesce(extract(epoch FROM ledger.network_now(n.id) - min(c.closed_at)), 0)::float8
       FROM ledger.cycle c WHERE c.network = n.id AND c.state IN ('CLOSED', 'NETTED')),
      (SELECT count(*) FROM access.alert l
       WHERE l.network = n.id AND l.severity = 'critical' AND l.cleared_at IS NULL
         AND l.acknowledged_at IS NULL),
      (SELECT count(*) FROM events.delivery d WHERE d.network = n.id AND d.state = 'pending'),
      (SELECT coalesce(extract(epoch FROM greatest(
          (SELECT now() - min(d.next_at) FROM events.delivery d
           JOIN events.webhook_endpoint e ON e.uid = d.endpoint AND e.status = 'active'
           WHERE d.network = n.id AND d.state = 'pending' AND d.next_at <= now()
             AND NOT EXISTS (SELECT FROM events.delivery b
               WHERE b.endpoint = d.endpoint AND b.object = d.object AND b.state = 'pending'
                 AND (b.batch, b.item) < (d.batch, d.item))),
          (SELECT ledger.network_now(n.id) - b.posted_at
           FROM events.relay r JOIN ledger.batch b ON b.network = r.network AND b.number > r.batch
           WHERE r.network = n.id
             AND EXISTS (SELECT FROM events.webhook_endpoint e
               WHERE e.network = n.id AND e.status = 'active')
           ORDER BY b.number LIMIT 1))), 0)::float8)
    )), '[]') FROM ledger.network n) AS networks`;

interface Books {
  readonly capUses: readonly [cooperative: string, share: number][];
  readonly networks: readonly (readonly [network: number, ...figures: number[]])[];
}

/** The figures of a network, in the order in which they are read. */
const FIGURES = [
  ['simpul_suspense_accounts', 'Suspense accounts that are not zero'],
  ['simpul_open_holds', 'Holds that are open'],
  ['simpul_oldest_hold_seconds', 'Age of the oldest open hold; 0 without one'],
  ['simpul_overdue_hold_seconds', 'How long a hold is past its time and not freed; 0 without one'],
  ['simpul_unsettled_cycle_seconds', 'Since the oldest unsettled cycle was closed; 0 without one'],
  ['simpul_critical_alerts', 'Critical alerts that nobody has acknowledged'],
  ['simpul_webhook_deliveries_pending', 'Events that an endpoint has not taken yet'],
  ['simpul_webhook_lag_seconds', 'How long an event that is due waits to be told; 0 without one'],
] as const;

/**
 * Shows what the books say beside what this process did. While the database can't be asked these figures are left out, and
 * `simpul_books_readable` is 0: no figure is better than one that is old.
 */
export function booksMetrics(metrics: Metrics, dataSource: DataSource): void {
  const read = rarely(async () => {
    const [books] = await asSwitch(() => dataSource.query<Books[]>(READ_BOOKS));
    return books;
  });
  const registers = [metrics.registry];
  const capUse = new Gauge({
    name: 'simpul_cap_use_ratio',
    help: 'Debt and holds of a cooperative by its net debit cap',
    labelNames: ['cooperative'],
    registers,
    async collect() {
      capUse.reset();
      for (const [cooperative, share] of (await read())?.capUses ?? []) {
        capUse.set({ cooperative: encodeId('coop', cooperative) }, share);
      }
    },
  });
  for (const [at, [name, help]] of FIGURES.entries()) {
    const gauge = new Gauge({
      name,
      help,
      labelNames: ['network'],
      registers,
      async collect() {
        gauge.reset();
        for (const [network, ...figures] of (await read())?.networks ?? []) {
          gauge.set({ network: String(network) }, figures[at] ?? 0);
        }
      },
    });
  }
  const help = 'Whether the figures of the books could be read';
  metrics.addGauge('simpul_books_readable', help, async () =>
    (await read()) === undefined ? 0 : 1,
  );
}

/** One reading serves all who ask within a while; one that fails gives undefined. */
function rarely<T>(work: () => Promise<T | undefined>): () => Promise<T | undefined> {
  let readAt = -Infinity;
  let reading: Promise<T | undefined> = Promise.resolve(undefined);
  return () => {
    const now = performance.now();
    if (now >= readAt + READ_EVERY_MS) {
      readAt = now;
      reading = Promise.race([work().catch(() => undefined), tooLate()]);
    }
    return reading;
  };
}

function tooLate(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), READ_WITHIN_MS).unref());
}
