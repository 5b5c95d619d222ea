import { assessFees, presets, sumSen, type Sen } from '@app/core';
import type { World } from '../world/plans.js';

/** One member pays one shop. */
export interface PaymentPlan {
  readonly payer: string;
  readonly merchant: string;
  readonly amount: Sen;
}

/** What a cooperative owes the network, what it has paid in and what it may owe unsecured, in sen. */
export interface Standing {
  readonly owes: Sen;
  readonly liquidity: Sen;
  readonly line: Sen;
}

/**
 * The demo world's balances and positions in memory, so that the story and the day can be written
 * before any server runs. The server is the judge: each run compares what it answers with this.
 */
export class Model {
  private readonly balances = new Map<string, Sen>();
  private readonly standings = new Map<string, Standing>();
  private readonly homes = new Map<string, string>();
  private readonly hosts = new Map<string, string>();
  private readonly schedule = presets.cooperativeSimple();
  private readonly books = new Map<string, number>();

  constructor(world: World) {
    for (const { short, line, liquidity } of world.cooperatives) {
      this.standings.set(short, { owes: 0n, liquidity, line });
      this.books.set(short, this.books.size + 1);
    }
    for (const { name, cooperative, opening } of world.members) {
      this.balances.set(name, opening);
      this.homes.set(name, cooperative);
    }
    for (const { name, cooperative } of world.merchants) this.hosts.set(name, cooperative);
  }

  /** Of a member, in sen. */
  balance(member: string): Sen {
    return found(this.balances.get(member), member);
  }

  home(member: string): string {
    return found(this.homes.get(member), member);
  }

  host(merchant: string): string {
    return found(this.hosts.get(merchant), merchant);
  }

  standing(cooperative: string): Standing {
    return found(this.standings.get(cooperative), cooperative);
  }

  /** What is left of a cooperative's net debit cap. */
  headroom(cooperative: string): Sen {
    const { owes, liquidity, line } = this.standing(cooperative);
    return line + liquidity - owes;
  }

  /** What the payer's cooperative comes to owe by a payment: zero on-us. */
  debtOf(payment: PaymentPlan): Sen {
    const shares = this.sharesOf(payment);
    return shares === undefined ? 0n : payment.amount - shares.issuer;
  }

  pay(payment: PaymentPlan): void {
    const { payer, merchant, amount } = payment;
    this.balances.set(payer, this.balance(payer) - amount);
    const shares = this.sharesOf(payment);
    if (shares === undefined) return;
    this.owe(this.home(payer), amount - shares.issuer);
    this.owe(this.host(merchant), shares.issuer + shares.switch - amount);
  }

  /** Every debtor pays what it owes out of its liquidity, every creditor is paid. */
  settle(): void {
    for (const [cooperative, { owes, liquidity, line }] of this.standings) {
      this.standings.set(cooperative, { owes: 0n, liquidity: liquidity - owes, line });
    }
  }

  fundsIn(cooperative: string, amount: Sen): void {
    const standing = this.standing(cooperative);
    this.standings.set(cooperative, { ...standing, liquidity: standing.liquidity + amount });
  }

  setLine(cooperative: string, line: Sen): void {
    this.standings.set(cooperative, { ...this.standing(cooperative), line });
  }

  private owe(cooperative: string, amount: Sen): void {
    const standing = this.standing(cooperative);
    this.standings.set(cooperative, { ...standing, owes: standing.owes + amount });
  }

  /** Undefined on-us. */
  private sharesOf({ payer, merchant, amount }: PaymentPlan) {
    const [home, host] = [this.home(payer), this.host(merchant)];
    if (home === host) return undefined;
    const assessed = assessFees(this.schedule, {
      service: 'payment',
      issuer: found(this.books.get(home), home),
      acquirer: found(this.books.get(host), host),
      amount,
    });
    if (!assessed.ok) throw new Error(`no fee for ${amount} sen: ${assessed.code}`);
    const shares = assessed.fees.flatMap((fee) => fee.shares);
    const of = (party: string): Sen =>
      sumSen(shares.filter((share) => share.party === party).map((share) => share.amount));
    return { issuer: of('issuer'), switch: of('switch') };
  }
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`nobody is called ${name}`);
  return value;
}
