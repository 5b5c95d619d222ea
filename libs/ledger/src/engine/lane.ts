import { invariant, InvariantError } from '@app/core';
import pg from 'pg';
import type { LedgerReads } from '../reads/index.js';
import { claimIdsOf } from './claims.js';
import { PREPARE_BEGIN_BATCH, readState } from './read-state.js';
import { isoTime } from './sql-values.js';
import { StateMoved, writeBatch } from './write.js';
import { decide, type Decision } from './decide.js';
import { hashBatch } from './hash.js';
import { KnownState } from './known-state.js';
import type { PostingOutcome, TransferRecord, UnavailableCode } from './outcome.js';
import { recordOf } from './record.js';
import type { PostingRequest } from './request.js';
import type { BatchContent, BatchDraft } from './rows.js';

/** Bounds of one lane; see `LedgerOptions` for the meaning of each. */
export interface LaneOptions {
  readonly url: string;
  readonly batchSize: number;
  readonly queueLimit: number;
  readonly statementTimeoutMs: number;
  readonly onBatch: (transfers: number, milliseconds: number) => void;
}

interface Waiting {
  readonly request: PostingRequest;
  readonly claimIds: readonly string[];
  readonly resolve: (outcome: PostingOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Up to so many waiting requests are one batch. */
const TAKEN_WHOLE = 32;
/** Legs of a batch are numbered by a smallint. */
const LEGS_PER_BATCH = 30_000;
const RETRY_DELAYS_MS = [0, 20, 100, 400, 1500] as const;
const RETRIED_SQLSTATES = new Set(['40001', '40P01', '23505']);
const TIMEOUT_SQLSTATES = new Set(['55P03', '57014']);
const LEGS_PER_REQUEST = 1_000;
/** Batches; a power of two. Planning anew costs some milliseconds. */
const PLAN_LIFE = 4_096;

/**
 * The posting lane of one network in this process: one batch at a time, what arrives meanwhile is the next
 * batch. No timer: an idle lane posts a lone request at once.
 */
export class Lane {
  private readonly queue: Waiting[] = [];
  private readonly known = new KnownState();
  /** Batches that are committed and not answered yet. */
  private readonly deliveries = new Set<Promise<void>>();
  private client: pg.Client | undefined;
  private running: Promise<void> | undefined;
  private closing = false;
  private batches = 0;

  constructor(
    private readonly network: number,
    private readonly options: LaneOptions,
    private readonly reads: LedgerReads,
  ) {}

  post(request: PostingRequest): Promise<PostingOutcome> {
    if (this.closing) return Promise.resolve(unavailable('shutting_down'));
    if (this.queue.length >= this.options.queueLimit) {
      return Promise.resolve(unavailable('overloaded'));
    }
    invariant(request.legs.length <= LEGS_PER_REQUEST, 'a transfer has too many legs');
    return new Promise((resolve, reject) => {
      this.queue.push({ request, claimIds: claimIdsOf(request), resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Posts and answers what was accepted, then disconnects. */
  async close(): Promise<void> {
    this.closing = true;
    await this.running;
    await Promise.all(this.deliveries);
    await this.disconnect();
  }

  private async run(): Promise<void> {
    // Requests that arrive in the same turn of the event loop share a batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.queue.length > 0) await this.commit(this.take(), false);
    this.running = undefined;
  }

  /**
   * The next batch in order of arrival; a second request with a claim of this batch waits for the next. Of many that
   * wait, half: while those are written, this process answers the half before, and the database never waits for us.
   */
  private take(): Waiting[] {
    const half = Math.max(TAKEN_WHOLE, Math.ceil(this.queue.length / 2));
    const limit = Math.min(this.options.batchSize, half);
    const taken: Waiting[] = [];
    const deferred: Waiting[] = [];
    const claimed = new Set<string>();
    let legs = 0;
    let next = 0;
    while (next < this.queue.length && taken.length < limit) {
      const waiting = this.queue[next];
      if (waiting === undefined || legs + waiting.request.legs.length > LEGS_PER_BATCH) break;
      next += 1;
      if (waiting.claimIds.some((id) => claimed.has(id))) {
        deferred.push(waiting);
        continue;
      }
      for (const id of waiting.claimIds) claimed.add(id);
      legs += waiting.request.legs.length;
      taken.push(waiting);
    }
    this.queue.splice(0, next, ...deferred);
    return taken;
  }

  /**
   * Brings a batch to an end: bounded retries of the whole, then of its halves, so that one poisoned request
   * fails alone. `inDoubt` says that an earlier COMMIT of these requests may have succeeded: the same ids are
   * submitted again, and the head's lock makes that wait for the first one's fate.
   */
  private async commit(batch: readonly Waiting[], inDoubt: boolean): Promise<void> {
    let doubt = inDoubt;
    let last: unknown;
    for (const delay of RETRY_DELAYS_MS) {
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
      try {
        await this.attempt(batch);
        return;
      } catch (error) {
        last = error;
        if (error instanceof CommitInDoubt) doubt = true;
        if (error instanceof InvariantError || !isPassing(error)) break;
      }
    }
    if (isConnectionLoss(last) || isTimeout(last)) {
      const outcome = unavailable(doubt ? 'outcome_unknown' : 'database_unavailable');
      for (const waiting of batch) waiting.resolve(outcome);
      return;
    }
    if (batch.length === 1) {
      batch[0]?.reject(last);
      return;
    }
    const middle = Math.ceil(batch.length / 2);
    await this.commit(batch.slice(0, middle), doubt);
    await this.commit(batch.slice(middle), doubt);
  }

  /** One try: one transaction, from the head's lock to COMMIT. */
  private async attempt(batch: readonly Waiting[]): Promise<void> {
    const started = performance.now();
    const client = await this.connect();
    const requests = batch.map((waiting) => waiting.request);
    try {
      await this.refreshPlans(client);
      const state = await readState(client, this.network, requests, this.known);
      const draft: BatchDraft = { transfers: [], legs: [], changes: [], claims: [] };
      const decisions = requests.map((request) => decide(state, draft, request));
      const content: BatchContent = {
        number: state.number,
        postedAt: isoTime(state.nowUs),
        cycle: state.cycle,
        ...draft,
      };
      if (draft.transfers.length > 0) {
        const hash = hashBatch(state.previousHash, content);
        await writeBatch(client, this.network, state, draft, content, hash);
        await client.query('COMMIT').catch((error: unknown) => {
          throw isConnectionLoss(error) ? new CommitInDoubt(error) : error;
        });
        this.known.committed(state);
        this.options.onBatch(draft.transfers.length, performance.now() - started);
      } else {
        this.known.forget();
        await client.query('ROLLBACK');
      }
      this.deliver(batch, () => this.answer(batch, decisions, content, state.epoch));
    } catch (error) {
      this.known.forget();
      await this.recover(client, error);
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
    decisions: readonly Decision[],
    content: BatchContent,
    epoch: bigint,
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

  private async connect(): Promise<pg.Client> {
    if (this.client !== undefined) return this.client;
    const { statementTimeoutMs } = this.options;
    const client = new pg.Client({
      connectionString: this.options.url,
      application_name: `simpul ledger, network ${this.network}`,
      connectionTimeoutMillis: 3_000,
      // A server that vanished without a word: our own deadline, a little after the server's.
      query_timeout: statementTimeoutMs + 1_000,
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: statementTimeoutMs,
      keepAlive: true,
      // Batches find rows by index only; planned once, whatever the arrays' lengths.
      options:
        '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off ' +
        '-c enable_memoize=off -c plan_cache_mode=force_generic_plan -c jit=off -c timezone=UTC',
    });
    // A lost connection shows in the query that runs, or in the next one; it never ends the process.
    client.on('error', () => this.forget(client));
    client.on('end', () => this.forget(client));
    await client.connect();
    await client.query(PREPARE_BEGIN_BATCH);
    this.client = client;
    return client;
  }

  private forget(client: pg.Client): void {
    if (this.client === client) this.client = undefined;
  }

  /**
   * Statements are planned once. A plan made while a table was tiny may walk all of it for every row of a batch, so
   * plans are made anew after 1, 2, 4, … batches, and every {@link PLAN_LIFE} from then on.
   */
  private async refreshPlans(client: pg.Client): Promise<void> {
    const count = this.batches % PLAN_LIFE;
    this.batches += 1;
    if ((count & (count - 1)) === 0) await client.query('DISCARD PLANS');
  }

  private async recover(client: pg.Client, error: unknown): Promise<void> {
    if (isConnectionLoss(error)) {
      this.forget(client);
      // The answer of a dead connection is not waited for.
      client.end().catch(() => undefined);
      return;
    }
    await client.query('ROLLBACK').catch(() => {
      this.forget(client);
      client.end().catch(() => undefined);
    });
  }

  private async disconnect(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }
}

/** COMMIT was sent and its answer was lost. */
class CommitInDoubt extends Error {
  override readonly name = 'CommitInDoubt';
  constructor(override readonly cause: unknown) {
    super('the answer to COMMIT was lost');
  }
}

function unavailable(code: UnavailableCode): PostingOutcome {
  return { kind: 'unavailable', code };
}

function isPassing(error: unknown): boolean {
  return (
    isConnectionLoss(error) || error instanceof StateMoved || RETRIED_SQLSTATES.has(sqlState(error))
  );
}

/** Errors without an SQLSTATE of ours come from the socket; class 08 and 57P0x from a server going down. */
function isConnectionLoss(error: unknown): boolean {
  if (error instanceof CommitInDoubt) return true;
  if (error instanceof InvariantError) return false;
  const state = sqlState(error);
  if (state.startsWith('08') || state.startsWith('57P') || state === '53300') return true;
  if (state === '25P03') return true;
  return error instanceof Error && !(error instanceof pg.DatabaseError) && isSocketError(error);
}

function isSocketError(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^E[A-Z]+$/.test(code) ||
    /terminated|timeout|not queryable|closed|Client has encountered/i.test(error.message)
  );
}

/** The server gave a statement up, most likely while it waited for the head: nothing of it remains. */
function isTimeout(error: unknown): boolean {
  return TIMEOUT_SQLSTATES.has(sqlState(error));
}

function sqlState(error: unknown): string {
  return error instanceof pg.DatabaseError && error.code !== undefined ? error.code : '';
}
