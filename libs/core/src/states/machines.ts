import { defineStates } from './state-machine.js';

/** A settlement cycle: collecting, cut off, netted, paid. */
export const cycleStates = defineStates({
  name: 'cycle',
  initial: 'OPEN',
  transitions: {
    OPEN: ['CLOSED'],
    CLOSED: ['NETTED'],
    NETTED: ['SETTLED'],
    SETTLED: [],
  },
});

/**
 * One attempt at paying a cycle. It may be aborted only before its first leg, that is before
 * SETTLING.
 */
export const settlementStates = defineStates({
  name: 'settlement',
  initial: 'PROPOSED',
  transitions: {
    PROPOSED: ['APPROVED', 'ABORTED'],
    APPROVED: ['SETTLING', 'ABORTED'],
    SETTLING: ['SETTLED'],
    SETTLED: [],
    ABORTED: [],
  },
});

/**
 * A cooperative's life in the network: an invitation may come to nothing, suspended ones come back or leave, and who
 * has left stays away. Only an active one moves money.
 */
export const cooperativeStates = defineStates({
  name: 'cooperative',
  initial: 'invited',
  transitions: {
    invited: ['training', 'left'],
    training: ['active', 'left'],
    active: ['suspended', 'left'],
    suspended: ['active', 'left'],
    left: [],
  },
});

/**
 * A wallet's life, and so that of the member or merchant whose wallet it is; a till's likewise. A frozen one begins
 * nothing new, a closed one is empty and stays closed.
 */
export const accountStates = defineStates({
  name: 'account',
  initial: 'open',
  transitions: {
    open: ['frozen', 'closed'],
    frozen: ['open', 'closed'],
    closed: [],
  },
});

/** A cash drawer: in use, out of use for a time, or for good. */
export const tillStates = defineStates({
  name: 'till',
  initial: 'open',
  transitions: {
    open: ['suspended', 'retired'],
    suspended: ['open', 'retired'],
    retired: [],
  },
});

/**
 * A teller at a till. `opening` lasts while the float is posted; `counted` means that the count was not what the books
 * say, so that nothing more happens at the till until it is counted again or the difference is approved.
 */
export const tillSessionStates = defineStates({
  name: 'till_session',
  initial: 'opening',
  transitions: {
    opening: ['open', 'failed'],
    open: ['counted', 'closed'],
    counted: ['closed'],
    closed: [],
    failed: [],
  },
});

/** A one-time code for taking out cash: it ends once, in one way. */
export const withdrawalCodeStates = defineStates({
  name: 'withdrawal_code',
  initial: 'open',
  transitions: {
    open: ['used', 'cancelled', 'locked', 'expired'],
    used: [],
    cancelled: [],
    locked: [],
    expired: [],
  },
});

/**
 * A hold. `captured` means closed by a capture: partial captures that leave a rest keep it open.
 */
export const obligationStates = defineStates({
  name: 'obligation',
  initial: 'open',
  transitions: {
    open: ['captured', 'voided', 'expired'],
    captured: [],
    voided: [],
    expired: [],
  },
});

/**
 * What one person asks and another agrees to. APPROVED lasts only while something is posted to the
 * ledger.
 */
export const approvalStates = defineStates({
  name: 'approval',
  initial: 'PENDING',
  transitions: {
    PENDING: ['APPROVED', 'REJECTED', 'CANCELLED', 'EXPIRED'],
    APPROVED: ['EXECUTED', 'FAILED'],
    EXECUTED: [],
    FAILED: [],
    REJECTED: [],
    CANCELLED: [],
    EXPIRED: [],
  },
});

/**
 * A fee schedule: drawn up, agreed to, in force from its time, replaced by another. One that is not
 * in force yet may be taken back.
 */
export const feeScheduleStates = defineStates({
  name: 'fee_schedule',
  initial: 'draft',
  transitions: {
    draft: ['approved', 'rejected'],
    approved: ['active', 'rejected'],
    active: ['retired'],
    retired: [],
    rejected: [],
  },
});

/**
 * A reversal that a terminal asked for: AWAITING another person's agreement, PENDING while funds or a cap don't let it
 * through, FAILED when it was tried for long enough and a person has to see to it.
 */
export const reversalStates = defineStates({
  name: 'reversal',
  initial: 'REQUESTED',
  transitions: {
    REQUESTED: ['AWAITING', 'PENDING', 'POSTED', 'REFUSED'],
    AWAITING: ['PENDING', 'POSTED', 'REFUSED'],
    PENDING: ['POSTED', 'REFUSED', 'FAILED'],
    POSTED: [],
    REFUSED: [],
    FAILED: [],
  },
});

/**
 * What somebody is asked to pay, a payment request or an invoice. Partly paid it stays `requested`; `paid` means to the
 * last sen.
 */
export const demandStates = defineStates({
  name: 'demand',
  initial: 'requested',
  transitions: {
    requested: ['paid', 'declined', 'expired', 'cancelled'],
    paid: [],
    declined: [],
    expired: [],
    cancelled: [],
  },
});

/** One payment of a demand: its amount is set aside until the ledger's decision is known. */
export const demandPaymentStates = defineStates({
  name: 'demand_payment',
  initial: 'reserved',
  transitions: {
    reserved: ['posted', 'refused'],
    posted: [],
    refused: [],
  },
});

/** What is given back of a transfer: refund upon refund, or all of it by one reversal. */
export const returnObligationStates = defineStates({
  name: 'return_obligation',
  initial: 'open',
  transitions: {
    open: ['reversed'],
    reversed: [],
  },
});

/**
 * Money at the settlement bank: what comes in is booked at once; what leaves is reserved, and then paid out or given up.
 */
export const fundsStates = defineStates({
  name: 'funds',
  initial: 'REQUESTED',
  transitions: {
    REQUESTED: ['POSTED', 'RESERVED', 'REFUSED'],
    RESERVED: ['COMMITTING', 'ABORTING'],
    COMMITTING: ['POSTED'],
    ABORTING: ['ABORTED'],
    POSTED: [],
    ABORTED: [],
    REFUSED: [],
  },
});

/** A line of the settlement bank's statement: ours too, or a break that two persons resolve. */
export const bankLineStates = defineStates({
  name: 'bank_line',
  initial: 'UNMATCHED',
  transitions: {
    UNMATCHED: ['MATCHED', 'SUSPENSE', 'RESOLVED'],
    SUSPENSE: ['RESOLVED'],
    MATCHED: [],
    RESOLVED: [],
  },
});

/** A claim that a transfer was wrong. */
export const disputeStates = defineStates({
  name: 'dispute',
  initial: 'OPEN',
  transitions: {
    OPEN: ['ANSWERED', 'UPHELD', 'DISMISSED', 'WITHDRAWN'],
    ANSWERED: ['UPHELD', 'DISMISSED', 'WITHDRAWN'],
    UPHELD: [],
    DISMISSED: [],
    WITHDRAWN: [],
  },
});

export type FundsState = keyof typeof fundsStates.transitions;
export type BankLineState = keyof typeof bankLineStates.transitions;
export type DisputeState = keyof typeof disputeStates.transitions;
export type CycleState = keyof typeof cycleStates.transitions;
export type SettlementState = keyof typeof settlementStates.transitions;
export type CooperativeState = keyof typeof cooperativeStates.transitions;
export type ObligationState = keyof typeof obligationStates.transitions;
export type ReturnObligationState = keyof typeof returnObligationStates.transitions;
export type ReversalState = keyof typeof reversalStates.transitions;
export type ApprovalState = keyof typeof approvalStates.transitions;
export type TillState = keyof typeof tillStates.transitions;
export type TillSessionState = keyof typeof tillSessionStates.transitions;
export type WithdrawalCodeState = keyof typeof withdrawalCodeStates.transitions;
export type DemandState = keyof typeof demandStates.transitions;
export type DemandPaymentState = keyof typeof demandPaymentStates.transitions;
export type FeeScheduleState = keyof typeof feeScheduleStates.transitions;

/** A state machine as data, whatever its states. */
export interface StateMachineData {
  readonly name: string;
  readonly initial: string;
  readonly states: readonly string[];
  readonly transitions: Readonly<Record<string, readonly string[]>>;
}

/**
 * Every machine, so that the database's table of allowed transitions is seeded from these and no
 * other.
 */
export const allStateMachines: readonly StateMachineData[] = [
  cycleStates,
  settlementStates,
  cooperativeStates,
  accountStates,
  obligationStates,
  returnObligationStates,
  tillStates,
  tillSessionStates,
  withdrawalCodeStates,
  demandStates,
  demandPaymentStates,
  fundsStates,
  bankLineStates,
  disputeStates,
];
