import { generateKeyPair, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartupError } from '@app/database';
import { readSigningKeys, type SigningKeys } from './tokens/signing-keys.js';

/**
 * What must stay secret on a server: the signing key of tokens, and the pepper of PINs and codes.
 */
export interface AccessSecrets {
  signing: SigningKeys;
  /**
   * At least 32 bytes. Without it the stored hashes can't even be guessed at; losing it voids every
   * PIN.
   */
  pepper: Buffer;
  /** 32 bytes each: what the keys of people are encrypted under, and what they were before. */
  personalData: { current: Buffer; previous?: Buffer | undefined };
}

export interface SecretSettings {
  JWT_PRIVATE_KEY?: string | undefined;
  JWT_PRIVATE_KEY_FILE?: string | undefined;
  JWT_PREVIOUS_PUBLIC_KEY?: string | undefined;
  JWT_PREVIOUS_PUBLIC_KEY_FILE?: string | undefined;
  JWT_NEXT_PUBLIC_KEY?: string | undefined;
  JWT_NEXT_PUBLIC_KEY_FILE?: string | undefined;
  PERSONAL_DATA_KEY?: string | undefined;
  PERSONAL_DATA_KEY_FILE?: string | undefined;
  PERSONAL_DATA_PREVIOUS_KEY?: string | undefined;
  PERSONAL_DATA_PREVIOUS_KEY_FILE?: string | undefined;
  PIN_PEPPER?: string | undefined;
  PIN_PEPPER_FILE?: string | undefined;
}

const PEPPER_BYTES_MIN = 32;

/**
 * Reads the secrets from settings or from the files that they name. What isn't set is made once and
 * kept in `<dataDir>/keys/`, readable by the owner of the process only; processes that start
 * together agree on it. Several machines on one database must be given the same secrets. Throws a
 * StartupError that names the setting.
 */
export async function loadAccessSecrets(
  settings: SecretSettings,
  dataDir: string,
): Promise<AccessSecrets> {
  const folder = join(dataDir, 'keys');
  const privatePem =
    (await readSetting(settings, 'JWT_PRIVATE_KEY')) ??
    (await keepOnce(folder, 'jwt-private.pem', newPrivateKey));
  const overlapping = {
    previous: await readSetting(settings, 'JWT_PREVIOUS_PUBLIC_KEY'),
    next: await readSetting(settings, 'JWT_NEXT_PUBLIC_KEY'),
  };
  const dataKey =
    (await readSetting(settings, 'PERSONAL_DATA_KEY')) ??
    (await keepOnce(folder, 'personal-data-key', () =>
      Promise.resolve(randomBytes(32).toString('hex')),
    ));
  const previousDataKey = await readSetting(settings, 'PERSONAL_DATA_PREVIOUS_KEY');
  return {
    signing: readSigningKeys(privatePem, overlapping),
    pepper: await loadPepper(settings, dataDir),
    personalData: {
      current: readDataKey('PERSONAL_DATA_KEY', dataKey),
      ...(previousDataKey !== undefined && {
        previous: readDataKey('PERSONAL_DATA_PREVIOUS_KEY', previousDataKey),
      }),
    },
  };
}

/** {@link AccessSecrets.pepper} alone, read or made in the same way: for a worker, which signs no token. */
export async function loadPepper(settings: SecretSettings, dataDir: string): Promise<Buffer> {
  const folder = join(dataDir, 'keys');
  const pepper =
    (await readSetting(settings, 'PIN_PEPPER')) ??
    (await keepOnce(folder, 'pin-pepper', () => Promise.resolve(randomBytes(32).toString('hex'))));
  return readPepper(pepper);
}

type SecretName =
  | 'JWT_PRIVATE_KEY'
  | 'JWT_PREVIOUS_PUBLIC_KEY'
  | 'JWT_NEXT_PUBLIC_KEY'
  | 'PIN_PEPPER'
  | 'PERSONAL_DATA_KEY'
  | 'PERSONAL_DATA_PREVIOUS_KEY';

async function readSetting(
  settings: SecretSettings,
  name: SecretName,
): Promise<string | undefined> {
  const text = settings[name];
  const file = settings[`${name}_FILE`];
  if (text && file) throw new StartupError(`set ${name} or ${name}_FILE, not both`);
  if (text) return text;
  if (!file) return undefined;
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new StartupError(`${name}_FILE names a file that can't be read: ${file}`);
  }
}

function readDataKey(setting: string, text: string): Buffer {
  const digits = text.trim();
  if (/^[0-9a-f]{64}$/i.test(digits)) return Buffer.from(digits, 'hex');
  throw new StartupError(`${setting} must have 64 hex digits, such as: openssl rand -hex 32`);
}

function readPepper(text: string): Buffer {
  const pepper = Buffer.from(text.trim(), 'utf8');
  if (pepper.length < PEPPER_BYTES_MIN) {
    throw new StartupError(`PIN_PEPPER must have at least ${PEPPER_BYTES_MIN} characters`);
  }
  return pepper;
}

async function newPrivateKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return privateKey;
}

/**
 * The content of a file that is written once. A hard link appears whole or not at all and never
 * replaces another, so whoever comes second reads what the first one wrote.
 */
async function keepOnce(
  folder: string,
  name: string,
  make: () => Promise<string>,
): Promise<string> {
  const path = join(folder, name);
  const kept = await readIfThere(path);
  if (kept !== undefined) return kept;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${name}.${randomUUID()}`);
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(await make());
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
  return readFile(path, 'utf8');
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
