import { SEN_PER_RUPIAH, type RefusalCode, type TransferType } from '@app/core';
import type { PostingRequest } from '@app/ledger';
import type { Rules } from '@app/participants';

/** What a sandbox makes of an act, other than what its rules and books say. */
export type Simulation =
  /** Refused and stored, like any refusal. */
  | { readonly kind: 'refused'; readonly code: RefusalCode }
  /** Posted; `once`: the first answer is lost; a number: every answer, for so many seconds of the network's time. */
  | { readonly kind: 'unanswered'; readonly for: 'once' | number }
  /** Not posted, and nothing is stored: a cooperative is switched off. */
  | { readonly kind: 'unreachable' };

const PENDING_SECONDS = 10;

/** By the amount, in whole rupiah. One that is in use keeps its meaning: programs of others are written by it. */
export const SIMULATED: ReadonlyMap<bigint, Simulation> = new Map<bigint, Simulation>([
  [1_001n, { kind: 'refused', code: 'insufficient_funds' }],
  [1_002n, { kind: 'refused', code: 'cap_exceeded' }],
  [1_003n, { kind: 'refused', code: 'cooperative_suspended' }],
  [1_004n, { kind: 'refused', code: 'payer_frozen' }],
  [1_005n, { kind: 'refused', code: 'payee_frozen' }],
  [1_006n, { kind: 'refused', code: 'limit_exceeded' }],
  [1_007n, { kind: 'unanswered', for: PENDING_SECONDS }],
  [1_008n, { kind: 'unanswered', for: 'once' }],
]);

/** What begins something. What ends or gives back something is done as it is. */
const BEGINNINGS: readonly TransferType[] = ['payment', 'deposit', 'transfer', 'hold', 'payout'];

type Simulated = Pick<
  PostingRequest,
  'type' | 'amount' | 'issuer' | 'acquirer' | 'completion' | 'returnOf'
>;

/** What becomes of an act under these rules; undefined, and always so outside of a sandbox: what it comes to by itself. */
export function simulationOf(rules: Rules, act: Simulated): Simulation | undefined {
  if (rules.isSandbox !== true) return undefined;
  const isOff = [act.issuer, act.acquirer].some(
    (book) => book !== undefined && rules.cooperatives.get(book)?.isUnreachable === true,
  );
  if (isOff) return { kind: 'unreachable' };
  const begins =
    BEGINNINGS.includes(act.type) && act.completion === undefined && act.returnOf === undefined;
  if (!begins || act.amount % SEN_PER_RUPIAH !== 0n) return undefined;
  return SIMULATED.get(act.amount / SEN_PER_RUPIAH);
}
