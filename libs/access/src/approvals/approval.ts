import type { ApprovalState, Failure, FailureDetail, Result, Sen } from '@app/core';
import type { EntityManager } from 'typeorm';
import type { Identity, Role } from '../identity.js';

/** What one person asks and another has to agree to. All ids are uuids, all times the network's. */
export interface Approval<P = unknown> {
  readonly uid: string;
  readonly network: number;
  /** null: a matter of the whole network. */
  readonly cooperative: string | null;
  readonly kind: string;
  /** What it is about; there is one open request of a kind about one subject. */
  readonly subject: string;
  /** Never changes. Holds no name, phone number or NIK. */
  readonly payload: P;
  /** What goes from one cooperative's people to another's by it; null: it is not of that kind. */
  readonly between: (BetweenCooperatives & { readonly isJoint: boolean }) | null;
  /** Of a joint one: who agreed so far, and for which cooperative. */
  readonly agreements: readonly Agreement[];
  /** Over all that was asked and the maker; 64 hex digits. */
  readonly payloadHash: string;
  readonly maker: string;
  /** Who approved or rejected it; of a joint one, who agreed last. */
  readonly checker: string | null;
  /** The maker's. */
  readonly reason: string | null;
  /** The checker's, or that of a maker who took it back. */
  readonly remark: string | null;
  readonly state: ApprovalState;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly decidedAt: Date | null;
  readonly endedAt: Date | null;
  /** EXECUTED: what came of it. FAILED: `code` and what belongs to it. */
  readonly outcome: FailureDetail | null;
}

/**
 * An act between two cooperatives. Above the network's limit for it (`joint_approval_above`, asked when the request is made)
 * it is joint: a treasurer or manager of either has to agree, instead of one of the kind's checkers.
 */
export interface BetweenCooperatives {
  /** Uuids, of two. */
  readonly cooperatives: readonly [string, string];
  readonly amount: Sen;
}

/** Somebody's word for one of the two cooperatives of a joint request. */
export interface Agreement {
  readonly cooperative: string;
  readonly person: string;
  readonly agreedAt: Date;
}

/** Facts about what was done, such as the uuid of the transfer; no personal data. */
export type Executed = FailureDetail;

/** What a room registers about one kind of act that two persons must agree to. */
export type ApprovalKind<P> = KindFacts<P> & (RowsKind<P> | LedgerKind<P>);

interface KindFacts<P> {
  /** `fee_schedule`, `cash_difference`: lower case and underscores. */
  readonly name: string;
  /** For people: what is asked. */
  readonly title: { readonly id: string; readonly en: string };
  /** Who may ask, with the network or cooperative that the approval is of. */
  readonly makers: readonly Role[];
  /** Who may approve or reject, likewise. A person who is the maker never may. */
  readonly checkers: readonly Role[];
  /** Reads a stored payload; undefined for what is not of this kind's form. */
  readonly read: (payload: unknown) => P | undefined;
  /** What the checker is shown, in the form of the wire (ids encoded, money as money). */
  readonly describe: (approval: Approval<P>) => Readonly<Record<string, unknown>>;
  /**
   * Whether it can be done as things stand: asked at the request and once more in the approving
   * transaction, before anything is executed. Answers undefined when it can.
   */
  readonly validate?: (tx: EntityManager, approval: Approval<P>) => Promise<Failure | undefined>;
  /** Called in the transaction in which a request ends without having been approved. */
  readonly refused?: (tx: EntityManager, approval: Approval<P>) => Promise<void>;
}

/** Changes rows only: executed in the approving transaction, so it is done or it is not approved. */
interface RowsKind<P> {
  readonly execution: 'in_transaction';
  /**
   * What it writes through `tx` is undone when it answers a failure, and the approval is FAILED.
   * It may run again (after a deadlock), so it must have no effect outside of `tx`.
   */
  readonly execute: (
    tx: EntityManager,
    approval: Approval<P>,
    checker: Identity,
  ) => Promise<Result<Executed>>;
  /** After the commit: for forgetting what a process remembers. */
  readonly executed?: (approval: Approval<P>) => void;
}

/**
 * Posts to the ledger: the decision is committed first, then posted under {@link approvalKey}, then
 * the end is recorded. Whatever interrupts this, the next one who approves or the worker goes on.
 */
interface LedgerKind<P> {
  readonly execution: 'ledger';
  /**
   * Posts with `key: approvalKey(approval)` and `principal: approval.maker`, and answers what the
   * ledger decided; asked again it must answer the same. While that is unknown (`outcome_unknown`,
   * `overloaded`, `database_unavailable`, `shutting_down`, or whatever is thrown) the approval stays
   * APPROVED, and what `sql` did is undone. `sql` is for rows that belong to it: they are committed together
   * with the end of the approval.
   */
  readonly post: (sql: EntityManager, approval: Approval<P>) => Promise<Result<Executed>>;
}

/** The idempotency key under which an approved act is posted, whoever posts it and how often. */
export function approvalKey(approval: Pick<Approval, 'uid'>): string {
  return `approval-${approval.uid}`;
}

export interface ApprovalRequest {
  readonly network: number;
  /** Uuid; none: a matter of the whole network. */
  readonly cooperative?: string | null | undefined;
  readonly kind: string;
  readonly subject: string;
  /** JSON of strings, booleans, whole numbers, lists and objects; amounts as text in sen. */
  readonly payload: object;
  /** What is an act between two cooperatives says so. */
  readonly between?: BetweenCooperatives | undefined;
  readonly reason?: string | undefined;
}

export interface ApprovalDecision {
  /** Of what the checker has read. */
  readonly payloadHash: string;
  readonly remark?: string | undefined;
}

export interface ApprovalQuery {
  /** Number of the network. */
  readonly network: number;
  readonly state?: ApprovalState | undefined;
  readonly kind?: string | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}
