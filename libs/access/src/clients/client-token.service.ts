import { createPublicKey, timingSafeEqual } from 'node:crypto';
import { encodeId, fail, succeed, type Result } from '@app/core';
import { asSwitch } from '@app/database';
import type { EntityManager } from 'typeorm';
import type { Identity } from '../identity.js';
import type { SignedRequests } from '../partners/index.js';
import type { Revocations } from '../tokens/revocations.js';
import { ACCESS_TOKEN_SECONDS, type TokenService } from '../tokens/token.service.js';
import { readAssertion } from './client-assertion.js';
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

/** By what a program shows who it is. */
export type ClientProof = { readonly secret: string } | { readonly assertion: string };

export interface ClientTokenPorts {
  readonly manager: EntityManager;
  readonly tokens: TokenService;
  readonly revocations: Pick<Revocations, 'now'>;
  readonly requests: Pick<SignedRequests, 'see'>;
  readonly log: RequestLog;
}

/** Where programs ask for tokens. */
const PATH = '/v1/auth/client-token';

/** Lets programs in, by a secret of 256 bits that nobody can guess, or by what they signed with a key that never left them. */
export class ClientTokenService {
  constructor(private readonly ports: ClientTokenPorts) {}

  /**
   * An access token for a program (uuid). `credentials_invalid` for a wrong secret or assertion, one that was revoked, used or has run
   * out, a client that is disabled, and one that is not there, all in the same way.
   */
  async signIn(
    uid: string,
    proof: ClientProof,
  ): Promise<Result<ClientSignedIn, 'credentials_invalid'>> {
    if ('secret' in proof && !isClientSecret(proof.secret)) return fail('credentials_invalid');
    const { manager, tokens, log } = this.ports;
    const client = await asSwitch(() => readKnownClient(manager, uid));
    if (client?.status !== 'active') return fail('credentials_invalid');
    const isProven =
      'secret' in proof
        ? hasSecret(client, clientSecretHash(proof.secret))
        : await this.hasSigned(client, proof.assertion);
    if (!isProven) return fail('credentials_invalid');
    log.noteUse(uid);
    const { network, cooperative, merchant, scopes, epoch } = client;
    const subject = { principal: uid, role: 'program', network, cooperative, merchant } as const;
    const { token, identity } = tokens.issue({ ...subject, member: null, scopes, epoch });
    return succeed({ accessToken: token, expiresIn: ACCESS_TOKEN_SECONDS, identity });
  }

  /** Whether the program signed this, and nobody has shown it before, at any process. */
  private async hasSigned({ uid, keys }: KnownClient, assertion: string): Promise<boolean> {
    const { tokens, revocations, requests } = this.ports;
    const read = readAssertion(assertion, {
      clientId: encodeId('cli', uid),
      keys: keys.flatMap(({ pem }) => (pem === null ? [] : [createPublicKey(pem)])),
      audiences: [tokens.issuer, `${tokens.issuer}${PATH}`],
      now: revocations.now(),
    });
    if (read === undefined) return false;
    const number = { client: uid, day: read.day, id: read.number, consent: undefined };
    return (await requests.see(number)).isFirst;
  }
}

function hasSecret({ keys }: KnownClient, hash: Buffer): boolean {
  return keys.some(
    (key) => key.hash !== null && timingSafeEqual(Buffer.from(key.hash, 'hex'), hash),
  );
}
