import { encodeId, invariant } from '@app/core';
import type { Role } from '@app/access';
import type { Directory, MemberTier } from '@app/participants';

/** A role and where it is held, in the ids of the wire; null for what the role has not. */
export interface RoleReply {
  role: Role;
  network_id: string | null;
  cooperative_id: string | null;
  member_id: string | null;
  merchant_id: string | null;
}

export interface MeReply extends RoleReply {
  person_id: string;
  full_name: string;
  phone: string | null;
  usernames: string[];
  /** Of this role; null for roles of the network. */
  cooperative: { id: string; name: string; short_name: string } | null;
  /** For the role `member` only. */
  member: { id: string; number: string; tier: MemberTier } | null;
  /** Every merchant that the person owns or works for as a cashier. */
  merchants: { id: string; name: string; cooperative_id: string }[];
  roles: RoleReply[];
}

interface HeldRole {
  role: Role;
  network: number | null;
  cooperative: string | null;
  member: string | null;
  merchant: string | null;
}

/** The directory tells the id of a network, which tokens and grants know by its number. */
export async function presentRole(directory: Directory, held: HeldRole): Promise<RoleReply> {
  const { role, network, cooperative, member, merchant } = held;
  return {
    role,
    network_id: network === null ? null : await networkIdOf(directory, network),
    cooperative_id: cooperative === null ? null : encodeId('coop', cooperative),
    member_id: member === null ? null : encodeId('mbr', member),
    merchant_id: merchant === null ? null : encodeId('mrc', merchant),
  };
}

async function networkIdOf(directory: Directory, number: number): Promise<string> {
  const network = await directory.network(number);
  invariant(network !== undefined, `a role is held in network ${number}, which is not there`);
  return encodeId('net', network.uid);
}
