import pg from 'pg';
import { isConnectionLoss } from './failures.js';
import { PREPARE_LOCK_HEAD } from './burst.js';
import { PREPARE_BEGIN_BATCH } from './read-state.js';

/** Batches; a power of two. Planning anew costs some milliseconds. */
const PLAN_LIFE = 4_096;

/** A connection of a lane. */
export class LaneConnection {
  private client: pg.Client | undefined;
  private batches = 0;

  constructor(
    private readonly network: number,
    private readonly url: string,
    private readonly statementTimeoutMs: number,
  ) {}

  /** The connection; made anew if it was lost. */
  async connect(): Promise<pg.Client> {
    if (this.client !== undefined) return this.client;
    const client = new pg.Client({
      connectionString: this.url,
      application_name: `simpul ledger, network ${this.network}`,
      connectionTimeoutMillis: 3_000,
      // A server that vanished without a word: our own deadline, a little after the server's.
      query_timeout: this.statementTimeoutMs + 1_000,
      statement_timeout: this.statementTimeoutMs,
      idle_in_transaction_session_timeout: this.statementTimeoutMs,
      keepAlive: true,
      // Statements are sent without waiting for the answers to those before: a batch is one burst.
      pipeline: true,
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
    await client.query(PREPARE_LOCK_HEAD);
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
  async refreshPlans(client: pg.Client): Promise<void> {
    const count = this.batches % PLAN_LIFE;
    this.batches += 1;
    if ((count & (count - 1)) === 0) await client.query('DISCARD PLANS');
  }

  /** Ends what failed; a connection that is dead or of doubtful state is given up. */
  async recover(client: pg.Client, error: unknown): Promise<void> {
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

  async disconnect(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }
}
