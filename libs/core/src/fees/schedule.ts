import type { Rounding, Sen } from '../money/index.js';

/** What can be priced. A merchant's payout to its own wallet is a transfer. */
export const FEE_SERVICES = ['payment', 'deposit', 'withdrawal', 'transfer', 'invoice'] as const;
export type FeeService = (typeof FEE_SERVICES)[number];

/** Whether issuer and acquirer are one cooperative (on-us) or two. */
export const FEE_SCOPES = ['on_us', 'off_us'] as const;
export type FeeScope = (typeof FEE_SCOPES)[number];

/** All but the incentive are charges; an incentive is cashback to the member, off a budget. */
export const FEE_COMPONENTS = [
  'mdr',
  'member_fee',
  'interchange',
  'switch_fee',
  'incentive',
] as const;
export type FeeComponentName = (typeof FEE_COMPONENTS)[number];

export const FEE_PAYERS = ['merchant', 'member', 'issuer', 'acquirer', 'switch'] as const;
export type FeePayer = (typeof FEE_PAYERS)[number];

/** What becomes of the MDR of a payment that is refunded. */
export const REFUND_POLICIES = ['in_proportion', 'kept'] as const;
export type RefundPolicy = (typeof REFUND_POLICIES)[number];

/** The parties of an act. Whoever else has a share is somebody to whom the switch owes it. */
export const FEE_ROLES = ['acquirer', 'issuer', 'switch', 'member'] as const;

/**
 * Who receives a share: `acquirer`, `issuer`, `switch`, `member` (an incentive), or the name of
 * another party to whom the switch owes it (its `fee_payable` account), as QRIS gives shares to a
 * service provider and a standards body.
 */
export type FeeParty = string;

export interface FeeShare {
  readonly party: FeeParty;
  /** A plain decimal in any proportion to the other weights: "40", "0.4", "37.5". */
  readonly weight: string;
}

/**
 * One price: rate × amount, rounded once to the schedule's unit, plus a fixed sum, then held
 * between minimum and maximum. All amounts in sen. At least one of `rate` and `fixed` is given.
 */
export interface FeeComponent {
  readonly name: FeeComponentName;
  readonly payer: FeePayer;
  /** A fraction as a plain decimal: "0.007" is 0.7 %. */
  readonly rate?: string;
  readonly fixed?: Sen;
  readonly minimum?: Sen;
  readonly maximum?: Sen;
  readonly shares: readonly FeeShare[];
}

/**
 * What one kind of act costs. A field that is not given matches everything; a rule without
 * components is a decision that the act is free. See {@link assessFees} for which of several
 * matching rules wins.
 */
export interface FeeRule {
  readonly service: FeeService;
  readonly scope: FeeScope;
  /** The merchant's criterion as QRIS names it: UMI, UKE, UME, UBE, URE, PSO, BLU. */
  readonly criterion?: string;
  /** Book id of the one issuer it holds for. */
  readonly issuer?: number;
  /** Book id of the one acquirer it holds for. */
  readonly acquirer?: number;
  /** The tier: from this amount in sen (inclusive; none: from zero) … */
  readonly fromAmount?: Sen;
  /** … to below this amount in sen (exclusive; none: without end). */
  readonly toAmount?: Sen;
  /** Of a payment's MDR when it is refunded: given back in proportion unless told. */
  readonly refund?: RefundPolicy;
  readonly components: readonly FeeComponent[];
}

export interface FeeSchedule {
  readonly version: number;
  /** Fees and shares are multiples of this many sen: 100n is whole rupiah. */
  readonly unit: Sen;
  readonly rounding: Rounding;
  readonly rules: readonly FeeRule[];
}

export const DEFAULT_UNIT: Sen = 100n;

/** The parties outside of an act whom a schedule gives shares, in the order of their names. */
export function furtherParties(schedule: Pick<FeeSchedule, 'rules'>): FeeParty[] {
  const roles: readonly FeeParty[] = FEE_ROLES;
  const named = schedule.rules.flatMap(({ components }) =>
    components.flatMap(({ shares }) => shares.map(({ party }) => party)),
  );
  return [...new Set(named)].filter((party) => !roles.includes(party)).sort();
}
