import { newUuid } from '@app/core';
import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { EndpointFormat } from './webhook.js';

const PREFIX = 'whsec_';
const RANDOM_BYTES = 32;
const RSA_BITS = 2_048;
const pairOf = promisify(generateKeyPair);

/** What seals and opens secrets: `SecretBox` of `@app/access`. */
export interface Sealing {
  seal(content: Buffer, owner: string): Buffer;
  open(sealed: Buffer, owner: string): Buffer;
}

/** A key with which an endpoint's messages are signed: what is stored of it, and what its holder is shown. */
export interface MadeKey {
  readonly uid: string;
  readonly sealed: Buffer;
  /** Of Standard Webhooks; null for SNAP BI. */
  readonly secret: string | null;
  /** PEM, of SNAP BI; null for Standard Webhooks. */
  readonly publicKey: string | null;
}

/**
 * Keys of endpoints, kept sealed: of Standard Webhooks `whsec_` and 256 random bits in base64, which both sides know; of SNAP BI an
 * RSA pair, of which the partner gets the public half.
 */
export class WebhookSecrets {
  constructor(private readonly box: Sealing) {}

  /** A new one. */
  async make(format: EndpointFormat): Promise<MadeKey> {
    const uid = newUuid();
    if (format === 'snap') {
      const { privateKey, publicKey } = await pairOf('rsa', { modulusLength: RSA_BITS });
      const content = privateKey.export({ format: 'der', type: 'pkcs8' });
      const pem = publicKey.export({ format: 'pem', type: 'spki' });
      const sealed = this.box.seal(content, ownerOf(uid));
      return { uid, sealed, secret: null, publicKey: pem.toString() };
    }
    const secret = PREFIX + randomBytes(RANDOM_BYTES).toString('base64');
    const sealed = this.box.seal(Buffer.from(secret), ownerOf(uid));
    return { uid, sealed, secret, publicKey: null };
  }

  /** One that was stored, as it was sealed; `sealed` in hex. Throws if it was sealed under another key. */
  open({ uid, sealed }: { readonly uid: string; readonly sealed: string }): Buffer {
    return this.box.open(Buffer.from(sealed, 'hex'), ownerOf(uid));
  }
}

function ownerOf(uid: string): string {
  return `webhook-secret/${uid}`;
}
