import type { Network } from '@app/participants';

/**
 * Something to be done for every network again and again; done by several workers at once, it is
 * done once.
 */
export interface Duty {
  /** For the log. */
  readonly name: string;
  /** Does what is due now, and no more than a bounded part of it. */
  perform(network: Network): Promise<void>;
}
