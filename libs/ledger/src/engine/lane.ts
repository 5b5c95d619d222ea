import { invariant, InvariantError } from '@app/core';
import type { Client } from 'pg';
import type { LedgerReads } from '../reads/index.js';
import { claimIdsOf } from './claims.js';
import type { BatchState } from './batch-state.js';
import { sendBurst } from './burst.js';
import { CommitInDoubt, isConnectionLoss, isPassing, isTimeout, sqlState } from './failures.js';
import { planBatch, writesAnything, type Plan } from './plan.js';
import { readAhead } from './read-ahead.js';
import { readState, wantedBy } from './read-state.js';
import { legCountOf } from './read-returns.js';
import { STATE_MOVED, writeBatch } from './write.js';
import { movesOf, takeFirst, type Waiting } from './waiting.js';
import { LaneConnection } from './lane-connection.js';
import { KnownState } from './known-state.js';
import type { PostingOutcome, TransferRecord, UnavailableCode } from './outcome.js';
import { recordOf } from './record.js';
import { traceBatch, tracedWait } from './trace-batch.js';
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
  readonly client: Client;
  /** Why it is not committed, or may not be; undefined when it is. */
  readonly failure: Promise<unknown>;
  readonly started: number;
}

/** Up to so many waiting requests are one batch. */
const TAKEN_WHOLE = 32;
/** So many batches are under way at most: one that is written, one that waits behind it. */
const SENT_MOST = 2;
/** From so many waiting requests on, a batch is sent while the one before is written. */
const BEHIND_FROM = 32;
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
  /** Reads for the next batch while the other connection writes. */
  private readonly reader: LaneConnection;
  /** Batches on their way, oldest first. */
  private readonly sent: Sent[] = [];
  /** The batch that was sent last: what the next is decided upon. */
  private last: Plan | undefined;
  /** Of what is under way, something failed. */
  private failure: { readonly reason: unknown } | undefined;
  /** Tells the lane that a batch ended, or that many wait. */
  private wake: () => void = () => undefined;
  private running: Promise<void> | undefined;
  private closing = false;
  /** Batches until one may be sent behind another again. */
  private crowded = 0;

  constructor(
    private readonly network: number,
    private readonly options: LaneOptions,
    private readonly reads: LedgerReads,
  ) {
    this.connection = new LaneConnection(network, options.url, options.statementTimeoutMs);
    this.reader = new LaneConnection(network, options.url, options.statementTimeoutMs);
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
        traced: tracedWait(),
        resolve,
        reject,
        doubt: false,
      });
      this.running ??= this.run();
      if (this.queue.length >= BEHIND_FROM) this.wake();
    });
  }

  /** Requests that wait for their batch. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Posts and answers what was accepted, then disconnects. */
  async close(): Promise<void> {
    this.closing = true;
    await this.running;
    await Promise.all(this.deliveries);
    await this.connection.disconnect();
    await this.reader.disconnect();
  }

  private async run(): Promise<void> {
    // Requests that arrive in the same turn of the event loop share a batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.queue.length > 0 || this.sent.length > 0) await this.step();
    this.running = undefined;
  }

  /**
   * Does what can be done now, or waits until there is something. While the database writes a batch, the next is decided upon what
   * that one leaves behind, and sent right behind it.
   */
  private async step(): Promise<void> {
    if (this.failure !== undefined) {
      await this.mend(this.failure.reason);
      return;
    }
    if (this.crowded > 0 && this.sent.length === 0) {
      this.crowded -= 1;
      await this.commit(this.take());
      return;
    }
    const batch = this.crowded > 0 ? [] : this.take();
    if (batch.length > 0) await this.follow(batch);
    else await new Promise<void>((resolve) => (this.wake = resolve));
  }

  /**
   * The next batch in order of arrival. Nothing follows a batch that is being written unless many wait: small batches cost the database
   * more than their overlapping saves, since each has its own price. Of many, a part: while it is written, another is decided or answered.
   */
  private take(): Waiting[] {
    const waiting = this.queue.length;
    const isBehind = this.sent.length > 0;
    if (isBehind && (this.sent.length >= SENT_MOST || waiting < BEHIND_FROM)) return [];
    const before = this.sent.flatMap((one) => one.batch);
    const part = isBehind ? Math.ceil((waiting + before.length) / 3) : Math.ceil(waiting / 2);
    const limit = Math.min(this.options.batchSize, Math.max(TAKEN_WHOLE, part));
    return takeFirst(this.queue, limit, before);
  }

  /** Decides a batch upon what those before it leave behind, and sends it; what can't be decided so is brought to an end by itself. */
  private async follow(batch: readonly Waiting[]): Promise<void> {
    const started = performance.now();
    try {
      const plan = await this.decide(batch.map((waiting) => waiting.request));
      const client = await this.connection.connect();
      if (plan === undefined) this.crowded = ALONE_AGAIN_AFTER;
      if (plan === undefined || this.failure !== undefined) {
        this.queue.unshift(...batch);
        return;
      }
      if (!writesAnything(plan)) {
        this.deliver(batch, () => this.answer(batch, plan));
        return;
      }
      this.connection.refreshPlans(client).catch(() => undefined);
      const failure = sendBurst(client, this.network, plan);
      this.known.written(plan.state);
      this.last = plan;
      this.sent.push({ batch, plan, client, failure, started });
      failure.then((reason) => this.ended(reason)).catch(() => undefined);
    } catch {
      // Decided again by itself, which tells whose fault it is; what is known may be half changed by now.
      await Promise.all(this.sent.map((one) => one.failure));
      this.known.forget();
      this.last = undefined;
      if (this.failure !== undefined) this.queue.unshift(...batch);
      else await this.commit(batch);
    }
  }

  /** Undefined if another process posted since: then nothing of what is under way can be built upon. */
  private async decide(requests: readonly PostingRequest[]): Promise<Plan | undefined> {
    const wanted = wantedBy(requests);
    if (this.known.isFull && this.sent.length === 0) this.forget();
    const reader = await this.reader.connect();
    await this.reader.refreshPlans(reader);
    let read = await readAhead(reader, this.network, wanted, this.known);
    if (this.last !== undefined && read.number > this.last.state.number + 1n) {
      if (this.sent.length > 0) return undefined;
      this.forget();
      read = await readAhead(reader, this.network, wanted, this.known);
    }
    const state = this.last === undefined ? read : stateAfter(this.last, read);
    return planBatch(this.known.complete(state, wanted.usageAccounts), requests);
  }

  private forget(): void {
    this.known.forget();
    this.last = undefined;
  }

  /** The oldest batch that was sent has ended. */
  private ended(reason: unknown): void {
    if (this.failure === undefined && reason === undefined) {
      const one = this.sent.shift();
      invariant(one !== undefined, 'a batch ended that was not sent');
      this.tell(one);
      this.deliver(one.batch, () => this.answer(one.batch, one.plan));
    } else {
      this.failure ??= { reason };
    }
    this.wake();
  }

  /**
   * A batch that was sent failed, and with it whatever was sent after, since each holds only upon the one before: all
   * of that waits again, and the batch is brought to an end by itself.
   */
  private async mend(reason: unknown): Promise<void> {
    const reasons = await Promise.all(this.sent.map((one) => one.failure));
    const [first, ...later] = this.sent.splice(0);
    this.failure = undefined;
    this.forget();
    if (sqlState(reason) === STATE_MOVED) this.crowded = ALONE_AGAIN_AFTER;
    this.queue.unshift(...later.flatMap((one) => one.batch));
    if (first === undefined) return;
    if (reasons.some(isConnectionLoss)) {
      for (const waiting of first.batch) waiting.doubt = true;
      for (const waiting of later.flatMap((one) => one.batch)) waiting.doubt = true;
    }
    await this.connection.recover(first.client, reasons.find(isConnectionLoss) ?? reason);
    await this.commit(first.batch);
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
        this.last = plan;
        this.tell({ batch, plan, started });
      } else {
        this.forget();
        await client.query('ROLLBACK');
      }
      this.deliver(batch, () => this.answer(batch, plan));
    } catch (error) {
      this.forget();
      await this.connection.recover(client, error);
      throw error;
    }
  }

  /** Counts a committed batch, and traces it. */
  private tell({ batch, plan, started }: Pick<Sent, 'batch' | 'plan' | 'started'>): void {
    const transfers = plan.draft.transfers.length;
    this.options.onBatch(transfers, performance.now() - started);
    traceBatch(
      batch.map(({ traced }) => traced),
      transfers,
      started,
    );
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

/** What is decided upon the batch sent before, as it will be once that is written. */
function stateAfter({ state: before, hash }: Plan, read: BatchState): BatchState {
  const next = before.nowUs + 1n;
  return {
    ...read,
    number: before.number + 1n,
    previousHash: hash,
    nowUs: read.nowUs > next ? read.nowUs : next,
    day: Math.max(read.day, before.day),
  };
}

function unavailable(code: UnavailableCode): PostingOutcome {
  return { kind: 'unavailable', code };
}
