import type { Sen } from '@app/core';

/** What a tier may be forbidden: an unregistered member's money neither goes to a person nor becomes cash. */
export const FORBIDDABLE_ACTS = ['transfer', 'withdrawal'] as const;
export type ForbiddableAct = (typeof FORBIDDABLE_ACTS)[number];

/**
 * Bounds on one kind of acts of one account, in sen and acts; days and months are those of the network's time zone. A
 * bound that is absent does not exist.
 */
export interface FlowLimits {
  readonly perAct?: Sen | undefined;
  readonly perDayAmount?: Sen | undefined;
  readonly perDayCount?: number | undefined;
  readonly perMonthAmount?: Sen | undefined;
  readonly perMonthCount?: number | undefined;
}

/** A lower bound on what a new member spends in a day. */
export interface CoolingOff {
  /** Days of 24 hours since the member joined. */
  readonly days: number;
  readonly perDayAmount: Sen;
}

/** What a member of one tier may do. The first four bound all that leaves the wallet, by whatever act. */
export interface TierLimits {
  /** In one act. */
  readonly perPayment: Sen;
  readonly perDayAmount: Sen;
  readonly perDayCount: number;
  readonly perMonthAmount: Sen;
  readonly perMonthCount?: number | undefined;
  /** Between two acts that take from the wallet. */
  readonly minimumIntervalSeconds?: number | undefined;
  readonly coolingOff?: CoolingOff | undefined;
  /** None unless told. */
  readonly forbids?: readonly ForbiddableAct[] | undefined;
  /** Of what leaves the wallet, what leaves it as cash. */
  readonly cashOut?: FlowLimits | undefined;
  /** What the wallet may hold. */
  readonly balanceMaximum?: Sen | undefined;
  /** What may come in by deposits and transfers; money that is given back does not count. */
  readonly perMonthIncoming?: Sen | undefined;
}

export interface MerchantLimits {
  readonly sales?: FlowLimits | undefined;
  readonly refunds?: FlowLimits | undefined;
}

/** All limits of a network. */
export interface Limits {
  readonly unregistered: TierLimits;
  readonly registered: TierLimits;
  /** What each till pays out. */
  readonly till?: FlowLimits | undefined;
  /** Of each merchant that has none of its own. */
  readonly merchant?: MerchantLimits | undefined;
  /** Cash of one member in one day from which it is listed for reporting, in sen. */
  readonly largeCash?: Sen | undefined;
}
