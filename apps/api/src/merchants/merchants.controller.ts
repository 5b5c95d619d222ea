import { PERSON_ROLES, type Identity } from '@app/access';
import { encodeId, invariant } from '@app/core';
import {
  Access,
  admits,
  Caller,
  Describes,
  IdParam,
  IdempotentRequest,
  MarkReplayed,
  fieldsProblem,
  pageExample,
  publicId,
  unwrap,
  type Page,
} from '@app/http';
import {
  CooperativeService,
  Directory,
  LifecycleService,
  MerchantService,
  type Cooperative,
  type MerchantState,
  type Owner,
} from '@app/participants';
import { Body, Controller, Get, Header, HttpCode, Patch, Post, Query } from '@nestjs/common';

import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import { WalletStatusRequest } from '../members/member-requests.dto.js';
import {
  AUDITOR,
  COOPERATIVE_STAFF,
  MANAGER,
  OPERATOR,
  OWNER,
  cooperativeOf,
} from '../participants-access.js';
import {
  ListMerchantsQuery,
  MerchantChangeRequest,
  MerchantRequest,
} from './merchant-requests.dto.js';
import {
  MERCHANT_SEEN_EXAMPLE,
  NEW_MERCHANT_EXAMPLE,
  OWN_MERCHANT_EXAMPLE,
  presentMerchant,
  presentOwnMerchant,
  type MerchantReply,
  type NewMerchantReply,
  type OwnMerchantReply,
} from './present-merchant.js';

/** Whoever runs or oversees merchants; to anybody else they are shops to pay. */
const OVERSEERS = [OPERATOR, COOPERATIVE_STAFF, AUDITOR, OWNER];

@Controller('v1/merchants')
export class MerchantsController {
  constructor(
    private readonly merchants: MerchantService,
    private readonly cooperatives: CooperativeService,
    private readonly directory: Directory,
    private readonly lifecycles: LifecycleService,
  ) {}

  @Post()
  @Header('cache-control', 'no-store')
  @Access(OPERATOR, MANAGER)
  @Describes({
    summary: 'Take on a merchant',
    description:
      'The owner is a member of the cooperative (`owner_member_id`), who signs in with the PIN they have, or somebody ' +
      'new (`owner`), for whom `activation_code` is shown now and never again.',
    success: { status: 201, example: NEW_MERCHANT_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'already_exists', 'wrong_state'],
  })
  async createMerchant(
    @Body() body: MerchantRequest,
    @Caller() caller: Identity,
  ): Promise<NewMerchantReply> {
    const cooperative = await cooperativeOf(this.cooperatives, caller, body.cooperative_id);
    const { name, criterion = 'UMI' } = body;
    const wanted = { name, criterion, owner: toOwner(body) };
    const made = unwrap(await this.merchants.create(cooperative, wanted));
    const { activationCode } = made;
    return { ...presentOwnMerchant(made, cooperative), activation_code: activationCode };
  }

  @Get()
  @Access({ scope: 'network', roles: PERSON_ROLES })
  @Describes({
    summary: 'List merchants',
    description:
      'Oldest first. Operators, auditors and a cooperative’s staff find what they run or oversee, owners their own ' +
      'shops. Anybody else finds the shops of the network that can be paid, as `GET /v1/merchants/{id}` shows them ' +
      'before paying.',
    success: { example: pageExample([MERCHANT_SEEN_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid'],
  })
  async listMerchants(
    @Query() query: ListMerchantsQuery,
    @Caller() caller: Identity,
  ): Promise<Page<MerchantReply | OwnMerchantReply>> {
    const wanted = {
      cooperative: query.cooperative_id && publicId('coop', query.cooperative_id),
      nameContains: query.name_contains,
    };
    const overseen = admits(OVERSEERS, caller);
    const page = uidPageOf(query, 'mrc');
    const rows = overseen
      ? await this.merchants.list(caller, wanted, page)
      : await this.merchants.listAsPayer(caller, wanted, page);
    const known = new Map<string, Cooperative>();
    for (const { merchant } of rows) {
      if (known.has(merchant.cooperative)) continue;
      known.set(merchant.cooperative, await this.cooperativeOf(merchant));
    }
    const present = (row: MerchantState) => {
      const cooperative = known.get(row.merchant.cooperative);
      invariant(cooperative !== undefined, 'a merchant has a cooperative');
      return overseen ? presentOwnMerchant(row, cooperative) : presentMerchant(row, cooperative);
    };
    return pageByUid({ rows, query, prefix: 'mrc', uid: (row) => row.merchant.uid, present });
  }

  @Get(':id')
  @Access({ scope: 'network', roles: PERSON_ROLES })
  @Describes({
    summary: 'Read a merchant',
    description:
      'For anybody of the network, before paying. Whoever runs it also finds `status`, `owner_person_id`, ' +
      '`wallet_account_id` and `created_at`.',
    success: { example: MERCHANT_SEEN_EXAMPLE },
    problems: ['not_found'],
  })
  async getMerchant(
    @IdParam('id', 'mrc') id: string,
    @Caller() caller: Identity,
  ): Promise<MerchantReply | OwnMerchantReply> {
    const state = unwrap(await this.merchants.readAsPayer(caller, id));
    const cooperative = await this.cooperativeOf(state.merchant);
    const isPayer = caller.role === 'member' || caller.role === 'dinas';
    const runsIt = !isPayer && (await this.merchants.read(caller, id)).ok;
    return runsIt ? presentOwnMerchant(state, cooperative) : presentMerchant(state, cooperative);
  }

  @Patch(':id')
  @Access(OPERATOR, MANAGER)
  @Describes({
    summary: 'Change a shop’s name or criterion',
    description: 'Holds from the next payment on.',
    success: { example: OWN_MERCHANT_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'already_exists'],
  })
  async changeMerchant(
    @IdParam('id', 'mrc') id: string,
    @Body() body: MerchantChangeRequest,
    @Caller() caller: Identity,
  ): Promise<OwnMerchantReply> {
    const state = unwrap(await this.merchants.change(caller, id, body));
    return presentOwnMerchant(state, await this.cooperativeOf(state.merchant));
  }

  @Post(':id/status')
  @HttpCode(200)
  @Access(OPERATOR, MANAGER)
  @Describes({
    summary: 'Freeze, open again or close a merchant’s wallet',
    description:
      'A wallet must be empty to be closed, and stays closed. On a live network another person has to agree to freezing ' +
      'and opening again: the status is still the former one, and `approval_id` names what waits.',
    idempotent: true,
    success: { example: { ...OWN_MERCHANT_EXAMPLE, status: 'closed', approval_id: null } },
    problems: [
      'validation_failed',
      'not_found',
      'account_not_empty',
      'account_closed',
      'already_exists',
    ],
  })
  async changeMerchantStatus(
    @IdParam('id', 'mrc') id: string,
    @Body() body: WalletStatusRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<OwnMerchantReply & { approval_id: string | null }> {
    const wanted = { to: body.status, reason: body.reason, ...idempotency };
    const changed = await this.lifecycles.changeMerchant(caller, id, wanted);
    markReplayed(changed.replayed);
    const { thing, approval } = unwrap(changed);
    return {
      ...presentOwnMerchant(thing, await this.cooperativeOf(thing.merchant)),
      approval_id: approval && encodeId('apr', approval.uid),
    };
  }

  private async cooperativeOf(merchant: MerchantState['merchant']): Promise<Cooperative> {
    const cooperative = await this.directory.cooperativeByUid(merchant.cooperative);
    invariant(cooperative !== undefined, 'a merchant has a cooperative');
    return cooperative;
  }
}

function toOwner(body: MerchantRequest): Owner {
  const { owner, owner_member_id: member } = body;
  if ((owner === undefined) === (member === undefined)) {
    throw fieldsProblem([{ field: 'owner', code: owner === undefined ? 'required' : 'invalid' }]);
  }
  if (member !== undefined) return { member: publicId('mbr', member) };
  invariant(owner !== undefined, 'there is one or the other');
  return { fullName: owner.full_name, phone: owner.phone, nik: owner.nik };
}
