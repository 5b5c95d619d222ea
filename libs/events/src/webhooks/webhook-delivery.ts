import { asSwitch, inTransaction } from '@app/database';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import type { LedgerEvent } from '../event.js';
import { delayAfter } from './back-off.js';
import { claimDue, recordOutcomes, type Claimed, type Outcome } from './delivery.store.js';
import { disableEndpoint, readCalled, type CalledEndpoint } from './endpoint.store.js';
import type { WebhookAnswer, WebhookCall, WebhookSender } from './send-webhook.js';
import { messageOf, signed, withPayments, type Due, type Message } from './webhook-message.js';
import type { WebhookRelay } from './webhook-relay.js';
import type { WebhookSecrets } from './webhook-secrets.js';

export interface WebhookDeliveryPorts {
  readonly dataSource: DataSource;
  readonly relay: WebhookRelay;
  readonly sender: WebhookSender;
  readonly secrets: WebhookSecrets;
  readonly source: {
    byIds(network: number, ids: readonly string[]): Promise<LedgerEvent[]>;
  };
  readonly log: { error(facts: object, message: string): void };
}

const PAUSE_MS = 100;
const PAUSE_AFTER_FAILURE_MS = 1_000;
/** Calls under way in this process. */
const CALLS_MAX = 256;
/** Of one endpoint: beyond these it is left alone until some have ended. */
const CALLS_OF_ENDPOINT_MAX = 4;
/** Longer than a call can take: whoever has taken a delivery and died is not waited for any longer. */
const LEASE_SECONDS = 60;
const RECORDED_AT_ONCE = 200;
const REQUEST_KEPT = 2_000;
/** An endpoint that has answered nothing for so long isn't called any more. */
const GIVEN_UP_MS = 70 * 3_600_000;
const GONE = 410;

interface Ended {
  readonly outcome: Outcome;
  readonly endpoint: CalledEndpoint;
}

/**
 * Calls endpoints with what is due to them: at least once, of one object in order. Each endpoint has few calls under way, so one that
 * never answers keeps nobody else waiting. Any number of processes may do it at once.
 */
export class WebhookDelivery {
  private readonly calls = new Map<string, number>();
  private underWay = 0;
  private isFailing = false;
  private ended: Ended[] = [];
  private running: Promise<void> | undefined;
  private readonly stopping = new AbortController();

  constructor(private readonly ports: WebhookDeliveryPorts) {}

  /** Begins to relay and to deliver, again and again. */
  start(): void {
    this.running ??= this.run();
  }

  /** Ends when the calls under way have been answered, and that was written down. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    while (this.underWay > 0) await pause(PAUSE_MS);
    await asSwitch(() => this.record());
    this.ports.sender.close();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const waitMs = await this.attempt();
      if (waitMs > 0) await pause(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One round; milliseconds to rest before the next. A failure is logged when it begins. */
  private async attempt(): Promise<number> {
    try {
      const isBusy = await asSwitch(() => this.goRound());
      this.isFailing = false;
      return isBusy ? 0 : PAUSE_MS;
    } catch (err) {
      if (!this.isFailing) this.ports.log.error({ err }, 'webhooks can’t be delivered');
      this.isFailing = true;
      return PAUSE_AFTER_FAILURE_MS;
    }
  }

  /** Whether there may be more to do at once. */
  private async goRound(): Promise<boolean> {
    const recorded = await this.record();
    const hasMore = await this.ports.relay.relay();
    const claimed = await this.claim();
    if (claimed.length > 0) await this.call(claimed);
    return hasMore || recorded > 0 || claimed.length > 0;
  }

  private async claim(): Promise<Claimed[]> {
    const most = CALLS_MAX - this.underWay;
    if (most <= 0) return [];
    const busy = [...this.calls]
      .filter(([, calls]) => calls >= CALLS_OF_ENDPOINT_MAX)
      .map(([endpoint]) => endpoint);
    const { manager } = this.ports.dataSource;
    return claimDue(manager, { most, seconds: LEASE_SECONDS, busy });
  }

  /** Begins the calls, and waits for none. */
  private async call(claimed: readonly Claimed[]): Promise<void> {
    const uids = [...new Set(claimed.map(({ endpoint }) => endpoint))];
    const endpoints = new Map(
      (await readCalled(this.ports.dataSource.manager, uids)).map((one) => [one.uid, one]),
    );
    const events = await this.eventsOf(claimed);
    const due = claimed.flatMap((delivery) => {
      const endpoint = endpoints.get(delivery.endpoint);
      const event = events.get(delivery.event);
      return endpoint === undefined || event === undefined ? [] : [{ delivery, endpoint, event }];
    });
    for (const one of await withPayments(this.ports.dataSource.manager, due)) this.begin(one);
  }

  private async eventsOf(claimed: readonly Claimed[]): Promise<Map<string, LedgerEvent>> {
    const found = new Map<string, LedgerEvent>();
    for (const network of new Set(claimed.map((one) => one.network))) {
      const own = claimed.filter((one) => one.network === network);
      const ids = [...new Set(own.map(({ event }) => event))];
      for (const event of await this.ports.source.byIds(network, ids)) found.set(event.id, event);
    }
    return found;
  }

  private begin(due: Due): void {
    const { delivery, endpoint } = due;
    this.count(endpoint.uid, 1);
    const at = new Date();
    const message = messageOf(due);
    const sent = { at, url: message?.url ?? endpoint.url, body: message?.body ?? '' };
    void this.answerTo(due, message, at).then((answer) => {
      this.count(endpoint.uid, -1);
      return this.ended.push({ endpoint, outcome: outcomeOf(delivery, endpoint, answer, sent) });
    });
  }

  /** What can't be signed, since its secret was sealed under a key that is gone, is a failure of this endpoint alone. */
  private async answerTo(due: Due, message: Message | undefined, at: Date): Promise<WebhookAnswer> {
    if (message === undefined) return unsent('nothing_to_tell');
    const call = this.signed(due, message, at);
    return call === undefined ? unsent('secret_unreadable') : this.ports.sender.send(call);
  }

  private signed(due: Due, message: Message, at: Date): WebhookCall | undefined {
    try {
      return signed(due, message, at, this.ports.secrets);
    } catch (err) {
      this.ports.log.error({ err, endpoint: due.endpoint.uid }, 'a webhook can’t be signed');
      return undefined;
    }
  }

  private count(endpoint: string, more: number): void {
    this.underWay += more;
    const calls = (this.calls.get(endpoint) ?? 0) + more;
    if (calls === 0) this.calls.delete(endpoint);
    else this.calls.set(endpoint, calls);
  }

  /** Writes down what became of calls, those of many in a few statements; how many they were. */
  private async record(): Promise<number> {
    const some = this.ended.slice(0, RECORDED_AT_ONCE);
    if (some.length === 0) return 0;
    await inTransaction(this.ports.dataSource, async (tx) => {
      await recordOutcomes(
        tx,
        some.map(({ outcome }) => outcome),
      );
      await judgeEndpoints(tx, some);
    });
    this.ended = this.ended.slice(some.length);
    return some.length;
  }
}

function unsent(error: string): WebhookAnswer {
  return { status: null, error, response: null, durationMs: 0 };
}

function outcomeOf(
  { uid, network, attempts }: Claimed,
  endpoint: CalledEndpoint,
  { status, error, response, durationMs }: WebhookAnswer,
  { at, url, body }: Message & { readonly at: Date },
): Outcome {
  const isDone = status !== null && status >= 200 && status < 300;
  const delay = isDone || status === GONE ? undefined : delayAfter(attempts, Math.random());
  return {
    delivery: uid,
    endpoint: endpoint.uid,
    network,
    cooperative: endpoint.cooperative,
    state: isDone ? 'delivered' : delay === undefined ? 'failed' : 'pending',
    delaySeconds: delay ?? 0,
    attempt: {
      number: attempts,
      at,
      durationMs,
      status,
      error,
      url,
      request: body.slice(0, REQUEST_KEPT),
      response,
    },
  };
}

/** Since when each has not answered as it should, and whether it is called any longer. */
async function judgeEndpoints(tx: EntityManager, ended: readonly Ended[]): Promise<void> {
  const latest = new Map(ended.map((one) => [one.endpoint.uid, one]));
  const done = new Set(
    ended.filter(({ outcome }) => outcome.state === 'delivered').map((one) => one.endpoint.uid),
  );
  const gone = ended.filter(({ outcome }) => outcome.attempt.status === GONE);
  for (const uid of new Set(gone.map(({ endpoint }) => endpoint.uid))) {
    await disableEndpoint(tx, uid, 'gone');
  }
  for (const { endpoint, outcome } of latest.values()) {
    const { uid, failingSince } = endpoint;
    if (done.has(uid)) {
      if (failingSince !== null) await writeFailing(tx, uid, false);
    } else if (failingSince === null) {
      await writeFailing(tx, uid, true);
    } else if (outcome.state === 'failed' && Date.now() - failingSince.getTime() > GIVEN_UP_MS) {
      await disableEndpoint(tx, uid, 'failing');
    }
  }
}

async function writeFailing(tx: EntityManager, uid: string, fails: boolean): Promise<void> {
  await tx.query(
    `UPDATE events.webhook_endpoint SET failing_since = CASE WHEN $2 THEN coalesce(failing_since, now()) END
     WHERE uid = $1`,
    [uid, fails],
  );
}
