import { formatSen, SEN_PER_RUPIAH, type Sen } from '@app/core';
import type { CashPlan, PaymentPlan, RefundPlan, SendingPlan } from '../play/acts.js';
import type { Model } from '../play/model.js';
import { COLUMNS, type Act, type DayRow } from './row.js';

type Cells = Partial<Omit<DayRow, 'line' | 'time' | 'act'>> & Pick<DayRow, 'actor' | 'expected'>;

/** Writes a day file act by act, while the model plays what is accepted. */
export class DayWriter {
  private readonly rows: Omit<DayRow, 'line'>[] = [];
  private seconds = 0;

  constructor(readonly model: Model) {}

  get count(): number {
    return this.rows.length;
  }

  /** Seconds since midnight. */
  get now(): number {
    return this.seconds;
  }

  /** Acts written from now on happen at this time of day; never earlier than those before. */
  at(time: string): this {
    const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
    return this.atSecond((hours * 60 + minutes) * 60 + seconds);
  }

  atSecond(seconds: number): this {
    if (seconds < this.seconds) throw new Error(`${timeOf(seconds)} is before the act above`);
    this.seconds = seconds;
    return this;
  }

  /** The next act waits for those before it. */
  later(seconds = 1): this {
    this.seconds += seconds;
    return this;
  }

  add(act: Act, cells: Cells): this {
    this.rows.push({
      cooperative: '',
      counterpart: '',
      amount: '',
      key: '',
      about: '',
      reference: '',
      note: '',
      ...cells,
      time: timeOf(this.seconds),
      act,
    });
    return this;
  }

  /** A payment that the model says goes through. */
  posted(payment: PaymentPlan, cells: Partial<Cells> = {}, act: Act = 'pay'): this {
    const { payer, merchant, amount } = payment;
    const home = this.model.home(payer);
    if (this.model.balance(payer) < amount) throw new Error(`${payer} has not enough`);
    if (this.model.debtOf(payment) > this.model.headroom(home)) throw new Error(`${home}: cap`);
    this.model.pay(payment);
    return this.add(act, {
      actor: payer,
      cooperative: home,
      counterpart: merchant,
      amount: rupiahOf(amount),
      expected: 'posted',
      ...cells,
    });
  }

  /** A payment that comes to nothing. */
  refused(payment: Omit<PaymentPlan, 'amount'> & { amount: string }, cells: Partial<Cells>): this {
    const { payer, merchant, amount } = payment;
    return this.add('pay', {
      actor: payer,
      cooperative: this.model.home(payer),
      counterpart: merchant,
      amount,
      expected: 'not_found',
      ...cells,
    });
  }

  /** Cash comes in. */
  deposit(plan: CashPlan, cells: Partial<Cells> = {}): this {
    this.model.deposit(plan);
    return this.add('deposit', { ...this.atCounter(plan), expected: 'posted', ...cells });
  }

  /** Cash goes out, in three steps: the code, the hold, and the cash itself. */
  withdrawal(plan: CashPlan, key: string, note = ''): this {
    const { holder, teller, amount } = plan;
    const cells = this.atCounter(plan);
    this.code(holder, amount, { note });
    this.later().add('hold_cash', { ...cells, amount: '', key, expected: 'held' });
    this.model.withdraw(plan);
    const { cooperative } = cells;
    const done = { actor: teller, cooperative, counterpart: holder, about: key };
    return this.later().add('hand_out', { ...done, expected: 'posted' });
  }

  /** A member makes a code for taking out cash. */
  code(actor: string, amount: Sen, cells: Partial<Cells> = {}): this {
    const cooperative = this.model.home(actor);
    const row = { actor, cooperative, amount: rupiahOf(amount), expected: 'ok' };
    return this.add('cash_code', { ...row, ...cells });
  }

  sending({ payer, payee, amount }: SendingPlan, cells: Partial<Cells> = {}): this {
    this.model.send({ payer, payee, amount });
    const cooperative = this.model.home(payer);
    const row = { actor: payer, cooperative, counterpart: payee, amount: rupiahOf(amount) };
    return this.add('send', { ...row, expected: 'posted', ...cells });
  }

  /** @param about the key of the line of the payment · `cashier` who gives it back */
  refund(plan: RefundPlan, about: string, cashier: string, note = ''): this {
    this.model.refund(plan);
    const { merchant } = plan.payment;
    return this.add('refund', {
      actor: cashier,
      cooperative: this.model.home(merchant),
      counterpart: merchant,
      amount: rupiahOf(plan.amount),
      about,
      expected: 'posted',
      note,
    });
  }

  openTill(teller: string, amount: Sen): this {
    this.model.play({ act: 'open_till', teller, amount });
    const cooperative = this.model.counter(teller);
    const row = { actor: teller, cooperative, amount: rupiahOf(amount) };
    return this.add('open_till', { ...row, expected: 'ok' });
  }

  /** Closes a drawer that holds what the books say. */
  closeTill(teller: string, note = ''): this {
    const amount = rupiahOf(this.model.till(teller));
    this.model.play({ act: 'close_till', teller, amount: 0n });
    const cooperative = this.model.counter(teller);
    return this.add('close_till', { actor: teller, cooperative, amount, expected: 'ok', note });
  }

  private atCounter({ holder, teller, amount }: CashPlan) {
    return {
      actor: teller,
      cooperative: this.model.counter(teller),
      counterpart: holder,
      amount: rupiahOf(amount),
    };
  }

  balance(member: string, note = ''): this {
    return this.add('balance', {
      actor: member,
      cooperative: this.model.home(member),
      amount: formatSen(this.model.balance(member)),
      expected: 'ok',
      note,
    });
  }

  toCsv(): string {
    const lines = this.rows.map((row) => COLUMNS.map((column) => cell(row[column])).join(','));
    return `${[COLUMNS.join(','), ...lines].join('\n')}\n`;
  }
}

/** Whole rupiah as people type them: "25500". */
export function rupiahOf(sen: Sen): string {
  return String(sen / SEN_PER_RUPIAH);
}

function timeOf(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map(two)
    .join(':');
}

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
