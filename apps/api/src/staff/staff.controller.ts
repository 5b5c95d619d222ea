import type { Identity } from '@app/access';
import { encodeId } from '@app/core';
import { Access, Caller, Describes, publicId, unwrap, varying } from '@app/http';
import {
  CooperativeService,
  NetworkService,
  StaffService,
  type Post as Appointment,
} from '@app/participants';
import { Body, Controller, Header, Post } from '@nestjs/common';

import { MANAGER, OPERATOR, cooperativeOf } from '../participants-access.js';
import { COOPERATIVE_POSTS, NETWORK_POSTS, StaffRequest } from './staff-requests.dto.js';

interface StaffReply {
  id: string;
  person_id: string;
  role: StaffRequest['role'];
  network_id: string | null;
  cooperative_id: string | null;
  username: string;
  activation_code: string;
}

const STAFF_EXAMPLE: StaffReply = varying(
  {
    id: 'stf_01jzq3v5hfe0d9k3yx8m2n4p6s',
    person_id: 'per_01jzq3v5hfe0d9k3yx8m2n4p6t',
    role: 'teller',
    network_id: null,
    cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r',
    username: 'rina.kedungkandang',
    activation_code: '30718264',
  },
  { nullable: ['cooperative_id'] },
);

@Controller('v1/staff')
export class StaffController {
  constructor(
    private readonly staff: StaffService,
    private readonly cooperatives: CooperativeService,
    private readonly networks: NetworkService,
  ) {}

  @Post()
  @Header('cache-control', 'no-store')
  @Access(OPERATOR, MANAGER)
  @Describes({
    summary: 'Appoint staff',
    description:
      'Tellers, treasurers and managers of a cooperative by its manager or an operator; operators, auditors and the ' +
      'city office by an operator. The one-time `activation_code` is shown now and never again: a password is ' +
      'chosen with it.',
    success: { status: 201, example: STAFF_EXAMPLE },
    problems: ['validation_failed', 'role_forbidden', 'not_found', 'already_exists', 'wrong_state'],
  })
  async appointStaff(@Body() body: StaffRequest, @Caller() caller: Identity): Promise<StaffReply> {
    const post = await this.appointmentOf(body, caller);
    const { full_name: fullName, username, nik, role } = body;
    const made = unwrap(await this.staff.appoint(caller, { fullName, username, nik }, post));
    return {
      id: encodeId('stf', made.uid),
      person_id: encodeId('per', made.person),
      role,
      network_id: 'network' in post ? encodeId('net', post.network.uid) : null,
      cooperative_id: 'cooperative' in post ? encodeId('coop', post.cooperative.uid) : null,
      username: made.username,
      activation_code: made.activationCode,
    };
  }

  private async appointmentOf(body: StaffRequest, caller: Identity): Promise<Appointment> {
    const ofCooperative = COOPERATIVE_POSTS.find((one) => one === body.role);
    if (ofCooperative !== undefined) {
      const cooperative = await cooperativeOf(this.cooperatives, caller, body.cooperative_id);
      return { role: ofCooperative, cooperative };
    }
    const ofNetwork = NETWORK_POSTS.find((one) => one === body.role);
    if (ofNetwork === undefined) return { role: 'operator' };
    const uid = body.network_id && publicId('net', body.network_id);
    return { role: ofNetwork, network: unwrap(await this.networks.choose(caller, uid)) };
  }
}
