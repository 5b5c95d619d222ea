import { SEN_PER_RUPIAH } from '@app/core';
import { Random } from '../random.js';
import { planHistory, Shopping } from '../play/traffic.js';
import { buildWorld } from '../world/world.js';
import { DayWriter, rupiahOf } from './day-writer.js';
import { SCENES } from './scenes.js';

const DAY_SEED = 91;
const OPENS = 7 * 3_600;
const CLOSES = 17 * 3_600 + 50 * 60;
/** Seconds between two moments at which people shop. */
const STEP = 220;
const CUSTOMERS_AT_ONCE = 11;
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
  const scenes = [...SCENES];
  for (let now = OPENS; now < CLOSES; now += STEP) {
    while (scenes[0] !== undefined && secondsOf(scenes[0].from) < now) play(day, scenes.shift());
    // A scene may have lasted until after this moment.
    day.atSecond(Math.max(now, day.now + 1));
    goShopping(day, shopping, random);
  }
  for (const scene of scenes) play(day, scene);
  return day.toCsv();
}

function play(day: DayWriter, scene: (typeof SCENES)[number] | undefined): void {
  if (scene === undefined) return;
  day.atSecond(Math.max(secondsOf(scene.from), day.now + 1));
  scene.play(day);
}

/** Different people at one moment; then some look at their balance, or send again what they sent. */
function goShopping(day: DayWriter, shopping: Shopping, random: Random): void {
  const payers = new Set<string>();
  const replays: (() => void)[] = [];
  while (payers.size < CUSTOMERS_AT_ONCE) {
    const payment = shopping.choose(true, KEPT);
    if (payers.has(payment.payer)) continue;
    payers.add(payment.payer);
    const isSentAgain = random.chance(6);
    const key = isSentAgain ? `shopper-${day.count + 2}` : '';
    day.posted(payment, { key });
    if (!isSentAgain) continue;
    const { payer: actor, merchant: counterpart } = payment;
    const cells = { actor, cooperative: day.model.home(actor), counterpart, key };
    const amount = rupiahOf(payment.amount);
    replays.push(() => day.add('replay', { ...cells, amount, expected: 'posted' }));
  }
  day.later();
  for (const replay of replays) replay();
  if (random.chance(60)) day.balance(random.pick([...payers]));
}

function secondsOf(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * 60 + seconds;
}
