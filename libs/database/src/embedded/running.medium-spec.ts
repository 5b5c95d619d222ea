import { rm } from 'node:fs/promises';
import path from 'node:path';
import { scratchFolder } from '@app/testing';
import { Client } from 'pg';
import { findEmbeddedPostgres } from './running.js';
import { startEmbeddedPostgres } from './start.js';

describe('a program beside a running Simpul', () => {
  it('finds its database while it runs, and none before and after', async () => {
    const folder = await scratchFolder('simpul-running-');
    const dataDir = path.join(folder, 'data');
    const log = () => undefined;
    try {
      expect(await findEmbeddedPostgres(dataDir, log)).toBeUndefined();
      const server = await startEmbeddedPostgres({ dataDir, log, settings: { fsync: 'off' } });
      try {
        const url = await findEmbeddedPostgres(dataDir, log);
        expect(url).toBe(server.url);
        const client = new Client({ connectionString: url });
        await client.connect();
        expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
        await client.end();
      } finally {
        await server.stop();
      }
      expect(await findEmbeddedPostgres(dataDir, log)).toBeUndefined();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
