import { assessFees, discountToReturn, sumSen, type FeeService, type Sen } from '@app/core';
import { DEMO_FEES } from '../world/fees.js';
import type { World } from '../world/plans.js';
import type {
  CashPlan,
  InvoicePlan,
  PaymentPlan,
  PlannedAct,
  RefundPlan,
  SendingPlan,
} from './acts.js';

/** What a cooperative owes the network, has paid in and may owe unsecured, in sen. */
export interface Standing {
  readonly owes: Sen;
  readonly liquidity: Sen;
  readonly line: Sen;
}

/** By whom a merchant discount was received, or to whom another fee goes; in sen. */
interface Shares {
  readonly acquirer: Sen;
  readonly issuer: Sen;
  readonly switch: Sen;
}

interface ServiceFees {
  readonly member: Sen;
  readonly interchange: Sen;
  readonly switch: Sen;
}

/**
 * The demo world's balances and positions in memory, so that the story and the day can be written
 * before any server runs. The server is the judge: each run compares what it answers with this.
 */
export class Model {
  /** Of members and shops. */
  private readonly balances = new Map<string, Sen>();
  private readonly standings = new Map<string, Standing>();
  private readonly homes = new Map<string, string>();
  private readonly counters = new Map<string, string>();
  private readonly tills = new Map<string, Sen>();
  private readonly books = new Map<string, number>();
  /** What was given back of a payment so far. */
  private readonly refunds = new Map<PaymentPlan, { amount: Sen; shares: Shares }>();

  constructor(world: World) {
    for (const { short, line, liquidity } of world.cooperatives) {
      this.standings.set(short, { owes: 0n, liquidity, line });
      this.books.set(short, this.books.size + 1);
    }
    for (const { name, cooperative, opening } of world.members) {
      this.balances.set(name, opening);
      this.homes.set(name, cooperative);
    }
    for (const { name, cooperative } of world.merchants) {
      this.balances.set(name, 0n);
      this.homes.set(name, cooperative);
    }
    for (const { role, username, cooperative } of world.staff) {
      if (role === 'teller' && cooperative !== null) this.counters.set(username, cooperative);
    }
  }

  /** Of a member or a shop, in sen. */
  balance(name: string): Sen {
    return found(this.balances.get(name), name);
  }

  /** The cooperative of a member or a shop. */
  home(name: string): string {
    return found(this.homes.get(name), name);
  }

  /** The cooperative of a teller. */
  counter(teller: string): string {
    return found(this.counters.get(teller), teller);
  }

  /** What is in a teller's drawer, in sen. */
  till(teller: string): Sen {
    return this.tills.get(teller) ?? 0n;
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
    if (this.isOnUs(payment)) return 0n;
    return payment.amount - this.discountOf(payment).issuer;
  }

  play(planned: PlannedAct): void {
    switch (planned.act) {
      case 'pay':
        return this.pay(planned);
      case 'request':
        return planned.isPaid ? this.pay(planned) : undefined;
      case 'deposit':
        return this.deposit(planned);
      case 'withdraw':
        return this.withdraw(planned);
      case 'send':
      case 'pay_out':
        return this.send(planned);
      case 'refund':
        return this.refund(planned);
      case 'invoice':
        return this.payInvoice(planned);
      case 'open_till':
        return void this.tills.set(planned.teller, planned.amount);
      case 'close_till':
        return void this.tills.delete(planned.teller);
    }
  }

  pay(payment: PaymentPlan): void {
    const { payer, merchant, amount } = payment;
    const shares = this.discountOf(payment);
    this.add(payer, -amount);
    this.add(merchant, amount - shares.acquirer - shares.issuer - shares.switch);
    if (this.isOnUs(payment)) return;
    this.owe(this.home(payer), amount - shares.issuer);
    this.owe(this.home(merchant), shares.issuer + shares.switch - amount);
  }

  /** Of the discount so much goes back as the share of the payment that has gone back. */
  refund({ payment, amount }: RefundPlan): void {
    const charged = this.discountOf(payment);
    const before = this.refunds.get(payment) ?? {
      amount: 0n,
      shares: { acquirer: 0n, issuer: 0n, switch: 0n },
    };
    const [acquirer = 0n, issuer = 0n, ofSwitch = 0n] = discountToReturn({
      shares: [
        { charged: charged.acquirer, returned: before.shares.acquirer },
        { charged: charged.issuer, returned: before.shares.issuer },
        { charged: charged.switch, returned: before.shares.switch },
      ],
      paid: payment.amount,
      before: before.amount,
      amount,
      unit: DEMO_FEES.unit,
    });
    this.refunds.set(payment, {
      amount: before.amount + amount,
      shares: {
        acquirer: before.shares.acquirer + acquirer,
        issuer: before.shares.issuer + issuer,
        switch: before.shares.switch + ofSwitch,
      },
    });
    this.add(payment.payer, amount);
    this.add(payment.merchant, acquirer + issuer + ofSwitch - amount);
    if (this.isOnUs(payment)) return;
    this.owe(this.home(payment.payer), issuer - amount);
    this.owe(this.home(payment.merchant), amount - issuer - ofSwitch);
  }

  deposit({ holder, teller, amount }: CashPlan): void {
    const [home, host] = [this.home(holder), this.counter(teller)];
    const fees = this.feesOf('deposit', home, host, amount);
    this.add(holder, amount - fees.member);
    this.tills.set(teller, this.till(teller) + amount);
    this.owe(home, fees.interchange + fees.switch - (home === host ? 0n : amount));
    this.owe(host, (home === host ? 0n : amount) - fees.interchange);
  }

  withdraw({ holder, teller, amount }: CashPlan): void {
    this.moveOut('withdrawal', holder, this.counter(teller), amount);
    this.tills.set(teller, this.till(teller) - amount);
  }

  send({ payer, payee, amount }: SendingPlan): void {
    this.moveOut('transfer', payer, this.home(payee), amount);
    this.add(payee, amount);
  }

  /** What leaves a wallet beside the amount. */
  feeOf(service: 'withdrawal' | 'transfer', payer: string, host: string, amount: Sen): Sen {
    return this.feesOf(service, this.home(payer), host, amount).member;
  }

  payInvoice({ seller, buyer, amount }: InvoicePlan): void {
    this.owe(buyer, amount);
    this.owe(seller, -amount);
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

  private moveOut(
    service: 'withdrawal' | 'transfer',
    payer: string,
    host: string,
    amount: Sen,
  ): void {
    const home = this.home(payer);
    const fees = this.feesOf(service, home, host, amount);
    const principal = home === host ? 0n : amount;
    this.add(payer, -amount - fees.member);
    this.owe(home, principal + fees.interchange + fees.switch);
    this.owe(host, -principal - fees.interchange);
  }

  private add(name: string, amount: Sen): void {
    this.balances.set(name, this.balance(name) + amount);
  }

  private owe(cooperative: string, amount: Sen): void {
    const standing = this.standing(cooperative);
    this.standings.set(cooperative, { ...standing, owes: standing.owes + amount });
  }

  private isOnUs({ payer, merchant }: PaymentPlan): boolean {
    return this.home(payer) === this.home(merchant);
  }

  private discountOf({ payer, merchant, amount }: PaymentPlan): Shares {
    const shares = this.sharesOf('payment', this.home(payer), this.home(merchant), amount);
    const of = (party: string): Sen =>
      sumSen(shares.filter((share) => share.party === party).map((share) => share.amount));
    return { acquirer: of('acquirer'), issuer: of('issuer'), switch: of('switch') };
  }

  private feesOf(service: FeeService, home: string, host: string, amount: Sen): ServiceFees {
    const shares = this.sharesOf(service, home, host, amount);
    const of = (component: string): Sen =>
      sumSen(shares.filter((share) => share.component === component).map((one) => one.amount));
    return {
      member: of('member_fee'),
      interchange: of('interchange'),
      switch: of('switch_fee'),
    };
  }

  private sharesOf(service: FeeService, home: string, host: string, amount: Sen) {
    const assessed = assessFees(DEMO_FEES, {
      service,
      issuer: found(this.books.get(home), home),
      acquirer: found(this.books.get(host), host),
      amount,
    });
    if (!assessed.ok) throw new Error(`no fee for ${amount} sen: ${assessed.code}`);
    return assessed.fees.flatMap(({ component, shares }) =>
      shares.map(({ party, amount: share }) => ({ component, party, amount: share })),
    );
  }
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`nobody is called ${name}`);
  return value;
}
