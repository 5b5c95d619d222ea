import { accessWorld, aPhone, valueOf, type AccessWorld } from '@app/testing';
import { newUuid } from '@app/core';
import { createDataSource } from '@app/database';
import { Client } from 'pg';
import { createAccess } from './access.js';

let world: AccessWorld;
beforeAll(async () => {
  world = await accessWorld();
});
afterAll(() => world.close());

/**
 * Lets a lock run out, which takes a quarter of an hour otherwise. Only the owner may write this.
 */
async function passFifteenMinutes() {
  const owner = new Client({ connectionString: world.database.ownerUrl });
  await owner.connect();
  const earlier = "locked_until = locked_until - interval '15 minutes'";
  await owner.query(`UPDATE access.credential SET ${earlier}`);
  await owner.query(`UPDATE access.decoy SET ${earlier}`);
  await owner.end();
}

const WRONG = '739164';
type Answer = Awaited<ReturnType<AccessWorld['signIn']['signIn']>>;

/** Everything in a refusal but the seconds, which go by. */
function toldBy(answer: Answer) {
  if (answer.ok) return ['ok'];
  return [answer.code, answer.detail?.['tries_left'], answer.detail?.['minutes']];
}

const codeOf = (result: { ok: boolean; code?: string }) => result.code ?? 'ok';

describe('signing in by phone and PIN', () => {
  it('gives a member a token with the ids of the membership', async () => {
    const { person, pin, phone, cooperative, member } = await world.aMember();
    const signedIn = valueOf(await world.signIn.signIn({ phone, pin }));
    expect(signedIn.expiresIn).toBe(600);
    expect(signedIn.identity).toMatchObject({
      principal: person,
      role: 'member',
      network: 1,
      cooperative,
      member,
      merchant: null,
    });
    expect(world.tokens.verify(signedIn.accessToken)).toEqual({
      ok: true,
      value: signedIn.identity,
    });
  });

  it('takes the phone in every spelling', async () => {
    const { phone, pin } = await world.aMember();
    const rest = phone.slice(3);
    for (const spelling of [`0${rest}`, `62${rest}`, `+62 ${rest}`]) {
      expect((await world.signIn.signIn({ phone: spelling, pin })).ok).toBe(true);
    }
  });

  it('lets an owner choose the role and the merchant, and a stranger neither', async () => {
    const { person, phone, pin, cooperative } = await world.aMember();
    const [first, second] = [newUuid(), newUuid()];
    for (const merchant of [first, second]) {
      const grant = { person, role: 'merchant_owner', cooperative, merchant } as const;
      valueOf(await world.onboarding.grantRole(world.dataSource.manager, grant));
    }
    const role = 'merchant_owner';
    const signInTo = async (merchant?: string) =>
      valueOf(await world.signIn.signIn({ phone, pin, role, merchant })).identity.merchant;
    expect(await signInTo()).toBe(first);
    expect(await signInTo(second)).toBe(second);
    expect(codeOf(await world.signIn.signIn({ phone, pin, role, merchant: newUuid() }))).toBe(
      'role_forbidden',
    );

    const other = await world.aMember();
    expect(codeOf(await world.signIn.signIn({ ...other, role }))).toBe('role_forbidden');
  });

  it('means the network that is named, else the lowest that knows the phone', async () => {
    const phone = aPhone();
    const inTwo = await world.aMember({ phone, network: 2, pin: '591735' });
    const inOne = await world.aMember({ phone, network: 1, pin: '482917' });
    const networkOf = async (pin: string, network?: number) =>
      valueOf(await world.signIn.signIn({ phone, pin, network })).identity.network;
    expect(await networkOf(inOne.pin)).toBe(1);
    expect(await networkOf(inTwo.pin, 2)).toBe(2);
    expect(codeOf(await world.signIn.signIn({ phone, pin: inTwo.pin }))).toBe(
      'credentials_invalid',
    );
    expect(codeOf(await world.signIn.signIn({ phone, pin: inOne.pin, network: 3 }))).toBe(
      'credentials_invalid',
    );
  });

  it('ends with the grants: a suspended member gets no new token', async () => {
    const { phone, pin, member, person, cooperative } = await world.aMember();
    const { manager } = world.dataSource;
    expect(await world.onboarding.revokeGrants(manager, { member })).toBe(1);
    expect(codeOf(await world.signIn.signIn({ phone, pin }))).toBe('role_forbidden');
    const again = { person, role: 'member', cooperative, member } as const;
    valueOf(await world.onboarding.grantRole(manager, again));
    expect(codeOf(await world.signIn.signIn({ phone, pin }))).toBe('ok');
  });
});

describe('signing in by name and password', () => {
  it('gives staff a token for their role', async () => {
    const cooperative = newUuid();
    const { username, password, person, totp } = await world.someStaff((who) => [
      { person: who, role: 'teller', cooperative },
    ]);
    const { identity } = valueOf(
      await world.signIn.signIn({
        username: ` ${username.toUpperCase()} `,
        password,
        totp: totp(),
      }),
    );
    expect(identity).toMatchObject({ principal: person, role: 'teller', network: 1, cooperative });
  });

  it('knows no network for an operator of the whole deployment', async () => {
    const operator = await world.someStaff((person) => [{ person, role: 'operator' }], {
      network: null,
    });
    const { identity } = valueOf(await world.signIn.signIn({ ...operator, totp: operator.totp() }));
    expect(identity).toMatchObject({ role: 'operator', network: null, cooperative: null });
  });

  it('H39 gives two logins of one person one and the same principal', async () => {
    const cooperative = newUuid();
    const staff = await world.someStaff((person) => [{ person, role: 'treasurer', cooperative }]);
    const { manager } = world.dataSource;
    valueOf(await world.onboarding.createLogin(manager, `${staff.username}.dua`, staff.person));
    const principals = [];
    for (const username of [staff.username, `${staff.username}.dua`]) {
      const { identity } = valueOf(
        await world.signIn.signIn({ ...staff, username, totp: staff.totp() }),
      );
      principals.push(identity.principal);
    }
    expect(new Set(principals)).toEqual(new Set([staff.person]));
  });
});

describe('the try counter', () => {
  it('checks three of twenty parallel wrong PINs, then locks even the right one', async () => {
    const { phone, pin } = await world.aMember();
    const verify = jest.spyOn(world.hasher, 'verify');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => world.signIn.signIn({ phone, pin: WRONG })),
    );
    expect(verify).toHaveBeenCalledTimes(3);
    verify.mockRestore();
    const codes = answers.map(codeOf);
    expect(codes.filter((code) => code === 'credentials_invalid')).toHaveLength(3);
    expect(codes.filter((code) => code === 'pin_locked')).toHaveLength(17);
    const locked = await world.signIn.signIn({ phone, pin });
    expect(locked).toMatchObject({ ok: false, code: 'pin_locked', detail: { minutes: 15 } });

    await passFifteenMinutes();
    expect(codeOf(await world.signIn.signIn({ phone, pin }))).toBe('ok');
  });

  it('checks three of twenty parallel wrong PINs over two processes, and not one more', async () => {
    const { phone, pin } = await world.aMember();
    const { database, secrets } = world;
    const options = { entities: [], applicationName: 'another process' };
    const dataSource = createDataSource(database.appUrl, options);
    await dataSource.initialize();
    const other = createAccess(dataSource, { secrets, issuer: 'https://simpul.test' });
    const checks = [world, other].map(({ hasher }) => jest.spyOn(hasher, 'verify'));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        (at % 2 === 0 ? world : other).signIn.signIn({ phone, pin: WRONG }),
      ),
    );
    expect(checks.reduce((sum, { mock }) => sum + mock.calls.length, 0)).toBe(3);
    for (const check of checks) check.mockRestore();
    expect(answers.map(codeOf).filter((code) => code === 'pin_locked')).toHaveLength(17);
    expect(codeOf(await other.signIn.signIn({ phone, pin }))).toBe('pin_locked');
    await dataSource.destroy();
  });

  it('starts again after a success', async () => {
    const { phone, pin } = await world.aMember();
    for (let round = 0; round < 3; round++) {
      for (let attempt = 0; attempt < 2; attempt++) {
        expect(codeOf(await world.signIn.signIn({ phone, pin: WRONG }))).toBe(
          'credentials_invalid',
        );
      }
      expect(codeOf(await world.signIn.signIn({ phone, pin }))).toBe('ok');
    }
  });

  it('gives three tries, not one, when a lock has run out', async () => {
    const { phone } = await world.aMember();
    for (let round = 0; round < 2; round++) {
      const codes = [];
      for (let attempt = 0; attempt < 4; attempt++) {
        codes.push(codeOf(await world.signIn.signIn({ phone, pin: WRONG })));
      }
      expect(codes.slice(0, 3)).toEqual(Array(3).fill('credentials_invalid'));
      expect(codes[3]).toBe('pin_locked');
      await passFifteenMinutes();
    }
  });

  it.each([
    ['a phone that nobody has', () => ({ phone: aPhone(), pin: WRONG })],
    ['a text that is no phone', () => ({ phone: `halo ${Math.random()}`, pin: WRONG })],
    ['a name that nobody has', () => ({ username: `x.${newUuid()}`, password: 'tidak ada orang' })],
  ])(
    'takes %s for a person with a wrong secret: one hash each, then the lock',
    async (_what, make) => {
      const request = make();
      const verifyNobody = jest.spyOn(world.hasher, 'verifyNobody');
      const answers: Answer[] = [];
      for (let attempt = 0; attempt < 7; attempt++) {
        answers.push(await world.signIn.signIn(request));
      }
      expect(verifyNobody).toHaveBeenCalledTimes(3);
      verifyNobody.mockRestore();

      const { phone } = await world.aMember();
      const real: Answer[] = [];
      for (let attempt = 0; attempt < 7; attempt++) {
        real.push(await world.signIn.signIn({ phone, pin: WRONG }));
      }
      const told = real.map(toldBy);
      expect(answers.map(toldBy)).toEqual(told);
      expect(told[0]).toEqual(['credentials_invalid', 2, undefined]);
      expect(told[6]).toEqual(['pin_locked', undefined, 15]);
    },
  );

  it('takes as long for people whom nobody knows as for those whom it knows', async () => {
    const took = async (request: Parameters<typeof world.signIn.signIn>[0]): Promise<number> => {
      const began = performance.now();
      await world.signIn.signIn(request);
      return performance.now() - began;
    };
    const [known, unknown]: [number[], number[]] = [[], []];
    for (let round = 0; round < 12; round++) {
      const { phone } = await world.aMember();
      known.push(await took({ phone, pin: WRONG }));
      unknown.push(await took({ phone: aPhone(), pin: WRONG }));
    }
    // The fastest of each, since a busy machine only ever adds to them. A hash left out would be a factor of ten.
    const ratio = Math.min(...known) / Math.min(...unknown);
    expect(ratio).toBeGreaterThan(0.75);
    expect(ratio).toBeLessThan(1.33);
  });

  it('takes a member who has no PIN yet for nobody', async () => {
    const { phone } = await world.aMember({ pin: null });
    expect(await world.signIn.signIn({ phone, pin: WRONG })).toEqual({
      ok: false,
      code: 'credentials_invalid',
      detail: { tries_left: 2 },
    });
  });

  it('costs nobody a try when the house is full', async () => {
    const { phone, pin } = await world.aMember();
    const crowd = Array.from({ length: 400 }, (_, at) =>
      world.signIn.signIn({ username: `crowd.${at}`, password: 'tidak ada orang' }),
    );
    const turnedAway = await world.signIn.signIn({ phone, pin: WRONG });
    expect(codeOf(turnedAway)).toBe('overloaded');
    const codes = (await Promise.all(crowd)).map(codeOf);
    expect(codes.filter((code) => code === 'overloaded')).toHaveLength(198);
    const [row] = await world.dataSource.query<{ failed_tries: number }[]>(
      `SELECT failed_tries FROM access.credential c JOIN access.person p ON p.id = c.person_id
       WHERE p.phone_index = $1`,
      [world.hasher.phoneIndex(phone)],
    );
    expect(row?.failed_tries).toBe(0);
    expect(codeOf(await world.signIn.signIn({ phone, pin }))).toBe('ok');
  });
});
