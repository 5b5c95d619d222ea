import { randomBytes } from 'node:crypto';
import { parseOptions } from '@node-rs/argon2';
import { SecretHasher } from './secret-hasher.js';

const budi = { person: '01980000-0000-7000-8000-000000000001', kind: 'pin' } as const;
const siti = { person: '01980000-0000-7000-8000-000000000002', kind: 'pin' } as const;

function deferred() {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { gate, open };
}

describe('the hasher of secrets', () => {
  it('stores argon2id with 19 MiB and two passes, and knows the right secret again', async () => {
    const hasher = new SecretHasher(randomBytes(32));
    const stored = await hasher.hash(budi, '482917');
    expect(stored).toMatch(/^\$argon2id\$/);
    expect(parseOptions(stored)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    expect(await hasher.verify(budi, '482917', stored)).toBe(true);
    expect(await hasher.verify(budi, '482918', stored)).toBe(false);
  });

  it('opens nothing with the hash of another person, another kind or another pepper', async () => {
    const hasher = new SecretHasher(randomBytes(32));
    const stored = await hasher.hash(budi, '482917');
    expect(await hasher.verify(siti, '482917', stored)).toBe(false);
    expect(await hasher.verify({ ...budi, kind: 'password' }, '482917', stored)).toBe(false);
    expect(await new SecretHasher(randomBytes(32)).verify(budi, '482917', stored)).toBe(false);
  });

  it('compares the secret of nobody with a hash of the same cost', async () => {
    const hasher = new SecretHasher(randomBytes(32));
    expect(await hasher.verifyNobody('pin', '482917')).toBe(false);
  });

  it('binds one-time codes to their owner', () => {
    const hasher = new SecretHasher(randomBytes(32));
    const stored = hasher.codeHash(budi, '12345678');
    expect(stored).toHaveLength(32);
    expect(hasher.isCode(budi, '12345678', stored)).toBe(true);
    expect(hasher.isCode(budi, '12345679', stored)).toBe(false);
    expect(hasher.isCode(siti, '12345678', stored)).toBe(false);
  });

  it('turns people away when its queue is full, and takes them again afterwards', async () => {
    const hasher = new SecretHasher(randomBytes(32), { running: 2, waiting: 3 });
    const { gate, open } = deferred();
    const inside = Array.from({ length: 5 }, () => hasher.admitted(() => gate));
    expect(await hasher.admitted(() => gate)).toEqual({ ok: false, code: 'overloaded' });
    open();
    expect((await Promise.all(inside)).every((result) => result.ok)).toBe(true);
    expect(await hasher.admitted(() => Promise.resolve(7))).toEqual({ ok: true, value: 7 });
  });

  it('gives the place back when the work fails', async () => {
    const hasher = new SecretHasher(randomBytes(32), { running: 1, waiting: 0 });
    const broken = () => Promise.reject(new Error('connection lost'));
    await expect(hasher.admitted(broken)).rejects.toThrow('connection lost');
    await expect(hasher.verify(budi, '482917', 'no hash at all')).rejects.toThrow();
    expect(await hasher.admitted(() => hasher.verifyNobody('pin', '1'))).toMatchObject({
      ok: true,
    });
  });

  it('does not stall under a crowd: everybody admitted is answered', async () => {
    const hasher = new SecretHasher(randomBytes(32));
    const results = await Promise.all(
      Array.from({ length: 40 }, () => hasher.admitted(() => hasher.verifyNobody('pin', '482917'))),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(40);
  });
});
