import { SEN_PER_RUPIAH, type Sen } from '@app/core';
import type { Random } from '../random.js';
import { AGUS, BUDI, KARSO, PUTRA, SITI, SURIP, TARI, TOKO_SITI } from '../world/cast.js';
import { SILENT, TRAINING } from '../world/cooperatives.js';
import type { MemberPlan, World } from '../world/plans.js';
import type { CashPlan, PlannedAct, SendingPlan, Moment } from './acts.js';
import { HISTORY_DAYS } from './dates.js';
import { FIRST_PAYMENT } from './first-payment.js';
import type { Model } from './model.js';

const rupiah = (amount: number): Sen => BigInt(amount) * SEN_PER_RUPIAH;

/** Bu Rina, teller of Kedungkandang. */
export const RINA_LOGIN = 'rina.kedungkandang';
export const FLOAT: Sen = rupiah(2_000_000);
/** From here on nobody of the silent cooperative is seen. */
export const SILENT_FROM = HISTORY_DAYS - 8;
/** What people keep for the day that the day file plays. */
export const KEPT: Sen = rupiah(900_000);
/** What a registered member's wallet may hold, with a little to spare. */
const WALLET_MOST: Sen = rupiah(19_000_000);
/** The day on which Bu Rina's drawer is short. */
export const SHORT_DAY = 64;
export const SHORTAGE: Sen = rupiah(20_000);
/** The weeks in which the fields are planted. */
const PLANTING_DAY = 38;

/** What is shown after the first payment: one act of each kind, and what it moves in whose book. */
export const FIRST_ACTS = [
  { act: 'open_till', teller: RINA_LOGIN, amount: FLOAT },
  { act: 'deposit', holder: BUDI, teller: RINA_LOGIN, amount: rupiah(500_000) },
  { act: 'withdraw', holder: BUDI, teller: RINA_LOGIN, amount: rupiah(200_000) },
  { act: 'send', payer: BUDI, payee: AGUS, amount: rupiah(50_000) },
  { act: 'refund', payment: FIRST_PAYMENT, amount: rupiah(25_000) },
  { act: 'close_till', teller: RINA_LOGIN, amount: 0n },
] as const satisfies readonly PlannedAct[];

/** In the planting season Cemorokandang buys fertiliser from Bumiayu for all its farmers. */
export function invoiceOf(day: number): PlannedAct[] {
  if (day !== PLANTING_DAY) return [];
  const goods = 'pupuk urea dan NPK untuk musim tanam';
  const amount = rupiah(4_500_000);
  return [{ act: 'invoice', seller: 'Bumiayu', buyer: 'Cemorokandang', amount, goods }];
}

/** Toko Siti writes up what Pak Budi takes, and asks him for it once a week; once he declines. */
export function requestOf(day: number): PlannedAct[] {
  if (day % 7 !== 4) return [];
  const amount = rupiah(15_000 + (day % 5) * 1_000);
  return [{ act: 'request', payer: BUDI, merchant: TOKO_SITI, amount, isPaid: day !== 32 }];
}

/** Once a fortnight Toko Siti takes half of what it has home, and gives Pak Budi something back. */
export function refundOf(day: number, model: Model): PlannedAct[] {
  if (day % 14 !== 9) return [];
  const amount = (model.balance(TOKO_SITI) / rupiah(2_000)) * rupiah(1_000);
  const again: PlannedAct = { act: 'refund', payment: FIRST_PAYMENT, amount: rupiah(1_000) };
  return [{ act: 'pay_out', payer: TOKO_SITI, payee: SITI, amount }, again];
}

/** Each working day one counter with some cash over it, and somebody who sends money. */
export class Counters {
  private readonly tellers: readonly { readonly login: string; readonly cooperative: string }[];
  private readonly people: readonly MemberPlan[];

  constructor(
    world: World,
    private readonly model: Model,
    private readonly random: Random,
  ) {
    this.tellers = world.staff.flatMap(({ role, username, cooperative }) =>
      role === 'teller' && cooperative !== null ? [{ login: username, cooperative }] : [],
    );
    const keptOut: readonly string[] = [SURIP, PUTRA, KARSO, TARI];
    this.people = world.members.filter(
      ({ acts, name, cooperative }) => acts && !keptOut.includes(name) && cooperative !== TRAINING,
    );
  }

  /** The teller's day begins, with two who pay in, one who takes out and one who sends. */
  morning(day: number): Moment[] {
    const teller = this.tellerOf(day);
    if (teller === undefined) return [];
    return [
      { time: '09:00', acts: [this.played({ act: 'open_till', teller, amount: FLOAT })] },
      {
        time: '09:40',
        acts: [
          this.played({ act: 'deposit', ...this.planDeposit(day, teller) }),
          this.played({ act: 'withdraw', ...this.planWithdrawal(day, teller) }),
          this.played({ act: 'send', ...this.planSending(day) }),
        ],
      },
      {
        time: '10:30',
        acts: [this.played({ act: 'deposit', ...this.planDeposit(day, teller) })],
      },
    ];
  }

  evening(day: number): Moment[] {
    const teller = this.tellerOf(day);
    if (teller === undefined) return [];
    const amount = day === SHORT_DAY ? SHORTAGE : 0n;
    return [{ time: '15:40', acts: [this.played({ act: 'close_till', teller, amount })] }];
  }

  /** Somebody who pays cash in: at the own cooperative or at another one's counter. */
  planDeposit(day: number, teller: string): CashPlan {
    for (;;) {
      const { name: holder } = this.somebody(day);
      const amount = rupiah(this.random.between(5, 40) * 10_000);
      if (this.model.balance(holder) + amount > WALLET_MOST) continue;
      if (this.model.headroom(this.model.counter(teller)) < amount * 2n) continue;
      return { holder, teller, amount };
    }
  }

  planWithdrawal(day: number, teller: string, kept = KEPT): CashPlan {
    for (;;) {
      const { name: holder } = this.somebody(day);
      const amount = rupiah(this.random.between(2, 20) * 10_000);
      if (this.model.till(teller) < amount || !this.canSend(holder, amount, kept)) continue;
      return { holder, teller, amount };
    }
  }

  planSending(day: number, kept = KEPT): SendingPlan {
    for (;;) {
      const payer = this.somebody(day).name;
      const payee = this.somebody(day).name;
      const amount = rupiah(this.random.between(2, 30) * 5_000);
      if (payer === payee || !this.canSend(payer, amount, kept)) continue;
      return { payer, payee, amount };
    }
  }

  private canSend(payer: string, amount: Sen, kept: Sen): boolean {
    const isCovered = this.model.balance(payer) - amount > kept + rupiah(5_000);
    return isCovered && this.model.headroom(this.model.home(payer)) > amount * 2n;
  }

  private somebody(day: number): MemberPlan {
    for (;;) {
      const one = this.random.pick(this.people);
      if (day < SILENT_FROM || one.cooperative !== SILENT) return one;
    }
  }

  private tellerOf(day: number): string | undefined {
    if (day === SHORT_DAY) return RINA_LOGIN;
    const teller = this.tellers[day % this.tellers.length];
    return day >= SILENT_FROM && teller?.cooperative === SILENT ? undefined : teller?.login;
  }

  private played<A extends PlannedAct>(act: A): A {
    this.model.play(act);
    return act;
  }
}
