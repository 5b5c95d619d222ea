import { setTimeout as pause } from 'node:timers/promises';

import { Client } from 'pg';

import { StartupError, errorCode, errorText } from './startup-error.js';

const OLDEST_SERVER = 150_000;
const CONNECT_TIMEOUT_MS = 10_000;
const WAIT_FOR_SERVER_MS = 30_000;

/**
 * The server is there, but starts, stops or recovers from a crash: it says so and is worth waiting
 * for.
 */
const CANNOT_CONNECT_NOW = '57P03';

/**
 * One connection for work at start: migrations and checks. Waits up to 30 s for a server that is
 * just starting and refuses one older than PostgreSQL 15.
 *
 * @param variable the environment variable that the URL came from, named in the message if it does
 *   not work
 * @throws StartupError that says what to do; it never holds the password
 */
export async function connectAtStart(url: string, variable: string): Promise<Client> {
  const deadline = Date.now() + WAIT_FOR_SERVER_MS;
  for (;;) {
    const client = startClient(url);
    try {
      await client.connect();
      await refuseOldServer(client);
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (error instanceof StartupError) throw error;
      if (errorCode(error) !== CANNOT_CONNECT_NOW || Date.now() > deadline) {
        throw connectionError(error, url, variable);
      }
    }
    await pause(200);
  }
}

/** Whether this login is accepted. Any other trouble than a refused login is thrown. */
export async function loginWorks(url: string): Promise<boolean> {
  const client = startClient(url);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (isRefusedLogin(error)) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function startClient(url: string): Client {
  const client = new Client({
    connectionString: url,
    application_name: 'simpul start',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // A connection that breaks while it idles is noticed at its next statement.
  client.on('error', () => undefined);
  return client;
}

async function refuseOldServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `SELECT current_setting('server_version_num')::int AS number,
            current_setting('server_version') AS version`,
  );
  const server = rows[0];
  if (server === undefined || server.number >= OLDEST_SERVER) return;
  throw new StartupError(
    `The server runs PostgreSQL ${server.version}; Simpul needs 15 or newer. Upgrade the server, ` +
      'or leave DATABASE_URL unset to use the PostgreSQL that Simpul brings.',
  );
}

function isRefusedLogin(error: unknown): boolean {
  const code = errorCode(error);
  return code === '28P01' || code === '28000';
}

/** What a failed connection means to the person who set the variable. */
function connectionError(error: unknown, url: string, variable: string): StartupError {
  const target = describeTarget(url);
  const code = errorCode(error) ?? '';
  const said = `(${errorText(error)})`;
  if (isRefusedLogin(error)) {
    return new StartupError(
      `The database server at ${target.server} refused the login of user "${target.user}" ` +
        `${said}. Check the user and the password in ${variable}.`,
    );
  }
  if (code === '3D000') {
    return new StartupError(
      `There is no database "${target.database}" at ${target.server}. Create it (createdb -O ` +
        `${target.user} ${target.database}) or correct ${variable}.`,
    );
  }
  if (code === '53300') {
    return new StartupError(
      `The database server at ${target.server} has no connection left ${said}. Raise its ` +
        'max_connections, or run fewer Simpul processes or smaller pools.',
    );
  }
  return new StartupError(
    `The database server at ${target.server} can't be reached ${said}. Check that it runs and ` +
      `that ${variable} names its host and port.`,
  );
}

function describeTarget(url: string): { server: string; user: string; database: string } {
  const parsed = new URL(url);
  const host = parsed.searchParams.get('host') ?? parsed.hostname;
  return {
    server: `${host === '' ? 'localhost' : host}:${parsed.port === '' ? '5432' : parsed.port}`,
    user: parsed.searchParams.get('user') ?? decodeURIComponent(parsed.username),
    database: decodeURIComponent(parsed.pathname.slice(1)),
  };
}
