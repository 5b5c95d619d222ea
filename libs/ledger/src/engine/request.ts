import type { FailureDetail, LegDraft, RefusalCode, Sen, TransferType } from '@app/core';

/**
 * An account that must be open for this act; the role decides which refusal its freezing or closing gives.
 * Acts that finish something begun (capture, settlement) have no gates.
 */
export interface Gate {
  readonly account: number;
  /** `till`: the account of a till is frozen while no session is open, and gives `till_closed`. */
  readonly role: 'payer' | 'payee' | 'till';
  /** Only a closed account refuses: money that is given back reaches a frozen wallet too. */
  readonly evenIfFrozen?: true;
}

/**
 * A limit on what an account does in a day or month of the network's calendar. Counted in the batch, whether
 * or not there is a maximum, so that a limit set later knows what was done before.
 */
export interface UsageLimit {
  readonly name: string;
  readonly account: number;
  /** A small number that tells apart what is counted (spending, receiving, …). */
  readonly kind: number;
  readonly period: 'day' | 'month';
  readonly amount: Sen;
  readonly maximumAmount?: Sen;
  readonly maximumCount?: number;
  /**
   * Seconds that must have passed since the last act that was counted with such an interval, for
   * any reason. An account's pace is remembered only by acts that ask for one.
   */
  readonly minimumIntervalSeconds?: number;
  /** A lower maximum while the batch's time is before `untilUs` (microseconds since 1970): a newcomer's first days. */
  readonly atFirst?: {
    readonly name: string;
    readonly untilUs: bigint;
    readonly maximumAmount: Sen;
  };
}

/**
 * Gives back to an account's counters what a hold had counted of it in both periods and what was
 * never done. An amount of the batch's own day goes back to day and month, one of an earlier day of
 * its month to the month alone, an older one nowhere. Counters never fall below zero.
 */
export interface UsageReturn {
  readonly account: number;
  readonly kind: number;
  /** yyyymmdd in the network's calendar on which it was counted. */
  readonly day: number;
  readonly amount: Sen;
  /** Acts that are given back: 1 unless told; 0 for the rest of a hold that was captured in part. */
  readonly count?: number;
}

/**
 * What an account may hold at most after this act, in sen, judged on posted + held credits + what
 * this act adds. An act that adds nothing is never refused for it.
 */
export interface Ceiling {
  readonly account: number;
  readonly maximum: Sen;
  /** Told as `limit` in the refusal's detail. */
  readonly name: string;
}

/**
 * Gives back a posted transfer, in part (`refund`, any number of times) or whole and once
 * (`reversal`). The request's amount is what is given back; its `original` is that transfer.
 */
export interface ReturnOf {
  readonly transfer: string;
  /** The amount of that transfer, in sen. */
  readonly whole: Sen;
  /**
   * What of it had been given back when the legs were computed; shares of fees are cumulative. If
   * it is another amount by now, nothing is stored and the outcome is `returned_meanwhile`.
   */
  readonly before: Sen;
  readonly kind: 'refund' | 'reversal';
}

/**
 * Legs that are posted with the act only if `account` is open and every bound and ceiling allows
 * them: cashback while its budget lasts. Otherwise the act is posted without them.
 */
export interface CoveredLegs {
  readonly account: number;
  readonly legs: readonly LegDraft<number>[];
}

/**
 * What one of a pair may come to owe the other within a cycle, in sen; null: counted, and without a maximum. The pair is
 * named by its two position accounts in the switch's book, the lower number first, and counted by legs between them.
 */
export interface BilateralLimit {
  readonly low: number;
  readonly high: number;
  readonly lowOwes: Sen | null;
  readonly highOwes: Sen | null;
  /** What a hold will make the low one owe the high one when it is captured; negative the other way round. */
  readonly expected?: Sen;
}

/** `debit` reserves money that will leave the account by a debit; `credit` the like for credits. */
export interface HoldLine {
  readonly account: number;
  readonly side: 'debit' | 'credit';
  readonly amount: Sen;
}

/** Places a hold: the request's id becomes the obligation's. */
export interface HoldPlacement {
  readonly lines: readonly HoldLine[];
  /** What its captures will make the issuer owe the acquirer, fees included: the request's amount unless told. */
  readonly owes?: Sen;
  readonly expiresInSeconds: number;
}

/**
 * Ends a hold or a part of it. `release` says what of each line is freed; a capture's legs are then checked
 * against what was freed. `final` closes the obligation and must free all that remains.
 */
export type Completion =
  | {
      readonly kind: 'capture';
      readonly obligation: string;
      readonly release: readonly HoldLine[];
      readonly final: boolean;
    }
  | { readonly kind: 'void'; readonly obligation: string }
  | { readonly kind: 'expiry'; readonly obligation: string };

/**
 * A change of a bound. `set` with `plusAssetsOf` sets the bound to an amount plus what an asset account has
 * at that instant and nothing reserves: a net debit cap is an unsecured line plus the prefunded liquidity, less what
 * of it is reserved to be paid out.
 */
export type BoundChange =
  | { readonly account: number; readonly bound: 'maximum' | 'minimum'; readonly add: Sen }
  | {
      readonly account: number;
      readonly bound: 'maximum' | 'minimum';
      readonly set: Sen | null;
      readonly plusAssetsOf?: number;
    };

export interface StatusChange {
  readonly account: number;
  readonly to: 'open' | 'frozen' | 'closed';
  /**
   * Refused with `account_not_empty` unless nothing is on the account and nothing held after this act; what is closed
   * always has to be empty. So a till is closed only by the count that equals the books.
   */
  readonly empty?: true;
}

/**
 * A right that is used up once and for ever, by whoever comes first: a payment code that is paid one time. The act that takes it is
 * refused with `code` if another one took it before; an act that is refused takes nothing.
 */
export interface Ticket {
  /** Uuid of what is used up. */
  readonly id: string;
  readonly code: RefusalCode;
}

/** A request of which the engine decides, in one batch, whether and how it takes effect. */
export interface PostingRequest {
  /** UUIDv7 of the transfer; kept on every resubmission. */
  readonly id: string;
  readonly network: number;
  /** Person or program on whose behalf: the scope of `key` and `reference`. */
  readonly principal: string;
  /** The client's idempotency key, 1–255 visible characters. */
  readonly key: string;
  /** 32 hex digits over what was asked: the same key with another hash is refused. */
  readonly requestHash: string;
  /** The client's own reference, unique per principal. */
  readonly reference?: string;
  readonly type: TransferType;
  readonly amount: Sen;
  readonly payer?: number;
  readonly payee?: number;
  /** Book ids. */
  readonly issuer?: number;
  readonly acquirer?: number;
  readonly feeVersion?: number;
  /**
   * The hold or payment that this act completes or returns; taken from `completion` or `returnOf`
   * if it has one.
   */
  readonly original?: string;
  readonly description?: string;
  readonly legs: readonly LegDraft<number>[];
  readonly gates?: readonly Gate[];
  readonly usageLimits?: readonly UsageLimit[];
  readonly usageReturns?: readonly UsageReturn[];
  readonly ceilings?: readonly Ceiling[];
  /** Every pair with a bilateral cap between which the legs move anything. */
  readonly bilateral?: readonly BilateralLimit[];
  readonly hold?: HoldPlacement;
  /** A capture is posted under its act's own type, as a payment or withdrawal. */
  readonly completion?: Completion;
  readonly returnOf?: ReturnOf;
  readonly whileCovered?: CoveredLegs;
  readonly ticket?: Ticket;
  readonly bounds?: readonly BoundChange[];
  readonly statuses?: readonly StatusChange[];
  /**
   * A refusal that rules of `epoch` demand (a suspended cooperative, a limit on the act alone). Stored like any
   * other decision of the batch, after the gates have been asked.
   */
  readonly refusal?: { readonly code: RefusalCode; readonly detail?: FailureDetail };
  /** The rules' epoch under which legs and fees were computed; absent when no rule was read. */
  readonly epoch?: bigint;
  /** Refused with `code` when the batch's time is later (microseconds since 1970). */
  readonly notAfter?: { readonly us: bigint; readonly code: RefusalCode };
}
