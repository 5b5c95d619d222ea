/**
 * Simpul can't start. The message is for the person at the terminal: what happened, and what to do
 * about it. It never holds a password. The entry points print the message alone, without a stack,
 * and exit 1.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}

/** The SQLSTATE or the system's error code that an unknown error carries, if any. */
export function errorCode(error: unknown): string | undefined {
  return textOf(error, 'code');
}

/** The message of anything that was thrown; of a program that failed, what it said itself. */
export function errorText(error: unknown): string {
  const words = textOf(error, 'stderr') ?? textOf(error, 'message');
  if (words !== undefined) return words;
  // A host with several addresses fails once for each, without a message of the whole.
  if (error instanceof AggregateError) {
    return error.errors.map((one: unknown) => errorText(one)).join('; ');
  }
  return String(error);
}

function textOf(error: unknown, property: string): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const value: unknown = Reflect.get(error, property);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
