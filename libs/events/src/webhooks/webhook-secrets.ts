import { newUuid } from '@app/core';
import { randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const RANDOM_BYTES = 32;

/** What seals and opens secrets: `SecretBox` of `@app/access`. */
export interface Sealing {
  seal(content: Buffer, owner: string): Buffer;
  open(sealed: Buffer, owner: string): Buffer;
}

/** Secrets of endpoints in the form of Standard Webhooks: `whsec_` and 256 random bits in base64. Kept sealed. */
export class WebhookSecrets {
  constructor(private readonly box: Sealing) {}

  /** A new one, with what is stored of it. */
  make(): { readonly uid: string; readonly secret: string; readonly sealed: Buffer } {
    const uid = newUuid();
    const secret = PREFIX + randomBytes(RANDOM_BYTES).toString('base64');
    return { uid, secret, sealed: this.box.seal(Buffer.from(secret), ownerOf(uid)) };
  }

  /** One that was stored; `sealed` in hex. */
  open({ uid, sealed }: { readonly uid: string; readonly sealed: string }): string {
    return this.box.open(Buffer.from(sealed, 'hex'), ownerOf(uid)).toString();
  }
}

function ownerOf(uid: string): string {
  return `webhook-secret/${uid}`;
}
