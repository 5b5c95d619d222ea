import { fail, newUuid, succeed, type Result } from '@app/core';
import { inTransaction } from '@app/database';
import type { KeyObject } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { Identity } from '../identity.js';
import type { SecretBox } from '../sealing/secret-box.js';
import type { Revocations } from '../tokens/revocations.js';
import type { ClientKey, ClientRecord } from './api-client.js';
import { keyOwner, type ApiClients } from './api-clients.js';
import { COOPERATIVE_SCOPES, MERCHANT_SCOPES, type ClientScope } from './client-scopes.js';
import {
  clientSecretHash,
  newClientSecret,
  publicKeyHint,
  publicKeyPem,
  secretHint,
} from './client-secret.js';
import {
  countClients,
  insertClient,
  insertKey,
  listClients,
  listKeys,
  readClient,
  replaceKeys,
  revokeKey,
  updateClient,
  type ClientChange,
  type ClientPage,
  type NewKey,
} from './client.store.js';

/** Programs of one shop, or of one cooperative itself. */
export const CLIENTS_MAX = 20;
/** Keys of one client, those that serve no more included. */
export const KEYS_MAX = 200;

/** Whose program it shall be. */
export interface ClientHolder {
  readonly network: number;
  readonly cooperative: string;
  readonly merchant: string | null;
}

export interface WantedClient {
  readonly name: string;
  readonly scopes: readonly ClientScope[];
  readonly snapPartnerId?: string | undefined;
}

/** A secret that is made here, or a public key that the program's holder made. */
export type WantedKey =
  | { readonly kind: 'secret' | 'signing_secret'; readonly isLive: boolean }
  | { readonly kind: 'public_key'; readonly key: KeyObject };

export interface ClientView {
  readonly client: ClientRecord;
  /** Newest first. */
  readonly keys: readonly ClientKey[];
}

/** A key just made; the secret is shown now and never again. */
export interface KeyMade {
  readonly key: ClientKey;
  readonly secret: string | null;
}

type Caller = Pick<Identity, 'principal' | 'role' | 'network' | 'cooperative' | 'merchant'>;

/** Registering programs and changing their keys. A foreign client answers like a missing one. */
export class ApiClientService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly box: SecretBox,
    private readonly revocations: Revocations,
    private readonly clients: ApiClients,
  ) {}

  /**
   * Registers a program without any key. `validation_failed` (detail `field`) for a scope that such a holder's program can't
   * have; `already_exists` for a SNAP partner id that the network knows; `limit_exceeded` beyond twenty programs.
   */
  async register(
    caller: Caller,
    holder: ClientHolder,
    { name, scopes, snapPartnerId }: WantedClient,
  ): Promise<Result<ClientView>> {
    if (!areFit(holder, scopes)) return fail('validation_failed', { field: 'scopes' });
    const uid = newUuid();
    const createdBy = caller.principal;
    const refusal = await this.changing(async (tx) => {
      if ((await countClients(tx, holder)) >= CLIENTS_MAX) {
        return fail('limit_exceeded', { limit: 'api_clients', maximum: CLIENTS_MAX, left: 0 });
      }
      const wanted = { uid, ...holder, name, scopes, createdBy };
      await insertClient(tx, { ...wanted, snapPartnerId: snapPartnerId ?? null });
      return succeed(undefined);
    });
    return refusal.ok ? this.read(caller, uid) : refusal;
  }

  /** `not_found`. */
  async read(caller: Caller, uid: string): Promise<Result<ClientView, 'not_found'>> {
    const client = await readClient(this.dataSource.manager, uid);
    if (client === undefined || !runs(caller, client)) return fail('not_found');
    return succeed({ client, keys: await listKeys(this.dataSource.manager, uid) });
  }

  /** Those that the caller runs, of one shop if told, oldest first. */
  async list(
    caller: Caller,
    merchant: string | undefined,
    page: ClientPage,
  ): Promise<ClientRecord[]> {
    const own = caller.role === 'merchant_owner' ? caller.merchant : null;
    if (own !== null && merchant !== undefined && merchant !== own) return [];
    const { network, cooperative } = caller;
    const filter = { network, cooperative, merchant: own ?? merchant ?? null };
    return listClients(this.dataSource.manager, filter, page);
  }

  /**
   * Changes a program's name, scopes, SNAP partner id or whether it may be used. What it may do no more is refused everywhere within
   * a second, tokens issued before included. `not_found`, and as {@link register}.
   */
  async change(caller: Caller, uid: string, change: ClientChange): Promise<Result<ClientView>> {
    const changed = await this.changing(async (tx) => {
      const client = await readClient(tx, uid, true);
      if (client === undefined || !runs(caller, client)) return fail('not_found');
      if (change.scopes !== undefined && !areFit(client, change.scopes)) {
        return fail('validation_failed', { field: 'scopes' });
      }
      await updateClient(tx, uid, change);
      return succeed(undefined);
    });
    if (!changed.ok) return changed;
    await this.known(uid);
    return this.read(caller, uid);
  }

  /**
   * Gives a program a key. One of the same kind that serves now goes on for the overlap, so that nothing stands still while
   * the new one is brought to where it is used; those before it end at once. `not_found`, `limit_exceeded` beyond 200 keys.
   */
  async addKey(
    caller: Caller,
    uid: string,
    wanted: WantedKey,
    overlapSeconds: number,
  ): Promise<Result<KeyMade>> {
    const { stored, secret } = this.newKey(wanted, caller.principal);
    const added = await this.changing(async (tx) => {
      const client = await readClient(tx, uid, true);
      if (client === undefined || !runs(caller, client)) return fail('not_found');
      if ((await listKeys(tx, uid)).length >= KEYS_MAX) {
        return fail('limit_exceeded', { limit: 'api_client_keys', maximum: KEYS_MAX, left: 0 });
      }
      await replaceKeys(tx, uid, wanted.kind, overlapSeconds);
      await insertKey(tx, client, stored);
      return succeed(undefined);
    });
    if (!added.ok) return added;
    this.clients.forget(uid);
    const made = (await listKeys(this.dataSource.manager, uid)).find((k) => k.uid === stored.uid);
    return made === undefined ? fail('not_found') : succeed({ key: made, secret });
  }

  /** Ends a key at once, and every token that the program was issued before. Done again it answers the same. `not_found`. */
  async revokeKey(caller: Caller, uid: string, key: string): Promise<Result<ClientKey>> {
    const revoked = await this.changing(async (tx) => {
      const client = await readClient(tx, uid, true);
      if (client === undefined || !runs(caller, client)) return fail('not_found');
      await revokeKey(tx, uid, key);
      const found = (await listKeys(tx, uid)).find((one) => one.uid === key);
      return found === undefined ? fail('not_found') : succeed(found);
    });
    if (revoked.ok) await this.known(uid);
    return revoked;
  }

  private newKey(wanted: WantedKey, createdBy: string): { stored: NewKey; secret: string | null } {
    const uid = newUuid();
    const none = { hash: null, sealed: null, pem: null };
    const { kind } = wanted;
    if (kind === 'public_key') {
      const { key } = wanted;
      const pem = publicKeyPem(key);
      const stored = { uid, kind, createdBy, ...none, hint: publicKeyHint(key), pem };
      return { stored, secret: null };
    }
    const secret = newClientSecret(kind, wanted.isLive);
    const kept =
      kind === 'secret'
        ? { hash: clientSecretHash(secret) }
        : { sealed: this.box.seal(Buffer.from(secret), keyOwner(uid)) };
    return { stored: { uid, kind, createdBy, ...none, hint: secretHint(secret), ...kept }, secret };
  }

  /** This process acts at once by what it has just changed; the others within a second. */
  private async known(uid: string): Promise<void> {
    this.clients.forget(uid);
    await this.revocations.readAnew();
  }

  private async changing<T>(work: (tx: EntityManager) => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await inTransaction(this.dataSource, work);
    } catch (error) {
      if (!isTaken(error)) throw error;
      return fail('already_exists', { field: 'snap_partner_id' });
    }
  }
}

function areFit(
  { merchant }: Pick<ClientHolder, 'merchant'>,
  scopes: readonly ClientScope[],
): boolean {
  const fit = merchant === null ? COOPERATIVE_SCOPES : MERCHANT_SCOPES;
  return scopes.every((scope) => fit.includes(scope));
}

/** A shop's programs are run by its owner, its cooperative's manager and the operator; a cooperative's by the latter two. */
function runs(caller: Caller, client: ClientRecord): boolean {
  if (caller.network !== null && caller.network !== client.network) return false;
  if (caller.role === 'merchant_owner') return client.merchant === caller.merchant;
  return caller.cooperative === null || caller.cooperative === client.cooperative;
}

function isTaken(error: unknown): boolean {
  return (
    error instanceof Error && 'constraint' in error && error.constraint === 'api_client_partner'
  );
}
