// What the wallets must hold after a run: computed from what was answered alone, by nothing of what is under test.
import { discountOf } from './acts.mjs';
import { doneBody } from './client.mjs';
import { OPENING_BALANCE } from './world.mjs';

const SEN = 100n;

/**
 * @param entries every act of the run with its last answer
 * @returns by account: sen that must be on it
 */
export function expectedBalances(people, entries) {
  const rupiah = new Map();
  const add = ([person, amount]) =>
    rupiah.set(person.wallet, (rupiah.get(person.wallet) ?? 0) + amount);
  for (const entry of entries) {
    if (entry.kind === 'reversal') {
      if (entry.reverses !== undefined && isReversed(entry)) {
        for (const [person, amount] of entry.reverses.effect) add([person, -amount]);
      }
    } else if (doneBody(entry) !== undefined) {
      for (const change of entry.effect) add(change);
    }
  }
  for (const { payment, part } of refundedParts(entries)) {
    add([payment.shop, discountBack(payment.rupiah, part)]);
  }
  const balances = new Map();
  for (const { wallet } of people.members) balances.set(wallet, OPENING_BALANCE);
  for (const { wallet } of people.merchants) balances.set(wallet, 0n);
  for (const [wallet, amount] of rupiah) {
    balances.set(wallet, balances.get(wallet) + BigInt(amount) * SEN);
  }
  return balances;
}

/** Whether the money went back: at once, or as it was seen at the end. */
function isReversed(entry) {
  return (entry.outcome ?? doneBody(entry))?.result === 'reversed';
}

/** Together, for each payment of which something was given back. */
function refundedParts(entries) {
  const parts = new Map();
  for (const entry of entries) {
    if (entry.refund === undefined || doneBody(entry) === undefined) continue;
    const { payment, part } = entry.refund;
    const known = parts.get(payment.entry) ?? { payment, part: 0 };
    parts.set(payment.entry, { payment, part: known.part + part });
  }
  return [...parts.values()];
}

/** However refunds were cut, as much of the discount is back as of the payment, in whole rupiah, half up. */
function discountBack(paid, refunded) {
  const share = BigInt(discountOf(paid)) * BigInt(refunded) * 2n + BigInt(paid);
  return Number(share / (BigInt(paid) * 2n));
}
