import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import type { Identity } from '@app/access';
import { encodeId, type IdPrefix } from '@app/core';
import { Access, Caller, Describes, LOGGER, varying } from '@app/http';
import { SearchService, type SearchHit } from '@app/payments';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { SearchQuery } from './search-query.dto.js';

interface SearchHitReply {
  type: SearchHit['kind'];
  id: string;
  /** A number, a business name, a kind, a state, an act with its amount; never a person's name. */
  label: string;
  cooperative_id: string | null;
  created_at: string | null;
  /** Where it is read. */
  href: string;
}

export interface SearchReply {
  object: 'search_result';
  data: SearchHitReply[];
}

const EXAMPLE: SearchReply = {
  object: 'search_result',
  data: [
    varying(
      {
        type: 'transfer',
        id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
        label: 'Pembayaran Rp100.000 0007-K3M2',
        cooperative_id: null,
        created_at: '2026-01-31T03:15:42.123456Z',
        href: '/v1/transfers/trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
      },
      { nullable: ['created_at'] },
    ),
  ],
};

/** `inList`: it can be read there only. */
const PLACES: Readonly<
  Record<SearchHit['kind'], { prefix: IdPrefix; path: string; inList?: true }>
> = {
  cooperative: { prefix: 'coop', path: '/v1/cooperatives' },
  member: { prefix: 'mbr', path: '/v1/members' },
  merchant: { prefix: 'mrc', path: '/v1/merchants' },
  account: { prefix: 'acc', path: '/v1/accounts' },
  cycle: { prefix: 'cyc', path: '/v1/cycles' },
  approval: { prefix: 'apr', path: '/v1/approvals' },
  alert: { prefix: 'alr', path: '/v1/alerts', inList: true },
  payment_request: { prefix: 'prq', path: '/v1/payment-requests' },
  invoice: { prefix: 'inv', path: '/v1/invoices' },
  till: { prefix: 'til', path: '/v1/tills' },
  till_session: { prefix: 'tls', path: '/v1/till-sessions' },
  reversal: { prefix: 'rev', path: '/v1/reversals' },
  import: { prefix: 'imp', path: '/v1/imports' },
  transfer: { prefix: 'trf', path: '/v1/transfers' },
};

@Controller('v1/search')
export class SearchController {
  constructor(
    private readonly search: SearchService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get()
  @Access(
    { roles: ['operator'], scope: 'network' },
    { roles: ['treasurer', 'manager'], scope: 'own_cooperative' },
  )
  @Describes({
    summary: 'Find anything by what names it',
    description:
      'Exact matches only, at most 20: any id, a short code, a reference, an idempotency key, a phone number as people ' +
      'write it, a member’s or an invoice’s number. Deposits, withdrawals, authorisations and refunds are found as the ' +
      'transfers that they are. Treasurers and managers find what is their own cooperative’s. Every search is logged.',
    success: { example: EXAMPLE },
  })
  async searchAnything(
    @Query() { q }: SearchQuery,
    @Caller() caller: Identity,
    @Req() request: FastifyRequest,
  ): Promise<SearchReply> {
    const data = (await this.search.find(caller, q)).map(presentHit);
    // What was asked for may be a phone number, which no log holds: what was found tells enough.
    this.logger.info(
      {
        request_id: request.id,
        principal: encodeId('per', caller.principal),
        role: caller.role,
        found: data.map(({ id }) => id),
      },
      'search',
    );
    return { object: 'search_result', data };
  }
}

function presentHit({ kind, uid, cooperative, label, at }: SearchHit): SearchHitReply {
  const { prefix, path, inList } = PLACES[kind];
  const id = encodeId(prefix, uid);
  return {
    type: kind,
    id,
    label,
    cooperative_id: cooperative === null ? null : encodeId('coop', cooperative),
    created_at: at,
    href: inList === true ? path : `${path}/${id}`,
  };
}
