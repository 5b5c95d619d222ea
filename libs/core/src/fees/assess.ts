import { invariant } from '../errors/index.js';
import { allocateByIntegers, applyRatio, ratioOf, wholeWeights } from '../money/index.js';
import type { Ratio, Sen } from '../money/index.js';
import type {
  FeeComponent,
  FeeComponentName,
  FeeParty,
  FeePayer,
  FeeRule,
  FeeSchedule,
  FeeScope,
  FeeService,
  FeeShare,
  RefundPolicy,
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
  const found = ruleFor(schedule, question);
  if (found === undefined) return { ok: false, code: 'fee_rule_missing' };
  const fees = found.prices.map((price) => assessComponent(schedule, price, question.amount));
  for (const { payer } of fees) {
    if (chargedTo(fees, payer) >= question.amount) return { ok: false, code: 'fee_exceeds_amount' };
  }
  return { ok: true, fees };
}

/**
 * What becomes of the MDR when such a payment is refunded, by the schedule it was made under;
 * undefined if that has no rule for it.
 */
export function refundPolicyOf(
  schedule: FeeSchedule,
  question: FeeQuestion,
): RefundPolicy | undefined {
  const rule = ruleFor(schedule, question)?.rule;
  return rule && (rule.refund ?? 'in_proportion');
}

/**
 * What one payer is charged in all, in sen. An incentive is no charge: it is paid off a budget, and
 * an act is never refused for it.
 */
export function chargedTo(fees: readonly AssessedFee[], payer: FeePayer): Sen {
  let sum = 0n;
  for (const fee of fees) {
    if (fee.payer === payer && fee.component !== 'incentive') sum += fee.total;
  }
  return sum;
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
  let sum = 0n;
  for (const fee of fees) {
    if (fee.component !== component) continue;
    for (const share of fee.shares) if (share.party === party) sum += share.amount;
  }
  return sum;
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

/** A rule with its decimals read. */
interface CompiledRule {
  readonly rule: FeeRule;
  readonly prices: readonly Price[];
}

interface Price {
  readonly part: FeeComponent;
  readonly ratio: Ratio | undefined;
  /** In the order of ties; the weights are in the same order. */
  readonly parties: readonly FeeParty[];
  readonly weights: readonly bigint[];
}

/** By scope and service; the most specific rules first, otherwise as listed. */
type CompiledSchedule = Readonly<Record<FeeScope, ReadonlyMap<FeeService, CompiledRule[]>>>;

/**
 * A schedule never changes once it is read, and is asked for the fees of very many acts: its texts
 * are turned into numbers once.
 */
const compiledSchedules = new WeakMap<FeeSchedule, CompiledSchedule>();

function compiledOf(schedule: FeeSchedule): CompiledSchedule {
  let compiled = compiledSchedules.get(schedule);
  if (compiled === undefined) {
    compiled = compile(schedule);
    compiledSchedules.set(schedule, compiled);
  }
  return compiled;
}

function compile({ rules }: FeeSchedule): CompiledSchedule {
  const compiled = {
    on_us: new Map<FeeService, CompiledRule[]>(),
    off_us: new Map<FeeService, CompiledRule[]>(),
  };
  // Sorting is stable: of rules with the same rank the first listed stays the first.
  for (const rule of rules.toSorted((a, b) => specificityOf(b) - specificityOf(a))) {
    const ofScope = compiled[rule.scope];
    const alike = ofScope.get(rule.service) ?? [];
    alike.push({ rule, prices: partsOf(rule).map(priceOf) });
    ofScope.set(rule.service, alike);
  }
  return compiled;
}

function priceOf(part: FeeComponent): Price {
  const shares = inTieOrder(part.shares);
  return {
    part,
    ratio: part.rate === undefined ? undefined : ratioOf(part.rate),
    parties: shares.map(({ party }) => party),
    weights: wholeWeights(shares.map(({ weight }) => weight)),
  };
}

function ruleFor(schedule: FeeSchedule, question: FeeQuestion): CompiledRule | undefined {
  const scope = question.issuer === question.acquirer ? 'on_us' : 'off_us';
  const alike = compiledOf(schedule)[scope].get(question.service);
  return alike?.find(({ rule }) => matches(rule, question));
}

function matches(rule: FeeRule, question: FeeQuestion): boolean {
  if (rule.criterion !== undefined && rule.criterion !== question.criterion) return false;
  if (rule.issuer !== undefined && rule.issuer !== question.issuer) return false;
  if (rule.acquirer !== undefined && rule.acquirer !== question.acquirer) return false;
  if (rule.fromAmount !== undefined && question.amount < rule.fromAmount) return false;
  return rule.toAmount === undefined || question.amount < rule.toAmount;
}

/** Schedules of the first release may price interchange on-us, where nobody could pay it to anybody. */
function partsOf({ scope, components }: FeeRule): readonly FeeComponent[] {
  if (scope === 'off_us') return components;
  return components.filter(({ name }) => name !== 'interchange');
}

function assessComponent(schedule: FeeSchedule, price: Price, amount: Sen): AssessedFee {
  const { unit, rounding } = schedule;
  const { part, ratio, parties, weights } = price;
  let total = ratio === undefined ? 0n : applyRatio(amount, ratio, unit, rounding);
  total += part.fixed ?? 0n;
  if (part.minimum !== undefined && total < part.minimum) total = part.minimum;
  if (part.maximum !== undefined && total > part.maximum) total = part.maximum;
  // Nobody gets back more than they spent.
  if (part.name === 'incentive' && total > amount) total = amount;

  const amounts = allocateByIntegers(total, weights, unit);
  return {
    component: part.name,
    payer: part.payer,
    total,
    shares: parties.map((party, index) => ({ party, amount: amounts[index] ?? 0n })),
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
