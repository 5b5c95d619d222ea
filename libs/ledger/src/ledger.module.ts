import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { IDLE_CONNECTION_MS } from '@app/database';
import pg from 'pg';
import { Ledger, type LedgerOptions } from './engine/ledger.js';
import { LedgerReads } from './reads/index.js';

const LEDGER_POOL = Symbol('ledger pool');

/** The engine and its reads, over connections of the ledger's own database role. */
@Module({})
export class LedgerModule implements OnApplicationShutdown {
  constructor(
    private readonly ledger: Ledger,
    @Inject(LEDGER_POOL) private readonly pool: pg.Pool,
  ) {}

  /** @param options see {@link LedgerOptions}; `readConnections` bounds the pool of reads. */
  static forRoot(options: LedgerOptions & { readonly readConnections?: number }): DynamicModule {
    return {
      module: LedgerModule,
      global: true,
      providers: [
        { provide: LEDGER_POOL, useFactory: () => readPool(options.url, options.readConnections) },
        {
          provide: LedgerReads,
          useFactory: (pool: pg.Pool) => new LedgerReads(pool),
          inject: [LEDGER_POOL],
        },
        {
          provide: Ledger,
          useFactory: (reads: LedgerReads) => new Ledger(options, reads),
          inject: [LedgerReads],
        },
      ],
      exports: [Ledger, LedgerReads],
    };
  }

  /** After the last HTTP request was answered: what was accepted is posted, then the connections end. */
  async onApplicationShutdown(): Promise<void> {
    await this.ledger.close();
    await this.pool.end();
  }
}

function readPool(url: string, connections = 8): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: 'simpul ledger reads',
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    statement_timeout: 15_000,
    query_timeout: 16_000,
    options: '-c timezone=UTC -c jit=off',
  });
  // An idle connection that breaks is replaced by the next query.
  pool.on('error', () => undefined);
  return pool;
}
