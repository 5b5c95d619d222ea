import { accessWorld, authenticator, valueOf, type AccessWorld } from '@app/testing';
import { newUuid } from '@app/core';
import { Client } from 'pg';

let world: AccessWorld;
beforeAll(async () => {
  world = await accessWorld();
});
afterAll(() => world.close());

const codeOf = (result: { ok: boolean; code?: string }) => result.code ?? 'ok';
const aTreasurer = () =>
  world.someStaff((person) => [{ person, role: 'treasurer', cooperative: newUuid() }]);

/** Six digits that none of the codes of this minute is. */
function wrongCode(codes: readonly (string | undefined)[]): string {
  const candidates = ['111111', '222222', '333333'];
  return candidates.find((one) => !codes.includes(one)) ?? '';
}

describe('staff', () => {
  it('sign in by password and the code of now', async () => {
    const { username, password, totp } = await aTreasurer();
    const signedIn = valueOf(await world.signIn.signIn({ username, password, totp: totp() }));
    expect(signedIn.identity.proof).toMatchObject({ methods: ['pwd', 'otp'] });
    expect(world.verifier.hasFreshProof(signedIn.identity)).toBe(true);
  });

  it('are asked for the code once the password is right, which costs no try', async () => {
    const { username, password, totp } = await aTreasurer();
    for (let n = 0; n < 8; n += 1) {
      expect(codeOf(await world.signIn.signIn({ username, password }))).toBe('totp_required');
    }
    expect((await world.signIn.signIn({ username, password, totp: totp() })).ok).toBe(true);
    expect(codeOf(await world.signIn.signIn({ username, password: 'tidak tahu apa' }))).toBe(
      'credentials_invalid',
    );
  });

  it('are refused a code that has served, to one or to twenty at once', async () => {
    const { username, password, totp } = await aTreasurer();
    const code = totp();
    expect((await world.signIn.signIn({ username, password, totp: code })).ok).toBe(true);
    const again = await world.signIn.signIn({ username, password, totp: code });
    expect(codeOf(again)).toBe('totp_invalid');

    const other = await aTreasurer();
    const one = { username: other.username, password: other.password, totp: other.totp() };
    const many = await Promise.all(Array.from({ length: 20 }, () => world.signIn.signIn(one)));
    expect(many.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('may be half a minute ahead, but not behind a code that has served', async () => {
    const { username, password, totp } = await aTreasurer();
    const now = totp();
    const ahead = totp();
    expect((await world.signIn.signIn({ username, password, totp: ahead })).ok).toBe(true);
    expect(codeOf(await world.signIn.signIn({ username, password, totp: now }))).toBe(
      'totp_invalid',
    );
  });

  it('are locked by wrong codes as by wrong passwords', async () => {
    const { username, password, totp } = await aTreasurer();
    const good = totp();
    const guess = { username, password, totp: wrongCode([good]) };
    const answers = [];
    for (let n = 0; n < 6; n += 1) answers.push(codeOf(await world.signIn.signIn(guess)));
    expect(answers[0]).toBe('totp_invalid');
    expect(answers.at(-1)).toBe('pin_locked');
    expect(codeOf(await world.signIn.signIn({ ...guess, totp: good }))).toBe('pin_locked');
  });

  it('without an authenticator app are told to get one', async () => {
    const { username, password, person } = await aTreasurer();
    const owner = new Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
    await owner.query('DELETE FROM access.totp WHERE person_id = $1', [person]);
    await owner.end();
    expect(codeOf(await world.signIn.signIn({ username, password }))).toBe('totp_not_enrolled');
  });

  it('get a new secret with a new password, and the former one is worth nothing', async () => {
    const { username, person, totp } = await aTreasurer();
    const { manager } = world.dataSource;
    const code = await world.onboarding.issueActivation(manager, person, 'password');
    const password = 'teh manis 7 gelas';
    const activated = valueOf(await world.activation.activate({ username, code, password }));
    expect(activated.totp?.uri).toMatch(/^otpauth:\/\/totp\/Simpul:/);
    const former = { username, password, totp: totp() };
    expect(codeOf(await world.signIn.signIn(former))).toBe('totp_invalid');
    const show = authenticator(activated.totp?.secret ?? '');
    expect((await world.signIn.signIn({ username, password, totp: show() })).ok).toBe(true);
  });

  it('may bring the secret of a hardware token', async () => {
    const { username, person } = await aTreasurer();
    const { manager } = world.dataSource;
    const code = await world.onboarding.issueActivation(manager, person, 'password');
    const password = 'teh manis 7 gelas';
    const totpSecret = Buffer.alloc(32, 7);
    const { totp } = valueOf(
      await world.activation.activate({ username, code, password, totpSecret }),
    );
    const show = authenticator(totp?.secret ?? '');
    expect((await world.signIn.signIn({ username, password, totp: show() })).ok).toBe(true);
  });

  it('have secrets that nobody can read in the database', async () => {
    const { username, person } = await aTreasurer();
    const { manager } = world.dataSource;
    const code = await world.onboarding.issueActivation(manager, person, 'password');
    const totpSecret = Buffer.from('an unmistakable secret here');
    const password = 'teh manis 7 gelas';
    valueOf(await world.activation.activate({ username, code, password, totpSecret }));
    const [row] = await manager.query<{ sealed: Buffer }[]>(
      'SELECT sealed FROM access.totp WHERE person_id = $1',
      [person],
    );
    expect(row?.sealed.includes('unmistakable')).toBe(false);
    await expect(
      manager.query('UPDATE access.totp SET last_step = -1 WHERE person_id = $1', [person]),
    ).rejects.toThrow("can't come back");
  });
});

describe('stepping up', () => {
  it('proves the bearer of an old token again, in the same session', async () => {
    const { username, password, totp } = await aTreasurer();
    const signedIn = valueOf(await world.signIn.signIn({ username, password, totp: totp() }));
    const then = Math.floor(Date.now() / 1000) - 301;
    const old = { ...signedIn.identity, proof: { methods: ['pwd', 'otp'], at: then } } as const;
    expect(world.verifier.hasFreshProof(old)).toBe(false);
    const stepped = valueOf(await world.stepUp.stepUp(old, totp() ?? ''));
    expect(world.verifier.hasFreshProof(stepped.identity)).toBe(true);
    expect(stepped.identity.session).toBe(signedIn.identity.session);
    expect((await world.verifier.verify(stepped.accessToken)).ok).toBe(true);
    const next = valueOf(await world.sessions.refresh(signedIn.refreshToken ?? '', undefined));
    expect(next.identity.proof).toEqual(stepped.identity.proof);
  });

  it('is not asked of a role that knows no second factor, and no code stands for one', async () => {
    const cashier = await world.someStaff((person) => [
      { person, role: 'cashier', cooperative: newUuid(), merchant: newUuid() },
    ]);
    const { username, password } = cashier;
    const { identity } = valueOf(await world.signIn.signIn({ username, password }));
    expect(world.verifier.hasFreshProof(identity)).toBe(true);
    const teller = { ...identity, role: 'teller' } as const;
    expect(world.verifier.hasFreshProof(teller)).toBe(false);
    expect(codeOf(await world.stepUp.stepUp(identity, '123456'))).toBe('totp_invalid');
  });

  it('locks after wrong codes', async () => {
    const { username, password, totp } = await aTreasurer();
    const first = totp();
    const { identity } = valueOf(await world.signIn.signIn({ username, password, totp: first }));
    const second = totp();
    const wrong = wrongCode([first, second]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => world.stepUp.stepUp(identity, wrong)),
    );
    expect(answers.filter((one) => codeOf(one) === 'totp_invalid').length).toBeLessThanOrEqual(3);
    expect(codeOf(await world.stepUp.stepUp(identity, second ?? ''))).toBe('pin_locked');
  });
});
