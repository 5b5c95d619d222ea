import { freshDatabase } from '@app/testing';
import { Client } from 'pg';
import { refuseUnsafeServer } from './unsafe-settings.js';
import { connectionUrls } from './urls.js';

describe('a server that may lose what it wrote', () => {
  it('is refused with the names of the settings, and of the variable that admits it', async () => {
    const database = await freshDatabase();
    const urls = connectionUrls({ DATABASE_URL: database.ownerUrl });
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    try {
      await owner.query('ALTER ROLE simpul_ledger SET synchronous_commit = off');
      await expect(refuseUnsafeServer(urls)).rejects.toThrow(/synchronous_commit off/);
      await expect(refuseUnsafeServer(urls)).rejects.toThrow(/ALLOW_UNSAFE_POSTGRES=on/);
    } finally {
      await owner.query('ALTER ROLE simpul_ledger RESET synchronous_commit');
      await owner.end();
      await database.drop();
    }
  });
});
