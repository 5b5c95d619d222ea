import { invariant } from '../errors/index.js';
import { sumSen } from '../money/index.js';
import type { Sen } from '../money/index.js';
import { addLeg } from './leg.js';
import type { LegDraft } from './leg.js';

/** The accounts of one cooperative that acts of the interchange touch, and its position at the switch. */
export interface CooperativeBook<A> {
  readonly clearing: A;
  readonly feeIncome: A;
  readonly interchangeIncome: A;
  readonly interchangeExpense: A;
  readonly switchFeeExpense: A;
  /** In the switch's book. */
  readonly position: A;
}

/**
 * What a deposit, a withdrawal or a sending of money costs, in sen. The member pays the issuer; the issuer pays
 * the acquirer and the switch.
 */
export interface ServiceFees<A> {
  readonly member: Sen;
  readonly interchange: Sen;
  readonly switch: Sen;
  /** What of the switch fee the switch owes to others, each with its `fee_payable` account. */
  readonly others?: readonly { readonly account: A; readonly amount: Sen }[];
}

/** Money that goes from an account of the issuer's book to one of the acquirer's, or within one book. */
export interface ServiceAct<A> {
  /** The cooperative of the member whose act it is. */
  readonly issuer: CooperativeBook<A>;
  /** The cooperative at the other end; the very same object or another one. */
  readonly acquirer: CooperativeBook<A>;
  /** Whether issuer and acquirer are one cooperative. */
  readonly onUs: boolean;
  /** The account of the member in the issuer's book. */
  readonly member: A;
  /** The other end in the acquirer's book: a till, a wallet. */
  readonly counterpart: A;
  readonly switchFeeIncome: A;
  readonly principal: Sen;
  readonly fees: ServiceFees<A>;
}

/** All that the issuer owes the network for such an act beside the principal: interchange and switch fee. */
export function issuerCharges<A>(fees: ServiceFees<A>): Sen {
  return fees.interchange + totalSwitchFee(fees);
}

/**
 * Money goes out: a cash withdrawal (the counterpart is the host's till) or a sending of money (a wallet).
 * The issuer's cap is used.
 *
 * | issuer's book | acquirer's book | switch's book |
 * |---|---|---|
 * | member→cl P; member→fi f; ie→cl h; se→cl s | cl→counterpart P; cl→ii h | pI→pA P; pI→pA h; pI→sfi s |
 *
 * On-us: member→counterpart P; member→fi f; se→cl s, and p→sfi s at the switch. Throws InvariantError for an
 * interchange on-us.
 */
export function outgoing<A>(act: ServiceAct<A>): LegDraft<A>[] {
  const { issuer, acquirer, member, counterpart, principal, fees, onUs } = act;
  const legs: LegDraft<A>[] = [];
  addLeg(legs, 'principal', member, onUs ? counterpart : issuer.clearing, principal);
  addLeg(legs, 'member_fee', member, issuer.feeIncome, fees.member);
  addIssuerCharges(legs, act);
  if (!onUs) {
    addLeg(legs, 'principal', acquirer.clearing, counterpart, principal);
    addLeg(legs, 'interchange', acquirer.clearing, acquirer.interchangeIncome, fees.interchange);
    addLeg(legs, 'principal', issuer.position, acquirer.position, principal);
  }
  addChargesAtSwitch(legs, act);
  return legs;
}

/**
 * Cash comes in at a host's till for a member's wallet. The host's (acquirer's) cap is used.
 *
 * | issuer's book | host's book | switch's book |
 * |---|---|---|
 * | cl→wallet P; ie→cl h; se→cl s; wallet→fi f | till→cl P; cl→ii h | pA→pI P; pI→pA h; pI→sfi s |
 *
 * On-us: till→wallet P; wallet→fi f; se→cl s, and p→sfi s at the switch.
 */
export function incoming<A>(act: ServiceAct<A>): LegDraft<A>[] {
  const { issuer, acquirer, member, counterpart, principal, fees, onUs } = act;
  const legs: LegDraft<A>[] = [];
  addLeg(legs, 'principal', onUs ? counterpart : issuer.clearing, member, principal);
  addIssuerCharges(legs, act);
  addLeg(legs, 'member_fee', member, issuer.feeIncome, fees.member);
  if (!onUs) {
    addLeg(legs, 'principal', counterpart, acquirer.clearing, principal);
    addLeg(legs, 'interchange', acquirer.clearing, acquirer.interchangeIncome, fees.interchange);
    addLeg(legs, 'principal', acquirer.position, issuer.position, principal);
  }
  addChargesAtSwitch(legs, act);
  return legs;
}

function addIssuerCharges<A>(legs: LegDraft<A>[], { issuer, fees, onUs }: ServiceAct<A>): void {
  invariant(!onUs || fees.interchange === 0n, 'a cooperative pays itself no interchange');
  addLeg(legs, 'interchange', issuer.interchangeExpense, issuer.clearing, fees.interchange);
  addLeg(legs, 'switch_fee', issuer.switchFeeExpense, issuer.clearing, totalSwitchFee(fees));
}

function addChargesAtSwitch<A>(legs: LegDraft<A>[], act: ServiceAct<A>): void {
  const { issuer, acquirer, fees, switchFeeIncome, onUs } = act;
  if (!onUs) addLeg(legs, 'interchange', issuer.position, acquirer.position, fees.interchange);
  addLeg(legs, 'switch_fee', issuer.position, switchFeeIncome, fees.switch);
  for (const { account, amount } of fees.others ?? []) {
    addLeg(legs, 'switch_fee', issuer.position, account, amount);
  }
}

function totalSwitchFee<A>(fees: ServiceFees<A>): Sen {
  return fees.switch + sumSen((fees.others ?? []).map(({ amount }) => amount));
}
