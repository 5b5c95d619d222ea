import {
  ApiClientService,
  readRsaPublicKey,
  RequestLog,
  type ClientHolder,
  type Identity,
  type StoredRequest,
  type WantedKey,
} from '@app/access';
import {
  Access,
  Caller,
  Describes,
  fieldsProblem,
  IdParam,
  NeedsFreshProof,
  pageExample,
  pageOf,
  PageQuery,
  pageStartOf,
  publicId,
  unwrap,
  type Page,
  varying,
} from '@app/http';
import { CooperativeService, Directory, MerchantService } from '@app/participants';
import { Body, Controller, Get, Header, HttpCode, Patch, Post, Query } from '@nestjs/common';

import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import { cooperativeOf, MANAGER, OPERATOR } from '../participants-access.js';
import {
  ApiClientChangeRequest,
  ApiClientRequest,
  ClientKeyRequest,
  ListApiClientsQuery,
} from './api-client-requests.dto.js';
import {
  API_CLIENT_EXAMPLE,
  API_REQUEST_EXAMPLE,
  CLIENT_KEY_EXAMPLE,
  presentApiClient,
  presentApiRequest,
  presentClientKey,
  presentWithKeys,
  type ApiClientReply,
  type ApiClientWithKeysReply,
  type ApiRequestReply,
  type ClientKeyReply,
  type NewClientKeyReply,
} from './present-api-client.js';

const OWNER = { roles: ['merchant_owner'], scope: 'own_merchant' } as const;
const HOUR = 3_600;
const OVERLAP_HOURS = 24;
const WITH_KEYS_EXAMPLE: ApiClientWithKeysReply = {
  ...API_CLIENT_EXAMPLE,
  keys: [CLIENT_KEY_EXAMPLE],
};
const NEW_KEY_EXAMPLE: NewClientKeyReply = varying(
  {
    ...CLIENT_KEY_EXAMPLE,
    secret: `simpul_key_test_${'0123456789abcdef'.repeat(4)}2a3b9c1f`,
  },
  { nullable: ['secret'] },
);

/** Programs that call the API for a shop or a cooperative, and their keys. */
@Controller('v1/api-clients')
export class ApiClientsController {
  constructor(
    private readonly clients: ApiClientService,
    private readonly log: RequestLog,
    private readonly merchants: MerchantService,
    private readonly cooperatives: CooperativeService,
    private readonly directory: Directory,
  ) {}

  @Post()
  @NeedsFreshProof()
  @Access(OPERATOR, MANAGER, OWNER)
  @Describes({
    summary: 'Register a program',
    description:
      'Of a shop by its owner, its cooperative’s manager or an operator; of a cooperative by the latter two. It has no key ' +
      'yet: `POST /v1/api-clients/{id}/keys`. A program of a network that is not live serves there only.',
    success: { status: 201, example: { ...API_CLIENT_EXAMPLE, keys: [] } },
    problems: [
      'validation_failed',
      'not_found',
      'already_exists',
      'limit_exceeded',
      'step_up_required',
    ],
  })
  async registerApiClient(
    @Body() body: ApiClientRequest,
    @Caller() caller: Identity,
  ): Promise<ApiClientWithKeysReply> {
    const holder = await this.holderOf(body, caller);
    const { name, scopes, snap_partner_id: snapPartnerId } = body;
    const wanted = { name, scopes, snapPartnerId };
    return presentWithKeys(unwrap(await this.clients.register(caller, holder, wanted)));
  }

  @Get()
  @Access(OPERATOR, MANAGER, OWNER)
  @Describes({
    summary: 'List programs',
    description: 'Those that the caller runs, oldest first.',
    success: { example: pageExample([API_CLIENT_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid'],
  })
  async listApiClients(
    @Query() query: ListApiClientsQuery,
    @Caller() caller: Identity,
  ): Promise<Page<ApiClientReply>> {
    const merchant = query.merchant_id && publicId('mrc', query.merchant_id);
    const rows = await this.clients.list(caller, merchant, uidPageOf(query, 'cli'));
    const uid = (row: { uid: string }) => row.uid;
    return pageByUid({ rows, query, prefix: 'cli', uid, present: presentApiClient });
  }

  @Get(':id')
  @Access(OPERATOR, MANAGER, OWNER)
  @Describes({
    summary: 'Read a program and its keys',
    success: { example: WITH_KEYS_EXAMPLE },
    problems: ['not_found'],
  })
  async getApiClient(
    @IdParam('id', 'cli') id: string,
    @Caller() caller: Identity,
  ): Promise<ApiClientWithKeysReply> {
    return presentWithKeys(unwrap(await this.clients.read(caller, id)));
  }

  @Patch(':id')
  @NeedsFreshProof()
  @Access(OPERATOR, MANAGER, OWNER)
  @Describes({
    summary: 'Change a program',
    description:
      'What it may do no more is refused within a second, also by tokens that were issued before.',
    success: { example: { ...WITH_KEYS_EXAMPLE, status: 'disabled' } },
    problems: ['validation_failed', 'not_found', 'already_exists', 'step_up_required'],
  })
  async changeApiClient(
    @IdParam('id', 'cli') id: string,
    @Body() { name, scopes, status, snap_partner_id: snapPartnerId }: ApiClientChangeRequest,
    @Caller() caller: Identity,
  ): Promise<ApiClientWithKeysReply> {
    const change = {
      ...(name !== undefined && { name }),
      ...(scopes !== undefined && { scopes }),
      ...(status !== undefined && { status }),
      ...(snapPartnerId !== undefined && { snapPartnerId }),
    };
    return presentWithKeys(unwrap(await this.clients.change(caller, id, change)));
  }

  @Post(':id/keys')
  @Header('cache-control', 'no-store')
  @NeedsFreshProof()
  @Access(OPERATOR, MANAGER, OWNER)
  @Describes({
    summary: 'Give a program a key, or a new one in place of the former',
    description:
      'A `secret` is shown now and never again. The former key of the kind goes on to serve for `overlap_hours`, so that ' +
      'nothing stands still meanwhile.',
    success: { status: 201, example: NEW_KEY_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'limit_exceeded', 'step_up_required'],
  })
  async addClientKey(
    @IdParam('id', 'cli') id: string,
    @Body() body: ClientKeyRequest,
    @Caller() caller: Identity,
  ): Promise<NewClientKeyReply> {
    const { client } = unwrap(await this.clients.read(caller, id));
    const network = await this.directory.network(client.network);
    const wanted = wantedKeyOf(body, network?.live === true);
    const overlap = (body.overlap_hours ?? OVERLAP_HOURS) * HOUR;
    const { key, secret } = unwrap(await this.clients.addKey(caller, id, wanted, overlap));
    return { ...presentClientKey(key), secret };
  }

  @Post(':id/keys/:key/revoke')
  @HttpCode(200)
  @NeedsFreshProof()
  @Access(OPERATOR, MANAGER, OWNER)
  @Describes({
    summary: 'Revoke a key',
    description:
      'Within a second it serves nowhere, and neither does any token that the program was issued before. Done again, it ' +
      'answers the same.',
    success: { example: { ...CLIENT_KEY_EXAMPLE, revoked_at: '2026-02-01T02:00:00.000Z' } },
    problems: ['not_found', 'step_up_required'],
  })
  async revokeClientKey(
    @IdParam('id', 'cli') id: string,
    @IdParam('key', 'key') key: string,
    @Caller() caller: Identity,
  ): Promise<ClientKeyReply> {
    return presentClientKey(unwrap(await this.clients.revokeKey(caller, id, key)));
  }

  @Get(':id/requests')
  @Access(OPERATOR, MANAGER, OWNER)
  @Describes({
    summary: 'List what a program asked lately',
    description:
      'Newest first: its last thousand requests, of a busy second a part. No body, no query and no header is kept.',
    success: { example: pageExample([API_REQUEST_EXAMPLE]) },
    problems: ['not_found', 'validation_failed', 'cursor_invalid'],
  })
  async listClientRequests(
    @IdParam('id', 'cli') id: string,
    @Query() query: PageQuery,
    @Caller() caller: Identity,
  ): Promise<Page<ApiRequestReply>> {
    unwrap(await this.clients.read(caller, id));
    const { after, before } = pageStartOf(query, ['string']);
    if (before !== undefined) throw fieldsProblem([{ field: 'before', code: 'invalid' }]);
    const rows = await this.log.list(id, after && numberIn(after[0]), query.limit + 1);
    const cursor = ({ number }: StoredRequest) => [number];
    return pageOf({ rows, query, cursor, present: presentApiRequest });
  }

  private async holderOf(body: ApiClientRequest, caller: Identity): Promise<ClientHolder> {
    const own = caller.role === 'merchant_owner' ? caller.merchant : null;
    const merchant = body.merchant_id === undefined ? own : publicId('mrc', body.merchant_id);
    if (merchant !== null && body.cooperative_id !== undefined) {
      throw fieldsProblem([{ field: 'cooperative_id', code: 'invalid' }]);
    }
    if (merchant === null) {
      const { network, uid } = await cooperativeOf(this.cooperatives, caller, body.cooperative_id);
      return { network, cooperative: uid, merchant: null };
    }
    const found = unwrap(await this.merchants.read(caller, merchant)).merchant;
    return { network: found.network, cooperative: found.cooperative, merchant };
  }
}

function wantedKeyOf({ kind, public_key: pem }: ClientKeyRequest, isLive: boolean): WantedKey {
  if ((kind === 'public_key') !== (pem !== undefined)) {
    throw fieldsProblem([
      { field: 'public_key', code: pem === undefined ? 'required' : 'invalid' },
    ]);
  }
  if (kind !== 'public_key' || pem === undefined) {
    return { kind: kind === 'secret' ? 'secret' : 'signing_secret', isLive };
  }
  const key = readRsaPublicKey(pem);
  if (key === undefined) throw fieldsProblem([{ field: 'public_key', code: 'invalid' }]);
  return { kind, key };
}

/** The number in a cursor of this list; one that was made up finds nothing. */
function numberIn(value: string | number | undefined): string {
  const text = String(value);
  return /^[0-9]{1,18}$/.test(text) ? text : '0';
}
