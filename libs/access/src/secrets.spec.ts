import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAccessSecrets } from './secrets.js';

describe('the secrets of a deployment', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'simpul-secrets-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are made once, for the owner’s eyes only, and found again', async () => {
    const first = await loadAccessSecrets({}, folder);
    const again = await loadAccessSecrets({}, folder);
    expect(again.signing.kid).toBe(first.signing.kid);
    expect(again.pepper.equals(first.pepper)).toBe(true);
    const keys = join(folder, 'keys');
    expect((await readdir(keys)).sort()).toEqual([
      'jwt-private.pem',
      'personal-data-key',
      'pin-pepper',
    ]);
    expect((await stat(keys)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(keys)) {
      expect((await stat(join(keys, name))).mode & 0o777).toBe(0o600);
    }
  });

  it('are the same for processes that start together', async () => {
    const started = await Promise.all(
      Array.from({ length: 20 }, () => loadAccessSecrets({}, folder)),
    );
    expect(new Set(started.map((secrets) => secrets.signing.kid)).size).toBe(1);
    expect(new Set(started.map((secrets) => secrets.pepper.toString())).size).toBe(1);
    expect(await readdir(join(folder, 'keys'))).toHaveLength(3);
  });

  it('come from settings or the files that they name, and then nothing is written', async () => {
    const source = await loadAccessSecrets({}, folder);
    const pem = join(folder, 'keys', 'jwt-private.pem');
    const elsewhere = join(folder, 'elsewhere');
    const pepper = 'a pepper of more than thirty-two characters';
    const given = await loadAccessSecrets(
      {
        JWT_PRIVATE_KEY_FILE: pem,
        PIN_PEPPER: `${pepper}\n`,
        PERSONAL_DATA_KEY: `${'0f'.repeat(32)}\n`,
      },
      elsewhere,
    );
    expect(given.signing.kid).toBe(source.signing.kid);
    expect(given.pepper.toString()).toBe(pepper);
    await expect(stat(elsewhere)).rejects.toThrow('ENOENT');
  });

  it('that can’t be used stop the start, named but not shown', async () => {
    const file = join(folder, 'broken.pem');
    await writeFile(file, 'hunter2');
    const refused = async (settings: Parameters<typeof loadAccessSecrets>[0]) =>
      loadAccessSecrets(settings, folder).then(
        () => 'started',
        (error: unknown) => String(error),
      );
    expect(await refused({ PIN_PEPPER: 'hunter2' })).toContain('PIN_PEPPER must have at least');
    expect(await refused({ JWT_PRIVATE_KEY_FILE: file })).toContain('JWT_PRIVATE_KEY is not a key');
    expect(await refused({ JWT_PRIVATE_KEY_FILE: `${file}.not` })).toContain("can't be read");
    expect(await refused({ PIN_PEPPER: 'x', PIN_PEPPER_FILE: file })).toContain('not both');
    expect(await refused({ PIN_PEPPER: 'hunter2' })).not.toContain('hunter2');
    const short = await refused({ PIN_PEPPER: 'p'.repeat(32), PERSONAL_DATA_KEY: 'abcdef' });
    expect(short).toContain('PERSONAL_DATA_KEY must have 64 hex digits');
    expect(short).not.toContain('abcdef');
    expect(await refused({ JWT_PRIVATE_KEY_FILE: file })).not.toContain('hunter2');
  });
});
