import { timingSafeEqual } from 'node:crypto';
import { fail, succeed, type Result } from '@app/core';
import { asSwitch } from '@app/database';
import type { EntityManager } from 'typeorm';
import type { Identity } from '../identity.js';
import { ACCESS_TOKEN_SECONDS, type TokenService } from '../tokens/token.service.js';
import { clientSecretHash, isClientSecret } from './client-secret.js';
import { readKnownClient, type KnownClient } from './client.store.js';
import type { RequestLog } from './request-log.js';

/** A program let in. */
export interface ClientSignedIn {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly identity: Identity;
}

/** Lets programs in, by a secret of 256 bits that nobody can guess. */
export class ClientTokenService {
  constructor(
    private readonly manager: EntityManager,
    private readonly tokens: TokenService,
    private readonly log: RequestLog,
  ) {}

  /**
   * An access token for a program (uuid). `credentials_invalid` for a wrong secret, one that was revoked or has run out, a
   * client that is disabled, and one that is not there, all in the same way.
   */
  async signIn(
    uid: string,
    secret: string,
  ): Promise<Result<ClientSignedIn, 'credentials_invalid'>> {
    if (!isClientSecret(secret)) return fail('credentials_invalid');
    const client = await asSwitch(() => readKnownClient(this.manager, uid));
    if (client?.status !== 'active' || !hasSecret(client, clientSecretHash(secret))) {
      return fail('credentials_invalid');
    }
    this.log.noteUse(uid);
    const { network, cooperative, merchant, scopes, epoch } = client;
    const subject = { principal: uid, role: 'program', network, cooperative, merchant } as const;
    const { token, identity } = this.tokens.issue({ ...subject, member: null, scopes, epoch });
    return succeed({ accessToken: token, expiresIn: ACCESS_TOKEN_SECONDS, identity });
  }
}

function hasSecret({ keys }: KnownClient, hash: Buffer): boolean {
  return keys.some(
    (key) => key.hash !== null && timingSafeEqual(Buffer.from(key.hash, 'hex'), hash),
  );
}
