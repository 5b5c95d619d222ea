import type { FailureDetail, LegDraft, RefusalCode, Sen, TransferType } from '@app/core';

/**
 * An account that must be open for this act; the role decides which refusal its freezing or closing gives.
 * Acts that finish something begun (capture, settlement) have no gates.
 */
export interface Gate {
  readonly account: number;
  readonly role: 'payer' | 'payee';
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
 * A change of a bound. `set` with `plusAssetsOf` sets the bound to an amount plus what an asset account holds
 * at that instant: a net debit cap is an unsecured line plus the prefunded liquidity.
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
  /** The hold or payment that this act completes. */
  readonly original?: string;
  readonly description?: string;
  readonly legs: readonly LegDraft<number>[];
  readonly gates?: readonly Gate[];
  readonly usageLimits?: readonly UsageLimit[];
  readonly hold?: HoldPlacement;
  readonly completion?: Completion;
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
