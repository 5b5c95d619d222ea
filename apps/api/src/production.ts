import { publishedLogins, type AccessSecrets } from '@app/access';
import { StartupError } from '@app/database';
import { DataSource } from 'typeorm';
import type { ApiConfig } from './config.js';
import type { CreatedApp } from './create-app.js';

/** Of a text of 32 random hex digits fewer different ones than this are less likely than 1 in 10⁵. */
const DIFFERENT_CHARACTERS_MIN = 8;
const PLACEHOLDER = /change.?me|example|default|secret|password|simpul/i;
const GUESSED_PASSWORDS: ReadonlySet<string> = new Set([
  'postgres',
  'password',
  'simpul',
  'simpul_owner',
  'admin',
  'root',
  'test',
]);

/**
 * For production mode: secrets that somebody typed to get past a check, or left as they came.
 *
 * @throws StartupError that names the settings, never their content
 */
export function refuseWeakSecrets({ database }: ApiConfig, { pepper }: AccessSecrets): void {
  const weak: string[] = [];
  const text = pepper.toString('utf8');
  if (new Set(text).size < DIFFERENT_CHARACTERS_MIN || PLACEHOLDER.test(text)) {
    weak.push('PIN_PEPPER');
  }
  for (const name of ['DATABASE_URL', 'MIGRATION_DATABASE_URL', 'LEDGER_DATABASE_URL'] as const) {
    const url = database[name]?.trim() ?? '';
    if (URL.canParse(url) && isGuessed(new URL(url))) weak.push(name);
  }
  if (weak.length === 0) return;
  throw new StartupError(
    `In production mode (NODE_ENV=production) ${weak.join(', ')} must hold a secret that nobody ` +
      'can guess, such as: openssl rand -hex 32',
  );
}

/** A login without any password is let in by its certificate, its socket or its network. */
function isGuessed({ username, password }: URL): boolean {
  if (password === '') return false;
  return password === username || GUESSED_PASSWORDS.has(decodeURIComponent(password).toLowerCase());
}

/** For production mode. @throws StartupError when the people of the demo are in the database */
export async function refusePublishedLogins(
  { app }: CreatedApp,
  secrets: AccessSecrets,
): Promise<void> {
  const open = await publishedLogins(app.get(DataSource), secrets);
  if (open.length === 0) return;
  throw new StartupError(
    `In production mode (NODE_ENV=production) ${open.join(' and ')} must not sign in with the ` +
      "demo's password, which is printed in its handbook. Use a database of your own.",
  );
}
