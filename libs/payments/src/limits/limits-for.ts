import { formatSen, type Sen, type TransferType } from '@app/core';
import type { Ceiling, PostingRequest, UsageLimit, UsageReturn } from '@app/ledger';
import type {
  CashierLimits,
  FlowLimits,
  Member,
  Merchant,
  MerchantLimits,
  Rules,
} from '@app/participants';

/** What the ledger counts of an account, each kind apart. The numbers are stored and never change their meaning. */
export const USAGE_KINDS = {
  /** All that leaves a member's wallet. */
  spending: 1,
  /** What comes into a member's wallet and is not money given back. */
  incoming: 2,
  /** Of what leaves a member's wallet, cash. */
  cashOut: 3,
  tillPayOut: 4,
  merchantSales: 5,
  merchantRefunds: 6,
  /** What a shop's cashiers give back: this plus the cashier's number, on the shop's wallet. */
  cashierRefunds: 1_000,
} as const;

/** An act as its limits see it. */
export interface LimitedAct {
  readonly type: TransferType;
  /** Sen that leave or reach the party, a fee of its own included. */
  readonly amount: Sen;
}

/** Who takes part, and how; each has limits of its own. */
export type LimitedParty =
  | { readonly payer: Member }
  | { readonly payee: Member }
  /** Who sells by a payment, or gives back by a refund. */
  | { readonly merchant: Merchant }
  /** Who gives back by a refund, for this shop. */
  | { readonly cashier: CashierLimits; readonly of: Merchant }
  /** The ledger's number of a till that pays out. */
  | { readonly till: number };

/** What a posting request carries of an act's limits. */
export interface ActLimits {
  /** What can be told without the ledger: it must be stored under the act's key, so the batch is asked to refuse. */
  readonly refusal?: PostingRequest['refusal'];
  readonly usageLimits: readonly UsageLimit[];
  readonly ceilings: readonly Ceiling[];
}

const NONE: ActLimits = { usageLimits: [], ceilings: [] };
const DAY_US = 86_400_000_000n;

/**
 * The limits of one party to an act, under the rules given. What a wallet spends and takes in is counted whether or not
 * there is a bound, so that a bound set later knows what was done before; what merchants and tills do is counted
 * from the day on which they have one.
 *
 * Money that is given back (refund, reversal) never counts for whom it comes back to, and is never refused for what
 * the wallet may hold: it was theirs.
 *
 * Refusals: `limit_exceeded` (detail `limit`, `maximum`, `left`) for the act alone; `act_forbidden_for_tier`.
 */
export function limitsFor(rules: Rules, act: LimitedAct, party: LimitedParty): ActLimits {
  if ('payer' in party) return spendingLimits(rules, act, party.payer);
  if ('payee' in party) return incomingLimits(rules, act, party.payee);
  if ('till' in party) return tillLimits(rules, act, party.till);
  if ('cashier' in party) return cashierLimits(act, party.cashier, party.of);
  return merchantLimits(rules, act, party.merchant);
}

/** The limits of all parties to an act together; the first refusal is the one that is told. */
export function joinLimits(...parts: readonly ActLimits[]): ActLimits {
  return {
    refusal: parts.find(({ refusal }) => refusal !== undefined)?.refusal,
    usageLimits: parts.flatMap(({ usageLimits }) => usageLimits),
    ceilings: parts.flatMap(({ ceilings }) => ceilings),
  };
}

function spendingLimits(rules: Rules, { type, amount }: LimitedAct, payer: Member): ActLimits {
  const limits = rules.limits[payer.tier];
  const account = payer.wallet;
  const kind = USAGE_KINDS.spending;
  const { perDayAmount, perDayCount, perMonthAmount, perMonthCount } = limits;
  const usageLimits: UsageLimit[] = [
    {
      name: 'per_day',
      account,
      kind,
      period: 'day',
      amount,
      maximumAmount: perDayAmount,
      maximumCount: perDayCount,
      ...paceOf(rules, payer),
    },
    {
      name: 'per_month',
      account,
      kind,
      period: 'month',
      amount,
      maximumAmount: perMonthAmount,
      ...(perMonthCount !== undefined && { maximumCount: perMonthCount }),
    },
  ];
  if (limits.forbids?.some((forbidden) => forbidden === type) === true) {
    return { refusal: forbiddenFor(type), usageLimits, ceilings: [] };
  }
  const refusal = overOne(NAME_OF_ONE[type] ?? 'per_payment', amount, limits.perPayment);
  if (type !== 'withdrawal') return { ...(refusal && { refusal }), usageLimits, ceilings: [] };

  const cash = flowLimits(limits.cashOut ?? {}, amount, CASH_OUT, account);
  const first = smaller(limits.cashOut?.perAct, limits.perPayment) ? cash.refusal : refusal;
  return {
    ...(first && { refusal: first }),
    usageLimits: [...usageLimits, ...cash.usageLimits],
    ceilings: [],
  };
}

/** What only some networks ask for: a pause between two acts, and less in the first days. */
function paceOf(
  rules: Rules,
  payer: Member,
): Pick<UsageLimit, 'minimumIntervalSeconds' | 'atFirst'> | undefined {
  const { minimumIntervalSeconds, coolingOff } = rules.limits[payer.tier];
  if (minimumIntervalSeconds === undefined && coolingOff === undefined) return undefined;
  return {
    ...(minimumIntervalSeconds !== undefined && { minimumIntervalSeconds }),
    ...(coolingOff !== undefined && {
      atFirst: {
        name: 'new_member_per_day',
        untilUs: BigInt(payer.joinedAt.getTime()) * 1_000n + BigInt(coolingOff.days) * DAY_US,
        maximumAmount: coolingOff.perDayAmount,
      },
    }),
  };
}

function incomingLimits(rules: Rules, { type, amount }: LimitedAct, payee: Member): ActLimits {
  if (type === 'refund' || type === 'reversal') return NONE;
  const { balanceMaximum, perMonthIncoming } = rules.limits[payee.tier];
  const account = payee.wallet;
  return {
    usageLimits: [
      {
        name: 'incoming_per_month',
        account,
        kind: USAGE_KINDS.incoming,
        period: 'month',
        amount,
        ...(perMonthIncoming !== undefined && { maximumAmount: perMonthIncoming }),
      },
    ],
    ceilings:
      balanceMaximum === undefined ? [] : [{ account, maximum: balanceMaximum, name: 'balance' }],
  };
}

function merchantLimits(rules: Rules, { type, amount }: LimitedAct, merchant: Merchant): ActLimits {
  const own = merchant.limits;
  const common = rules.limits.merchant;
  if (own === undefined && common === undefined) return NONE;
  const flow: keyof MerchantLimits = type === 'refund' ? 'refunds' : 'sales';
  const bounds = effective(common?.[flow], own?.[flow]);
  if (bounds === undefined) return NONE;
  return flowLimits(bounds, amount, type === 'refund' ? REFUNDS : SALES, merchant.wallet);
}

function cashierLimits(
  { amount }: LimitedAct,
  { number, limits }: CashierLimits,
  { wallet }: Merchant,
): ActLimits {
  const flow = { ...CASHIER_REFUNDS, kind: USAGE_KINDS.cashierRefunds + number };
  return flowLimits(limits, amount, flow, wallet);
}

function tillLimits(rules: Rules, { amount }: LimitedAct, till: number): ActLimits {
  const bounds = rules.limits.till;
  return bounds === undefined ? NONE : flowLimits(bounds, amount, TILL, till);
}

/** How the bounds of one flow are counted and told. */
interface Flow {
  readonly kind: number;
  readonly perAct: string;
  readonly perDay: string;
  readonly perMonth: string;
  /** Whether it is counted without a bound too. */
  readonly always: boolean;
}

const CASH_OUT: Flow = {
  kind: USAGE_KINDS.cashOut,
  perAct: 'per_withdrawal',
  perDay: 'cash_out_per_day',
  perMonth: 'cash_out_per_month',
  always: true,
};
const TILL: Flow = {
  kind: USAGE_KINDS.tillPayOut,
  perAct: 'till_per_pay_out',
  perDay: 'till_per_day',
  perMonth: 'till_per_month',
  always: false,
};
const SALES: Flow = {
  kind: USAGE_KINDS.merchantSales,
  perAct: 'merchant_per_payment',
  perDay: 'merchant_per_day',
  perMonth: 'merchant_per_month',
  always: false,
};
const REFUNDS: Flow = {
  kind: USAGE_KINDS.merchantRefunds,
  perAct: 'merchant_per_refund',
  perDay: 'merchant_refunds_per_day',
  perMonth: 'merchant_refunds_per_month',
  always: false,
};

const CASHIER_REFUNDS: Omit<Flow, 'kind'> = {
  perAct: 'cashier_per_refund',
  perDay: 'cashier_refunds_per_day',
  perMonth: 'cashier_refunds_per_month',
  always: false,
};

function flowLimits(bounds: FlowLimits, amount: Sen, flow: Flow, account: number): ActLimits {
  const { kind } = flow;
  const usageLimits: UsageLimit[] = [];
  const count = (
    name: string,
    period: UsageLimit['period'],
    maximumAmount: Sen | undefined,
    maximumCount: number | undefined,
  ) => {
    if (!flow.always && maximumAmount === undefined && maximumCount === undefined) return;
    usageLimits.push({
      name,
      account,
      kind,
      period,
      amount,
      ...(maximumAmount !== undefined && { maximumAmount }),
      ...(maximumCount !== undefined && { maximumCount }),
    });
  };
  count(flow.perDay, 'day', bounds.perDayAmount, bounds.perDayCount);
  count(flow.perMonth, 'month', bounds.perMonthAmount, bounds.perMonthCount);
  const refusal = overOne(flow.perAct, amount, bounds.perAct);
  return { ...(refusal && { refusal }), usageLimits, ceilings: [] };
}

/** A merchant's own bounds before the network's for all merchants, each by itself. */
function effective(
  common: FlowLimits | undefined,
  own: FlowLimits | undefined,
): FlowLimits | undefined {
  if (common === undefined || own === undefined) return own ?? common;
  return {
    perAct: own.perAct ?? common.perAct,
    perDayAmount: own.perDayAmount ?? common.perDayAmount,
    perDayCount: own.perDayCount ?? common.perDayCount,
    perMonthAmount: own.perMonthAmount ?? common.perMonthAmount,
    perMonthCount: own.perMonthCount ?? common.perMonthCount,
  };
}

/** What the bound on one act is called where it isn't that of a payment. */
const NAME_OF_ONE: Partial<Record<TransferType, string>> = {
  transfer: 'per_transfer',
  withdrawal: 'per_withdrawal',
};

function overOne(name: string, amount: Sen, maximum: Sen | undefined): PostingRequest['refusal'] {
  if (maximum === undefined || amount <= maximum) return undefined;
  const text = formatSen(maximum);
  return { code: 'limit_exceeded', detail: { limit: name, maximum: text, left: text } };
}

function forbiddenFor(act: TransferType): PostingRequest['refusal'] {
  return { code: 'act_forbidden_for_tier', detail: { act } };
}

function smaller(one: Sen | undefined, other: Sen): boolean {
  return one !== undefined && one < other;
}

/**
 * What a void or an expiry gives back of what a hold has counted on this day (yyyymmdd in the network's calendar): once
 * for each account and kind, since a counter gives back to its day and month together.
 */
export function usageReturnsOf(counted: readonly UsageLimit[], day: number): UsageReturn[] {
  const once = new Map(
    counted.map(({ account, kind, amount }) => [
      `${account} ${kind}`,
      { account, kind, day, amount },
    ]),
  );
  return [...once.values()];
}
