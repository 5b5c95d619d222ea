// The one PostgreSQL of a run: embedded, in a folder of its own, with the settings that operators get.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import {
  connectionUrls,
  startEmbeddedPostgres,
  withDatabase,
} from '../../dist/libs/database/src/index.js';
import { parentOf } from './processes.mjs';

const SHOWN = [
  'server_version',
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'wal_sync_method',
  'shared_buffers',
  'max_wal_size',
  'autovacuum',
];

/** Starts the server. `stop` ends it and removes its folder; it may be called again. */
export async function startPostgres() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'simpul-bench-'));
  // The server may run as another user, who must get in.
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({
    dataDir: path.join(folder, 'data'),
    log: () => undefined,
  });
  const owner = new pg.Client({ connectionString: withDatabase(server.url, 'postgres') });
  await owner.connect();
  const { rows } = await owner.query('SELECT pg_backend_pid() AS pid');
  const stop = async () => {
    await owner.end();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  let stopping;
  return {
    folder,
    owner,
    url: (database) => withDatabase(server.url, database),
    /** Owner's, application's and engine's ways into a database. */
    urls: (database) => connectionUrls({ DATABASE_URL: withDatabase(server.url, database) }),
    postmaster: parentOf(rows[0].pid),
    settings: await readSettings(owner),
    /** So that every interval begins with the same share of full-page images before it. */
    checkpoint: () => owner.query('CHECKPOINT'),
    createDatabase: async (name, template = 'template1') => {
      await owner.query(`DROP DATABASE IF EXISTS ${name}`);
      await owner.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    },
    walPosition: async () => {
      const answer = await owner.query(
        `SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::text AS bytes`,
      );
      return Number(answer.rows[0].bytes);
    },
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

async function readSettings(client) {
  const settings = {};
  for (const name of SHOWN) {
    const { rows } = await client.query(`SHOW ${name}`);
    settings[name] = Object.values(rows[0])[0];
  }
  return settings;
}

/** Runs `work` with a connection of its own. */
export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Bytes of every table of ours with its indexes and what is stored aside, after a VACUUM. */
export async function tableSizes(url) {
  return withClient(url, async (client) => {
    await client.query('VACUUM');
    const { rows } = await client.query(
      `SELECT format('%s.%s', n.nspname, c.relname) AS name,
         pg_total_relation_size(c.oid)::text AS total, pg_indexes_size(c.oid)::text AS indexes
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`,
    );
    return new Map(
      rows.map((row) => [row.name, { total: Number(row.total), indexes: Number(row.indexes) }]),
    );
  });
}
