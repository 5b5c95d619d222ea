import { createPublicKey } from 'node:crypto';
import { decodeId, encodeId } from '@app/core';
import { asSwitch } from '@app/database';
import type { EntityManager } from 'typeorm';
import type { SecretBox } from '../sealing/secret-box.js';
import type { ApiClient } from './api-client.js';
import { readKnownClient, type KnownClient, type KnownKey } from './client.store.js';

/** After this many milliseconds what is known of a client is read again, beside the requests that come meanwhile. */
const FRESH_MS = 400;
/** After this many a request waits for the reading: no key is believed by what was known a second ago. */
const STALE_MS = 800;
/** Clients that a process remembers; beyond that the one that was learnt first is forgotten. */
const REMEMBERED_MAX = 5_000;

interface Entry {
  client: ApiClient | undefined;
  readAt: number;
  reading: Promise<void> | undefined;
}

/**
 * The programs and their keys, for whoever checks what a program signed. What was revoked or added in any process is known
 * in every one within a second; a busy client costs two or three short questions a second.
 */
export class ApiClients {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly manager: EntityManager,
    private readonly box: SecretBox,
  ) {}

  /**
   * A client by its id of the wire, `cli_…`, disabled ones too; undefined if there is none. Rejects when the database can't
   * be asked.
   */
  async byId(clientId: string): Promise<ApiClient | undefined> {
    const uid = decodeId('cli', clientId);
    if (uid === undefined) return undefined;
    const entry = this.entryOf(uid);
    const age = performance.now() - entry.readAt;
    if (age < FRESH_MS) return entry.client;
    const reading = this.read(uid, entry);
    if (age >= STALE_MS) await reading;
    // Whoever comes after the second is told of the failure.
    else reading.catch(() => undefined);
    return entry.client;
  }

  /** What this process has just changed is read before it is believed again. */
  forget(uid: string): void {
    this.entries.delete(uid);
  }

  private entryOf(uid: string): Entry {
    const known = this.entries.get(uid);
    if (known !== undefined) return known;
    const entry: Entry = { client: undefined, readAt: -Infinity, reading: undefined };
    if (this.entries.size >= REMEMBERED_MAX) {
      const [first] = this.entries.keys();
      if (first !== undefined) this.entries.delete(first);
    }
    this.entries.set(uid, entry);
    return entry;
  }

  private read(uid: string, entry: Entry): Promise<void> {
    entry.reading ??= this.query(uid, entry).finally(() => (entry.reading = undefined));
    return entry.reading;
  }

  private async query(uid: string, entry: Entry): Promise<void> {
    const askedAt = performance.now();
    const known = await asSwitch(() => readKnownClient(this.manager, uid));
    entry.client = known && this.clientOf(known);
    entry.readAt = askedAt;
    // Made-up ids shall not push real ones out.
    if (known === undefined && this.entries.get(uid) === entry) this.entries.delete(uid);
  }

  private clientOf(known: KnownClient): ApiClient {
    const { uid, network, cooperative, merchant, snapPartnerId, keys } = known;
    let opened: readonly Buffer[] | undefined;
    return {
      id: encodeId('cli', uid),
      uid,
      networkId: network,
      cooperativeUid: cooperative,
      ...(merchant !== null && { merchantUid: merchant }),
      name: known.name,
      status: known.status,
      scopes: known.scopes,
      ...(snapPartnerId !== null && { snapPartnerId }),
      publicKeys: keys.flatMap(({ pem }) => (pem === null ? [] : [createPublicKey(pem)])),
      hmacSecrets: () => {
        opened ??= keys.flatMap((key) => this.opened(key));
        return Promise.resolve(opened);
      },
    };
  }

  private opened({ uid, sealed }: KnownKey): Buffer[] {
    return sealed === null ? [] : [this.box.open(Buffer.from(sealed, 'hex'), keyOwner(uid))];
  }
}

/** What a signing secret is sealed to. */
export function keyOwner(key: string): string {
  return `api-client-key/${key}`;
}
