import { createHmac } from 'node:crypto';

import { StartupError } from './startup-error.js';

/** The role of the API and the worker (TypeORM; reads the ledger, writes everything else). */
export const APP_ROLE = 'simpul_app';
/** The role of the posting engine, alone in writing transfers, legs and balances. */
export const LEDGER_ROLE = 'simpul_ledger';
export type RoleName = typeof APP_ROLE | typeof LEDGER_ROLE;

/** Three ways into one database. They hold passwords: never log them. */
export interface ConnectionUrls {
  /** Owns the tables and migrates. */
  readonly owner: string;
  readonly app: string;
  readonly ledger: string;
  /** The roles whose passwords Simpul sets itself; the others came with a URL of their own. */
  readonly managedRoles: readonly RoleName[];
}

export interface DatabaseEnvironment {
  readonly MIGRATION_DATABASE_URL?: string | undefined;
  readonly DATABASE_URL?: string | undefined;
  readonly LEDGER_DATABASE_URL?: string | undefined;
  readonly ROLE_SECRET?: string | undefined;
}

/**
 * The owner is MIGRATION_DATABASE_URL, else DATABASE_URL, else the embedded server. With
 * MIGRATION_DATABASE_URL set, DATABASE_URL is the application's own login as it stands;
 * LEDGER_DATABASE_URL is always the engine's. A login that no variable gives is `simpul_app` or
 * `simpul_ledger` with a password derived from ROLE_SECRET, else from the owner's password, so that
 * every process computes the same one.
 *
 * @throws StartupError if a URL is missing or can't be read, or there is nothing to derive a
 *   password from
 */
export function connectionUrls(env: DatabaseEnvironment, embeddedUrl?: string): ConnectionUrls {
  const migration = given(env.MIGRATION_DATABASE_URL);
  const owner = migration ?? given(env.DATABASE_URL) ?? embeddedUrl;
  if (owner === undefined) {
    throw new StartupError(
      'No database is named. Set DATABASE_URL, for example ' +
        'postgres://simpul_owner:<password>@localhost:5432/simpul.',
    );
  }
  parseUrl(owner, migration === undefined ? 'DATABASE_URL' : 'MIGRATION_DATABASE_URL');

  const secret = given(env.ROLE_SECRET);
  const app = migration === undefined ? undefined : given(env.DATABASE_URL);
  const ledger = given(env.LEDGER_DATABASE_URL);
  if (app !== undefined) parseUrl(app, 'DATABASE_URL');
  if (ledger !== undefined) parseUrl(ledger, 'LEDGER_DATABASE_URL');
  return {
    owner,
    app: app ?? roleUrl(owner, APP_ROLE, secret),
    ledger: ledger ?? roleUrl(owner, LEDGER_ROLE, secret),
    managedRoles: [
      ...(app === undefined ? ([APP_ROLE] as const) : []),
      ...(ledger === undefined ? ([LEDGER_ROLE] as const) : []),
    ],
  };
}

/** The same server and login, another database. */
export function withDatabase(url: string, database: string): string {
  const parsed = parseUrl(url, 'DATABASE_URL');
  parsed.pathname = `/${encodeURIComponent(database)}`;
  return parsed.href;
}

/** User and password of a connection URL, wherever they stand in it. */
export function loginOf(url: string): { user: string; password: string } {
  const parsed = parseUrl(url, 'DATABASE_URL');
  return {
    user: parsed.searchParams.get('user') ?? decodeURIComponent(parsed.username),
    password: parsed.searchParams.get('password') ?? decodeURIComponent(parsed.password),
  };
}

function roleUrl(owner: string, role: RoleName, secret: string | undefined): string {
  const key = secret ?? loginOf(owner).password;
  if (key === '') {
    throw new StartupError(
      "The owner's connection URL has no password, so there is nothing to derive the passwords " +
        `of ${APP_ROLE} and ${LEDGER_ROLE} from. Set ROLE_SECRET to a long random text ` +
        '(openssl rand -base64 32), the same for every process.',
    );
  }
  const password = createHmac('sha256', key).update(`simpul role ${role}`).digest('base64url');
  return withLogin(owner, role, password);
}

function withLogin(url: string, user: string, password: string): string {
  const parsed = parseUrl(url, 'DATABASE_URL');
  parsed.searchParams.delete('user');
  parsed.searchParams.delete('password');
  if (parsed.host === '') {
    // A URL without a host (a Unix socket in ?host=) can't carry a login before the @.
    parsed.searchParams.set('user', user);
    parsed.searchParams.set('password', password);
  } else {
    parsed.username = user;
    parsed.password = password;
  }
  return parsed.href;
}

function parseUrl(url: string, variable: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'postgres:' && parsed?.protocol !== 'postgresql:') {
    throw new StartupError(
      `${variable} can't be read as a PostgreSQL URL. It has the form ` +
        'postgres://user:password@host:5432/database; write special characters of the password ' +
        'as %XX.',
    );
  }
  return parsed;
}

function given(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}
