import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { Identity } from '@app/access';
import { decodeId, encodeId, fail, invariant, type IdPrefix } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  fieldsProblem,
  IdParam,
  IdempotentRequest,
  MarkReplayed,
  problemOf,
  refusedAct,
  unwrap,
} from '@app/http';
import { ReversalService, ReversalStore, type Reversal } from '@app/payments';
import type { FastifyReply } from 'fastify';
import { presentReversal, REVERSAL_EXAMPLE, type ReversalReply } from './present-reversal.js';
import { ReversalRequest } from './reversal-requests.dto.js';

const PREFIXES: readonly IdPrefix[] = ['trf', 'pay', 'dep', 'wdr', 'aut', 'hld'];

@Controller('v1/reversals')
export class ReversalsController {
  constructor(
    private readonly reversals: ReversalService,
    private readonly store: ReversalStore,
  ) {}

  @Post()
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner', 'cashier'], scope: 'own_merchant' },
    { roles: ['teller', 'treasurer', 'manager'], scope: 'own_cooperative' },
  )
  @Describes({
    summary: 'Undo what one sent oneself and never learnt the outcome of',
    description:
      'By the sender’s own `reference`, or by `transfer_id`. What was posted is undone wholly, within 24 hours (a payment ' +
      'or authorisation by its payer: within 10 minutes); a hold is released; what never arrived never takes effect: ' +
      'its reference is used up. 201: done. 202: `pending` waits for funds or a cap and is tried again by itself; ' +
      '`awaiting` waits for another person, who has to agree to undoing a withdrawal or a sending of money.',
    idempotent: true,
    success: { status: 201, description: 'Done', example: REVERSAL_EXAMPLE },
    problems: [
      'validation_failed',
      'not_found',
      'not_reversible',
      'reversal_too_late',
      'already_refunded',
      'already_reversed',
      'hold_not_open',
      'till_closed',
      'payee_closed',
      'already_exists',
      'role_forbidden',
    ],
  })
  async createReversal(
    @Body() body: ReversalRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReversalReply> {
    if ((body.reference === undefined) === (body.transfer_id === undefined)) {
      throw fieldsProblem([{ field: 'reference', code: 'required' }]);
    }
    invariant(caller.network !== null, 'whoever sends acts is of a network');
    const result = await this.reversals.reverse({
      network: caller.network,
      principal: caller.principal,
      role: caller.role,
      cooperative: caller.cooperative,
      key: idempotency.key,
      requestHash: idempotency.hash,
      reference: body.reference,
      asked: body.transfer_id === undefined ? undefined : uuidOf(body.transfer_id),
    });
    markReplayed(result.replayed);
    const reversal = unwrap(result);
    if (reversal.state === 'REFUSED') throw refused(reversal);
    if (reversal.state !== 'POSTED') void reply.status(202);
    return presentReversal(reversal);
  }

  @Get(':id')
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner', 'cashier'], scope: 'own_merchant' },
    { roles: ['teller', 'treasurer', 'manager'], scope: 'own_cooperative' },
    { roles: ['operator'], scope: 'network' },
  )
  @Describes({
    summary: 'Read a reversal',
    description: 'For who asked for it, the managers of the same cooperative, and the operator.',
    success: { example: REVERSAL_EXAMPLE },
    problems: ['not_found'],
  })
  async getReversal(
    @IdParam('id', 'rev') id: string,
    @Caller() caller: Identity,
  ): Promise<ReversalReply> {
    const reversal = await this.store.read(id);
    if (reversal === undefined || !sees(caller, reversal)) throw problemOf(fail('not_found'));
    return presentReversal(reversal);
  }
}

function refused({ code, detail, uid }: Reversal) {
  invariant(code !== null, 'what is refused has a reason');
  return refusedAct(fail(code, detail ?? undefined), encodeId('rev', uid));
}

function uuidOf(id: string): string {
  const prefix = PREFIXES.find((known) => id.startsWith(`${known}_`));
  const uuid = prefix && decodeId(prefix, id);
  if (uuid === undefined) throw problemOf(fail('not_found'));
  return uuid;
}

function sees(caller: Identity, { network, principal, cooperative }: Reversal): boolean {
  if (caller.network !== null && caller.network !== network) return false;
  if (caller.role === 'operator' || caller.principal === principal) return true;
  const isStaff = caller.role === 'treasurer' || caller.role === 'manager';
  return isStaff && caller.cooperative !== null && caller.cooperative === cooperative;
}
