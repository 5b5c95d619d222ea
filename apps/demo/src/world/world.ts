import { SEN_PER_RUPIAH, type Sen } from '@app/core';
import { Random } from '../random.js';
import { COOPERATIVES, TRAINING, type CooperativePlan } from './cooperatives.js';
import { Names } from './names.js';
import { CAST_MEMBERS, CAST_MERCHANTS, CAST_STAFF } from './cast.js';
import type { MemberPlan, MerchantPlan, StaffPlan, World } from './plans.js';
import { TRADES, TRADES_IN_TURN, type TradeKey } from './trades.js';

export const WORLD_SEED = 2_026;

/** Members of a cooperative whose comings and goings the demo plays. */
const ACTORS_IN_EACH = 8;
/** Every how many-th merchant is large enough for a cashier. */
const CASHIER_EVERY = 6;

/** The demo world. Pure: the same seed gives the same people. */
export function buildWorld(seed: number = WORLD_SEED): World {
  const random = new Random(seed);
  const names = new Names(random);
  for (const { name } of [...CAST_MEMBERS, ...CAST_STAFF]) names.reserve(name);
  const phones = new Phones();
  const members = COOPERATIVES.flatMap((one) => membersOf(one, random, names, phones));
  const merchants = COOPERATIVES.flatMap((one) => merchantsOf(one, names, phones));
  return { cooperatives: COOPERATIVES, members, merchants, staff: staffOf(names) };
}

/** Invented numbers of one real prefix. */
class Phones {
  private last = 30_000_000;

  next(): string {
    this.last += 7_919;
    return `+62812${this.last}`;
  }
}

function membersOf(
  cooperative: CooperativePlan,
  random: Random,
  names: Names,
  phones: Phones,
): MemberPlan[] {
  const cast = CAST_MEMBERS.filter((one) => one.cooperative === cooperative.short);
  const members: MemberPlan[] = cast.map((one, at) => ({
    ...one,
    number: numberOf(cooperative, at),
    phone: phones.next(),
    acts: true,
  }));
  while (members.length < cooperative.members) {
    const at = members.length;
    const acts = at < cast.length + ACTORS_IN_EACH && cooperative.short !== TRAINING;
    members.push({
      name: names.next(),
      cooperative: cooperative.short,
      number: numberOf(cooperative, at),
      phone: phones.next(),
      tier: acts || random.chance(85) ? 'registered' : 'unregistered',
      opening: openingOf(cooperative, acts, random),
      acts,
    });
  }
  return members;
}

function numberOf({ prefix }: CooperativePlan, at: number): string {
  return `${prefix}-${String(at + 1).padStart(4, '0')}`;
}

/** Who acts needs enough for ninety days of shopping; farmers for fertiliser as well. */
function openingOf({ short, state }: CooperativePlan, acts: boolean, random: Random): Sen {
  if (state === 'training') return 0n;
  const [low, high] = acts ? [3_000, 6_000] : [20, 900];
  const farmers = acts && short === 'Cemorokandang' ? 9_000 : 0;
  return BigInt(random.between(low, high) + farmers) * 1_000n * SEN_PER_RUPIAH;
}

function merchantsOf(cooperative: CooperativePlan, names: Names, phones: Phones): MerchantPlan[] {
  const { short } = cooperative;
  const merchants: MerchantPlan[] = CAST_MERCHANTS.filter((one) => one.cooperative === short);
  const used = new Map<TradeKey, number>();
  for (let at = 0; merchants.length < cooperative.merchants; at += 1) {
    const trade = TRADES_IN_TURN[at % TRADES_IN_TURN.length] ?? 'sembako';
    const before = used.get(trade) ?? 0;
    used.set(trade, before + 1);
    const shop = TRADES[trade].shops[before] ?? `Toko ${at + 1}`;
    const isLarge = merchants.length % CASHIER_EVERY === 1;
    const username = `kasir.${merchants.length + 1}.${short.toLowerCase()}`;
    merchants.push({
      name: `${shop} ${short}`,
      cooperative: short,
      trade,
      owner: { name: names.next(), phone: phones.next() },
      ...(isLarge && { cashier: { name: names.next(), username } }),
    });
  }
  return merchants;
}

function staffOf(names: Names): StaffPlan[] {
  const staff: StaffPlan[] = [...CAST_STAFF];
  const appoint = (role: StaffPlan['role'], cooperative: string, title: string, count: number) => {
    const already = staff.filter((one) => one.cooperative === cooperative && one.role === role);
    for (let at = already.length; at < count; at += 1) {
      const suffix = at === 0 ? '' : `${at + 1}`;
      const username = `${title}${suffix}.${cooperative.toLowerCase()}`;
      staff.push({ name: names.next(), username, role, cooperative });
    }
  };
  for (const { short, tellers, state } of COOPERATIVES) {
    appoint('manager', short, 'manajer', 1);
    if (state === 'active') appoint('treasurer', short, 'bendahara', 1);
    appoint('teller', short, 'teller', tellers);
  }
  return staff;
}
