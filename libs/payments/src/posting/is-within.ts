import type { Identity } from '@app/access';

/**
 * Whether an act is of the caller's network. Transfers have no wall in the database, and whom one of another network is between
 * nobody of this one may look up; an operator of the whole deployment reaches all.
 */
export function isWithin(
  { network }: Pick<Identity, 'network'>,
  transfer: { readonly network: number },
): boolean {
  return network === null || network === transfer.network;
}
