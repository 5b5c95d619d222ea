import { varying } from '@app/http';
import type { Role } from '@app/access';
import { encodeId } from '@app/core';
import type { Network, StaffState, StaffView } from '@app/participants';

export interface StaffMemberReply {
  id: string;
  person_id: string;
  full_name: string;
  usernames: string[];
  role: Role;
  state: StaffState;
  network_id: string | null;
  cooperative_id: string | null;
  appointed_at: string;
  suspended_at: string | null;
  ended_at: string | null;
}

export function presentStaff(
  staff: StaffView,
  networks: readonly Pick<Network, 'id' | 'uid'>[],
): StaffMemberReply {
  const network = networks.find(({ id }) => id === staff.network);
  return {
    id: encodeId('stf', staff.uid),
    person_id: encodeId('per', staff.person),
    full_name: staff.fullName,
    usernames: staff.usernames,
    role: staff.role,
    state: staff.state,
    network_id: network === undefined ? null : encodeId('net', network.uid),
    cooperative_id: staff.cooperative === null ? null : encodeId('coop', staff.cooperative),
    appointed_at: staff.grantedAt.toISOString(),
    suspended_at: staff.suspendedAt?.toISOString() ?? null,
    ended_at: staff.endedAt?.toISOString() ?? null,
  };
}

export const PRESENTED_STAFF_EXAMPLE: StaffMemberReply = varying(
  {
    id: 'stf_01jzq3v5hfe0d9k3yx8m2n4p6s',
    person_id: 'per_01jzq3v5hfe0d9k3yx8m2n4p6t',
    full_name: 'Rina Kusumawati',
    usernames: ['rina.kedungkandang'],
    role: 'teller',
    state: 'active',
    network_id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6r',
    cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r',
    appointed_at: '2026-01-05T01:00:00.000Z',
    suspended_at: null,
    ended_at: null,
  },
  { nullable: ['network_id', 'cooperative_id'] },
);
