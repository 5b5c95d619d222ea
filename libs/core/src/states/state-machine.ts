/** A life told as a table: which states there are and which one may follow which. */
export interface StateMachine<S extends string> {
  readonly name: string;
  readonly initial: S;
  /** All states, the initial one first, then in the order of the table. */
  readonly states: readonly S[];
  readonly transitions: Readonly<Record<S, readonly S[]>>;
  /** Whether a thing in state `from` may enter state `to`; staying where it is is no move. */
  canMove(from: S, to: S): boolean;
  /** Whether nothing can follow. */
  isFinal(state: S): boolean;
  /** Whether a text, for instance from the database, names one of these states. */
  isState(text: string): text is S;
}

/**
 * What {@link defineStates} takes: a name for storage, the first state, and for each state the next
 * ones.
 */
export interface StateTable<S extends string> {
  readonly name: string;
  readonly initial: NoInfer<S>;
  readonly transitions: Readonly<Record<S, readonly NoInfer<S>[]>>;
}

/** Makes a typed machine of a table; a transition to an unknown state does not compile. */
export function defineStates<const S extends string>(table: StateTable<S>): StateMachine<S> {
  const { name, initial, transitions } = table;
  const isState = (text: string): text is S => Object.hasOwn(transitions, text);
  const listed = Object.keys(transitions).filter(isState);
  return {
    name,
    initial,
    states: [initial, ...listed.filter((state) => state !== initial)],
    transitions,
    canMove: (from, to) => transitions[from].includes(to),
    isFinal: (state) => transitions[state].length === 0,
    isState,
  };
}
