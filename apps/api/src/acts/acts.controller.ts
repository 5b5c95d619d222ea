import { Controller, Get, Query } from '@nestjs/common';
import type { Identity } from '@app/access';
import { fail, invariant } from '@app/core';
import { Access, Caller, Describes, fieldsProblem, problemOf, unwrap } from '@app/http';
import { ActInquiry, type ActName } from '@app/payments';
import { shopProgram } from '../api-clients/program-access.js';
import { ActQuery } from './act-query.dto.js';
import { ACT_EXAMPLE, presentAct, type ActReply } from './present-act.js';

@Controller('v1/acts')
export class ActsController {
  constructor(private readonly acts: ActInquiry) {}

  @Get()
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner', 'cashier'], scope: 'own_merchant' },
    shopProgram('payments:read'),
    { roles: ['teller', 'treasurer', 'manager'], scope: 'own_cooperative' },
    { roles: ['operator'], scope: 'network' },
  )
  @Describes({
    summary: 'Ask what became of what one sent',
    description:
      'By the sender’s own `reference` or `idempotency_key`, whatever the act was. `posted` and `refused` are final. 404 ' +
      '`never_arrived` is final as well for what was sent before the question: nothing has moved; send it again with the ' +
      'same key, or reverse its reference so that it never takes effect.',
    success: { example: ACT_EXAMPLE },
    problems: ['validation_failed', 'never_arrived', 'overloaded', 'database_unavailable'],
  })
  async getAct(@Query() query: ActQuery, @Caller() caller: Identity): Promise<ActReply> {
    const name = nameOf(query);
    // An operator of the whole deployment sends nothing in any network.
    if (caller.network === null) throw problemOf(fail('never_arrived'));
    return presentAct(unwrap(await this.acts.find(caller.network, caller.principal, name)));
  }
}

function nameOf({ reference, idempotency_key: key }: ActQuery): ActName {
  if ((reference === undefined) === (key === undefined)) {
    throw fieldsProblem([{ field: 'reference', code: 'required' }]);
  }
  if (reference !== undefined) return { reference };
  invariant(key !== undefined, 'one of the two is there');
  return { key };
}
