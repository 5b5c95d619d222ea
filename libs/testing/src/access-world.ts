import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createAccess, readSigningKeys, type AccessSecrets, type NewGrant } from '@app/access';
import { newUuid, type Result } from '@app/core';
import { createDataSource } from '@app/database';
import type { DataSource } from 'typeorm';
import { authenticator } from './authenticator.js';
import { freshDatabase } from './fresh-database.js';

/**
 * What a token that a spec issues by hand says of its bearer: proven a moment ago by password and code, and under an
 * epoch that no revocation has reached.
 */
export function justProven() {
  const at = Math.floor(Date.now() / 1000);
  return { epoch: 1_000_000, proof: { methods: ['pwd', 'otp'], at } } as const;
}

export type AccessWorld = Awaited<ReturnType<typeof accessWorld>>;

/** Secrets of a spec's own. */
export function testSecrets(): AccessSecrets {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return {
    signing: readSigningKeys(privateKey),
    pepper: randomBytes(32),
    personalData: { current: randomBytes(32) },
  };
}

/**
 * A fresh database, the services of access on it as `simpul_app`, and people made through those
 * services.
 */
export async function accessWorld() {
  const database = await freshDatabase();
  const secrets = testSecrets();
  const dataSource = createDataSource(database.appUrl, {
    entities: [],
    applicationName: 'access spec',
  });
  await dataSource.initialize();
  const access = createAccess(dataSource, { secrets, issuer: 'https://simpul.test' });
  return {
    database,
    secrets,
    dataSource,
    ...access,
    ...accessPeople(dataSource, access),
    close: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

/** Makes people through the real services. */
export function accessPeople(
  dataSource: DataSource,
  { onboarding, activation }: Pick<ReturnType<typeof createAccess>, 'onboarding' | 'activation'>,
) {
  const { manager } = dataSource;

  /** A member with the ids of the wire's other side invented; without a PIN when `pin` is null. */
  async function aMember(wanted: { phone?: string; pin?: string | null; network?: number } = {}) {
    const { phone = aPhone(), pin = '482917', network = 1 } = wanted;
    const person = valueOf(
      await onboarding.registerPerson(manager, { network, fullName: 'Budi Santoso', phone }),
    );
    const member = { role: 'member', cooperative: newUuid(), member: newUuid() } as const;
    valueOf(await onboarding.grantRole(manager, { person, ...member }));
    const code = await onboarding.issueActivation(manager, person);
    if (pin !== null) valueOf(await activation.activate({ phone, network, code, pin }));
    return { person, phone, pin: pin ?? '', code, network, ...member };
  }

  /** Somebody with a name and password, and the roles given. */
  async function someStaff(
    grants: (person: string) => NewGrant[],
    wanted: { username?: string; network?: number | null } = {},
  ) {
    const { username = `staf.${randomBytes(4).toString('hex')}`, network = 1 } = wanted;
    const fullName = 'Rina Wati';
    const person = valueOf(await onboarding.registerPerson(manager, { network, fullName }));
    valueOf(await onboarding.createLogin(manager, username, person));
    for (const grant of grants(person)) valueOf(await onboarding.grantRole(manager, grant));
    const code = await onboarding.issueActivation(manager, person, 'password');
    const password = 'kopi pahit 9 sendok';
    const { totp } = valueOf(await activation.activate({ username, code, password }));
    return {
      person,
      username,
      password,
      network,
      /** Of the authenticator app, for two uses; nothing for those who have none. */
      totp: totp === null ? () => undefined : authenticator(totp.secret),
    };
  }

  return { aMember, someStaff };
}

let lastPhone = 0;

/** Another number in every spec of a database. */
export function aPhone(): string {
  lastPhone += 1;
  return `+62812${String(30_000_000 + lastPhone)}`;
}

/** The value of something that must have succeeded. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`unexpected ${result.code} ${JSON.stringify(result.detail)}`);
  return result.value;
}
