import type { FailureDetail, LegComponent, RefusalCode, Sen, TransferType } from '@app/core';
import type { TransferRecord } from '@app/ledger';

import { shortCodeOf } from '../payment/short-code.js';

/**
 * Any act as it was decided, derived from its stored transfer alone: so the first answer, each replay and each later
 * reading say the same.
 */
export interface Act {
  readonly id: string;
  readonly network: number;
  readonly type: TransferType;
  /** The principal, in sen. */
  readonly amount: Sen;
  /** What it cost, by component, in sen; empty if it was refused or free. */
  readonly fees: ReadonlyMap<LegComponent, Sen>;
  /** What the payer got back of it at once from an incentive budget, in sen. */
  readonly cashback: Sen;
  readonly refusal: { readonly code: RefusalCode; readonly detail: FailureDetail } | null;
  readonly onUs: boolean;
  /** Whether it changed what a cooperative owes the network, and so belongs to its cycle. */
  readonly clears: boolean;
  /** The ledger's number of the cycle of its batch. */
  readonly cycle: number;
  /** The ledger's accounts. */
  readonly payer: number | null;
  readonly payee: number | null;
  /** Books. */
  readonly issuer: number | null;
  readonly acquirer: number | null;
  readonly feeVersion: number | null;
  readonly original: string | null;
  readonly reference: string | null;
  readonly description: string | null;
  /** ISO 8601 in UTC with microseconds, by the network's clock. */
  readonly createdAt: string;
  readonly shortCode: string;
}

/** Components that are the price of an act rather than what it moves. */
const FEES: ReadonlySet<LegComponent> = new Set<LegComponent>([
  'interchange',
  'mdr',
  'switch_fee',
  'member_fee',
]);

/** Reads a transfer as an act. */
export function actOf(transfer: TransferRecord): Act {
  const { payer, payee, issuer, acquirer, feeVersion, original, reference, description } = transfer;
  return {
    id: transfer.id,
    network: transfer.network,
    type: transfer.type,
    amount: transfer.amount,
    fees: feesOf(transfer),
    cashback: cashbackOf(transfer),
    refusal: transfer.refusal,
    onUs: issuer === acquirer,
    clears: clears(transfer),
    cycle: transfer.cycle,
    payer,
    payee,
    issuer,
    acquirer,
    feeVersion,
    original,
    reference,
    description,
    createdAt: transfer.postedAt,
    shortCode: shortCodeOf(transfer),
  };
}

/** What was charged, each component once: in the book of whoever receives it, not where others pass it on. */
function feesOf({ legs, issuer, acquirer }: TransferRecord): ReadonlyMap<LegComponent, Sen> {
  const byBook = new Map<string, Sen>();
  for (const { component, book, amount } of legs) {
    if (!FEES.has(component)) continue;
    const key = `${component}/${book}`;
    byBook.set(key, (byBook.get(key) ?? 0n) + amount);
  }
  const fees = new Map<LegComponent, Sen>();
  for (const component of FEES) {
    const charged = [issuer, acquirer].map((book) => byBook.get(`${component}/${book}`) ?? 0n);
    const most = charged.reduce((a, b) => (a > b ? a : b), 0n);
    if (most > 0n) fees.set(component, most);
  }
  return fees;
}

function cashbackOf({ payer, legs }: TransferRecord): Sen {
  let sum = 0n;
  for (const { component, credit, amount } of legs) {
    if (component === 'incentive' && credit === payer) sum += amount;
  }
  return sum;
}

/** Whatever changes a clearing is mirrored in the switch's book, so it has legs in more than one. */
function clears({ legs }: TransferRecord): boolean {
  const [first] = legs;
  return legs.some((leg) => leg.book !== first?.book);
}
