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
 * A cooperative's life in the network: suspended ones come back or leave, and who has left stays
 * away.
 */
export const cooperativeStates = defineStates({
  name: 'cooperative',
  initial: 'invited',
  transitions: {
    invited: ['training'],
    training: ['active'],
    active: ['suspended', 'left'],
    suspended: ['active', 'left'],
    left: [],
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

export type CycleState = keyof typeof cycleStates.transitions;
export type SettlementState = keyof typeof settlementStates.transitions;
export type CooperativeState = keyof typeof cooperativeStates.transitions;
export type ObligationState = keyof typeof obligationStates.transitions;

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
  obligationStates,
];
