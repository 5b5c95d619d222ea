import fc from 'fast-check';
import { ACCOUNT_STATUSES } from '../accounts/index.js';
import {
  accountStates,
  allStateMachines,
  approvalStates,
  cooperativeStates,
  cycleStates,
  feeScheduleStates,
  obligationStates,
  returnObligationStates,
  reversalStates,
  settlementStates,
} from './index.js';

/** Every pair of states that a machine allows, as "FROM→TO". */
function movesOf<S extends string>(machine: {
  readonly states: readonly S[];
  canMove(from: S, to: S): boolean;
}): string[] {
  return machine.states.flatMap((from) =>
    machine.states.filter((to) => machine.canMove(from, to)).map((to) => `${from}→${to}`),
  );
}

describe('state machines', () => {
  it('let a cycle only move forward', () => {
    expect(movesOf(cycleStates)).toEqual(['OPEN→CLOSED', 'CLOSED→NETTED', 'NETTED→SETTLED']);
  });

  it('let a settlement be aborted only before its first leg', () => {
    expect(movesOf(settlementStates)).toEqual([
      'PROPOSED→APPROVED',
      'PROPOSED→ABORTED',
      'APPROVED→SETTLING',
      'APPROVED→ABORTED',
      'SETTLING→SETTLED',
    ]);
  });

  it('let a suspended cooperative come back, and one that has left never', () => {
    expect(movesOf(cooperativeStates)).toEqual([
      'invited→training',
      'invited→left',
      'training→active',
      'training→left',
      'active→suspended',
      'active→left',
      'suspended→active',
      'suspended→left',
    ]);
  });

  it('let an account be frozen and opened again, and closed for good', () => {
    expect(movesOf(accountStates)).toEqual([
      'open→frozen',
      'open→closed',
      'frozen→open',
      'frozen→closed',
    ]);
    expect(accountStates.states).toEqual(ACCOUNT_STATUSES);
  });

  it('let a request be decided once, and only what was approved be executed', () => {
    expect(movesOf(approvalStates)).toEqual([
      'PENDING→APPROVED',
      'PENDING→REJECTED',
      'PENDING→CANCELLED',
      'PENDING→EXPIRED',
      'APPROVED→EXECUTED',
      'APPROVED→FAILED',
    ]);
  });

  it('let a fee schedule come into force only approved, and once', () => {
    expect(movesOf(feeScheduleStates)).toEqual([
      'draft→approved',
      'draft→rejected',
      'approved→active',
      'approved→rejected',
      'active→retired',
    ]);
  });

  it('let a hold end once, in one way', () => {
    expect(movesOf(obligationStates)).toEqual(['open→captured', 'open→voided', 'open→expired']);
  });

  it('let a transfer be reversed once, for good', () => {
    expect(movesOf(returnObligationStates)).toEqual(['open→reversed']);
  });

  it('let a reversal come to one end, after waiting for funds or for another person', () => {
    expect(movesOf(reversalStates)).toEqual([
      'REQUESTED→AWAITING',
      'REQUESTED→PENDING',
      'REQUESTED→POSTED',
      'REQUESTED→REFUSED',
      'AWAITING→PENDING',
      'AWAITING→POSTED',
      'AWAITING→REFUSED',
      'PENDING→POSTED',
      'PENDING→REFUSED',
      'PENDING→FAILED',
    ]);
  });

  it('tell their states apart from any other text', () => {
    expect(cycleStates.isState('OPEN')).toBe(true);
    for (const text of ['open', '', 'toString', '__proto__', 'constructor']) {
      expect(cycleStates.isState(text)).toBe(false);
    }
  });

  it('as data name only states that they list, and reach all from the initial one', () => {
    expect(new Set(allStateMachines.map(({ name }) => name)).size).toBe(allStateMachines.length);
    for (const { initial, states, transitions } of allStateMachines) {
      expect(states[0]).toBe(initial);
      expect(Object.keys(transitions).sort()).toEqual([...states].sort());
      const reached = new Set([initial]);
      for (const state of reached) for (const next of transitions[state] ?? []) reached.add(next);
      expect([...reached].sort()).toEqual([...states].sort());
    }
  });

  it('end wherever one keeps moving, except that a cooperative or account may come and go', () => {
    const machines = [cycleStates, settlementStates, obligationStates];
    fc.assert(
      fc.property(fc.constantFrom(...machines), fc.array(fc.nat(9)), (machine, choices) => {
        const { initial, states, transitions }: (typeof allStateMachines)[number] = machine;
        let state = initial;
        let moves = 0;
        for (const choice of choices) {
          const next = transitions[state] ?? [];
          if (next.length === 0) break;
          state = next[choice % next.length] ?? state;
          moves += 1;
        }
        expect(moves).toBeLessThan(states.length);
      }),
    );
  });

  it('know which states are final', () => {
    expect(cycleStates.isFinal('SETTLED')).toBe(true);
    expect(cycleStates.isFinal('NETTED')).toBe(false);
    expect(cooperativeStates.isFinal('left')).toBe(true);
  });
});
