import type { FailureDetail } from '../errors/index.js';
import { ROUNDINGS } from '../money/index.js';
import type { Sen } from '../money/index.js';
import {
  FEE_COMPONENTS,
  FEE_PAYERS,
  FEE_SCOPES,
  FEE_SERVICES,
  REFUND_POLICIES,
} from './schedule.js';
import type { FeeComponent, FeeRule, FeeSchedule, FeeShare } from './schedule.js';

/**
 * A schedule as it is stored and sent: the same shape, each amount an integer of sen as a string.
 */
export interface FeeScheduleJson {
  readonly version: number;
  readonly unit: string;
  readonly rounding: string;
  readonly rules: readonly FeeRuleJson[];
}

export interface FeeRuleJson {
  readonly service: string;
  readonly scope: string;
  readonly criterion?: string;
  readonly issuer?: number;
  readonly acquirer?: number;
  readonly fromAmount?: string;
  readonly toAmount?: string;
  readonly refund?: string;
  readonly components: readonly FeeComponentJson[];
}

export interface FeeComponentJson {
  readonly name: string;
  readonly payer: string;
  readonly rate?: string;
  readonly fixed?: string;
  readonly minimum?: string;
  readonly maximum?: string;
  readonly shares: readonly { readonly party: string; readonly weight: string }[];
}

export type ReadSchedule =
  | { readonly ok: true; readonly schedule: FeeSchedule }
  | { readonly ok: false; readonly code: 'schedule_invalid'; readonly detail: FailureDetail };

/** Bounds on what is read, far above any real schedule: a longer list is refused unread. */
const RULES_MAX = 1_000;
const PARTS_MAX = 20;
const TEXT_MAX = 64;

const SEN = /^(0|-?[1-9][0-9]{0,17})$/;

/** The stored form of a schedule; {@link scheduleFromJson} reads it back to an equal one. */
export function scheduleToJson(schedule: FeeSchedule): FeeScheduleJson {
  const { version, unit, rounding, rules } = schedule;
  return { version, unit: unit.toString(), rounding, rules: rules.map(ruleToJson) };
}

function ruleToJson(rule: FeeRule): FeeRuleJson {
  const { service, scope, criterion, issuer, acquirer, fromAmount, toAmount, refund } = rule;
  return {
    service,
    scope,
    ...(criterion === undefined ? {} : { criterion }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(acquirer === undefined ? {} : { acquirer }),
    ...(fromAmount === undefined ? {} : { fromAmount: fromAmount.toString() }),
    ...(toAmount === undefined ? {} : { toAmount: toAmount.toString() }),
    ...(refund === undefined ? {} : { refund }),
    components: rule.components.map(componentToJson),
  };
}

function componentToJson(part: FeeComponent): FeeComponentJson {
  const { name, payer, rate, fixed, minimum, maximum, shares } = part;
  return {
    name,
    payer,
    ...(rate === undefined ? {} : { rate }),
    ...(fixed === undefined ? {} : { fixed: fixed.toString() }),
    ...(minimum === undefined ? {} : { minimum: minimum.toString() }),
    ...(maximum === undefined ? {} : { maximum: maximum.toString() }),
    shares: shares.map(({ party, weight }) => ({ party, weight })),
  };
}

/**
 * Reads a stored or sent schedule strictly: every field of the right type, none unknown, no list
 * too long. Whether the rules make sense together is for `validateSchedule`.
 *
 * Failure: `schedule_invalid` with the place of the first fault in `detail.at`, e.g.
 * "rules[2].scope".
 */
export function scheduleFromJson(input: unknown): ReadSchedule {
  const faults: string[] = [];
  const fields = new Fields(input, '', faults);
  const schedule: FeeSchedule = {
    version: fields.integer('version') ?? 0,
    unit: fields.sen('unit') ?? 0n,
    rounding: fields.oneOf('rounding', ROUNDINGS) ?? 'half_up',
    rules: fields.list('rules', RULES_MAX, readRule),
  };
  fields.end('version', 'unit', 'rounding');
  const [at] = faults;
  if (at !== undefined) return { ok: false, code: 'schedule_invalid', detail: { at } };
  return { ok: true, schedule };
}

function readRule(fields: Fields): FeeRule {
  const criterion = fields.text('criterion');
  const issuer = fields.integer('issuer');
  const acquirer = fields.integer('acquirer');
  const fromAmount = fields.sen('fromAmount');
  const toAmount = fields.sen('toAmount');
  const refund = fields.oneOf('refund', REFUND_POLICIES);
  const rule: FeeRule = {
    service: fields.oneOf('service', FEE_SERVICES) ?? 'payment',
    scope: fields.oneOf('scope', FEE_SCOPES) ?? 'on_us',
    ...(criterion === undefined ? {} : { criterion }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(acquirer === undefined ? {} : { acquirer }),
    ...(fromAmount === undefined ? {} : { fromAmount }),
    ...(toAmount === undefined ? {} : { toAmount }),
    ...(refund === undefined ? {} : { refund }),
    components: fields.list('components', PARTS_MAX, readComponent),
  };
  fields.end('service', 'scope');
  return rule;
}

function readComponent(fields: Fields): FeeComponent {
  const rate = fields.text('rate');
  const fixed = fields.sen('fixed');
  const minimum = fields.sen('minimum');
  const maximum = fields.sen('maximum');
  const part: FeeComponent = {
    name: fields.oneOf('name', FEE_COMPONENTS) ?? 'mdr',
    payer: fields.oneOf('payer', FEE_PAYERS) ?? 'merchant',
    ...(rate === undefined ? {} : { rate }),
    ...(fixed === undefined ? {} : { fixed }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    shares: fields.list('shares', PARTS_MAX, readShare),
  };
  fields.end('name', 'payer');
  return part;
}

function readShare(fields: Fields): FeeShare {
  const share = { party: fields.text('party') ?? '', weight: fields.text('weight') ?? '' };
  fields.end('party', 'weight');
  return share;
}

/**
 * Reads the fields of one object and notes the place of every fault; what is at fault reads as
 * absent.
 */
class Fields {
  private readonly present: ReadonlyMap<string, unknown>;
  private readonly read = new Set<string>();

  constructor(
    input: unknown,
    private readonly at: string,
    private readonly faults: string[],
  ) {
    const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
    if (!isObject) faults.push(at);
    this.present = new Map(isObject ? Object.entries(input) : []);
  }

  text(name: string): string | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    if (typeof value === 'string' && value !== '' && value.length <= TEXT_MAX) return value;
    return this.fault(name);
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.take(name);
    const known = allowed.find((one) => one === value);
    return known === undefined && value !== undefined ? this.fault(name) : known;
  }

  integer(name: string): number | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    return this.fault(name);
  }

  sen(name: string): Sen | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    return typeof value === 'string' && SEN.test(value) ? BigInt(value) : this.fault(name);
  }

  list<T>(name: string, most: number, readItem: (fields: Fields) => T): T[] {
    const value = this.take(name);
    if (!Array.isArray(value) || value.length > most) {
      this.fault(name);
      return [];
    }
    const items: readonly unknown[] = value;
    return items.map((item, index) =>
      readItem(new Fields(item, `${this.place(name)}[${index}]`, this.faults)),
    );
  }

  /** To be called last: notes required fields that are absent and fields that nobody asked for. */
  end(...required: readonly string[]): void {
    for (const name of required) if (!this.present.has(name)) this.fault(name);
    for (const name of this.present.keys()) if (!this.read.has(name)) this.fault(name);
  }

  private take(name: string): unknown {
    this.read.add(name);
    return this.present.get(name);
  }

  private fault(name: string): undefined {
    this.faults.push(this.place(name));
    return undefined;
  }

  private place(name: string): string {
    return this.at === '' ? name : `${this.at}.${name}`;
  }
}
