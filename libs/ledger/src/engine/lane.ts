import { invariant, InvariantError } from '@app/core';
import type { Client } from 'pg';
import type { LedgerReads } from '../reads/index.js';
import { claimIdsOf } from './claims.js';
import { sendBurst, stateAfter, type Burst } from './burst.js';
import { CommitInDoubt, isConnectionLoss, isPassing, isTimeout, sqlState } from './failures.js';
import { planBatch, writesAnything, type Plan } from './plan.js';
import { readState, wantedBy } from './read-state.js';
import { legCountOf } from './read-returns.js';
import { STATE_MOVED, writeBatch } from './write.js';
import { movesOf, takeFirst, type Waiting } from './waiting.js';
import { LaneConnection } from './lane-connection.js';
import { KnownState } from './known-state.js';
import type { PostingOutcome, TransferRecord, UnavailableCode } from './outcome.js';
import { recordOf } from './record.js';
import type { PostingRequest } from './request.js';

/** Bounds of one lane; see `LedgerOptions` for the meaning of each. */
export interface LaneOptions {
  readonly url: string;
  readonly batchSize: number;
  readonly queueLimit: number;
  readonly statementTimeoutMs: number;
  readonly onBatch: (transfers: number, milliseconds: number) => void;
}

/** A batch that was sent, and of which it is not known yet whether it is committed. */
interface Sent {
  readonly batch: readonly Waiting[];
  readonly plan: Plan;
  readonly burst: Burst;
  readonly started: number;
}

/** Up to so many waiting requests are one batch. */
const TAKEN_WHOLE = 32;
/** From so many waiting requests on, a batch is decided while the one before is written. */
const AHEAD_FROM = 32;
/** So many batches are posted one by one after another process came in between. */
const ALONE_AGAIN_AFTER = 64;
const RETRY_DELAYS_MS = [0, 20, 100, 400, 1500] as const;
const LEGS_PER_REQUEST = 1_000;

/**
 * The posting lane of one network in this process: one batch at a time, what arrives meanwhile is the next
 * batch. No timer: an idle lane posts a lone request at once.
 */
export class Lane {
  private readonly queue: Waiting[] = [];
  private readonly known = new KnownState();
  /** Batches that are committed and not answered yet. */
  private readonly deliveries = new Set<Promise<void>>();
  private readonly connection: LaneConnection;
  private running: Promise<void> | undefined;
  private closing = false;
  /** Batches until one may be decided ahead again. */
  private crowded = 0;

  constructor(
    private readonly network: number,
    private readonly options: LaneOptions,
    private readonly reads: LedgerReads,
  ) {
    this.connection = new LaneConnection(network, options.url, options.statementTimeoutMs);
  }

  post(request: PostingRequest): Promise<PostingOutcome> {
    if (this.closing) return Promise.resolve(unavailable('shutting_down'));
    if (this.queue.length >= this.options.queueLimit) {
      return Promise.resolve(unavailable('overloaded'));
    }
    invariant(legCountOf(request) <= LEGS_PER_REQUEST, 'a transfer has too many legs');
    return new Promise((resolve, reject) => {
      const claimIds = claimIdsOf(request);
      this.queue.push({
        request,
        claimIds,
        moves: movesOf(request),
        resolve,
        reject,
        doubt: false,
      });
      this.running ??= this.run();
    });
  }

  /** Posts and answers what was accepted, then disconnects. */
  async close(): Promise<void> {
    this.closing = true;
    await this.running;
    await Promise.all(this.deliveries);
    await this.connection.disconnect();
  }

  private async run(): Promise<void> {
    // Requests that arrive in the same turn of the event loop share a batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.queue.length > 0) await this.flow();
    this.running = undefined;
  }

  /**
   * The next batch in order of arrival, to follow `before`. Nothing is decided ahead unless many wait: small batches that
   * overlap cost the database more than they save, since each has its own price. Of many, a part: while it is written,
   * another is decided or answered.
   */
  private take(before: readonly Waiting[], underWay: number): Waiting[] {
    const waiting = this.queue.length;
    const isAhead = before.length > 0;
    if (isAhead && (this.crowded-- > 0 || this.known.isFull || waiting < AHEAD_FROM)) return [];
    this.crowded = Math.max(this.crowded, 0);
    const part = isAhead ? Math.ceil((waiting + underWay) / 3) : Math.ceil(waiting / 2);
    const limit = Math.min(this.options.batchSize, Math.max(TAKEN_WHOLE, part));
    return takeFirst(this.queue, limit, before);
  }

  /**
   * Posts batches one behind the other: while the database writes one, the next is decided upon what
   * that one leaves behind, and sent. Ends when nothing more follows, or when a batch fails: whatever was built upon
   * that one is void and waits again, and it is brought to an end by itself.
   */
  private async flow(): Promise<void> {
    let batch = this.take([], 0);
    let started = performance.now();
    const begun = await this.begin(batch);
    if (begun === undefined) return;
    const { client } = begun;
    let plan: Plan | undefined = begun.plan;
    let before: Sent | undefined;
    for (let locked = true; ; locked = false) {
      const following = this.take(batch, batch.length + (before?.batch.length ?? 0));
      const wanted = wantedBy(following.map((waiting) => waiting.request));
      const ahead = following.length > 0 ? wanted : undefined;
      this.connection.refreshPlans(client).catch(() => undefined);
      const burst = sendBurst(client, this.network, plan, locked, ahead, this.known);
      const sent: Sent = { batch, plan, burst, started };
      this.known.written(plan.state);
      if (before !== undefined && !(await this.settled(client, before, batch, following))) return;
      started = performance.now();
      if (ahead === undefined) {
        await this.settled(client, sent);
        return;
      }
      plan = await this.planAhead(sent, following);
      if (plan === undefined || !writesAnything(plan)) {
        this.known.forget();
        if (await this.settled(client, sent, following)) await this.finish(following, plan);
        return;
      }
      before = sent;
      batch = following;
      if (this.queue.length > 0) continue;
      // Nothing waits to follow the batch that is decided: the answers of the one before may bring something.
      if (!(await this.settled(client, sent, following))) return;
      before = undefined;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Begins the transaction of the first batch and decides it; undefined if it was brought to an end already. */
  private async begin(
    batch: readonly Waiting[],
  ): Promise<{ client: Client; plan: Plan } | undefined> {
    let client: Client | undefined;
    try {
      client = await this.connection.connect();
      await this.connection.refreshPlans(client);
      const requests = batch.map((waiting) => waiting.request);
      const plan = planBatch(await readState(client, this.network, requests, this.known), requests);
      if (writesAnything(plan)) return { client, plan };
      this.known.forget();
      await client.query('ROLLBACK');
      this.deliver(batch, () => this.answer(batch, plan));
    } catch (error) {
      this.known.forget();
      if (client !== undefined) await this.connection.recover(client, error);
      await this.commit(batch);
    }
    return undefined;
  }

  /** Decides what follows a batch that is being written; undefined if that can't be done, or not upon that batch. */
  private async planAhead(sent: Sent, following: readonly Waiting[]): Promise<Plan | undefined> {
    const row = await sent.burst.read;
    if (row === undefined) return undefined;
    const requests = following.map((waiting) => waiting.request);
    try {
      const state = stateAfter(sent.plan, row, wantedBy(requests), this.known);
      return state === undefined ? undefined : planBatch(state, requests);
    } catch {
      // It is decided again by itself, which tells whose fault it is.
      return undefined;
    }
  }

  /** Of a batch that was not sent: answers it if nothing of it is to be written, else brings it to an end. */
  private async finish(batch: readonly Waiting[], plan: Plan | undefined): Promise<void> {
    if (plan === undefined) await this.commit(batch);
    else this.deliver(batch, () => this.answer(batch, plan));
  }

  /**
   * Waits for a batch that was sent and answers it. If it failed, so has whatever was sent after it, since each batch
   * holds only upon the one before: all that came `later` waits again, and the batch is brought to an end by itself.
   */
  private async settled(
    client: Client,
    { batch, plan, burst, started }: Sent,
    ...later: readonly (readonly Waiting[])[]
  ): Promise<boolean> {
    const failure = await burst.failure;
    if (failure === undefined) {
      this.options.onBatch(plan.draft.transfers.length, performance.now() - started);
      this.deliver(batch, () => this.answer(batch, plan));
      return true;
    }
    this.known.forget();
    if (sqlState(failure) === STATE_MOVED) this.crowded = ALONE_AGAIN_AFTER;
    const again = later.flat();
    if (isConnectionLoss(failure)) {
      for (const waiting of [...batch, ...again]) waiting.doubt = true;
    }
    this.queue.unshift(...again);
    // Waits for the end of all that was sent.
    await this.connection.recover(client, failure);
    await this.commit(batch);
    return false;
  }

  /**
   * Brings a batch to an end: bounded retries of the whole, then of its halves, so that one poisoned request
   * fails alone. If an earlier COMMIT of these requests may have succeeded, the same ids are submitted again, and the
   * head's lock makes that wait for the first one's fate.
   */
  private async commit(batch: readonly Waiting[]): Promise<void> {
    let last: unknown;
    for (const delay of RETRY_DELAYS_MS) {
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
      try {
        await this.attempt(batch);
        return;
      } catch (error) {
        last = error;
        if (error instanceof CommitInDoubt) for (const waiting of batch) waiting.doubt = true;
        if (error instanceof InvariantError || !isPassing(error)) break;
      }
    }
    if (isConnectionLoss(last) || isTimeout(last)) {
      for (const { doubt, resolve } of batch) {
        resolve(unavailable(doubt ? 'outcome_unknown' : 'database_unavailable'));
      }
      return;
    }
    if (batch.length === 1) {
      batch[0]?.reject(last);
      return;
    }
    const middle = Math.ceil(batch.length / 2);
    await this.commit(batch.slice(0, middle));
    await this.commit(batch.slice(middle));
  }

  /** One try: one transaction, from the head's lock to COMMIT. */
  private async attempt(batch: readonly Waiting[]): Promise<void> {
    const started = performance.now();
    const client = await this.connection.connect();
    const requests = batch.map((waiting) => waiting.request);
    try {
      await this.connection.refreshPlans(client);
      const state = await readState(client, this.network, requests, this.known);
      const plan = planBatch(state, requests);
      if (writesAnything(plan)) {
        await writeBatch(client, this.network, state, plan.draft, plan.content, plan.hash);
        await client.query('COMMIT').catch((error: unknown) => {
          throw isConnectionLoss(error) ? new CommitInDoubt(error) : error;
        });
        this.known.written(state);
        this.options.onBatch(plan.draft.transfers.length, performance.now() - started);
      } else {
        this.known.forget();
        await client.query('ROLLBACK');
      }
      this.deliver(batch, () => this.answer(batch, plan));
    } catch (error) {
      this.known.forget();
      await this.connection.recover(client, error);
      throw error;
    }
  }

  /**
   * Answers in the event loop's next turn: the next batch goes to the database first, and whatever the answers set off
   * happens while it works.
   */
  private deliver(batch: readonly Waiting[], answer: () => Promise<void>): void {
    const delivery = new Promise((resolve) => setImmediate(resolve))
      .then(answer)
      .catch((error: unknown) => {
        for (const waiting of batch) waiting.reject(error);
      })
      .finally(() => this.deliveries.delete(delivery));
    this.deliveries.add(delivery);
  }

  private async answer(
    batch: readonly Waiting[],
    { decisions, content, state: { epoch } }: Plan,
  ): Promise<void> {
    const replays: Promise<void>[] = [];
    for (const [i, decision] of decisions.entries()) {
      const waiting = batch[i];
      if (waiting === undefined) continue;
      switch (decision.kind) {
        case 'decided':
          waiting.resolve({
            kind: 'decided',
            transfer: recordOf(decision.row, content, this.network),
            replayed: false,
          });
          break;
        case 'seen':
          replays.push(this.replay(waiting, decision.transfer));
          break;
        case 'stale':
          waiting.resolve({ kind: 'stale', epoch });
          break;
        case 'returned_meanwhile':
        case 'reused':
          waiting.resolve(decision);
          break;
      }
    }
    await Promise.all(replays);
  }

  /** Answers from the stored transfer; a request that finds its own id was committed by an earlier try. */
  private async replay(waiting: Waiting, id: string): Promise<void> {
    try {
      const transfer: TransferRecord | undefined = await this.reads.transfer(id);
      if (transfer === undefined) throw new InvariantError(`a claim names no transfer: ${id}`);
      waiting.resolve({ kind: 'decided', transfer, replayed: id !== waiting.request.id });
    } catch (error) {
      if (isConnectionLoss(error)) waiting.resolve(unavailable('outcome_unknown'));
      else waiting.reject(error);
    }
  }
}

function unavailable(code: UnavailableCode): PostingOutcome {
  return { kind: 'unavailable', code };
}
