import type { components } from './generated/api.js';
import { ProblemError, SignedOutError } from './problem.js';
import type { Authentication, Simpul } from './simpul.js';
import type { Session } from './transport.js';

/** By which people sign in: phone and PIN, or user name, password and the code of an authenticator app. */
export type Credentials =
  | Omit<components['schemas']['PhoneTokenRequest'], 'device'>
  | components['schemas']['PasswordTokenRequest'];

/** What a session is made of; the refresh token serves once. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** The key of a phone or browser, which binds a member's session to it. */
export interface DeviceKey {
  /** Make and model; no person's name. */
  readonly name: string;
  /** On P-256. */
  readonly publicKey: components['schemas']['DeviceKeyRequest'];
  /** ECDSA with SHA-256: r and s, 64 bytes. */
  sign(content: Uint8Array): Promise<Uint8Array>;
}

export interface SignInOptions {
  /** Of members who stay signed in. */
  readonly device?: DeviceKey;
  /** The tokens of a session that goes on. */
  readonly tokens?: Tokens;
  /** Told of each new pair before it is used: an app stores it there. */
  readonly onTokens?: (tokens: Tokens) => void | Promise<void>;
}

/** A token is replaced so long before it expires. */
const MARGIN_MS = 30_000;

interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in: number;
  readonly refresh_token?: string | null;
}

/** A token that somebody else looks after; a function is asked for each request. */
export function bearer(token: string | (() => string | Promise<string>)): Authentication {
  const current = async (): Promise<string> => (typeof token === 'string' ? token : token());
  return () => ({ token: current, renew: () => false });
}

/** A program of a shop or cooperative, by its id and secret. */
export function program(clientId: string, clientSecret: string): Authentication {
  return (client) =>
    new RenewedSession(undefined, async () => {
      const body = { client_id: clientId, client_secret: clientSecret };
      return tokensOf((await client.post('/v1/auth/client-token', { body })).data);
    });
}

/**
 * A person: a member, an owner of a shop, a cashier or somebody of the staff.
 *
 * @param credentials what they sign in with, or a function that asks them for it: whenever there is no session that can be
 * refreshed. Without any, only a session that goes on (`tokens`) is refreshed
 */
export function person(
  credentials: Credentials | (() => Credentials | Promise<Credentials>) | undefined,
  { device, tokens, onTokens }: SignInOptions = {},
): Authentication {
  return (client) =>
    new RenewedSession(tokens, async (before) => {
      const isLast = credentials === undefined;
      const refreshed =
        before === undefined ? undefined : await refresh(client, before, device, isLast);
      const fresh = refreshed ?? (await signIn(client, credentials, device));
      await onTokens?.(fresh);
      return fresh;
    });
}

/** A key in this browser or process, whose private half can't be read out. */
export async function newDeviceKey(name: string): Promise<DeviceKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ['sign']);
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', publicKey);
  return {
    name,
    publicKey: { kty: 'EC', crv: 'P-256', x, y },
    sign: async (content) =>
      new Uint8Array(
        await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, content),
      ),
  };
}

/** Tokens that are replaced before they expire, once for all who wait for it. */
class RenewedSession implements Session {
  private renewing: Promise<Tokens> | undefined;
  private isRejected = false;

  constructor(
    private current: Tokens | undefined,
    private readonly next: (refreshToken: string | undefined) => Promise<Tokens>,
  ) {}

  async token(): Promise<string> {
    const { current } = this;
    if (current !== undefined && !this.isRejected && current.expiresAt - MARGIN_MS > Date.now()) {
      return current.accessToken;
    }
    this.renewing ??= this.renewed().finally(() => (this.renewing = undefined));
    return (await this.renewing).accessToken;
  }

  renew(rejected: string): boolean {
    if (this.current?.accessToken === rejected) this.isRejected = true;
    return true;
  }

  /** A refresh token serves once: it is forgotten when it is sent, unless the switch could not look at it just now. */
  private async renewed(): Promise<Tokens> {
    const before = this.current;
    this.current = undefined;
    try {
      this.current = await this.next(before?.refreshToken);
    } catch (error) {
      if (error instanceof ProblemError && error.remedy === 'repeat') {
        this.current = before;
        this.isRejected = true;
      }
      throw error;
    }
    this.isRejected = false;
    return this.current;
  }
}

async function signIn(
  client: Simpul,
  credentials: Parameters<typeof person>[0],
  device: DeviceKey | undefined,
): Promise<Tokens> {
  if (credentials === undefined) throw new SignedOutError();
  const given = typeof credentials === 'function' ? await credentials() : credentials;
  const bound = device !== undefined && 'phone' in given;
  const body = bound
    ? { ...given, device: { name: device.name, public_key: device.publicKey } }
    : given;
  return tokensOf((await client.post('/v1/auth/token', { body })).data);
}

/** The next pair; undefined if the session has ended, unless that is all there was. */
async function refresh(
  client: Simpul,
  refreshToken: string,
  device: DeviceKey | undefined,
  isLast: boolean,
): Promise<Tokens | undefined> {
  const content = new TextEncoder().encode(`simpul-refresh:${refreshToken}`);
  const signature = device && { device_signature: base64url(await device.sign(content)) };
  try {
    const body = { refresh_token: refreshToken, ...signature };
    return tokensOf((await client.post('/v1/auth/refresh', { body })).data);
  } catch (error) {
    if (isLast || (error instanceof ProblemError && error.status !== 401)) throw error;
    return undefined;
  }
}

function tokensOf(answer: TokenAnswer): Tokens {
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? undefined,
    expiresAt: Date.now() + answer.expires_in * 1_000,
  };
}

function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
