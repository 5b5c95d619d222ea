import { formatSen, toMoney } from '@app/core';
import { DemoError } from '../demo-error.js';
import type {
  InvoicePlan,
  PaymentPlan,
  PlannedAct,
  RefundPlan,
  SendingPlan,
} from '../play/acts.js';
import type { Reply } from '../rest/rest-client.js';
import { Counter } from './counter.js';
import type { Office } from './office.js';
import type { Town } from './town.js';

type CounterAct = Extract<
  PlannedAct,
  { readonly act: 'deposit' | 'withdraw' | 'open_till' | 'close_till' }
>;

/** Lets the people of the story do what is planned. Whatever is refused ends the story. */
export class ActPlayer {
  private readonly counter: Counter;
  private readonly payments = new Map<PaymentPlan, string>();

  constructor(
    private readonly town: Town,
    private readonly office: Office,
  ) {
    this.counter = new Counter(town, office);
  }

  /** Under which id a payment is known that somebody else made. */
  remember(payment: PaymentPlan, reply: Reply): void {
    this.payments.set(payment, reply.text('id'));
  }

  /** @returns the answer that tells what came of it */
  play(planned: PlannedAct, key: string): Promise<Reply> {
    switch (planned.act) {
      case 'pay':
        return this.pay(planned, key);
      case 'send':
        return this.send(planned, key);
      case 'pay_out':
        return this.payOut(planned, key);
      case 'refund':
        return this.refund(planned, key);
      case 'request':
        return this.request(planned, key);
      case 'invoice':
        return this.invoice(planned, key);
      default:
        return this.atCounter(planned, key);
    }
  }

  private atCounter(planned: CounterAct, key: string): Promise<Reply> {
    if (planned.act === 'deposit') return this.counter.deposit(planned, key);
    if (planned.act === 'withdraw') return this.counter.withdraw(planned, key);
    if (planned.act === 'open_till') return this.counter.open(planned, key);
    return this.counter.close(planned, key);
  }

  private async pay(payment: PaymentPlan, key: string): Promise<Reply> {
    const { payer, merchant, amount } = payment;
    const body = { merchant_id: this.town.merchantId(merchant), amount: toMoney(amount) };
    const reply = await this.asMember(payer, '/v1/payments', body, key);
    this.remember(payment, reply);
    return reply;
  }

  private send({ payer, payee, amount }: SendingPlan, key: string): Promise<Reply> {
    const body = { payee_member_id: this.town.member(payee)?.id, amount: toMoney(amount) };
    return this.asMember(payer, '/v1/transfers', body, key);
  }

  private async payOut({ payer: shop, payee, amount }: SendingPlan, key: string): Promise<Reply> {
    const token = await this.town.sessions.owner(this.town.ownerOf(shop) ?? '');
    const body = { member_id: this.town.member(payee)?.id, amount: toMoney(amount) };
    return this.town.client.must('POST', '/v1/payouts', { token, body, key });
  }

  private async refund({ payment, amount }: RefundPlan, key: string): Promise<Reply> {
    const body = {
      payment_id: this.payments.get(payment),
      amount: toMoney(amount),
      reason: 'sebagian barang dikembalikan',
    };
    return this.asCashier(payment.merchant, '/v1/refunds', body, key);
  }

  /** A shop asks; the member pays, or declines. */
  private async request(
    { payer, merchant, amount, isPaid }: PaymentPlan & { isPaid: boolean },
    key: string,
  ): Promise<Reply> {
    const body = {
      payer_member_id: this.town.member(payer)?.id,
      amount: toMoney(amount),
      note: 'bon minggu ini',
    };
    const asked = await this.asCashier(merchant, '/v1/payment-requests', body, key);
    const path = `/v1/payment-requests/${asked.text('id')}`;
    if (isPaid) return this.asMember(payer, `${path}/pay`, {}, `${key}-pay`);
    return this.asMember(payer, `${path}/decline`, { reason: 'bon ini sudah saya bayar tunai' });
  }

  /** The seller's treasurer bills; the buyer's proposes to pay it and the manager agrees. */
  private async invoice(plan: InvoicePlan, key: string): Promise<Reply> {
    const { seller, buyer, amount, goods } = plan;
    // By the play's clock that is weeks away.
    const due = new Date().toISOString().slice(0, 10);
    const body = {
      buyer_cooperative_id: this.town.cooperativeId(buyer),
      amount: toMoney(amount),
      number: `INV/${seller.toUpperCase()}/001`,
      due_date: due,
      note: goods,
    };
    const bills = { username: this.town.postOf('treasurer', seller), key };
    const invoice = await this.town.asOperator('POST', '/v1/invoices', body, bills);
    const path = `/v1/invoices/${invoice.text('id')}`;
    const username = this.town.postOf('treasurer', buyer);
    const wish = { reason: 'barang sudah diterima' };
    const asked = await this.town.asOperator('POST', `${path}/payments`, wish, { username });
    await this.office.approve(asked, this.town.postOf('manager', buyer));
    const paid = await this.town.asOperator('GET', path, undefined, { username });
    if (paid.text('status') !== 'paid') {
      throw new DemoError(`The invoice over ${formatSen(amount)} was not paid.`);
    }
    return paid;
  }

  private async asMember(member: string, path: string, body: object, key?: string) {
    const token = await this.town.sessions.member(this.town.member(member)?.phone ?? '');
    return this.town.client.must('POST', path, { token, body, key });
  }

  private async asCashier(shop: string, path: string, body: object, key: string) {
    const token = await this.town.sessions.staff(this.town.cashierOf(shop) ?? '');
    return this.town.client.must('POST', path, { token, body, key });
  }
}
