import { invariant, parseMoney, type Sen } from '@app/core';

/** The sen of money that `@IsMoney` has let through. */
export function senOf(money: unknown): Sen {
  const parsed = parseMoney(money);
  invariant(parsed.ok, 'money that was not validated');
  return parsed.sen;
}
