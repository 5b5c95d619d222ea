import type { DataSource } from 'typeorm';
import { CredentialStore } from './credentials/credential.store.js';
import { SecretHasher } from './credentials/secret-hasher.js';
import type { AccessSecrets } from './secrets.js';

/** The operators of every demo, and the password that its handbook prints. */
const PUBLISHED = { usernames: ['dewi.operator', 'arif.operator'], password: 'malang-raya-2026' };

/**
 * The logins of this database that open with what the demo's handbook prints. A deployment that holds real money has
 * none.
 */
export async function publishedLogins(
  dataSource: DataSource,
  { pepper }: AccessSecrets,
): Promise<string[]> {
  const credentials = new CredentialStore(dataSource.manager);
  const hasher = new SecretHasher(pepper);
  const open: string[] = [];
  for (const username of PUBLISHED.usernames) {
    const person = await credentials.findByUsername(username);
    if (person === undefined) continue;
    const owner = { person, kind: 'password' } as const;
    const hash = await credentials.hashOf(owner);
    if (hash !== undefined && (await hasher.verify(owner, PUBLISHED.password, hash))) {
      open.push(username);
    }
  }
  return open;
}
