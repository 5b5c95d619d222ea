import type { Identity } from '@app/access';
import { publicId, unwrap, type AccessRule } from '@app/http';
import type { Network, NetworkService } from '@app/participants';

/** Keeps the money of one cooperative. */
export const TREASURY = {
  roles: ['treasurer', 'manager'],
  scope: 'own_cooperative',
} as const satisfies AccessRule;

/** The network that a list is about: the one it names, else the caller's own, else the only one. */
export async function networkOf(
  networks: NetworkService,
  caller: Identity,
  id: string | undefined,
): Promise<Network> {
  if (id !== undefined) return unwrap(await networks.choose(caller, publicId('net', id)));
  return unwrap(await networks.choose(caller, undefined));
}
