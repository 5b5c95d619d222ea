import { encodeId, invariant, type CooperativeState } from '@app/core';
import type { Cooperative, Network } from '@app/participants';

export interface CooperativeReply {
  id: string;
  network_id: string;
  name: string;
  short_name: string;
  city: string;
  state: CooperativeState;
  /** False while it is switched off, as in a sandbox it can be. */
  reachable: boolean;
}

export function presentCooperative(
  cooperative: Cooperative,
  network: Network | undefined,
): CooperativeReply {
  invariant(network?.id === cooperative.network, 'a cooperative is shown with its own network');
  return {
    id: encodeId('coop', cooperative.uid),
    network_id: encodeId('net', network.uid),
    name: cooperative.name,
    short_name: cooperative.shortName,
    city: cooperative.city,
    state: cooperative.state,
    reachable: cooperative.isUnreachable !== true,
  };
}

export const COOPERATIVE_EXAMPLE: CooperativeReply = {
  id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r',
  network_id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6r',
  name: 'Koperasi Kelurahan Merah Putih Dinoyo',
  short_name: 'Dinoyo',
  city: 'Malang',
  state: 'active',
  reachable: true,
};
