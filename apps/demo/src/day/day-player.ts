import { DEMO_PIN, WRONG_PIN } from '../credentials.js';
import type { Reply } from '../rest/rest-client.js';
import type { Office } from '../story/office.js';
import type { Town } from '../story/town.js';
import { counterActs } from './counter-acts.js';
import {
  DayDesk,
  moneyTyped,
  NOBODY,
  outcomeOf,
  unknown,
  type Doing,
  type Outcome,
} from './day-desk.js';
import { qrActs } from './qr-acts.js';
import { shopActs } from './shop-acts.js';
import type { Act, DayRow } from './row.js';

const REASON = 'as the day file says';

/** Does what the lines of a day file say, as the person who is named in each. */
export class DayPlayer {
  private readonly desk: DayDesk;
  private readonly quotes = new Map<string, string>();
  private readonly acts: Readonly<Record<Act, Doing>>;

  constructor(
    private readonly town: Town,
    private readonly office: Office,
  ) {
    this.desk = new DayDesk(town, office);
    this.acts = {
      pay: (row) => this.pay(row),
      replay: (row) => this.pay(row),
      pay_quoted: (row) => this.pay(row),
      quote: (row) => this.quote(row),
      balance: (row) => this.balance(row),
      sign_in: (row) => this.signIn(row, DEMO_PIN),
      wrong_pin: (row) => this.signIn(row, WRONG_PIN),
      freeze: (row) => this.changeStatus(row, 'frozen'),
      reopen: (row) => this.changeStatus(row, 'open'),
      close: (row) => this.changeStatus(row, 'closed'),
      suspend: (row) => this.changeState(row, 'suspended'),
      activate: (row) => this.changeState(row, 'active'),
      cap: (row) => this.setCap(row),
      funds_in: (row) => this.bookFunds(row),
      limit: (row) => this.setLimit(row),
      cutoff: (row) => this.cutOff(row),
      ...counterActs(this.desk),
      ...shopActs(this.desk),
      ...qrActs(this.desk),
    };
  }

  async play(row: DayRow): Promise<Outcome> {
    const isKnown = row.actor === NOBODY || this.town.knows(row.actor);
    return isKnown ? this.acts[row.act](row) : unknown(row.actor);
  }

  private async pay(row: DayRow): Promise<Outcome> {
    const quote = row.act === 'pay_quoted' ? this.quotes.get(row.actor) : undefined;
    const before = this.desk.answerTo(row.key);
    const reply = await this.desk.send(row, 'POST', '/v1/payments', {
      key: this.desk.keyOf(row),
      body: {
        merchant_id: this.desk.merchantOf(row),
        amount: moneyTyped(row.amount),
        ...(quote !== undefined && { quote_id: quote }),
        ...this.desk.referenceOf(row),
      },
    });
    if (row.act === 'replay' && before !== undefined) return sameAgain(before, reply);
    this.desk.remember(row, reply);
    return outcomeOf(reply, 'posted');
  }

  private async quote(row: DayRow): Promise<Outcome> {
    const body = { merchant_id: this.desk.merchantOf(row), amount: moneyTyped(row.amount) };
    const reply = await this.desk.send(row, 'POST', '/v1/quotes', { body });
    if (reply.ok) this.quotes.set(row.actor, reply.text('id'));
    return outcomeOf(reply);
  }

  private async balance(row: DayRow): Promise<Outcome> {
    const reply = await this.desk.send(row, 'GET', '/v1/me/balance');
    if (!reply.ok || row.amount === '') return outcomeOf(reply);
    const posted = reply.text('posted.value');
    const detail = `the balance is ${posted}, not ${row.amount}`;
    return posted === row.amount ? outcomeOf(reply) : { code: 'another balance', detail };
  }

  private async signIn(row: DayRow, pin: string): Promise<Outcome> {
    const phone = this.town.member(row.actor)?.phone;
    if (phone === undefined) return unknown(row.actor);
    return outcomeOf(await this.town.sessions.signIn(phone, pin));
  }

  private async changeStatus(row: DayRow, status: string): Promise<Outcome> {
    const party = this.town.party(row.counterpart);
    if (party === undefined) return unknown(row.counterpart);
    return this.desk.ask(row, `/v1/${party.kind}/${party.id}/status`, { status, reason: REASON });
  }

  private changeState(row: DayRow, state: string): Promise<Outcome> {
    return this.desk.ask(row, `${this.desk.cooperativePath(row)}/state`, { state, reason: REASON });
  }

  private setCap(row: DayRow): Promise<Outcome> {
    const body = { unsecured_line: moneyTyped(row.amount) };
    return this.desk.ask(row, `${this.desk.cooperativePath(row)}/cap`, body);
  }

  private bookFunds(row: DayRow): Promise<Outcome> {
    const body = { amount: moneyTyped(row.amount), bank_reference: row.reference };
    return this.desk.ask(row, `${this.desk.cooperativePath(row)}/funds-in`, body);
  }

  /** Sets what members of a tier may spend in one payment; their other limits stay. */
  private async setLimit(row: DayRow): Promise<Outcome> {
    const path = `/v1/networks/${this.town.networkId}`;
    const limits = (await this.town.asOperator('GET', path)).at('limits');
    if (typeof limits !== 'object' || limits === null) throw new Error('a network has limits');
    const tier: unknown = Reflect.get(limits, row.counterpart);
    if (typeof tier !== 'object') return unknown(row.counterpart);
    const body = {
      ...limits,
      [row.counterpart]: { ...tier, per_payment: moneyTyped(row.amount) },
    };
    return outcomeOf(await this.desk.send(row, 'PUT', `${path}/limits`, { body }));
  }

  private async cutOff(row: DayRow): Promise<Outcome> {
    return this.desk.ask(row, `/v1/cycles/${await this.office.openCycle()}/close`);
  }
}

/** A repetition must be answered as the first time, word for word, and say that it is one. */
function sameAgain(first: Reply, again: Reply): Outcome {
  const outcome = outcomeOf(again, 'posted');
  if (!again.replayed) return { code: 'not replayed', detail: 'the server did it anew' };
  const same = first.ok
    ? JSON.stringify(first.body) === JSON.stringify(again.body)
    : first.code === again.code;
  return same ? outcome : { code: 'another answer', detail: 'than to the first request' };
}
