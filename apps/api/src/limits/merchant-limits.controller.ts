import type { Identity } from '@app/access';
import { encodeId } from '@app/core';
import { Access, Caller, Describes, IdParam, unwrap } from '@app/http';
import { MerchantService, type MerchantState } from '@app/participants';
import { Body, Controller, Get, Put } from '@nestjs/common';

import { COOPERATIVE_STAFF, OPERATOR, OWNER } from '../participants-access.js';
import { changedMerchantLimits } from './changed-limits.js';
import { MerchantLimitsRequest } from './limits-request.dto.js';
import {
  MERCHANT_LIMITS_EXAMPLE,
  presentMerchantLimits,
  type MerchantLimitsReply,
} from './present-limits.js';

interface OwnLimitsReply extends MerchantLimitsReply {
  merchant_id: string;
}

const EXAMPLE: OwnLimitsReply = {
  merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6s',
  ...MERCHANT_LIMITS_EXAMPLE,
};

@Controller('v1/merchants/:id/limits')
export class MerchantLimitsController {
  constructor(private readonly merchants: MerchantService) {}

  @Get()
  @Access(OPERATOR, COOPERATIVE_STAFF, OWNER)
  @Describes({
    summary: 'Read a merchant’s own limits',
    description: 'Where a bound is null, that of the network for all merchants holds.',
    success: { example: EXAMPLE },
    problems: ['not_found'],
  })
  async getMerchantLimits(
    @IdParam('id', 'mrc') id: string,
    @Caller() caller: Identity,
  ): Promise<OwnLimitsReply> {
    return present(unwrap(await this.merchants.read(caller, id)));
  }

  @Put()
  @Access(OPERATOR)
  @Describes({
    summary: 'Set a merchant’s own limits',
    description:
      'Each bound is instead of the network’s for all merchants, lower or higher. What is left out stays as it is, null ' +
      'takes a bound away. They hold from the next act on.',
    success: { example: EXAMPLE },
    problems: ['validation_failed', 'amount_invalid', 'not_found'],
  })
  async setMerchantLimits(
    @IdParam('id', 'mrc') id: string,
    @Body() body: MerchantLimitsRequest,
    @Caller() caller: Identity,
  ): Promise<OwnLimitsReply> {
    const changed = await this.merchants.changeLimits(caller, id, (current) =>
      changedMerchantLimits(current, body),
    );
    return present(unwrap(changed));
  }
}

function present({ merchant }: MerchantState): OwnLimitsReply {
  return {
    merchant_id: encodeId('mrc', merchant.uid),
    ...presentMerchantLimits(merchant.limits),
  };
}
