import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { InvariantError } from '@app/core';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = NONCE_BYTES + TAG_BYTES;

/**
 * Encrypts the secrets that can't be hashed, because something is computed from them: AES-256-GCM under a key that is derived
 * (HKDF) from the deployment's pepper, which is not in the database.
 */
export class SecretBox {
  private readonly key: Buffer;

  /** @param purpose what is sealed here, so that no two purposes share a key */
  constructor(pepper: Buffer, purpose: string) {
    this.key = Buffer.from(hkdfSync('sha256', pepper, '', `simpul ${purpose}`, KEY_BYTES));
  }

  /** Bound to its owner: moved to another row it doesn't open. */
  seal(content: Buffer, owner: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce).setAAD(Buffer.from(owner, 'utf8'));
    const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** Throws InvariantError for what was not sealed here for this owner: it was altered, or the pepper is another. */
  open(sealed: Buffer, owner: string): Buffer {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const tag = sealed.subarray(NONCE_BYTES, HEAD_BYTES);
    try {
      const decipher = createDecipheriv(CIPHER, this.key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(owner, 'utf8'))
        .setAuthTag(tag);
      return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]);
    } catch (cause) {
      throw new InvariantError('a sealed secret was altered, or sealed elsewhere', { cause });
    }
  }
}
