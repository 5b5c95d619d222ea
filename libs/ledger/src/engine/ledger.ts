import type { LedgerReads } from '../reads/index.js';
import { Lane } from './lane.js';
import type { PostingOutcome } from './outcome.js';
import type { PostingRequest } from './request.js';

export interface LedgerOptions {
  /** Connection of the role that alone may write the ledger. */
  readonly url: string;
  /** Most requests that one commit posts. */
  readonly batchSize?: number;
  /** Most requests that wait in this process, per network; beyond it they are answered `overloaded`. */
  readonly queueLimit?: number;
  /** After this a statement is given up. */
  readonly statementTimeoutMs?: number;
  /** Told of each commit: how many transfers, how long it took. For metrics. */
  readonly onBatch?: (transfers: number, milliseconds: number) => void;
}

/**
 * The one place that posts. Requests of a network are decided in batches, each request on its own: a refused one
 * never fails its neighbours. Any number of processes may post to the same network at once.
 */
export class Ledger {
  private readonly lanes = new Map<number, Lane>();
  private closing = false;

  constructor(
    private readonly options: LedgerOptions,
    private readonly reads: LedgerReads,
  ) {}

  /**
   * Decides a request and, if it is accepted, posts it; answers when that is durable.
   *
   * Answers `decided` (posted, or refused with one of `REFUSAL_CODES`, both stored for ever), `stale`, `reused` or
   * `unavailable`; see {@link PostingOutcome}. Rejects with InvariantError for requests that no correct caller
   * makes, and with the database's error for what it refused as the second wall.
   */
  post(request: PostingRequest): Promise<PostingOutcome> {
    if (this.closing) return Promise.resolve({ kind: 'unavailable', code: 'shutting_down' });
    return this.lane(request.network).post(request);
  }

  /** Requests that wait in this process for their batch, of all networks together. For metrics. */
  get waiting(): number {
    let waiting = 0;
    for (const lane of this.lanes.values()) waiting += lane.waiting;
    return waiting;
  }

  /** Posts what was accepted, then disconnects; whatever comes later is answered `shutting_down`. */
  async close(): Promise<void> {
    this.closing = true;
    await Promise.all([...this.lanes.values()].map((lane) => lane.close()));
  }

  private lane(network: number): Lane {
    let lane = this.lanes.get(network);
    if (lane === undefined) {
      const { url, batchSize, queueLimit, statementTimeoutMs, onBatch } = this.options;
      lane = new Lane(
        network,
        {
          url,
          batchSize: batchSize ?? 256,
          queueLimit: queueLimit ?? 10_000,
          statementTimeoutMs: statementTimeoutMs ?? 5_000,
          onBatch: onBatch ?? (() => undefined),
        },
        this.reads,
      );
      this.lanes.set(network, lane);
    }
    return lane;
  }
}
