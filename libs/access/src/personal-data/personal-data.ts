import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { invariant } from '@app/core';
import { BoundedKeys } from './bounded-keys.js';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** Random nonces: a key encrypts a handful of texts in its life. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEYS_KEPT = 20_000;

/** What is known of a person, in clear. */
export interface PersonalFacts {
  readonly fullName: string;
  /** E.164. */
  readonly phone: string | null;
  readonly nik: string | null;
}

/** A person's key as it is stored: encrypted under one of the deployment's. */
export interface WrappedKey {
  readonly wrapped: Buffer;
  /** The first 8 bytes of a digest of the key that wrapped it. */
  readonly wrappedBy: Buffer;
}

/**
 * Seals what is known of people, each under a key of their own, and those keys under the deployment's. AES-256-GCM throughout,
 * bound to the person's id: moved to another row nothing opens.
 */
export class PersonalData {
  private readonly masters: ReadonlyMap<string, Buffer>;
  private readonly opened = new BoundedKeys(KEYS_KEPT);
  /** Of the key that wraps now. */
  readonly current: Buffer;

  /**
   * @param master 32 bytes; what wraps from now on
   * @param previous what may have wrapped before
   */
  constructor(
    private readonly master: Buffer,
    previous?: Buffer,
  ) {
    const all = previous === undefined ? [master] : [master, previous];
    for (const key of all) invariant(key.length === KEY_BYTES, 'a key has 32 bytes');
    this.masters = new Map(all.map((key) => [nameOf(key).toString('hex'), key]));
    this.current = nameOf(master);
  }

  /** A new key for this person, wrapped, and the facts under it. */
  seal(person: string, facts: PersonalFacts): WrappedKey & { readonly sealed: Buffer } {
    const key = randomBytes(KEY_BYTES);
    return { ...this.wrap(person, key), sealed: sealWith(key, person, facts) };
  }

  /** The facts anew under the key that the person has. */
  reseal(person: string, key: WrappedKey, facts: PersonalFacts): Buffer {
    return sealWith(this.unwrap(person, key), person, facts);
  }

  /** Throws when the bytes are not what was sealed for this person, or the key that wrapped is not here. */
  open(person: string, key: WrappedKey, sealed: Buffer): PersonalFacts {
    const text = decrypt(this.unwrap(person, key), `facts ${person}`, sealed).toString('utf8');
    const facts: unknown = JSON.parse(text);
    invariant(isFacts(facts), 'what was sealed are facts of a person');
    return { fullName: facts.n, phone: facts.p, nik: facts.k };
  }

  /** The same key under the deployment's current one. */
  rewrap(person: string, key: WrappedKey): WrappedKey {
    return this.wrap(person, this.unwrap(person, key));
  }

  private wrap(person: string, key: Buffer): WrappedKey {
    const wrapping = wrappingKey(this.master);
    return { wrapped: encrypt(wrapping, `key ${person}`, key), wrappedBy: this.current };
  }

  private unwrap(person: string, { wrapped, wrappedBy }: WrappedKey): Buffer {
    const name = wrapped.toString('latin1');
    const known = this.opened.get(name);
    if (known !== undefined) return known;
    const master = this.masters.get(wrappedBy.toString('hex'));
    invariant(master !== undefined, 'personal data was sealed under a key that is not set here');
    const key = decrypt(wrappingKey(master), `key ${person}`, wrapped);
    this.opened.set(name, key);
    return key;
  }
}

/** Never the master itself, so that its name, a digest, says nothing about a key in use. */
function wrappingKey(master: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', master, '', 'simpul personal data', KEY_BYTES));
}

function nameOf(master: Buffer): Buffer {
  return createHash('sha256').update('name').update(master).digest().subarray(0, 8);
}

function sealWith(key: Buffer, person: string, { fullName, phone, nik }: PersonalFacts): Buffer {
  const text = JSON.stringify({ n: fullName, p: phone, k: nik });
  return encrypt(key, `facts ${person}`, Buffer.from(text, 'utf8'));
}

/** Nonce, tag, and the encrypted bytes. */
function encrypt(key: Buffer, bound: string, clear: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(bound));
  const body = Buffer.concat([cipher.update(clear), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function decrypt(key: Buffer, bound: string, bytes: Buffer): Buffer {
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const cipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(bound)).setAuthTag(tag);
  return Buffer.concat([cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()]);
}

interface StoredFacts {
  readonly n: string;
  readonly p: string | null;
  readonly k: string | null;
}

function isFacts(value: unknown): value is StoredFacts {
  if (typeof value !== 'object' || value === null) return false;
  const isText = (part: unknown) => typeof part === 'string';
  const [n, p, k] = ['n', 'p', 'k'].map((name): unknown => Reflect.get(value, name));
  return isText(n) && (p === null || isText(p)) && (k === null || isText(k));
}
