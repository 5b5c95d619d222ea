import type { Identity } from '@app/access';
import { encodeId, invariant, toMoney, type Money } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  IdParam,
  IdempotentRequest,
  IsPublicId,
  IsText,
  MarkReplayed,
  publicId,
  unwrap,
  varying,
} from '@app/http';
import { MemberService, type Member } from '@app/participants';
import { ClosureService, type Closure } from '@app/payments';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { IsOptional } from 'class-validator';

import { MANAGER, OPERATOR } from '../participants-access.js';

/** The end of a membership. */
export class ClosureRequest {
  /** Another membership of the same person, whose wallet gets what is left. */
  @IsOptional()
  @IsPublicId('mbr')
  send_rest_to?: string;

  /** Why; kept for ever. Names of persons don't belong here. */
  @IsOptional()
  @IsText({ max: 140 })
  reason?: string;
}

interface ClosureReply {
  member_id: string;
  status: 'closed';
  transfer_id: string;
  /** null: the wallet was empty. */
  sent: { member_id: string; cooperative_id: string; amount: Money } | null;
  closed_at: string;
}

const CLOSURE_EXAMPLE: ClosureReply = varying(
  {
    member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s',
    status: 'closed',
    transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6u',
    sent: {
      member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6t',
      cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r',
      amount: { value: '250000.00', currency: 'IDR' },
    },
    closed_at: '2026-01-31T03:15:42.123456Z',
  },
  { nullable: ['sent'] },
);

const DESCRIPTION =
  'The wallet is emptied and closed in one act, and stays closed. What is left goes, free of charge, to another ' +
  'membership of the same person (`send_rest_to`). Holds must have ended before; a refund that comes later is kept ' +
  'for the person by the cooperative.';

const PROBLEMS = [
  'validation_failed',
  'not_found',
  'account_not_empty',
  'account_closed',
  'payer_is_payee',
  'payer_frozen',
  'payee_frozen',
  'payee_closed',
  'cooperative_suspended',
  'cooperative_not_active',
  'cap_exceeded',
  'bilateral_cap_exceeded',
  'limit_exceeded',
  'balance_limit_exceeded',
] as const;

@Controller('v1')
export class ClosuresController {
  constructor(
    private readonly closures: ClosureService,
    private readonly members: MemberService,
  ) {}

  @Post('me/closure')
  @HttpCode(200)
  @Access({ roles: ['member'], scope: 'own_account' })
  @Describes({
    summary: 'Close my wallet',
    description: DESCRIPTION,
    idempotent: true,
    success: { example: CLOSURE_EXAMPLE },
    problems: PROBLEMS,
  })
  async closeMyWallet(
    @Body() body: ClosureRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<ClosureReply> {
    const { member, network } = caller;
    invariant(member !== null && network !== null, 'a member has a membership in a network');
    const of = { uid: member, network };
    return this.close(of, body, caller, { idempotency, markReplayed });
  }

  @Post('members/:id/close')
  @HttpCode(200)
  @Access(OPERATOR, MANAGER)
  @Describes({
    summary: 'Close a member’s wallet',
    description: DESCRIPTION,
    idempotent: true,
    success: { example: CLOSURE_EXAMPLE },
    problems: PROBLEMS,
  })
  async closeMember(
    @IdParam('id', 'mbr') id: string,
    @Body() body: ClosureRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<ClosureReply> {
    const { member } = unwrap(await this.members.read(caller, id));
    return this.close(member, body, caller, { idempotency, markReplayed });
  }

  private async close(
    { uid, network }: Pick<Member, 'uid' | 'network'>,
    body: ClosureRequest,
    { principal }: Identity,
    request: { idempotency: IdempotentRequest; markReplayed: MarkReplayed },
  ): Promise<ClosureReply> {
    const { key, hash } = request.idempotency;
    const closed = await this.closures.close({
      network,
      principal,
      key,
      requestHash: hash,
      description: body.reason,
      member: uid,
      sendRestTo: body.send_rest_to && publicId('mbr', body.send_rest_to),
    });
    request.markReplayed(closed.replayed);
    return present(unwrap(closed));
  }
}

function present({ member, transfer, sent }: Closure): ClosureReply {
  return {
    member_id: encodeId('mbr', member.uid),
    status: 'closed',
    transfer_id: encodeId('trf', transfer.id),
    sent: sent && {
      member_id: encodeId('mbr', sent.to.uid),
      cooperative_id: encodeId('coop', sent.to.cooperative),
      amount: toMoney(sent.amount),
    },
    closed_at: transfer.postedAt,
  };
}
