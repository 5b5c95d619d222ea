import type { Identity } from '@app/access';
import { invariant } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  IdParam,
  IdempotentRequest,
  MarkReplayed,
  pageExample,
  publicId,
  unwrap,
  type Page,
} from '@app/http';
import {
  CooperativeService,
  MemberService,
  MemberTierService,
  type MemberView,
} from '@app/participants';
import { Body, Controller, Get, Header, HttpCode, Post, Put, Query } from '@nestjs/common';
import { cooperativeProgram } from '../api-clients/program-access.js';

import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import {
  AUDITOR,
  COOPERATIVE_STAFF,
  MANAGER,
  OPERATOR,
  cooperativeOf,
} from '../participants-access.js';
import {
  ListMembersQuery,
  MemberRequest,
  MemberTierRequest,
  WalletStatusRequest,
} from './member-requests.dto.js';
import {
  MEMBER_EXAMPLE,
  presentMember,
  type MemberReply,
  type NewMemberReply,
} from './present-member.js';

@Controller('v1/members')
export class MembersController {
  constructor(
    private readonly members: MemberService,
    private readonly cooperatives: CooperativeService,
    private readonly tiers: MemberTierService,
  ) {}

  @Post()
  @Header('cache-control', 'no-store')
  @Access(OPERATOR, MANAGER, cooperativeProgram('members'))
  @Describes({
    summary: 'Take on a member',
    description:
      'Opens an empty wallet. The one-time `activation_code` is shown now and never again: the member chooses a PIN with ' +
      'it. Who is a member elsewhere in the network, or was one here (`person_id`, and the same phone), keeps the PIN ' +
      'they have.',
    success: { status: 201, example: { ...MEMBER_EXAMPLE, activation_code: '30718264' } },
    problems: ['validation_failed', 'not_found', 'already_exists', 'wrong_state'],
  })
  async createMember(
    @Body() body: MemberRequest,
    @Caller() caller: Identity,
  ): Promise<NewMemberReply> {
    const cooperative = await cooperativeOf(this.cooperatives, caller, body.cooperative_id);
    const { full_name: fullName, phone, nik, number, tier = 'registered' } = body;
    if (body.person_id !== undefined) {
      const person = publicId('per', body.person_id);
      const admitted = await this.members.admit(cooperative, { person, phone, number, tier });
      return { ...presentMember(unwrap(admitted), caller), activation_code: null };
    }
    invariant(fullName !== undefined, 'a name or a person is there');
    const made = unwrap(
      await this.members.create(cooperative, { fullName, phone, nik, number, tier }),
    );
    return { ...presentMember(made, caller), activation_code: made.activationCode };
  }

  @Get()
  @Access(OPERATOR, COOPERATIVE_STAFF, AUDITOR, cooperativeProgram('members'))
  @Describes({
    summary: 'List members',
    description: 'In the order in which they joined, phones masked.',
    success: { example: pageExample([MEMBER_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid'],
  })
  async listMembers(
    @Query() query: ListMembersQuery,
    @Caller() caller: Identity,
  ): Promise<Page<MemberReply>> {
    const cooperative = query.cooperative_id && publicId('coop', query.cooperative_id);
    const rows = await this.members.list(caller, cooperative, uidPageOf(query, 'mbr'));
    const present = (row: MemberView) => presentMember(row, caller);
    return pageByUid({ rows, query, prefix: 'mbr', uid: (row) => row.member.uid, present });
  }

  @Get(':id')
  @Access(OPERATOR, COOPERATIVE_STAFF, AUDITOR, cooperativeProgram('members'))
  @Describes({
    summary: 'Read a member',
    success: { example: MEMBER_EXAMPLE },
    problems: ['not_found'],
  })
  async getMember(
    @IdParam('id', 'mbr') id: string,
    @Caller() caller: Identity,
  ): Promise<MemberReply> {
    return presentMember(unwrap(await this.members.read(caller, id)), caller);
  }

  @Put(':id/tier')
  @Access(MANAGER)
  @Describes({
    summary: 'Change how well a member is known',
    description:
      'Raises a member to `registered` after the identity card was seen at the counter, or lowers the tier again. The ' +
      'next act goes by the limits of the new tier. Money that is there stays, also above what the tier may hold.',
    success: { example: MEMBER_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'account_closed', 'already_exists'],
  })
  async changeMemberTier(
    @IdParam('id', 'mbr') id: string,
    @Body() { tier, nik, reason }: MemberTierRequest,
    @Caller() caller: Identity,
  ): Promise<MemberReply> {
    const changed = await this.tiers.change(caller, id, { to: tier, nik, reason });
    return presentMember(unwrap(changed), caller);
  }

  @Post(':id/status')
  @HttpCode(200)
  @Access(OPERATOR, MANAGER)
  @Describes({
    summary: 'Freeze, open again or close a member’s wallet',
    description: 'A wallet must be empty to be closed, and stays closed.',
    idempotent: true,
    success: { example: { ...MEMBER_EXAMPLE, status: 'frozen' } },
    problems: ['validation_failed', 'not_found', 'account_not_empty', 'account_closed'],
  })
  async changeMemberStatus(
    @IdParam('id', 'mbr') id: string,
    @Body() body: WalletStatusRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<MemberReply> {
    const wanted = { to: body.status, reason: body.reason, ...idempotency };
    const changed = await this.members.changeStatus(caller, id, wanted);
    markReplayed(changed.replayed);
    return presentMember(unwrap(changed), caller);
  }
}
