import { randomUUID } from 'node:crypto';
import { CURRENCY, encodeId, newUuid } from '@app/core';
import type { Reply, RestRequest } from '../rest/rest-client.js';
import type { Office } from '../story/office.js';
import type { Town } from '../story/town.js';
import type { DayRow } from './row.js';

/** What an act came to: a word of success or a problem code, and more about it where it matters. */
export interface Outcome {
  readonly code: string;
  readonly detail: string;
}

/** Does what some acts of a day file say. */
export type Doing = (row: DayRow) => Promise<Outcome>;

/** Acts without a token. */
export const NOBODY = '-';

/** What all acts of a day need: tokens, keys, and what earlier lines were answered. */
export class DayDesk {
  private readonly day = randomUUID().slice(0, 8);
  /** What each key was answered the first time. */
  private readonly answers = new Map<string, Reply>();

  constructor(
    readonly town: Town,
    readonly office: Office,
  ) {}

  /** What the line was answered whose key this is. */
  answerTo(key: string): Reply | undefined {
    return key === '' ? undefined : this.answers.get(key);
  }

  /** The id of what the line made that this one is about; one that nobody has if there is none. */
  idOf({ about }: DayRow, prefix: 'pay' | 'wdr' | 'aut' | 'prq' | 'apr'): string {
    const reply = this.answerTo(about);
    return reply?.ok === true ? reply.text('id') : encodeId(prefix, newUuid());
  }

  async ask(row: DayRow, path: string, body?: object, success = 'ok'): Promise<Outcome> {
    return outcomeOf(await this.post(row, path, body), success);
  }

  /** Posts under the line's key and remembers the answer. */
  async post(row: DayRow, path: string, body?: object): Promise<Reply> {
    const reply = await this.send(row, 'POST', path, { body, key: this.keyOf(row) });
    this.remember(row, reply);
    return reply;
  }

  async send(row: DayRow, method: string, path: string, request: RestRequest = {}): Promise<Reply> {
    const token = row.actor === NOBODY ? undefined : await this.tokenOf(row.actor);
    return this.town.client.send(method, path, { ...request, token });
  }

  /** References are for ever: a day has its own. */
  referenceOf({ reference }: DayRow): { reference?: string } {
    return reference === '' ? {} : { reference: `${this.day}-${reference}` };
  }

  /** Keys are for ever and the operators' are used in the story too: a day has its own. */
  keyOf({ key, line }: DayRow): string | undefined {
    if (key === '-') return undefined;
    return `${this.day}-${key === '' ? `line-${line}` : key}`;
  }

  merchantOf(row: DayRow): string {
    return this.town.merchantId(row.counterpart) ?? encodeId('mrc', newUuid());
  }

  memberOf(row: DayRow): string {
    return this.town.member(row.counterpart)?.id ?? encodeId('mbr', newUuid());
  }

  cooperativePath(row: DayRow): string {
    const id = this.town.cooperativeId(row.cooperative) ?? encodeId('coop', newUuid());
    return `/v1/cooperatives/${id}`;
  }

  remember({ key }: DayRow, reply: Reply): void {
    if (key !== '' && key !== '-' && !this.answers.has(key)) this.answers.set(key, reply);
  }

  private tokenOf(actor: string): Promise<string> {
    const member = this.town.member(actor);
    const { sessions } = this.town;
    return member === undefined ? sessions.staff(actor) : sessions.member(member.phone);
  }
}

/** An amount as typed: digits of rupiah, or a currency and digits. The server judges it. */
export function moneyTyped(amount: string): { value: string; currency: string } {
  const [, currency = CURRENCY, value = amount] = /^([A-Za-z]{3}) (.*)$/.exec(amount) ?? [];
  return { value, currency };
}

export function outcomeOf(reply: Reply, success = 'ok'): Outcome {
  return reply.ok ? { code: success, detail: '' } : { code: reply.code, detail: reply.detail };
}

export function unknown(name: string): Outcome {
  return { code: 'unknown name', detail: `the demo world has no "${name}"` };
}
