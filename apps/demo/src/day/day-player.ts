import { randomUUID } from 'node:crypto';
import { CURRENCY, encodeId, newUuid } from '@app/core';
import { DEMO_PIN, WRONG_PIN } from '../credentials.js';
import type { Reply, RestRequest } from '../rest/rest-client.js';
import type { Office } from '../story/office.js';
import type { Town } from '../story/town.js';
import type { Act, DayRow } from './row.js';

/** What an act came to: "posted", "ok" or a problem code, and more about it where it matters. */
export interface Outcome {
  readonly code: string;
  readonly detail: string;
}

const REASON = 'as the day file says';
/** Acts without a token. */
const NOBODY = '-';

/** Does what the lines of a day file say, as the person who is named in each. */
export class DayPlayer {
  private readonly day = randomUUID().slice(0, 8);
  /** What each key was answered the first time. */
  private readonly answers = new Map<string, Reply>();
  private readonly quotes = new Map<string, string>();
  private readonly acts: Readonly<Record<Act, (row: DayRow) => Promise<Outcome>>> = {
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
  };

  constructor(
    private readonly town: Town,
    private readonly office: Office,
  ) {}

  async play(row: DayRow): Promise<Outcome> {
    const isKnown = row.actor === NOBODY || this.town.knows(row.actor);
    return isKnown ? this.acts[row.act](row) : unknown(row.actor);
  }

  private async pay(row: DayRow): Promise<Outcome> {
    const quote = row.act === 'pay_quoted' ? this.quotes.get(row.actor) : undefined;
    const key = this.keyOf(row);
    const reply = await this.send(row, 'POST', '/v1/payments', {
      key,
      body: {
        merchant_id: this.merchantOf(row),
        amount: moneyTyped(row.amount),
        ...(quote !== undefined && { quote_id: quote }),
        ...(row.reference !== '' && { reference: `${this.day}-${row.reference}` }),
      },
    });
    const first = this.answers.get(row.key);
    if (row.act === 'replay' && first !== undefined) return sameAgain(first, reply);
    if (row.key !== '' && first === undefined) this.answers.set(row.key, reply);
    return outcomeOf(reply, 'posted');
  }

  private async quote(row: DayRow): Promise<Outcome> {
    const body = { merchant_id: this.merchantOf(row), amount: moneyTyped(row.amount) };
    const reply = await this.send(row, 'POST', '/v1/quotes', { body });
    if (reply.ok) this.quotes.set(row.actor, reply.text('id'));
    return outcomeOf(reply);
  }

  private async balance(row: DayRow): Promise<Outcome> {
    const reply = await this.send(row, 'GET', '/v1/me/balance');
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
    return this.ask(row, `/v1/${party.kind}/${party.id}/status`, { status, reason: REASON });
  }

  private changeState(row: DayRow, state: string): Promise<Outcome> {
    return this.ask(row, `${this.cooperativePath(row)}/state`, { state, reason: REASON });
  }

  private setCap(row: DayRow): Promise<Outcome> {
    const body = { unsecured_line: moneyTyped(row.amount) };
    return this.ask(row, `${this.cooperativePath(row)}/cap`, body);
  }

  private bookFunds(row: DayRow): Promise<Outcome> {
    const body = { amount: moneyTyped(row.amount), bank_reference: row.reference };
    return this.ask(row, `${this.cooperativePath(row)}/funds-in`, body);
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
    return outcomeOf(await this.send(row, 'PUT', `${path}/limits`, { body }));
  }

  private async cutOff(row: DayRow): Promise<Outcome> {
    return this.ask(row, `/v1/cycles/${await this.office.openCycle()}/close`);
  }

  private async ask(row: DayRow, path: string, body?: object): Promise<Outcome> {
    return outcomeOf(await this.send(row, 'POST', path, { body, key: this.keyOf(row) }));
  }

  private async send(
    row: DayRow,
    method: string,
    path: string,
    request: RestRequest = {},
  ): Promise<Reply> {
    const token = row.actor === NOBODY ? undefined : await this.tokenOf(row.actor);
    return this.town.client.send(method, path, { ...request, token });
  }

  private tokenOf(actor: string): Promise<string> {
    const member = this.town.member(actor);
    const { sessions } = this.town;
    return member === undefined ? sessions.staff(actor) : sessions.member(member.phone);
  }

  /** Keys are for ever and the operators' are used in the story too: a day has its own. */
  private keyOf({ key, line }: DayRow): string | undefined {
    if (key === '-') return undefined;
    return `${this.day}-${key === '' ? `line-${line}` : key}`;
  }

  private merchantOf(row: DayRow): string {
    return this.town.merchantId(row.counterpart) ?? encodeId('mrc', newUuid());
  }

  private cooperativePath(row: DayRow): string {
    const id = this.town.cooperativeId(row.cooperative) ?? encodeId('coop', newUuid());
    return `/v1/cooperatives/${id}`;
  }
}

/** An amount as typed: digits of rupiah, or a currency and digits. Whatever it is, the server judges. */
export function moneyTyped(amount: string): { value: string; currency: string } {
  const [, currency = CURRENCY, value = amount] = /^([A-Za-z]{3}) (.*)$/.exec(amount) ?? [];
  return { value, currency };
}

function outcomeOf(reply: Reply, success = 'ok'): Outcome {
  return reply.ok ? { code: success, detail: '' } : { code: reply.code, detail: reply.detail };
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

function unknown(name: string): Outcome {
  return { code: 'unknown name', detail: `the demo world has no "${name}"` };
}
