import { connectAtStart } from './connection.js';
import { StartupError } from './startup-error.js';
import type { ConnectionUrls } from './urls.js';

const DURABLE = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

/**
 * A server that loses or tears what it said it had written must not hold money.
 *
 * @throws StartupError naming each setting of the posting engine's connection that is off
 */
export async function refuseUnsafeServer(urls: ConnectionUrls): Promise<void> {
  const client = await connectAtStart(urls.ledger, 'LEDGER_DATABASE_URL');
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT name FROM pg_settings WHERE name = ANY ($1) AND setting = 'off' ORDER BY name`,
      [DURABLE],
    );
    if (rows.length === 0) return;
    const names = rows.map(({ name }) => name).join(', ');
    throw new StartupError(
      `PostgreSQL runs with ${names} off: after a crash it may have lost payments that were ` +
        'answered. Turn on what is off, or set ALLOW_UNSAFE_POSTGRES=on if nothing in this ' +
        'database matters.',
    );
  } finally {
    await client.end();
  }
}
