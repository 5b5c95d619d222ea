import {
  allocateByIntegers,
  discountToReturn,
  inverseOf,
  sumSen,
  type LegComponent,
  type LegDraft,
  type MdrSplit,
  type Sen,
} from '@app/core';

/** A leg as far as shares are read from it. Several of the same accounts may be one, with their sum. */
export interface PlacedLeg extends LegDraft<number> {
  readonly component: LegComponent;
  readonly book: number;
}

/** Where a payment was made; books, and the switch's account of its own fees. */
export interface PaymentPlace {
  readonly issuer: number;
  readonly acquirer: number;
  readonly switchBook: number;
  readonly switchFeeIncome: number;
}

/** What became of a merchant discount, in sen, by who received it. */
export interface DiscountShares {
  readonly acquirer: Sen;
  readonly issuer: Sen;
  readonly switch: Sen;
  /** By the switch's account of what it owes to that party. */
  readonly others: ReadonlyMap<number, Sen>;
}

/** How a payment is cut by a refund; in sen. */
export interface RefundCut {
  readonly paid: Sen;
  /** What was refunded before. */
  readonly before: Sen;
  /** What is refunded now: whole rupiah. */
  readonly amount: Sen;
  /** The schedule's. */
  readonly unit: Sen;
}

/**
 * The shares of the merchant discount that a payment's stored legs charged, as `paymentOffUs` and `paymentOnUs` of the
 * journal write them. Of on-us legs the cooperative's fee income is the whole discount, of which it passes on what the
 * switch gets.
 */
export function sharesOf(legs: readonly PlacedLeg[], place: PaymentPlace): DiscountShares {
  const { issuer, acquirer, switchBook, switchFeeIncome } = place;
  const sum = (matches: (leg: PlacedLeg) => boolean): Sen =>
    sumSen(legs.filter(matches).map(({ amount }) => amount));
  const others = new Map<number, Sen>();
  for (const leg of legs) {
    if (leg.component !== 'switch_fee' || leg.book !== switchBook) continue;
    if (leg.credit === switchFeeIncome) continue;
    others.set(leg.credit, (others.get(leg.credit) ?? 0n) + leg.amount);
  }
  const ofSwitch = sum((leg) => leg.component === 'switch_fee' && leg.credit === switchFeeIncome);
  const ofAcquirer = sum((leg) => leg.component === 'mdr' && leg.book === acquirer);
  const passedOn = issuer === acquirer ? ofSwitch + sumSen([...others.values()]) : 0n;
  return {
    acquirer: ofAcquirer - passedOn,
    issuer: sum((leg) => leg.component === 'interchange' && leg.book === issuer),
    switch: ofSwitch,
    others,
  };
}

/**
 * What of a payment's discount goes back with this refund: in proportion, cumulatively, so that after the last refund
 * every share is back exactly. Never more than is refunded.
 *
 * @param charged legs of the payment · `returned` all legs of its earlier refunds.
 */
export function returnedDiscount(
  charged: readonly PlacedLeg[],
  returned: readonly PlacedLeg[],
  place: PaymentPlace,
  cut: RefundCut,
): MdrSplit<number> {
  const first = sharesOf(charged, place);
  const back = sharesOf(undone(returned), place);
  const accounts = [...first.others.keys()];
  const shares = [
    { charged: first.acquirer, returned: back.acquirer },
    { charged: first.issuer, returned: back.issuer },
    { charged: first.switch, returned: back.switch },
    ...accounts.map((account) => ({
      charged: first.others.get(account) ?? 0n,
      returned: back.others.get(account) ?? 0n,
    })),
  ];
  const due = discountToReturn({ ...cut, shares, unit: finerThanRupiah(cut.unit) });
  const total = sumSen(due);
  const parts = total > cut.amount ? allocateByIntegers(cut.amount, due, 1n) : due;
  const [acquirer = 0n, issuer = 0n, ofSwitch = 0n, ...rest] = parts;
  const others = accounts.map((account, index) => ({ account, amount: rest[index] ?? 0n }));
  return { acquirer, issuer, switch: ofSwitch, others };
}

/** Nothing of the discount goes back: the schedule lets it be kept. */
export const NOTHING_RETURNED: MdrSplit<number> = { acquirer: 0n, issuer: 0n, switch: 0n };

/**
 * The legs by which a payment's cashback goes back in proportion, cumulatively like the discount. It comes out of what
 * the refund brings to the same wallet in the same act, and is never more than that, so it needs no funds of its own.
 */
export function returnedCashback(
  charged: readonly PlacedLeg[],
  returned: readonly PlacedLeg[],
  cut: RefundCut,
): LegDraft<number>[] {
  const back = undone(returned).filter(({ component }) => component === 'incentive');
  const legs: LegDraft<number>[] = [];
  for (const leg of charged) {
    if (leg.component !== 'incentive') continue;
    const before = sumSen(
      back
        .filter(({ debit, credit }) => debit === leg.debit && credit === leg.credit)
        .map(({ amount }) => amount),
    );
    const due = cumulative(leg.amount, cut) - before;
    if (due <= 0n) continue;
    legs.push({ debit: leg.debit, credit: leg.credit, amount: due, component: 'incentive' });
  }
  return inverseOf(legs);
}

/** whole × (refunded so far) ÷ paid, half up to the unit; all of it with the last refund. */
function cumulative(whole: Sen, { paid, before, amount, unit: ofSchedule }: RefundCut): Sen {
  const soFar = before + amount;
  if (soFar === paid) return whole;
  const unit = finerThanRupiah(ofSchedule);
  return ((2n * whole * soFar + paid * unit) / (2n * paid * unit)) * unit;
}

/** Refunds are whole rupiah, so a share rounded to a rupiah never exceeds the refund that it is a share of. */
function finerThanRupiah(unit: Sen): Sen {
  return unit > 100n ? 100n : unit;
}

function undone(legs: readonly PlacedLeg[]): PlacedLeg[] {
  return legs.map((leg) => ({ ...leg, debit: leg.credit, credit: leg.debit }));
}
