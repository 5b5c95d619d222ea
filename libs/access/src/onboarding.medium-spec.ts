import { accessWorld, aPhone, valueOf, type AccessWorld, authenticator } from '@app/testing';
import { newUuid, succeed } from '@app/core';
import { Client } from 'pg';
import { recoverOperator, setupOperators } from './access.js';

let world: AccessWorld;
beforeAll(async () => {
  world = await accessWorld();
});
afterAll(() => world.close());

const codeOf = (result: { ok: boolean; code?: string }) => result.code ?? 'ok';

describe('activation', () => {
  it('sets one PIN when the same code is used by eight at once', async () => {
    const { phone, code } = await world.aMember({ pin: null });
    const pins = ['482917', '591735', '739164', '260581'];
    const answers = await Promise.all(
      pins.map((pin) => world.activation.activate({ phone, code, pin })),
    );
    expect(answers.map(codeOf).sort()).toEqual(
      ['activation_invalid', 'activation_invalid', 'activation_invalid', 'ok'].sort(),
    );
    const winner = pins[answers.findIndex((answer) => answer.ok)];
    for (const pin of pins) {
      expect((await world.signIn.signIn({ phone, pin })).ok).toBe(pin === winner);
    }
    expect(codeOf(await world.activation.activate({ phone, code, pin: '904823' }))).toBe(
      'activation_invalid',
    );
  });

  it('is void after five tries, even for the right code, until a new one is issued', async () => {
    const { person, phone, code } = await world.aMember({ pin: null });
    const pin = '482917';
    const wrong = code === '00000000' ? '00000001' : '00000000';
    const guesses = await Promise.all(
      Array.from({ length: 20 }, () => world.activation.activate({ phone, code: wrong, pin })),
    );
    expect(new Set(guesses.map(codeOf))).toEqual(new Set(['activation_invalid']));
    expect(codeOf(await world.activation.activate({ phone, code, pin }))).toBe(
      'activation_invalid',
    );
    const next = await world.onboarding.issueActivation(world.dataSource.manager, person);
    expect(codeOf(await world.activation.activate({ phone, code: next, pin }))).toBe('ok');
  });

  it('ends a lock: who forgot the PIN gets a new code and chooses another', async () => {
    const { person, phone, pin } = await world.aMember();
    for (let attempt = 0; attempt < 6; attempt++) {
      await world.signIn.signIn({ phone, pin: '739164' });
    }
    const code = await world.onboarding.issueActivation(world.dataSource.manager, person);
    valueOf(await world.activation.activate({ phone, code, pin: '260581' }));
    expect(codeOf(await world.signIn.signIn({ phone, pin: '260581' }))).toBe('ok');
    expect(codeOf(await world.signIn.signIn({ phone, pin }))).toBe('credentials_invalid');
  });

  it('expires after seven days', async () => {
    const { phone, code } = await world.aMember({ pin: null });
    const owner = new Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
    const week = "interval '7 days'";
    await owner.query(
      `UPDATE access.activation
       SET issued_at = issued_at - ${week}, expires_at = expires_at - ${week}`,
    );
    await owner.end();
    expect(codeOf(await world.activation.activate({ phone, code, pin: '482917' }))).toBe(
      'activation_invalid',
    );
  });

  it('refuses a simple PIN and a short password before it looks at the code', async () => {
    const { phone, code } = await world.aMember({ pin: null });
    for (let attempt = 0; attempt < 6; attempt++) {
      expect(codeOf(await world.activation.activate({ phone, code, pin: '123456' }))).toBe(
        'pin_too_simple',
      );
    }
    expect(codeOf(await world.activation.activate({ phone, code, pin: '482917' }))).toBe('ok');
    expect(
      codeOf(await world.activation.activate({ username: 'x', code, password: 'short' })),
    ).toBe('validation_failed');
  });

  it('says the same of a wrong code and of a phone that nobody has', async () => {
    const { phone } = await world.aMember({ pin: null });
    const request = { code: '00000000', pin: '482917' };
    expect(await world.activation.activate({ ...request, phone: aPhone() })).toEqual(
      await world.activation.activate({ ...request, phone }),
    );
  });

  it('of a PIN is no good for a password, and the other way round', async () => {
    const { person, code } = await world.aMember({ pin: null });
    const username = `dua.${newUuid()}`;
    valueOf(await world.onboarding.createLogin(world.dataSource.manager, username, person));
    const password = 'kopi pahit 9 sendok';
    expect(codeOf(await world.activation.activate({ username, code, password }))).toBe(
      'activation_invalid',
    );
  });
});

describe('onboarding', () => {
  it('knows a phone once in a network, and the transaction goes on after the refusal', async () => {
    const phone = aPhone();
    await world.dataSource.transaction(async (tx) => {
      const budi = { network: 1, fullName: 'Budi', phone };
      const first = valueOf(await world.onboarding.registerPerson(tx, budi));
      expect(codeOf(await world.onboarding.registerPerson(tx, budi))).toBe('already_exists');
      expect(codeOf(await world.onboarding.registerPerson(tx, { ...budi, network: 2 }))).toBe('ok');
      expect((await world.people.findByPhone(tx, 1, phone))?.id).toBe(first);
    });
  });

  it('leaves nothing when the caller’s transaction ends in failure', async () => {
    const phone = aPhone();
    const failing = world.dataSource.transaction(async (tx) => {
      await world.onboarding.registerPerson(tx, { network: 1, fullName: 'Budi', phone });
      throw new Error('the account could not be opened');
    });
    await expect(failing).rejects.toThrow('could not be opened');
    expect(await world.people.findByPhone(world.dataSource.manager, 1, phone)).toBeUndefined();
  });

  it.each([
    ['full_name', { fullName: '  ' }],
    ['full_name', { fullName: 'a'.repeat(121) }],
    ['full_name', { fullName: 'Budi\u0000Santoso' }],
    ['phone', { fullName: 'Budi', phone: '0812' }],
    ['nik', { fullName: 'Budi', nik: '123' }],
  ])('refuses a wrong %s', async (field, change) => {
    const person = { network: 1, ...change };
    expect(await world.onboarding.registerPerson(world.dataSource.manager, person)).toEqual({
      ok: false,
      code: 'validation_failed',
      detail: { field },
    });
  });

  it('takes a name of letters from any script as long as the database does', async () => {
    const { manager } = world.dataSource;
    const person = { network: 1, fullName: ` ${'𝒷'.repeat(120)} ` };
    const id = valueOf(await world.onboarding.registerPerson(manager, person));
    expect((await world.people.read(manager, id))?.fullName).toBe('𝒷'.repeat(120));
  });

  it('gives a role once while it lives, and never to nobody', async () => {
    const { person, cooperative, member } = await world.aMember();
    const { manager } = world.dataSource;
    const grant = { person, role: 'member', cooperative, member } as const;
    expect(codeOf(await world.onboarding.grantRole(manager, grant))).toBe('already_exists');
    expect(codeOf(await world.onboarding.grantRole(manager, { ...grant, person: newUuid() }))).toBe(
      'not_found',
    );
    const profile = valueOf(await world.profiles.read(person));
    expect(profile.grants).toHaveLength(1);
    expect(profile.grants[0]).toMatchObject({ role: 'member', network: 1, cooperative, member });
  });

  it('knows a username once, whatever its capitals', async () => {
    const { person } = await world.aMember();
    const { manager } = world.dataSource;
    const username = `Rina.${newUuid()}`;
    expect(valueOf(await world.onboarding.createLogin(manager, username, person))).toBe(
      username.toLowerCase(),
    );
    expect(
      codeOf(await world.onboarding.createLogin(manager, username.toUpperCase(), person)),
    ).toBe('already_exists');
    for (const wrong of ['ab', '.rina', 'rina wati', 'rina@desa', 'a'.repeat(65)]) {
      expect(codeOf(await world.onboarding.createLogin(manager, wrong, person))).toBe(
        'validation_failed',
      );
    }
  });

  it('refuses to end the roles of nobody in particular', async () => {
    const nobody: { person: string } = Object.create(null);
    await expect(world.onboarding.revokeGrants(world.dataSource.manager, nobody)).rejects.toThrow(
      'whose roles end',
    );
  });
});

describe('the setup of the first operators', () => {
  const alone = () => Promise.resolve(succeed(undefined));
  const pair = (suffix: string) => [
    { fullName: 'Nama Satu', username: `satu.${suffix}` },
    { fullName: 'Nama Dua', username: `dua.${suffix}` },
  ];

  it('makes none unless it can make all of at least two', async () => {
    const { dataSource, secrets } = world;
    const one = pair('alone').slice(0, 1);
    expect(await setupOperators(dataSource, secrets, one, alone)).toMatchObject({
      code: 'validation_failed',
    });
    const twice = [...pair('twice'), ...pair('twice')];
    expect(await setupOperators(dataSource, secrets, twice, alone)).toMatchObject({
      code: 'already_exists',
      detail: { field: 'username' },
    });
    const [row] = await dataSource.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM access.login WHERE username LIKE '%.twice'`,
    );
    expect(row?.n).toBe(0);
  });

  it('succeeds once of five at once, and never again', async () => {
    const { dataSource, secrets } = world;
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((suffix) =>
        setupOperators(dataSource, secrets, pair(`race-${suffix}`), alone),
      ),
    );
    expect(answers.map(codeOf).sort()).toEqual([
      'already_exists',
      'already_exists',
      'already_exists',
      'already_exists',
      'ok',
    ]);
    expect(codeOf(await setupOperators(dataSource, secrets, pair('later'), alone))).toBe(
      'already_exists',
    );

    const made = answers.find((answer) => answer.ok);
    const codes = made?.ok ? made.value : [];
    expect(codes).toHaveLength(2);
    for (const { username, code } of codes) {
      const password = 'kopi pahit 9 sendok';
      const activated = valueOf(await world.activation.activate({ username, code, password }));
      const totp = authenticator(activated.totp?.secret ?? '')();
      const { identity } = valueOf(await world.signIn.signIn({ username, password, totp }));
      expect(identity).toMatchObject({ role: 'operator', network: null });
    }
  });
});

describe('the recovery of an operator', () => {
  it('gives a code that takes the place of password and authenticator, to operators only', async () => {
    const { dataSource, secrets } = world;
    const operator = await world.someStaff((person) => [{ person, role: 'operator' }], {
      network: null,
    });
    const { username, password: former } = operator;
    const { code } = valueOf(await recoverOperator(dataSource, secrets, ` ${username} `));
    const password = 'teh manis 7 gelas';
    const activated = valueOf(await world.activation.activate({ username, code, password }));
    expect(
      codeOf(await world.signIn.signIn({ username, password: former, totp: operator.totp() })),
    ).toBe('credentials_invalid');
    const totp = authenticator(activated.totp?.secret ?? '')();
    const { identity } = valueOf(await world.signIn.signIn({ username, password, totp }));
    expect(identity).toMatchObject({ principal: operator.person, role: 'operator' });
    expect(codeOf(await world.activation.activate({ username, code, password }))).toBe(
      'activation_invalid',
    );

    const teller = await world.someStaff((person) => [
      { person, role: 'teller', cooperative: newUuid() },
    ]);
    for (const name of [teller.username, 'tidak.ada']) {
      expect(codeOf(await recoverOperator(dataSource, secrets, name))).toBe('not_found');
    }
  });
});

describe('the rights in the database', () => {
  it('let the application delete nobody and the engine see nobody', async () => {
    const { dataSource, database } = world;
    await expect(dataSource.query('DELETE FROM access.person')).rejects.toThrow(
      'permission denied',
    );
    await expect(
      dataSource.query("UPDATE access.role_grant SET role = 'operator'"),
    ).rejects.toThrow('permission denied');
    const engine = new Client({ connectionString: database.ledgerUrl });
    await engine.connect();
    await expect(engine.query('SELECT 1 FROM access.person')).rejects.toThrow('permission denied');
    await engine.end();
  });

  it('keep no PIN, code or password readable', async () => {
    const { phone, pin, code } = await world.aMember();
    const rows = await world.dataSource.query<{ text: string }[]>(
      `SELECT c::text || coalesce(a::text, '') AS text FROM access.credential c
       JOIN access.person p ON p.id = c.person_id
       LEFT JOIN access.activation a ON a.person_id = p.id WHERE p.phone_index = $1`,
      [world.hasher.phoneIndex(phone)],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).not.toContain(pin);
    expect(rows[0]?.text).not.toContain(code);
  });
});
