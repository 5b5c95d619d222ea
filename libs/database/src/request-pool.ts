import pg from 'pg';

import { requestSetting } from './request-context.js';

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (destroy?: Error | boolean) => void,
) => void;

/**
 * A pool whose connections know the request that they are taken for, as the setting `simpul.request`. It is sent only
 * when it differs from what the connection was told before; work outside of requests, and requests that say nothing of
 * themselves, pay nothing.
 */
export class RequestPool extends pg.Pool {
  private readonly told = new WeakMap<pg.PoolClient, string>();

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    const client = this.connectTold(requestSetting());
    if (callback === undefined) return client;
    void handOver(client, callback);
    return undefined;
  }

  private async connectTold(setting: string): Promise<pg.PoolClient> {
    const client = await super.connect();
    if ((this.told.get(client) ?? '') === setting) return client;
    try {
      await client.query("SELECT set_config('simpul.request', $1, false)", [setting]);
    } catch (error) {
      client.release(asError(error));
      throw error;
    }
    this.told.set(client, setting);
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
