import pg from 'pg';

import { connectionSettings, type ConnectionSettings } from './request-context.js';

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (destroy?: Error | boolean) => void,
) => void;

const TELL = `SELECT set_config('simpul.tenant', $1, false), set_config('simpul.request', $2, false)`;

/**
 * A pool whose connections know in whose name and by which request they are taken. They are told only what differs from
 * what they were told before: work that is the switch's own pays once for a connection.
 */
export class RequestPool extends pg.Pool {
  private readonly told = new WeakMap<pg.PoolClient, ConnectionSettings>();

  constructor(options: pg.PoolConfig) {
    super(options);
    // The server's last words may come in one piece with the answer before them, when nobody listens yet: unheard they
    // would end the process. Whoever holds the connection is told by its next statement.
    this.on('connect', (client) => client.on('error', () => undefined));
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    const client = this.connectTold(connectionSettings());
    if (callback === undefined) return client;
    void handOver(client, callback);
    return undefined;
  }

  private async connectTold(settings: ConnectionSettings): Promise<pg.PoolClient> {
    const client = await super.connect();
    const told = this.told.get(client);
    if (told?.tenant === settings.tenant && told.request === settings.request) return client;
    try {
      await client.query({ name: 'tell', text: TELL, values: [settings.tenant, settings.request] });
    } catch (error) {
      client.release(asError(error));
      throw error;
    }
    this.told.set(client, settings);
    return client;
  }
}

async function handOver(connecting: Promise<pg.PoolClient>, callback: Connected): Promise<void> {
  let client: pg.PoolClient;
  try {
    client = await connecting;
  } catch (error) {
    callback(asError(error), undefined, () => undefined);
    return;
  }
  callback(undefined, client, (destroy) => client.release(destroy));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
