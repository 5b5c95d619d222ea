/**
 * Something that can't be true is true: a bug or a damaged database. Business code never catches it; the edge
 * answers 500 with the request id and raises an alarm.
 */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Throws {@link InvariantError} unless `condition` holds. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** Proof for the compiler that a switch is exhaustive. */
export function assertNever(value: never, what: string): never {
  throw new InvariantError(`unexpected ${what}: ${String(value)}`);
}
