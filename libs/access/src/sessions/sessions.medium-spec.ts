import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { newUuid } from '@app/core';
import { accessWorld, valueOf, type AccessWorld } from '@app/testing';
import { createAccess } from '../access.js';
import { readDeviceKey } from './device-key.js';
import { SESSIONS_MAX } from './session.store.js';

let world: AccessWorld;
/** Another process on the same database. */
let other: ReturnType<typeof createAccess>;
beforeAll(async () => {
  world = await accessWorld();
  const { dataSource, secrets } = world;
  other = createAccess(dataSource, { secrets, issuer: 'https://simpul.test' });
});
afterAll(() => world.close());

function aPhoneKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = readDeviceKey({ x, y });
  if (point === undefined) throw new Error('a new key is a point of the curve');
  return { privateKey, device: { name: 'Redmi 12', publicKey: point } };
}

function signed(privateKey: KeyObject, refreshToken: string): string {
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' as const };
  return sign('sha256', Buffer.from(`simpul-refresh:${refreshToken}`), key).toString('base64url');
}

async function signedInByPhone() {
  const member = await world.aMember();
  const { privateKey, device } = aPhoneKey();
  const { phone, pin } = member;
  const session = valueOf(await world.signIn.signIn({ phone, pin, device }));
  const refresh = session.refreshToken ?? '';
  return { ...member, ...session, privateKey, device, refresh, sign: signed };
}

async function signedInCashier() {
  const staff = await world.someStaff((person) => [
    { person, role: 'cashier', cooperative: newUuid(), merchant: newUuid() },
  ]);
  const { username, password } = staff;
  const session = valueOf(await world.signIn.signIn({ username, password }));
  return { ...staff, ...session, refresh: session.refreshToken ?? '' };
}

const codeOf = (result: { ok: boolean; code?: string }) => result.code ?? 'ok';
const judged = async (token: string) => codeOf(await world.verifier.verify(token));

describe('an access token', () => {
  it.each([-36, 36])(
    'H35 lives by the database’s clock, though the process’s jumps by %s h',
    async (hours) => {
      const { accessToken } = await signedInCashier();
      expect(await judged(accessToken)).toBe('ok');
      const real = Date.now;
      const clock = jest.spyOn(Date, 'now').mockImplementation(() => real() + hours * 3_600_000);
      try {
        expect(await judged(accessToken)).toBe('ok');
      } finally {
        clock.mockRestore();
      }
    },
  );
});

describe('a refresh token', () => {
  it('serves once, and gives the next one and an access token that says the same', async () => {
    const { refresh, identity } = await signedInCashier();
    const next = valueOf(await world.sessions.refresh(refresh, undefined));
    expect(next.refreshToken).not.toBe(refresh);
    const { tokenId: _old, expiresAt: _then, ...same } = identity;
    expect(next.identity).toMatchObject(same);
    expect(await judged(next.accessToken)).toBe('ok');
  });

  it('that is used again ends the session for whoever holds a copy', async () => {
    const { refresh, accessToken } = await signedInCashier();
    const next = valueOf(await world.sessions.refresh(refresh, undefined));
    expect(codeOf(await world.sessions.refresh(refresh, undefined))).toBe('refresh_reused');
    expect(codeOf(await world.sessions.refresh(next.refreshToken ?? '', undefined))).toBe(
      'refresh_invalid',
    );
    for (const token of [accessToken, next.accessToken]) {
      expect(await judged(token)).toBe('token_revoked');
    }
  });

  it('sent twenty times at once lets one in, and then nobody', async () => {
    const { refresh } = await signedInCashier();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => world.sessions.refresh(refresh, undefined)),
    );
    const let_in = answers.filter((answer) => answer.ok);
    expect(let_in).toHaveLength(1);
    const [only] = let_in;
    const next = only?.ok === true ? (only.value.refreshToken ?? '') : '';
    expect(codeOf(await world.sessions.refresh(next, undefined))).toBe('refresh_invalid');
  });

  it('that we did not make is refused and harms no session', async () => {
    const { refresh } = await signedInCashier();
    const forged = `srt_${randomBytes(64).toString('base64url')}`;
    const bytes = Buffer.from(refresh.slice(4), 'base64url');
    bytes.set(randomBytes(32), 16);
    const ofThisSession = `srt_${bytes.toString('base64url')}`;
    for (const token of [forged, ofThisSession, '', 'srt_', `${refresh}A`]) {
      expect(codeOf(await world.sessions.refresh(token, undefined))).toBe('refresh_invalid');
    }
    expect((await world.sessions.refresh(refresh, undefined)).ok).toBe(true);
  });

  it('is stored as a hash only', async () => {
    const { refresh, identity } = await signedInCashier();
    const rows = await world.dataSource.query<object[]>(
      'SELECT s::text FROM access.session s WHERE uid = $1',
      [identity.session],
    );
    const stored = JSON.stringify(rows);
    expect(stored).not.toContain(refresh);
    expect(stored).not.toContain(Buffer.from(refresh.slice(4), 'base64url').toString('hex'));
  });
});

describe('a session that belongs to a phone', () => {
  it('wants the signature of its key over the refresh token, and loses nothing without it', async () => {
    const { refresh, privateKey } = await signedInByPhone();
    const stranger = aPhoneKey();
    const wrong = [
      undefined,
      signed(stranger.privateKey, refresh),
      signed(privateKey, `${refresh}x`),
      'A'.repeat(86),
      '',
    ];
    for (const signature of wrong) {
      expect(codeOf(await world.sessions.refresh(refresh, signature))).toBe('device_proof_invalid');
    }
    const next = valueOf(await world.sessions.refresh(refresh, signed(privateKey, refresh)));
    expect(next.refreshToken).not.toBe(refresh);
  });

  it('is not begun without naming the phone', async () => {
    const { phone, pin } = await world.aMember();
    const visit = valueOf(await world.signIn.signIn({ phone, pin }));
    expect(visit).toMatchObject({ refreshToken: null });
    expect(visit.identity.session).toBeUndefined();
    expect(await judged(visit.accessToken)).toBe('ok');
  });

  it('refuses a key that is no point of the curve', () => {
    const zeros = Buffer.alloc(32).toString('base64url');
    expect(readDeviceKey({ x: zeros, y: zeros })).toBeUndefined();
    expect(readDeviceKey({ x: 'A', y: zeros })).toBeUndefined();
  });

  it('lets a lost phone in no more, not even with the PIN, once it is blocked', async () => {
    const lost = await signedInByPhone();
    const { person, phone, pin, device } = lost;
    const [listed] = await world.sessions.devices(person);
    expect(listed).toMatchObject({ name: 'Redmi 12', signedIn: true, blockedAt: null });
    const uid = listed?.uid ?? '';
    const staff = { principal: person };
    const blocked = valueOf(await world.sessions.blockDevice(person, uid, staff));
    expect(blocked).toMatchObject({ signedIn: false, blockedAt: expect.any(Date) });
    expect(await judged(lost.accessToken)).toBe('token_revoked');
    const signature = signed(lost.privateKey, lost.refresh);
    expect(codeOf(await world.sessions.refresh(lost.refresh, signature))).toBe('refresh_invalid');
    expect(codeOf(await world.signIn.signIn({ phone, pin, device }))).toBe('device_blocked');
    const found = aPhoneKey();
    expect((await world.signIn.signIn({ phone, pin, device: found.device })).ok).toBe(true);
    const stranger = await world.aMember();
    expect(codeOf(await world.sessions.blockDevice(stranger.person, uid, staff))).toBe('not_found');
  });

  it('may sign in again when it was only signed out', async () => {
    const { person, phone, pin, device, accessToken } = await signedInByPhone();
    const [listed] = await world.sessions.devices(person);
    valueOf(await world.sessions.signOutDevice(person, listed?.uid ?? ''));
    expect(await judged(accessToken)).toBe('token_revoked');
    expect((await world.signIn.signIn({ phone, pin, device })).ok).toBe(true);
    expect(await world.sessions.devices(person)).toHaveLength(1);
  });
});

describe('signing out', () => {
  it('ends one session and leaves the others', async () => {
    const first = await signedInCashier();
    const { username, password } = first;
    const second = valueOf(await world.signIn.signIn({ username, password }));
    await world.sessions.signOut(first.identity, false);
    expect(await judged(first.accessToken)).toBe('token_revoked');
    expect(await judged(second.accessToken)).toBe('ok');
    expect((await world.sessions.refresh(second.refreshToken ?? '', undefined)).ok).toBe(true);
  });

  it('everywhere ends them all, and what was issued without a session', async () => {
    const phone = await signedInByPhone();
    const visit = valueOf(await world.signIn.signIn({ phone: phone.phone, pin: phone.pin }));
    await world.sessions.signOut(visit.identity, true);
    expect(await judged(phone.accessToken)).toBe('token_revoked');
    expect(await judged(visit.accessToken)).toBe('token_revoked');
    const again = valueOf(await world.signIn.signIn({ phone: phone.phone, pin: phone.pin }));
    expect(await judged(again.accessToken)).toBe('ok');
    await world.sessions.signOut(again.identity, false);
    expect(await judged(again.accessToken)).toBe('token_revoked');
  });

  it('happens by itself to the oldest of too many sessions', async () => {
    const { username, password, refresh } = await signedInCashier();
    for (let n = 1; n < SESSIONS_MAX; n += 1) {
      valueOf(await world.signIn.signIn({ username, password }));
    }
    const kept = valueOf(await world.sessions.refresh(refresh, undefined));
    for (let n = 0; n < SESSIONS_MAX; n += 1) {
      valueOf(await world.signIn.signIn({ username, password }));
    }
    expect(codeOf(await world.sessions.refresh(kept.refreshToken ?? '', undefined))).toBe(
      'refresh_invalid',
    );
  });
});

describe('H36 what is revoked in one process', () => {
  /** Asks the other process until it refuses, and gives the milliseconds that it took. */
  async function refusedAfter(token: string): Promise<number> {
    const began = performance.now();
    for (;;) {
      const verified = await other.verifier.verify(token);
      const took = performance.now() - began;
      if (!verified.ok || took > 3_000) return took;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  it('H36 is refused by every other within a second, under steady use', async () => {
    const { manager } = world.dataSource;
    const signedOut = await signedInCashier();
    const dismissed = await signedInCashier();
    const renewed = await signedInByPhone();
    const sessions = [signedOut, dismissed, renewed];
    for (const { accessToken } of sessions) {
      expect(codeOf(await other.verifier.verify(accessToken))).toBe('ok');
    }
    await world.sessions.signOut(signedOut.identity, false);
    expect(await refusedAfter(signedOut.accessToken)).toBeLessThan(1_000);
    await world.onboarding.revokeGrants(manager, { person: dismissed.person });
    expect(await refusedAfter(dismissed.accessToken)).toBeLessThan(1_000);
    expect(codeOf(await world.sessions.refresh(dismissed.refresh, undefined))).toBe(
      'refresh_invalid',
    );
    const { person, phone } = renewed;
    const code = await world.onboarding.issueActivation(manager, person);
    valueOf(await world.activation.activate({ phone, code, pin: '591735' }));
    expect(await refusedAfter(renewed.accessToken)).toBeLessThan(1_000);
    const signature = signed(renewed.privateKey, renewed.refresh);
    expect(codeOf(await world.sessions.refresh(renewed.refresh, signature))).toBe(
      'refresh_invalid',
    );
  });

  it('H36 is refused at once by a process that was idle meanwhile', async () => {
    const { accessToken, identity } = await signedInCashier();
    await world.sessions.signOut(identity, false);
    const fresh = createAccess(world.dataSource, {
      secrets: world.secrets,
      issuer: 'https://simpul.test',
    });
    expect(codeOf(await fresh.verifier.verify(accessToken))).toBe('token_revoked');
  });

  it('is seen although its transaction began long before others that were seen', async () => {
    const { accessToken, identity } = await signedInCashier();
    const runner = world.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT access.revoke($1)', [identity.session]);
    const later = await signedInCashier();
    await world.sessions.signOut(later.identity, false);
    expect(await judged(later.accessToken)).toBe('token_revoked');
    expect(await judged(accessToken)).toBe('ok');
    await runner.commitTransaction();
    await runner.release();
    const last = await signedInCashier();
    await world.sessions.signOut(last.identity, false);
    expect(await judged(accessToken)).toBe('token_revoked');
  });

  it('is refused as a whole where there is too much to remember', async () => {
    const { Revocations } = await import('../tokens/revocations.js');
    const few = new Revocations(world.dataSource.manager, 3);
    const { identity } = await signedInCashier();
    await few.readAnew();
    expect(few.covers(identity)).toBe(true);
    const later = Math.ceil(few.now() / 1000) + 601;
    expect(few.covers({ ...identity, expiresAt: later })).toBe(false);
  });
});

describe('the tables of sessions', () => {
  it('let nothing that has ended begin again', async () => {
    const { identity } = await signedInCashier();
    await world.sessions.signOut(identity, false);
    await expect(
      world.dataSource.query(
        'UPDATE access.session SET ended_at = NULL, end_reason = NULL WHERE uid = $1',
        [identity.session],
      ),
    ).rejects.toThrow('what has ended stays ended');
    await expect(world.dataSource.query('DELETE FROM access.revocation')).rejects.toThrow(
      'permission denied',
    );
  });
});
