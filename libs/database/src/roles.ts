import { setTimeout as pause } from 'node:timers/promises';

import type { Client } from 'pg';

import { connectAtStart, loginWorks } from './connection.js';
import { StartupError, errorCode } from './startup-error.js';
import { APP_ROLE, LEDGER_ROLE, loginOf } from './urls.js';
import type { ConnectionUrls, RoleName } from './urls.js';

const MOST_ATTEMPTS = 10;

/**
 * Makes sure that `simpul_app` and `simpul_ledger` exist, may log in and may not do more than they
 * should. Roles belong to the whole cluster, so two databases (and an advisory lock is per
 * database) may try at the same moment: who comes second meets "already exists" or "concurrently
 * updated" and looks again.
 *
 * @throws StartupError if the owner may not create roles, or a login that came by variable does not
 *   work
 */
export async function ensureRoles(owner: Client, urls: ConnectionUrls): Promise<void> {
  await ensureRole(owner, APP_ROLE, urls.app, urls.managedRoles.includes(APP_ROLE));
  await ensureRole(owner, LEDGER_ROLE, urls.ledger, urls.managedRoles.includes(LEDGER_ROLE));
}

/**
 * Both logins work, and neither could pass by the rules of the tables. @throws StartupError if not
 */
export async function checkLogins(urls: ConnectionUrls): Promise<void> {
  await checkLogin(urls.app, 'DATABASE_URL', APP_ROLE);
  await checkLogin(urls.ledger, 'LEDGER_DATABASE_URL', LEDGER_ROLE);
}

async function ensureRole(
  owner: Client,
  role: RoleName,
  url: string,
  managed: boolean,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await createIfMissing(owner, role, url);
      // A password that came by variable belongs to the administrator: it is used, never set.
      if (managed && !(await loginWorks(url))) await setPassword(owner, role, url);
      return;
    } catch (error) {
      if (errorCode(error) === '42501') throw mayNotCreateRoles(role);
      if (attempt === MOST_ATTEMPTS || !isRoleRace(error)) throw error;
    }
    await pause(Math.random() * 50);
  }
}

async function createIfMissing(owner: Client, role: RoleName, url: string): Promise<void> {
  const { rowCount } = await owner.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount !== 0) return;
  const login = loginOf(url);
  const password =
    login.user === role ? `PASSWORD ${owner.escapeLiteral(login.password)}` : 'PASSWORD NULL';
  await owner.query(
    `CREATE ROLE ${role} ${password} ` +
      'LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION',
  );
}

async function setPassword(owner: Client, role: RoleName, url: string): Promise<void> {
  const { password } = loginOf(url);
  await owner.query(`ALTER ROLE ${role} LOGIN PASSWORD ${owner.escapeLiteral(password)}`);
  const database = await owner.query<{ name: string }>('SELECT current_database() AS name');
  const name = database.rows[0]?.name ?? '';
  await owner.query(`GRANT CONNECT ON DATABASE ${owner.escapeIdentifier(name)} TO ${role}`);
}

async function checkLogin(url: string, variable: string, role: RoleName): Promise<void> {
  const client = await connectAtStart(url, variable);
  try {
    const { rows } = await client.query<{ mighty: boolean; member: boolean }>(
      `SELECT rolsuper OR rolbypassrls AS mighty, pg_has_role(oid, $1, 'MEMBER') AS member
         FROM pg_roles WHERE rolname = current_user`,
      [role],
    );
    const { user } = loginOf(url);
    if (rows[0]?.mighty === true) {
      throw new StartupError(
        `User "${user}" is a superuser or bypasses row-level security, so the rules of the ` +
          `tables would not bind it. Put another user into ${variable}, for example ${role}.`,
      );
    }
    if (rows[0]?.member !== true) {
      throw new StartupError(
        `User "${user}" in ${variable} has none of Simpul's rights. Use the user ${role}, or ` +
          `give them: GRANT ${role} TO "${user}";`,
      );
    }
  } finally {
    await client.end();
  }
}

function isRoleRace(error: unknown): boolean {
  const code = errorCode(error);
  // Already exists, unique violation in the catalog, and "tuple concurrently updated", which has no
  // code of its own.
  return code === '42710' || code === '23505' || code === 'XX000';
}

function mayNotCreateRoles(role: RoleName): StartupError {
  return new StartupError(
    `The owner of the database may not create the user ${role} or set its password. Either let ` +
      'it: ALTER ROLE <owner> CREATEROLE; or have an administrator run: ' +
      `CREATE ROLE ${APP_ROLE} LOGIN PASSWORD '…'; CREATE ROLE ${LEDGER_ROLE} LOGIN PASSWORD ` +
      `'…'; and set MIGRATION_DATABASE_URL (the owner), DATABASE_URL (${APP_ROLE}) and ` +
      `LEDGER_DATABASE_URL (${LEDGER_ROLE}).`,
  );
}
