import { isPlainDecimal } from '../money/index.js';
import type { Sen } from '../money/index.js';
import { gapFaults } from './coverage.js';
import { specificityOf } from './assess.js';
import { FEE_ROLES } from './schedule.js';
import type {
  FeeComponent,
  FeeComponentName,
  FeeParty,
  FeePayer,
  FeeRule,
  FeeSchedule,
  FeeService,
} from './schedule.js';

export type ScheduleFaultCode =
  | 'version_invalid'
  | 'unit_invalid'
  | 'parties_impossible'
  | 'tier_invalid'
  | 'rules_conflict'
  | 'tiers_overlap'
  | 'gap'
  | 'component_repeated'
  | 'component_misplaced'
  | 'payer_misplaced'
  | 'refund_misplaced'
  | 'price_missing'
  | 'rate_invalid'
  | 'fee_amount_invalid'
  | 'minimum_above_maximum'
  | 'weight_invalid'
  | 'weights_sum_to_zero'
  | 'party_invalid'
  | 'party_repeated';

/**
 * Something wrong with a schedule, and where: "unit", "rules[2].components[0].rate",
 * "payment/off_us".
 */
export interface ScheduleFault {
  readonly code: ScheduleFaultCode;
  readonly at: string;
  /** The other rule of a conflict or overlap. */
  readonly other?: string;
  /** The amounts of a gap in sen: from (inclusive) to (exclusive; none: without end). */
  readonly fromAmount?: Sen;
  readonly toAmount?: Sen;
}

/**
 * Which components an act can have. What a merchant pays is the MDR; for cash at a host and money
 * sent, the issuer pays interchange and switch fee, and the member pays the issuer. An invoice
 * between cooperatives costs nothing: its legs are the principal alone.
 */
const COMPONENTS_OF: Record<FeeService, readonly FeeComponentName[]> = {
  payment: ['mdr', 'incentive'],
  deposit: ['member_fee', 'interchange', 'switch_fee', 'incentive'],
  withdrawal: ['member_fee', 'interchange', 'switch_fee', 'incentive'],
  transfer: ['member_fee', 'interchange', 'switch_fee', 'incentive'],
  invoice: [],
};

/** Of an incentive, whose budget it is taken from. */
const PAYERS_OF: Record<FeeComponentName, readonly FeePayer[]> = {
  mdr: ['merchant'],
  member_fee: ['member'],
  interchange: ['issuer'],
  switch_fee: ['issuer'],
  incentive: ['issuer', 'acquirer', 'switch'],
};

/** Which of the parties of an act can share in a component. */
const ROLES_OF: Record<FeeComponentName, readonly FeeParty[]> = {
  mdr: ['acquirer', 'issuer', 'switch'],
  member_fee: ['issuer'],
  interchange: ['acquirer'],
  switch_fee: ['switch'],
  incentive: ['member'],
};

const ROLES: readonly FeeParty[] = FEE_ROLES;

/** The components of which the switch also takes shares for other parties, whom it then owes. */
const SHARED_WITH_OTHERS: readonly FeeComponentName[] = ['mdr', 'switch_fee'];

/** How a party outside the three roles may be called. */
const PARTY_NAME = /^[a-z][a-z0-9_]{0,31}$/;

/**
 * Everything that is wrong with a schedule; an empty list means that it may be used.
 *
 * Found are: numbers that don't parse or don't fit the unit, minimum above maximum, weights that
 * sum to zero, components that the act can't have, rules that can never match, two rules of equal
 * specificity that match the same act (`rules_conflict`, or `tiers_overlap` where both have tiers),
 * and amounts of an offered service for which some act would find no rule (`gap`).
 */
export function validateSchedule(schedule: FeeSchedule): ScheduleFault[] {
  const faults: ScheduleFault[] = [];
  if (!Number.isSafeInteger(schedule.version) || schedule.version < 1) {
    faults.push({ code: 'version_invalid', at: 'version' });
  }
  if (schedule.unit <= 0n) faults.push({ code: 'unit_invalid', at: 'unit' });
  schedule.rules.forEach((rule, index) => {
    const at = `rules[${index}]`;
    faults.push(...ruleFaults(rule, at));
    const names = rule.components.map(({ name }) => name);
    rule.components.forEach((part, place) => {
      const partAt = `${at}.components[${place}]`;
      if (names.indexOf(part.name) < place) {
        faults.push({ code: 'component_repeated', at: `${partAt}.name` });
      }
      faults.push(...placeFaults(rule, part, partAt));
      faults.push(...priceFaults(part, schedule.unit, partAt));
      faults.push(...shareFaults(part, partAt));
    });
  });
  faults.push(...conflicts(schedule.rules), ...gapFaults(schedule.rules));
  return faults;
}

function ruleFaults(rule: FeeRule, at: string): ScheduleFault[] {
  const faults: ScheduleFault[] = [];
  const { issuer, acquirer, fromAmount, toAmount } = rule;
  // On-us means that issuer and acquirer are one, so naming both alike or unlike decides the scope.
  if (issuer !== undefined && acquirer !== undefined) {
    if ((issuer === acquirer) !== (rule.scope === 'on_us')) {
      faults.push({ code: 'parties_impossible', at });
    }
  }
  if (fromAmount !== undefined && fromAmount < 0n) {
    faults.push({ code: 'tier_invalid', at: `${at}.fromAmount` });
  }
  if (toAmount !== undefined && toAmount <= (fromAmount ?? 0n)) {
    faults.push({ code: 'tier_invalid', at: `${at}.toAmount` });
  }
  if (rule.refund !== undefined && rule.service !== 'payment') {
    faults.push({ code: 'refund_misplaced', at: `${at}.refund` });
  }
  return faults;
}

function placeFaults(rule: FeeRule, part: FeeComponent, at: string): ScheduleFault[] {
  const faults: ScheduleFault[] = [];
  // On-us there is one cooperative: it pays no interchange to itself.
  const toItself = part.name === 'interchange' && rule.scope === 'on_us';
  if (toItself || !COMPONENTS_OF[rule.service].includes(part.name)) {
    faults.push({ code: 'component_misplaced', at: `${at}.name` });
  }
  if (!PAYERS_OF[part.name].includes(part.payer)) {
    faults.push({ code: 'payer_misplaced', at: `${at}.payer` });
  }
  return faults;
}

function priceFaults(part: FeeComponent, unit: Sen, at: string): ScheduleFault[] {
  const faults: ScheduleFault[] = [];
  if (part.rate === undefined && part.fixed === undefined) {
    faults.push({ code: 'price_missing', at });
  }
  if (part.rate !== undefined && !isFraction(part.rate)) {
    faults.push({ code: 'rate_invalid', at: `${at}.rate` });
  }
  for (const field of ['fixed', 'minimum', 'maximum'] as const) {
    const amount = part[field];
    if (amount === undefined) continue;
    if (amount < 0n || (unit > 0n && amount % unit !== 0n)) {
      faults.push({ code: 'fee_amount_invalid', at: `${at}.${field}` });
    }
  }
  if (part.minimum !== undefined && part.maximum !== undefined && part.minimum > part.maximum) {
    faults.push({ code: 'minimum_above_maximum', at });
  }
  return faults;
}

/** Below one: "0.7" meant as 0.7 % can't be told from 70 %, but "1" or "7" is never a fee. */
function isFraction(rate: string): boolean {
  return isPlainDecimal(rate) && rate.startsWith('0');
}

function shareFaults(part: FeeComponent, at: string): ScheduleFault[] {
  const faults: ScheduleFault[] = [];
  const parties = part.shares.map(({ party }) => party);
  part.shares.forEach(({ party, weight }, index) => {
    const shareAt = `${at}.shares[${index}]`;
    if (!mayShare(part.name, party)) {
      faults.push({ code: 'party_invalid', at: `${shareAt}.party` });
    }
    if (parties.indexOf(party) < index) {
      faults.push({ code: 'party_repeated', at: `${shareAt}.party` });
    }
    if (!isPlainDecimal(weight)) {
      faults.push({ code: 'weight_invalid', at: `${shareAt}.weight` });
    }
  });
  if (part.shares.every(({ weight }) => /^[0.]*$/.test(weight))) {
    faults.push({ code: 'weights_sum_to_zero', at: `${at}.shares` });
  }
  return faults;
}

function mayShare(component: FeeComponentName, party: FeeParty): boolean {
  if (ROLES.includes(party)) return ROLES_OF[component].includes(party);
  return PARTY_NAME.test(party) && SHARED_WITH_OTHERS.includes(component);
}

/** Equally specific rules restrict the same fields, so they meet where all of these are equal. */
function conflicts(rules: readonly FeeRule[]): ScheduleFault[] {
  const groups = new Map<string, number[]>();
  rules.forEach((rule, index) => {
    const { service, scope, acquirer, issuer, criterion } = rule;
    const key = [specificityOf(rule), service, scope, acquirer, issuer, criterion].join('|');
    const group = groups.get(key) ?? [];
    group.push(index);
    groups.set(key, group);
  });
  return [...groups.values()].flatMap((group) => meetingsWithin(rules, group));
}

function meetingsWithin(rules: readonly FeeRule[], group: readonly number[]): ScheduleFault[] {
  const faults: ScheduleFault[] = [];
  for (const [place, index] of group.entries()) {
    for (const before of group.slice(0, place)) {
      const rule = rules[index];
      const earlier = rules[before];
      if (rule === undefined || earlier === undefined || !tiersMeet(rule, earlier)) continue;
      const tiered = rule.fromAmount !== undefined || rule.toAmount !== undefined;
      faults.push({
        code: tiered ? 'tiers_overlap' : 'rules_conflict',
        at: `rules[${index}]`,
        other: `rules[${before}]`,
      });
    }
  }
  return faults;
}

function tiersMeet(a: FeeRule, b: FeeRule): boolean {
  const aEndsBeforeB = a.toAmount !== undefined && a.toAmount <= (b.fromAmount ?? 0n);
  const bEndsBeforeA = b.toAmount !== undefined && b.toAmount <= (a.fromAmount ?? 0n);
  return !aEndsBeforeB && !bEndsBeforeA;
}
