import { StartupError } from './startup-error.js';
import { connectionUrls, loginOf, withDatabase } from './urls.js';

const OWNER = 'postgres://owner:secret@db.example:6543/simpul?sslmode=require';

describe('connectionUrls', () => {
  it('takes DATABASE_URL as the owner and derives both other logins from its password', () => {
    const urls = connectionUrls({ DATABASE_URL: OWNER });
    expect(urls.owner).toBe(OWNER);
    expect(urls.managedRoles).toEqual(['simpul_app', 'simpul_ledger']);
    const app = new URL(urls.app);
    expect(app.username).toBe('simpul_app');
    expect(app.host).toBe('db.example:6543');
    expect(app.pathname).toBe('/simpul');
    expect(app.search).toBe('?sslmode=require');
    expect(app.password).toMatch(/^[\w-]{43}$/);
    expect(loginOf(urls.ledger).password).not.toBe(app.password);
  });

  it('derives the same passwords in every process, and others from another secret', () => {
    const first = connectionUrls({ DATABASE_URL: OWNER });
    expect(connectionUrls({ DATABASE_URL: OWNER })).toEqual(first);
    expect(connectionUrls({ DATABASE_URL: OWNER, ROLE_SECRET: 'x' }).app).not.toBe(first.app);
  });

  it('takes DATABASE_URL as it stands if MIGRATION_DATABASE_URL names the owner', () => {
    const app = 'postgres://api:mine@db.example/simpul';
    const urls = connectionUrls({ MIGRATION_DATABASE_URL: OWNER, DATABASE_URL: app });
    expect(urls).toMatchObject({ owner: OWNER, app, managedRoles: ['simpul_ledger'] });
    expect(loginOf(urls.ledger).user).toBe('simpul_ledger');
  });

  it('takes LEDGER_DATABASE_URL as it stands', () => {
    const ledger = 'postgres://engine:mine@db.example/simpul';
    const urls = connectionUrls({ DATABASE_URL: OWNER, LEDGER_DATABASE_URL: ledger });
    expect(urls).toMatchObject({ owner: OWNER, ledger, managedRoles: ['simpul_app'] });
  });

  it('takes the embedded server when no variable names one, empty ones included', () => {
    const urls = connectionUrls({ DATABASE_URL: ' ', MIGRATION_DATABASE_URL: '' }, OWNER);
    expect(urls.owner).toBe(OWNER);
  });

  it('puts the login behind the question mark when the URL has no host', () => {
    const socket = 'postgres:///simpul?host=/run/postgresql';
    const { app } = connectionUrls({ DATABASE_URL: socket, ROLE_SECRET: 'x' });
    expect(loginOf(app).user).toBe('simpul_app');
    expect(new URL(app).searchParams.get('host')).toBe('/run/postgresql');
  });

  it.each([
    ['nothing is set', {}, 'Set DATABASE_URL'],
    ['a URL is no URL', { DATABASE_URL: 'localhost:secret' }, 'DATABASE_URL can'],
    [
      'the scheme is wrong',
      { MIGRATION_DATABASE_URL: 'mysql://u:secret@h/d' },
      'MIGRATION_DATABASE_URL can',
    ],
    ['there is no password', { DATABASE_URL: 'postgres://owner@localhost/simpul' }, 'ROLE_SECRET'],
  ])('says what to do if %s, without the password', (_case, env, text) => {
    expect(() => connectionUrls(env)).toThrow(StartupError);
    expect(() => connectionUrls(env)).toThrow(text);
    expect(() => connectionUrls(env)).not.toThrow('secret');
  });
});

it('withDatabase changes the database alone', () => {
  expect(withDatabase(OWNER, 'other')).toBe(OWNER.replace('/simpul', '/other'));
});
