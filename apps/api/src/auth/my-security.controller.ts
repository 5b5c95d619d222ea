import { PHONE_ROLES, PinService, type Identity } from '@app/access';
import { toMoney, type Money } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  fieldsProblem,
  senOf,
  SignsIn,
  unwrap,
  varying,
} from '@app/http';
import { Directory } from '@app/participants';
import { Body, Controller, Get, Header, Put } from '@nestjs/common';

import { TOKEN_EXAMPLE } from './examples.js';
import { presentSignedIn, type TokenReply } from './present-signed-in.js';
import { SecurityRequest } from './security-request.dto.js';

interface SecurityReply {
  object: 'security';
  /** null: no payment needs the PIN once more. */
  pin_above: Money | null;
}

const EXAMPLE: SecurityReply = varying(
  { object: 'security', pin_above: { value: '500000.00', currency: 'IDR' } },
  { nullable: ['pin_above'] },
);

/** How careful whoever signs in with a PIN wants to be. */
@Controller('v1/me/security')
@Access({ scope: 'network', roles: PHONE_ROLES })
export class MySecurityController {
  constructor(
    private readonly pins: PinService,
    private readonly directory: Directory,
  ) {}

  @Get()
  @Describes({
    summary: 'Read above which amount my PIN is asked for',
    success: {
      example: EXAMPLE,
    },
  })
  async getMySecurity(@Caller() caller: Identity): Promise<SecurityReply> {
    const above = await this.pins.threshold(caller);
    return { object: 'security', pin_above: above === null ? null : toMoney(above) };
  }

  @Put()
  @Header('cache-control', 'no-store')
  @SignsIn()
  @Describes({
    summary: 'Set above which amount my PIN is asked for',
    description:
      'For payments, sendings, payouts, authorisations, codes for cash and paying what I am asked for. Raising the amount, ' +
      'or taking it away, needs the PIN. It holds within a second, on all my phones: every token issued before is void, so ' +
      'go on with the one in the answer, and refresh elsewhere.',
    success: { example: { ...TOKEN_EXAMPLE, refresh_token: null } },
    problems: [
      'validation_failed',
      'pin_required',
      'pin_wrong',
      'pin_locked',
      'wrong_state',
      'overloaded',
      'rate_limited',
    ],
  })
  async changeMySecurity(
    @Body() { pin_above: above, pin }: SecurityRequest,
    @Caller() caller: Identity,
  ): Promise<TokenReply> {
    if (above === undefined) throw fieldsProblem([{ field: 'pin_above', code: 'required' }]);
    const to = above === null ? null : senOf(above);
    const changed = await this.pins.changeThreshold(caller, to, pin);
    return presentSignedIn(this.directory, unwrap(changed));
  }
}
