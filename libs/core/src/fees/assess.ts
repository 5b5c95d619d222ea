import { invariant } from '../errors/index.js';
import { allocate, applyRate, sumSen } from '../money/index.js';
import type { Sen } from '../money/index.js';
import type {
  FeeComponent,
  FeeComponentName,
  FeeParty,
  FeePayer,
  FeeRule,
  FeeSchedule,
  FeeService,
  FeeShare,
} from './schedule.js';

/** The act whose fees are asked for. Issuer and acquirer are book ids; the same id means on-us. */
export interface FeeQuestion {
  readonly service: FeeService;
  readonly issuer: number;
  readonly acquirer: number;
  readonly criterion?: string | undefined;
  /** The principal in sen. */
  readonly amount: Sen;
}

export interface AssessedShare {
  readonly party: FeeParty;
  readonly amount: Sen;
}

/** One component in sen; the shares sum exactly to the total and may be zero. */
export interface AssessedFee {
  readonly component: FeeComponentName;
  readonly payer: FeePayer;
  readonly total: Sen;
  readonly shares: readonly AssessedShare[];
}

export type Assessment =
  | { readonly ok: true; readonly fees: readonly AssessedFee[] }
  | { readonly ok: false; readonly code: 'fee_rule_missing' | 'fee_exceeds_amount' };

/**
 * What an act costs, who pays and who receives, by the most specific rule that matches.
 *
 * The order of specificity, first difference decides: a rule that names the acquirer beats one that
 * doesn't; then one that names the issuer; then one that names the merchant's criterion; then one
 * with a tier. So an agreement between two cooperatives beats either one's own, which beats the
 * network's rule for a criterion, which beats the general rule. Two matching rules of the same rank
 * name the same fields with the same values: {@link validateSchedule} refuses such a schedule.
 *
 * In: a schedule that `validateSchedule` found whole. Failures: `fee_rule_missing` (nothing
 * matches; an act is never free by accident), `fee_exceeds_amount` (what one payer is charged
 * reaches the amount).
 */
export function assessFees(schedule: FeeSchedule, question: FeeQuestion): Assessment {
  invariant(question.amount > 0n, 'fees are assessed on a positive amount');
  const rule = ruleFor(schedule, question);
  if (rule === undefined) return { ok: false, code: 'fee_rule_missing' };
  const fees = rule.components.map((part) => assessComponent(schedule, part, question.amount));
  for (const { payer } of fees) {
    if (chargedTo(fees, payer) >= question.amount) return { ok: false, code: 'fee_exceeds_amount' };
  }
  return { ok: true, fees };
}

/** What one payer is charged in all, in sen. */
export function chargedTo(fees: readonly AssessedFee[], payer: FeePayer): Sen {
  return sumSen(fees.filter((fee) => fee.payer === payer).map((fee) => fee.total));
}

/**
 * What a party receives of a component, in sen; zero if it has no share or there is no such
 * component.
 */
export function shareOf(
  fees: readonly AssessedFee[],
  component: FeeComponentName,
  party: FeeParty,
): Sen {
  const shares = fees.filter((fee) => fee.component === component).flatMap((fee) => fee.shares);
  return sumSen(shares.filter((share) => share.party === party).map((share) => share.amount));
}

/** How specific a rule is: greater wins. Rules of the same number restrict the same fields. */
export function specificityOf(rule: FeeRule): number {
  const tiered = rule.fromAmount !== undefined || rule.toAmount !== undefined;
  return (
    (rule.acquirer === undefined ? 0 : 8) +
    (rule.issuer === undefined ? 0 : 4) +
    (rule.criterion === undefined ? 0 : 2) +
    (tiered ? 1 : 0)
  );
}

function ruleFor(schedule: FeeSchedule, question: FeeQuestion): FeeRule | undefined {
  let best: FeeRule | undefined;
  for (const rule of schedule.rules) {
    if (!matches(rule, question)) continue;
    if (best === undefined || specificityOf(rule) > specificityOf(best)) best = rule;
  }
  return best;
}

function matches(rule: FeeRule, question: FeeQuestion): boolean {
  if (rule.service !== question.service) return false;
  if (rule.scope !== (question.issuer === question.acquirer ? 'on_us' : 'off_us')) return false;
  if (rule.criterion !== undefined && rule.criterion !== question.criterion) return false;
  if (rule.issuer !== undefined && rule.issuer !== question.issuer) return false;
  if (rule.acquirer !== undefined && rule.acquirer !== question.acquirer) return false;
  if (rule.fromAmount !== undefined && question.amount < rule.fromAmount) return false;
  return rule.toAmount === undefined || question.amount < rule.toAmount;
}

function assessComponent(schedule: FeeSchedule, part: FeeComponent, amount: Sen): AssessedFee {
  const { unit, rounding } = schedule;
  let total = part.rate === undefined ? 0n : applyRate(amount, part.rate, unit, rounding);
  total += part.fixed ?? 0n;
  if (part.minimum !== undefined && total < part.minimum) total = part.minimum;
  if (part.maximum !== undefined && total > part.maximum) total = part.maximum;

  const shares = inTieOrder(part.shares);
  const weights = shares.map((share) => share.weight);
  const amounts = allocate(total, weights, unit);
  return {
    component: part.name,
    payer: part.payer,
    total,
    shares: shares.map(({ party }, index) => ({ party, amount: amounts[index] ?? 0n })),
  };
}

/**
 * Ties of a split go to the acquirer, then the issuer, the switch, then to the others as listed.
 */
function inTieOrder(shares: readonly FeeShare[]): FeeShare[] {
  const rank = (party: FeeParty): number => {
    const known = TIE_ORDER.indexOf(party);
    return known === -1 ? TIE_ORDER.length : known;
  };
  return [...shares].sort((a, b) => rank(a.party) - rank(b.party));
}

const TIE_ORDER: readonly FeeParty[] = ['acquirer', 'issuer', 'switch'];
