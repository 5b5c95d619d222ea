import {
  DEFAULT_UNIT,
  encodeId,
  formatSen,
  invariant,
  presetNamed,
  toMoney,
  type FeeComponent,
  type FeeRule,
  type FeeSchedule,
  type ScheduleFault,
  type Sen,
} from '@app/core';
import { fieldsProblem, publicId, senOf, type FieldFault } from '@app/http';
import type { Cooperative, ScheduleDraft } from '@app/participants';

import type {
  FeeComponentRequest,
  FeeRuleRequest,
  FeeScheduleRequest,
} from './schedule-requests.dto.js';

/** The cooperatives of a network, by book. */
export type Cooperatives = ReadonlyMap<number, Cooperative>;

/**
 * The schedule that a request describes, with books for the cooperatives it names. Throws `validation_failed` for
 * neither or both of preset and rules, and for a cooperative that is not of the network.
 */
export function toDraft(body: FeeScheduleRequest, cooperatives: Cooperatives): ScheduleDraft {
  const { preset, rules, unit, rounding = 'half_up' } = body;
  if ((preset === undefined) === (rules === undefined)) {
    throw fieldsProblem([{ field: 'rules', code: rules === undefined ? 'required' : 'invalid' }]);
  }
  if (rules === undefined) return presetNamed(preset ?? 'cooperative_simple');
  const books = new Map([...cooperatives.values()].map(({ uid, book }) => [uid, book]));
  const unknown: FieldFault[] = [];
  const bookOf = (id: string | undefined, field: string): number | undefined => {
    if (id === undefined) return undefined;
    const book = books.get(publicId('coop', id));
    if (book === undefined) unknown.push({ field, code: 'id_invalid' });
    return book;
  };
  const read = rules.map((rule, index) => ({
    ...toRule(rule),
    ...defined({
      issuer: bookOf(rule.issuer_id, `rules.${index}.issuer_id`),
      acquirer: bookOf(rule.acquirer_id, `rules.${index}.acquirer_id`),
    }),
  }));
  if (unknown.length > 0) throw fieldsProblem(unknown);
  return { unit: unit === undefined ? DEFAULT_UNIT : senOf(unit), rounding, rules: read };
}

function toRule(rule: FeeRuleRequest): FeeRule {
  const { service, scope, criterion, components } = rule;
  return {
    service,
    scope,
    ...defined({
      criterion,
      fromAmount: rule.from_amount && senOf(rule.from_amount),
      toAmount: rule.to_amount && senOf(rule.to_amount),
      refund: rule.refund,
    }),
    components: components.map(toComponent),
  };
}

function toComponent(part: FeeComponentRequest): FeeComponent {
  const { name, payer, rate, shares } = part;
  return {
    name,
    payer,
    ...defined({
      rate,
      fixed: part.fixed && senOf(part.fixed),
      minimum: part.minimum && senOf(part.minimum),
      maximum: part.maximum && senOf(part.maximum),
    }),
    shares: shares.map(({ party, weight }) => ({ party, weight })),
  };
}

/** The form in which a schedule is sent, with ids for books and money for sen. */
export function presentRules(schedule: FeeSchedule, cooperatives: Cooperatives) {
  const { unit, rounding, rules } = schedule;
  const idOf = (book: number | undefined): string | undefined => {
    if (book === undefined) return undefined;
    const cooperative = cooperatives.get(book);
    invariant(cooperative !== undefined, `a schedule names book ${book}, which has no cooperative`);
    return encodeId('coop', cooperative.uid);
  };
  return {
    unit: toMoney(unit),
    rounding,
    rules: rules.map((rule) => ({
      service: rule.service,
      scope: rule.scope,
      ...defined({
        criterion: rule.criterion,
        issuer_id: idOf(rule.issuer),
        acquirer_id: idOf(rule.acquirer),
        from_amount: money(rule.fromAmount),
        to_amount: money(rule.toAmount),
        refund: rule.refund,
      }),
      components: rule.components.map(presentComponent),
    })),
  };
}

function presentComponent({ name, payer, rate, fixed, minimum, maximum, shares }: FeeComponent) {
  return {
    name,
    payer,
    ...defined({ rate, fixed: money(fixed), minimum: money(minimum), maximum: money(maximum) }),
    shares,
  };
}

/** The names of the core, as the wire writes them. */
const WIRE_NAMES: Readonly<Record<string, string>> = {
  fromAmount: 'from_amount',
  toAmount: 'to_amount',
};

/** Faults by the path of the field: "rules[2].components[0].rate" is `rules.2.components.0.rate`. */
export function faultFields(faults: readonly ScheduleFault[]): FieldFault[] {
  return faults.map(({ at, code, other, fromAmount, toAmount }) => ({
    field: at.includes('/') ? `rules (${at})` : pathOf(at),
    code,
    detail: {
      ...(other !== undefined && { other: pathOf(other) }),
      ...(fromAmount !== undefined && { from_amount: formatSen(fromAmount) }),
      ...(toAmount !== undefined && { to_amount: formatSen(toAmount) }),
    },
  }));
}

function pathOf(place: string): string {
  const names = place.replace(/\[(\d+)\]/g, '.$1').split('.');
  return names.map((name) => WIRE_NAMES[name] ?? name).join('.');
}

function money(sen: Sen | undefined) {
  return sen === undefined ? undefined : toMoney(sen);
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that have a value. */
function defined<T extends object>(fields: T): Defined<T> {
  const kept: Defined<T> = {};
  for (const name of Object.keys(fields) as (keyof T)[]) {
    const value = fields[name];
    if (value !== undefined) kept[name] = value as Exclude<T[keyof T], undefined>;
  }
  return kept;
}
