import { SEN_PER_RUPIAH } from '@app/core';
import { Random } from '../random.js';
import type { PaymentPlan } from '../play/acts.js';
import { HISTORY_DAYS } from '../play/dates.js';
import { Counters } from '../play/errands.js';
import { planHistory, Shopping } from '../play/traffic.js';
import { buildWorld } from '../world/world.js';
import type { World } from '../world/plans.js';
import { DayWriter, rupiahOf } from './day-writer.js';
import { CASH_SCENES, OPEN_COUNTERS } from './cash-scenes.js';
import { QR_SCENES } from './qr-scenes.js';
import { SCENES } from './scenes.js';

const DAY_SEED = 91;
const OPENS = 7 * 3_600;
const CLOSES = 17 * 3_600 + 50 * 60;
/** Seconds between two moments at which people shop. */
const STEP = 220;
const CUSTOMERS_AT_ONCE = 11;
/** Between these the counters take and give cash. */
const COUNTERS_OPEN = 7 * 3_600 + 5 * 60;
const COUNTERS_CLOSE = 15 * 3_600;
/** What shoppers keep in their wallets whatever comes. */
const KEPT = 50_000n * SEN_PER_RUPIAH;

/**
 * The market day that the committed day file holds, as CSV. Pure and the same every time: it goes
 * on from where the planned history ends, so that each balance, cap and limit is known.
 */
export function generateDay(): string {
  const world = buildWorld();
  const { model } = planHistory(world);
  const random = new Random(DAY_SEED);
  const shopping = new Shopping(world, model, random);
  const day = new DayWriter(model);
  const errands = new Errands(world, day, new Random(DAY_SEED + 1));
  const scenes = [...SCENES, ...CASH_SCENES, ...QR_SCENES].sort((a, b) =>
    a.from < b.from ? -1 : 1,
  );
  for (let now = OPENS; now < CLOSES; now += STEP) {
    while (scenes[0] !== undefined && secondsOf(scenes[0].from) < now) play(day, scenes.shift());
    // A scene may have lasted until after this moment.
    day.atSecond(Math.max(now, day.now + 1));
    errands.seen(goShopping(day, shopping, random));
    errands.play();
  }
  for (const scene of scenes) play(day, scene);
  return day.toCsv();
}

function play(day: DayWriter, scene: (typeof SCENES)[number] | undefined): void {
  if (scene === undefined) return;
  day.atSecond(Math.max(secondsOf(scene.from), day.now + 1));
  scene.play(day);
}

/** Different people at one moment; then some look at their balance, or send theirs again. */
function goShopping(day: DayWriter, shopping: Shopping, random: Random): Sold[] {
  const payers = new Set<string>();
  const sold: Sold[] = [];
  const replays: (() => void)[] = [];
  while (payers.size < CUSTOMERS_AT_ONCE) {
    const payment = shopping.choose(true, KEPT);
    if (payers.has(payment.payer)) continue;
    payers.add(payment.payer);
    const isSentAgain = random.chance(6);
    const key = isSentAgain ? `shopper-${day.count + 2}` : '';
    day.posted(payment, { key });
    if (!isSentAgain) continue;
    sold.push({ payment, key });
    const { payer: actor, merchant: counterpart } = payment;
    const cells = { actor, cooperative: day.model.home(actor), counterpart, key };
    const amount = rupiahOf(payment.amount);
    replays.push(() => day.add('replay', { ...cells, amount, expected: 'posted' }));
  }
  day.later();
  for (const replay of replays) replay();
  if (random.chance(60)) day.balance(random.pick([...payers]));
  return sold;
}

/** A payment with the key of its line. */
interface Sold {
  readonly payment: PaymentPlan;
  readonly key: string;
}

/** What people do beside shopping: cash at the counters, money sent, some of it given back. */
class Errands {
  private readonly counters: Counters;
  private readonly cashiers: ReadonlyMap<string, string>;
  private readonly sold: Sold[] = [];

  constructor(
    world: World,
    private readonly day: DayWriter,
    private readonly random: Random,
  ) {
    this.counters = new Counters(world, day.model, random);
    this.cashiers = new Map(
      world.merchants.flatMap(({ name, cashier }) => (cashier ? [[name, cashier.username]] : [])),
    );
  }

  seen(sold: readonly Sold[]): void {
    this.sold.push(...sold.filter(({ payment }) => this.cashiers.has(payment.merchant)));
  }

  play(): void {
    const { day, random } = this;
    const areOpen = day.now > COUNTERS_OPEN && day.now < COUNTERS_CLOSE;
    if (areOpen && random.chance(45)) {
      const plan = this.counters.planDeposit(HISTORY_DAYS, random.pick(OPEN_COUNTERS));
      day.later().deposit(plan);
    }
    if (areOpen && random.chance(35)) {
      const plan = this.counters.planWithdrawal(HISTORY_DAYS, random.pick(OPEN_COUNTERS), KEPT);
      day.later().withdrawal(plan, `cash-${day.count + 2}`);
    }
    if (random.chance(50)) day.later().sending(this.counters.planSending(HISTORY_DAYS, KEPT));
    const last = random.chance(30) ? this.sold.shift() : undefined;
    if (last === undefined) return;
    const { payment, key } = last;
    const amount = (payment.amount / (2n * SEN_PER_RUPIAH)) * SEN_PER_RUPIAH;
    const cashier = this.cashiers.get(payment.merchant) ?? '';
    day.later().refund({ payment, amount }, key, cashier, 'half of it comes back');
  }
}

function secondsOf(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * 60 + seconds;
}
