import { invariant } from '../errors/index.js';
import { allocateByIntegers, sumSen } from '../money/index.js';
import type { Sen } from '../money/index.js';
import { addLeg } from './leg.js';
import type { LegDraft } from './leg.js';
import type { MdrSplit } from './payment.js';

/** The accounts of a payment that is given back. */
export interface RefundAccounts<A> {
  /** In the issuer's book; `payer` is the wallet, or suspense where the wallet is closed. */
  readonly issuer: {
    readonly payer: A;
    readonly clearing: A;
    readonly interchangeIncome: A;
  };
  /** In the acquirer's book. */
  readonly acquirer: {
    readonly clearing: A;
    readonly merchant: A;
    readonly feeIncome: A;
    readonly switchFeeExpense: A;
  };
  /** In the switch's book. */
  readonly switch: {
    readonly issuerPosition: A;
    readonly acquirerPosition: A;
    readonly switchFeeIncome: A;
  };
  readonly onUs: boolean;
}

/**
 * Gives back R of a payment, and r of its merchant discount by the shares that are returned. The acquirer's cap is
 * used.
 *
 * | issuer's book | acquirer's book | switch's book |
 * |---|---|---|
 * | cl→payer R; ii→cl rI | merchant→cl R−r; fi→cl rA | pA→pI R; pI→pA rI; sfi→pA rS |
 *
 * On-us: fi→merchant r; merchant→payer R; cl→se rS, and sfi→p rS at the switch. Throws InvariantError if more of
 * the discount is returned than is refunded.
 */
export function refundLegs<A>(
  accounts: RefundAccounts<A>,
  amount: Sen,
  returned: MdrSplit<A>,
): LegDraft<A>[] {
  const others = returned.others ?? [];
  const owed = sumSen(others.map((share) => share.amount));
  const total = returned.acquirer + returned.issuer + returned.switch + owed;
  invariant(total <= amount, 'a refund returns more of the discount than of the payment');
  const { issuer, acquirer, switch: hub } = accounts;
  const legs: LegDraft<A>[] = [];
  if (accounts.onUs) {
    addLeg(legs, 'mdr', acquirer.feeIncome, acquirer.merchant, total);
    addLeg(legs, 'principal', acquirer.merchant, issuer.payer, amount);
    addLeg(
      legs,
      'switch_fee',
      acquirer.clearing,
      acquirer.switchFeeExpense,
      returned.switch + owed,
    );
  } else {
    addLeg(legs, 'principal', issuer.clearing, issuer.payer, amount);
    addLeg(legs, 'interchange', issuer.interchangeIncome, issuer.clearing, returned.issuer);
    addLeg(legs, 'principal', acquirer.merchant, acquirer.clearing, amount - total);
    addLeg(legs, 'mdr', acquirer.feeIncome, acquirer.clearing, returned.acquirer);
    addLeg(legs, 'principal', hub.acquirerPosition, hub.issuerPosition, amount);
    addLeg(legs, 'interchange', hub.issuerPosition, hub.acquirerPosition, returned.issuer);
  }
  addLeg(legs, 'switch_fee', hub.switchFeeIncome, hub.acquirerPosition, returned.switch);
  for (const { account, amount: share } of others) {
    addLeg(legs, 'switch_fee', account, hub.acquirerPosition, share);
  }
  return legs;
}

/** What was charged of a payment, and what of it went back with earlier refunds; in sen, in one order. */
export interface ChargedShare {
  readonly charged: Sen;
  readonly returned: Sen;
}

/**
 * How much of each share of the merchant discount goes back with this refund, in sen.
 *
 * Of the whole discount, round(discount × refunded so far ÷ paid) is back after this refund, half up to the unit; what
 * this refund adds is split in proportion to what of each share is still out, by largest remainder. So after the last
 * refund exactly every share is back, however the refunds were cut, and none is ever taken twice.
 *
 * @param paid the payment · `before` what was refunded of it before · `amount` what is now · `unit` of the schedule.
 */
export function discountToReturn(refund: {
  readonly shares: readonly ChargedShare[];
  readonly paid: Sen;
  readonly before: Sen;
  readonly amount: Sen;
  readonly unit: Sen;
}): Sen[] {
  const { shares, paid, before, amount, unit } = refund;
  invariant(paid > 0n && before >= 0n && before + amount <= paid, 'a refund above its payment');
  const charged = sumSen(shares.map((share) => share.charged));
  const returned = sumSen(shares.map((share) => share.returned));
  const all = before + amount === paid;
  const due = all ? charged : roundedPart(charged, before + amount, paid, unit);
  const now = due > returned ? due - returned : 0n;
  if (now === 0n) return shares.map(() => 0n);
  const out = shares.map((share) => share.charged - share.returned);
  return allocateByIntegers(now, out, all ? 1n : unit);
}

/** whole × part ÷ of, half up to a multiple of the unit. */
function roundedPart(whole: Sen, part: Sen, of: Sen, unit: Sen): Sen {
  return ((2n * whole * part + of * unit) / (2n * of * unit)) * unit;
}

/**
 * The inverse of posted legs, last first: what a reversal posts. Each book stays balanced because each leg does.
 */
export function inverseOf<A>(legs: readonly LegDraft<A>[]): LegDraft<A>[] {
  return legs.map((leg) => ({ ...leg, debit: leg.credit, credit: leg.debit })).reverse();
}
