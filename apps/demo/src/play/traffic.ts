import { SEN_PER_RUPIAH, sumSen, type Sen } from '@app/core';
import { Random } from '../random.js';
import { CLOSING_SHOP, KARSO, PUTRA, SURIP, TARI } from '../world/cast.js';
import { SILENT, TRAINING } from '../world/cooperatives.js';
import type { MemberPlan, MerchantPlan, World } from '../world/plans.js';
import { TRADES } from '../world/trades.js';
import { HISTORY_DAYS, isSunday } from './dates.js';
import type { Moment, PaymentPlan, PlannedAct } from './acts.js';
import {
  Counters,
  FIRST_ACTS,
  invoiceOf,
  KEPT,
  refundOf,
  requestOf,
  SILENT_FROM,
} from './errands.js';
import { FIRST_PAYMENT } from './first-payment.js';
import { Model } from './model.js';

export interface FundsIn {
  readonly cooperative: string;
  readonly amount: Sen;
}

/** Everything that happens on one day of the history. */
export interface HistoryDay {
  readonly day: number;
  readonly fundsIn: readonly FundsIn[];
  /** In the order of their times; the acts of one moment in no order. */
  readonly moments: readonly Moment[];
  readonly hasCutoff: boolean;
}

export interface History {
  readonly days: readonly HistoryDay[];
  /** As everything stands on the morning after. */
  readonly model: Model;
}

const TIMES = ['08:20', '11:45', '15:10'] as const;
const ORDINARY = 25;
const ON_SUNDAYS = 12;
/** Wages come once a month. */
const PAY_DAYS: readonly number[] = [11, 12, 42, 43, 73, 74];
const ON_PAY_DAYS = 48;
/** The week before Lebaran, when everybody buys. */
export const LEBARAN: readonly [from: number, to: number] = [53, 59];
const BEFORE_LEBARAN = 70;
/** Times a week that a farmer buys fertiliser, about Rp400,000 each. */
const FERTILISER_A_WEEK = 12;
/** A cooperative below this on a Monday pays in, to twice as much. */
const LIQUIDITY_LOW: Sen = 3_000_000n * SEN_PER_RUPIAH;
const TOP_UP: Sen = 3_000_000n * SEN_PER_RUPIAH;
/** Who works and shops all over the town, so that their cooperative always owes the others. */
const COMMUTERS = 'Dinoyo';
/** People whose balances the day file needs as they are, and a shop without sales. */
const KEPT_OUT: readonly string[] = [SURIP, PUTRA, KARSO, TARI];

/** Ninety days of shopping but the last. Pure: the same seed gives the same days. */
export function planHistory(world: World, seed = 90): History {
  const model = new Model(world);
  const shopping = new Shopping(world, model, new Random(seed));
  const counters = new Counters(world, model, new Random(seed + 1));
  model.play(FIRST_PAYMENT);
  for (const act of FIRST_ACTS) model.play(act);
  const days: HistoryDay[] = [];
  for (let day = 0; day < HISTORY_DAYS; day += 1) {
    const fundsIn = day % 7 === 0 ? topUps(world, model) : [];
    const moments = [
      { time: TIMES[0], acts: shopping.visits(day, 0) },
      ...(isSunday(day) ? [] : counters.morning(day)),
      { time: TIMES[1], acts: shopping.visits(day, 1) },
      ...errandsOn(day, model),
      { time: TIMES[2], acts: shopping.visits(day, 2) },
      ...(isSunday(day) ? [] : counters.evening(day)),
    ];
    const hasCutoff = !isSunday(day);
    if (hasCutoff) model.settle();
    days.push({ day, fundsIn, moments, hasCutoff });
  }
  return { days, model };
}

/** What a cooperative's shops sold in a week of the history, on the average, in sen. */
export function turnoverAWeek(history: History, world: World, cooperative: string): Sen {
  const shops = new Set(
    world.merchants.filter((one) => one.cooperative === cooperative).map(({ name }) => name),
  );
  const sold = paymentsOf(history).filter(({ merchant }) => shops.has(merchant));
  const perWeek = (sumSen(sold.map(({ amount }) => amount)) * 7n) / BigInt(HISTORY_DAYS);
  return (perWeek / SEN_PER_RUPIAH) * SEN_PER_RUPIAH;
}

/** All shopping of the history. */
export function paymentsOf({ days }: History): (PaymentPlan & { readonly day: number })[] {
  return days.flatMap(({ day, moments }) =>
    moments
      .flatMap(({ acts }) => acts)
      .flatMap((planned) => (planned.act === 'pay' ? [{ ...planned, day }] : [])),
  );
}

/** What happens beside the shopping, now and then. */
function errandsOn(day: number, model: Model): Moment[] {
  const acts = [...invoiceOf(day), ...requestOf(day), ...refundOf(day, model)];
  for (const act of acts) model.play(act);
  return acts.length === 0 ? [] : [{ time: '13:00', acts }];
}

function topUps(world: World, model: Model): FundsIn[] {
  return world.cooperatives
    .filter(({ short, state }) => {
      return state === 'active' && model.standing(short).liquidity < LIQUIDITY_LOW;
    })
    .map(({ short }) => {
      model.fundsIn(short, TOP_UP);
      return { cooperative: short, amount: TOP_UP };
    });
}

/** Who goes shopping where, on the history's days and on the day itself. */
export class Shopping {
  private readonly payers: readonly MemberPlan[];
  private readonly shops: readonly MerchantPlan[];
  private readonly farmers: readonly MemberPlan[];
  private readonly fertiliser: readonly MerchantPlan[];

  constructor(
    world: World,
    private readonly model: Model,
    private readonly random: Random,
  ) {
    const liveliness = new Map(world.cooperatives.map((one) => [one.short, one.liveliness]));
    const actors = world.members.filter((one) => one.acts && !KEPT_OUT.includes(one.name));
    // Each is in the list as often as the cooperative is lively.
    this.payers = actors.flatMap((one) =>
      Array<MemberPlan>(liveliness.get(one.cooperative) ?? 0).fill(one),
    );
    this.farmers = actors.filter((one) => one.cooperative === 'Cemorokandang');
    const shops = world.merchants.filter(
      ({ name, cooperative }) => cooperative !== TRAINING && name !== CLOSING_SHOP,
    );
    this.shops = shops.filter(({ trade }) => trade !== 'fertiliser');
    this.fertiliser = shops.filter(({ trade }) => trade === 'fertiliser');
  }

  /** What happens at one of the three times of a day; the model has paid it. */
  visits(day: number, time: number): PlannedAct[] {
    const count = Math.round(customersOn(day) / TIMES.length);
    const payments: PlannedAct[] = [];
    while (payments.length < count) {
      const payment = this.choose(day >= SILENT_FROM, KEPT);
      this.model.pay(payment);
      payments.push({ act: 'pay', ...payment });
    }
    const isSeason = (day * TIMES.length + time) % Math.floor(21 / FERTILISER_A_WEEK + 1) === 0;
    if (isSeason) payments.push({ act: 'pay', ...this.buyFertiliser() });
    return payments;
  }

  /** One member who buys at one shop; `kept` stays in the wallet. The model has not paid it yet. */
  choose(withoutSilent: boolean, kept: Sen): PaymentPlan {
    for (;;) {
      const payer = this.random.pick(this.payers);
      const shop = this.shopFor(payer);
      if (withoutSilent && [payer.cooperative, shop.cooperative].includes(SILENT)) continue;
      const [low, high] = TRADES[shop.trade].thousands;
      const amount = BigInt(this.random.between(low * 2, high * 2)) * 500n * SEN_PER_RUPIAH;
      const payment = { payer: payer.name, merchant: shop.name, amount };
      if (this.model.balance(payer.name) - amount >= kept) return payment;
    }
  }

  private shopFor(payer: MemberPlan): MerchantPlan {
    // Bu Siti and Mas Agus have shops of their own, and nobody buys from himself.
    for (;;) {
      const staysHome = this.random.chance(payer.cooperative === COMMUTERS ? 5 : 45);
      const shop = this.random.pick(this.shops);
      const isHome = shop.cooperative === payer.cooperative;
      if (!isHome && shop.cooperative === COMMUTERS && this.random.chance(60)) continue;
      const isOwn = 'member' in shop.owner && shop.owner.member === payer.name;
      if (!isOwn && (isHome || !staysHome)) return shop;
    }
  }

  private buyFertiliser(): PaymentPlan {
    const [low, high] = TRADES.fertiliser.thousands;
    for (;;) {
      const payer = this.random.pick(this.farmers);
      const shop = this.random.pick(this.fertiliser);
      const amount = BigInt(this.random.between(low, high)) * 1_000n * SEN_PER_RUPIAH;
      const payment = { payer: payer.name, merchant: shop.name, amount };
      if (this.model.balance(payer.name) < amount + KEPT) continue;
      this.model.pay(payment);
      return payment;
    }
  }
}

function customersOn(day: number): number {
  const [from, to] = LEBARAN;
  if (day >= from && day <= to) return BEFORE_LEBARAN;
  if (PAY_DAYS.includes(day)) return ON_PAY_DAYS;
  return isSunday(day) ? ON_SUNDAYS : ORDINARY;
}
