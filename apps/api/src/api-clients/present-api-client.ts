import { varying } from '@app/http';
import type {
  ClientKey,
  ClientKeyKind,
  ClientRecord,
  ClientScope,
  ClientSignedIn,
  ClientStatus,
  ClientView,
  StoredRequest,
} from '@app/access';
import { encodeId } from '@app/core';

export interface ClientKeyReply {
  id: string;
  kind: ClientKeyKind;
  /** The last characters of the secret, or the first of the public key's SHA-256. */
  hint: string;
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
}

export interface NewClientKeyReply extends ClientKeyReply {
  /** Shown now and never again; null for a public key. */
  secret: string | null;
}

export interface ApiClientReply {
  id: string;
  object: 'api_client';
  name: string;
  status: ClientStatus;
  cooperative_id: string;
  /** null for a program of the cooperative itself. */
  merchant_id: string | null;
  scopes: ClientScope[];
  snap_partner_id: string | null;
  created_at: string;
  /** To a minute or so. */
  last_used_at: string | null;
}

export interface ApiClientWithKeysReply extends ApiClientReply {
  /** Newest first. */
  keys: ClientKeyReply[];
}

export interface ClientTokenReply {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  /** Words with blanks between. */
  scope: string;
  client_id: string;
  cooperative_id: string | null;
  merchant_id: string | null;
}

export interface ApiRequestReply {
  request_id: string;
  method: string;
  path: string;
  status: number;
  /** Of the problem; null for a success. */
  code: string | null;
  duration_ms: number;
  created_at: string;
}

export function presentApiClient(client: ClientRecord): ApiClientReply {
  return {
    id: encodeId('cli', client.uid),
    object: 'api_client',
    name: client.name,
    status: client.status,
    cooperative_id: encodeId('coop', client.cooperative),
    merchant_id: client.merchant === null ? null : encodeId('mrc', client.merchant),
    scopes: [...client.scopes],
    snap_partner_id: client.snapPartnerId,
    created_at: client.createdAt.toISOString(),
    last_used_at: client.lastUsedAt?.toISOString() ?? null,
  };
}

export function presentWithKeys({ client, keys }: ClientView): ApiClientWithKeysReply {
  return { ...presentApiClient(client), keys: keys.map(presentClientKey) };
}

export function presentClientKey(key: ClientKey): ClientKeyReply {
  return {
    id: encodeId('key', key.uid),
    kind: key.kind,
    hint: key.hint,
    created_at: key.createdAt.toISOString(),
    expires_at: key.expiresAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
  };
}

export function presentClientToken(signedIn: ClientSignedIn): ClientTokenReply {
  const { principal, cooperative, merchant, scopes = [] } = signedIn.identity;
  return {
    access_token: signedIn.accessToken,
    token_type: 'Bearer',
    expires_in: signedIn.expiresIn,
    scope: scopes.join(' '),
    client_id: encodeId('cli', principal),
    cooperative_id: cooperative === null ? null : encodeId('coop', cooperative),
    merchant_id: merchant === null ? null : encodeId('mrc', merchant),
  };
}

export function presentApiRequest(request: StoredRequest): ApiRequestReply {
  return {
    request_id: request.request,
    method: request.method,
    path: request.path,
    status: request.status,
    code: request.code,
    duration_ms: request.durationMs,
    created_at: request.at.toISOString(),
  };
}

const CLIENT_ID = 'cli_01jzq3v5hfe0d9k3yx8m2n4p6s';
const MERCHANT_ID = 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v';
const COOPERATIVE_ID = 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r';

export const CLIENT_KEY_EXAMPLE: ClientKeyReply = {
  id: 'key_01jzq3v5hfe0d9k3yx8m2n4p6t',
  kind: 'secret',
  hint: '9c1f',
  created_at: '2026-01-31T02:00:00.000Z',
  expires_at: null,
  revoked_at: null,
};

export const API_CLIENT_EXAMPLE: ApiClientReply = varying(
  {
    id: CLIENT_ID,
    object: 'api_client',
    name: 'Kasir Toko Siti',
    status: 'active',
    cooperative_id: COOPERATIVE_ID,
    merchant_id: MERCHANT_ID,
    scopes: ['qr_codes', 'payments:read', 'refunds'],
    snap_partner_id: null,
    created_at: '2026-01-31T02:00:00.000Z',
    last_used_at: null,
  },
  { nullable: ['merchant_id'] },
);

export const CLIENT_TOKEN_EXAMPLE: ClientTokenReply = varying(
  {
    access_token: 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6IuKApiJ9.e30.c2ln',
    token_type: 'Bearer',
    expires_in: 600,
    scope: 'qr_codes payments:read refunds',
    client_id: CLIENT_ID,
    cooperative_id: COOPERATIVE_ID,
    merchant_id: MERCHANT_ID,
  },
  { nullable: ['cooperative_id', 'merchant_id'] },
);

export const API_REQUEST_EXAMPLE: ApiRequestReply = varying(
  {
    request_id: 'req_01jzq3v5hfe0d9k3yx8m2n4p6r',
    method: 'POST',
    path: '/v1/refunds',
    status: 422,
    code: 'refund_exceeds_payment',
    duration_ms: 7,
    created_at: '2026-01-31T02:00:00.000Z',
  },
  { nullable: ['code'] },
);
