import type { Identity } from '@app/access';

/** Something that belongs to a network and perhaps to a cooperative. */
export interface Placed {
  readonly network: number;
  /** Uuid; absent for what is the whole network's. */
  readonly cooperative?: string | undefined;
}

/**
 * Whether something is within a caller's network and cooperative; what isn't answers like what doesn't exist. An
 * operator of the whole deployment reaches everything.
 */
export function reaches(caller: Identity, thing: Placed): boolean {
  if (caller.network !== null && caller.network !== thing.network) return false;
  return caller.cooperative === null || caller.cooperative === thing.cooperative;
}
