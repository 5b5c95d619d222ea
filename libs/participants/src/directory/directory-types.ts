import type { CooperativeState, FeeSchedule } from '@app/core';
import type { BilateralLimit } from '@app/ledger';

import type { FlowLimits, Limits, MerchantLimits } from '../limits/limits.js';

/** The classes of merchants that QRIS knows; a fee rule may name one. */
export const MERCHANT_CRITERIA = ['UMI', 'UKE', 'UME', 'UBE', 'URE', 'PSO', 'BLU'] as const;
export type MerchantCriterion = (typeof MERCHANT_CRITERIA)[number];

/** How well a cooperative knows its member: the regulator sets other limits for each. */
export const MEMBER_TIERS = ['unregistered', 'registered'] as const;
export type MemberTier = (typeof MEMBER_TIERS)[number];

/** A set of cooperatives with its own calendar, clock and books. None of this ever changes. */
export interface Network {
  /** The small number that the ledger and a token know it by. */
  readonly id: number;
  readonly uid: string;
  readonly name: string;
  /** Real money; the clock of a network that is not live may be moved. */
  readonly live: boolean;
  /** For developers: some amounts come to what they want to see. Never live. */
  readonly sandbox: boolean;
  /** IANA name, e.g. Asia/Jakarta. */
  readonly timeZone: string;
}

/** Days of the week, as they stand in the order of ISO 8601: Monday is the first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When a network's settlement cycles are cut off. */
export interface Calendar {
  readonly timeZone: string;
  /** Times of day, "16:00", in order; none: only the operator closes a cycle. */
  readonly cutoffs: readonly string[];
  /** Instead of `cutoffs` on certain days of the week; an empty list: no cut-off on that day. */
  readonly weekdayCutoffs: ReadonlyMap<Weekday, readonly string[]>;
  readonly skipSundays: boolean;
  /** Days without a cut-off, "2025-03-31", in order. */
  readonly holidays: readonly string[];
}

/** The ledger's numbers of a cooperative's own accounts. */
export interface CooperativeAccounts {
  readonly clearing: number;
  readonly feeIncome: number;
  readonly interchangeIncome: number;
  readonly switchFeeExpense: number;
  readonly bank: number;
  readonly settlementDeposit: number;
  readonly openingBalance: number;
  readonly vault: number;
  readonly interchangeExpense: number;
  readonly incentiveExpense: number;
  readonly incentiveBudget: number;
  readonly tradePayable: number;
  readonly tradeReceivable: number;
  readonly receivable: number;
  readonly cashDifference: number;
  readonly suspense: number;
  /** In the switch's book. */
  readonly position: number;
  /** In the switch's book. */
  readonly liquidity: number;
}

/** The ledger's numbers of the switch's own accounts. */
export interface SwitchAccounts {
  readonly book: number;
  readonly switchFeeIncome: number;
  readonly settlementBank: number;
  readonly suspense: number;
  /** Set aside for cashback that the switch sponsors. */
  readonly incentiveBudget: number;
  /** Party of a fee schedule other than acquirer, issuer and switch → where the switch owes it. */
  readonly feePayable: ReadonlyMap<string, number>;
}

export interface Cooperative {
  readonly uid: string;
  /** Its book; in fee and netting code this number is the cooperative. */
  readonly book: number;
  readonly network: number;
  readonly name: string;
  readonly shortName: string;
  readonly city: string;
  readonly state: CooperativeState;
  readonly accounts: CooperativeAccounts;
  /** Of a sandbox: switched off, so that what it takes part in gets no answer. */
  readonly isUnreachable?: true | undefined;
}

/**
 * A member. Nothing but the tier ever changes, and that only with the network's epoch. Whether the wallet is frozen
 * or closed only the ledger knows.
 */
export interface Member {
  readonly uid: string;
  /** Uuid of the home cooperative. */
  readonly cooperative: string;
  readonly book: number;
  readonly network: number;
  /** Uuid of the person, whose name and phone stand in `@app/access`. */
  readonly person: string;
  /** The number that the cooperative knows the member by. */
  readonly number: string;
  readonly tier: MemberTier;
  /** The wallet's number in the ledger. */
  readonly wallet: number;
  readonly walletUid: string;
  /** In the network's time. */
  readonly joinedAt: Date;
}

/** What one cashier of a shop may give back; absent bounds don't exist. */
export interface CashierLimits {
  /** Uuid. */
  readonly person: string;
  /** Small, and this cashier's in this shop for ever: what the ledger counts is kept apart by it. */
  readonly number: number;
  readonly limits: Pick<FlowLimits, 'perAct' | 'perDayAmount' | 'perDayCount'>;
}

export interface Merchant {
  readonly uid: string;
  /** Uuid of the cooperative whose merchant it is. */
  readonly cooperative: string;
  readonly book: number;
  readonly network: number;
  readonly ownerPerson: string;
  /** Of the shop; not a person's. */
  readonly name: string;
  readonly criterion: MerchantCriterion;
  /** The wallet's number in the ledger. */
  readonly wallet: number;
  readonly walletUid: string;
  /** Its own instead of the network's for all merchants, bound by bound; absent if it has none. */
  readonly limits?: MerchantLimits | undefined;
  /** Of those of its cashiers who were ever given any; absent if none was. */
  readonly cashiers?: readonly CashierLimits[] | undefined;
}

/** All that decides about an act before the ledger is asked, as it stood at one epoch. */
export interface Rules {
  readonly epoch: bigint;
  /** null: no schedule was ever activated, so nothing can be charged and no payment made. */
  readonly schedule: FeeSchedule | null;
  readonly feeVersion: number | null;
  readonly limits: Limits;
  /** By book. */
  readonly cooperatives: ReadonlyMap<number, Cooperative>;
  /** Between two cooperatives, by their positions, "low/high"; absent where none was ever agreed upon. */
  readonly bilateralLimits?: ReadonlyMap<string, BilateralLimit> | undefined;
  readonly switchAccounts: SwitchAccounts;
  /** Absent for every network in which people pay. */
  readonly isSandbox?: true | undefined;
}
