import { testSecrets } from '@app/testing';
import { readConfig } from './config.js';
import { refuseWeakSecrets } from './production.js';

const secrets = testSecrets();
const withPepper = (text: string) => ({ ...secrets, pepper: Buffer.from(text) });
const strong = withPepper('9f86d081884c7d659a2feaa0c55ad015a3bf4f1b');
const config = (url?: string) => readConfig({ NODE_ENV: 'production', DATABASE_URL: url });

describe('in production mode', () => {
  it.each([
    ['one character over and over', 'p'.repeat(40)],
    ['a placeholder', 'change-me-0123456789-abcdefghijklmnop'],
    ['the word itself', 'this is my secret pepper 0123456789'],
  ])('a pepper of %s is refused, and not repeated', (_name, pepper) => {
    const start = () => refuseWeakSecrets(config(), withPepper(pepper));
    expect(start).toThrow(/PIN_PEPPER must hold a secret/);
    expect(start).not.toThrow(pepper);
  });

  it.each([
    ['postgres://simpul_owner:postgres@db/simpul'],
    ['postgres://owner:owner@db/simpul'],
    ['postgres://owner:PASSWORD@db/simpul'],
  ])('the login of %s is refused', (url) => {
    expect(() => refuseWeakSecrets(config(url), strong)).toThrow(/DATABASE_URL must hold/);
  });

  it('random secrets, and logins without any password, are taken', () => {
    const url = 'postgres://owner:4f1c9bd2e07a@db/simpul';
    expect(() => refuseWeakSecrets(config(url), strong)).not.toThrow();
    expect(() => refuseWeakSecrets(config('postgres://owner@db/simpul'), strong)).not.toThrow();
  });
});
