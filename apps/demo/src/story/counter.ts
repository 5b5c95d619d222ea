import { formatRupiah, toMoney, type Sen } from '@app/core';
import { DemoError } from '../demo-error.js';
import type { CashPlan, TillPlan } from '../play/acts.js';
import { senOf } from '../print/books.js';
import type { Reply } from '../rest/rest-client.js';
import type { Office } from './office.js';
import type { Town } from './town.js';

/** Notes and coins of the rupiah, by their face value. */
const FACES = '100000 50000 20000 10000 5000 2000 1000 500 200 100 50'.split(' ');

/** What tellers do: drawers, cash in, cash out. */
export class Counter {
  /** Sessions by the user name of the teller. */
  private readonly sessions = new Map<string, string>();

  constructor(
    private readonly town: Town,
    private readonly office: Office,
  ) {}

  async open({ teller, amount }: TillPlan, key: string): Promise<Reply> {
    const body = { till_id: this.town.tillOf(teller), ...countedAs(amount) };
    const opened = await this.asTeller(teller, '/v1/till-sessions', key, body);
    this.sessions.set(teller, opened.text('id'));
    return opened;
  }

  /** Counts what the books say, or less: then the manager agrees to the difference. */
  async close({ teller, amount: missing }: TillPlan, key: string): Promise<Reply> {
    const path = `/v1/till-sessions/${this.sessions.get(teller) ?? ''}`;
    const token = await this.town.sessions.staff(teller);
    const session = await this.town.client.must('GET', path, { token });
    const counted = senOf(session.at('expected')) - missing;
    const closed = await this.asTeller(teller, `${path}/close`, key, countedAs(counted));
    const status = closed.text('session.status');
    if (status !== (missing === 0n ? 'closed' : 'counted')) {
      throw new DemoError(`The drawer of ${teller} was left ${status}.`);
    }
    if (missing === 0n) return closed;
    const reason = `Selisih ${formatRupiah(missing)}: kembalian keliru saat ramai`;
    const asked = await this.asTeller(teller, `${path}/difference`, undefined, { reason });
    const cooperative = this.town.cooperativeNames.get(asked.text('cooperative_id')) ?? '';
    return this.office.approve(asked, this.town.postOf('manager', cooperative));
  }

  deposit({ holder, teller, amount }: CashPlan, key: string): Promise<Reply> {
    const body = { member: this.named(holder), amount: toMoney(amount) };
    return this.asTeller(teller, '/v1/deposits', key, body);
  }

  /** The member makes a code; the teller holds the cash with it and hands it out. */
  async withdraw({ holder, teller, amount }: CashPlan, key: string): Promise<Reply> {
    const token = await this.town.sessions.member(this.town.member(holder)?.phone ?? '');
    const made = await this.town.client.must('POST', '/v1/withdrawal-codes', {
      token,
      body: { amount: toMoney(amount) },
    });
    const body = { member: this.named(holder), code: made.text('code') };
    const held = await this.asTeller(teller, '/v1/withdrawals', key, body);
    const path = `/v1/withdrawals/${held.text('id')}/confirm`;
    return this.asTeller(teller, path, `${key}-confirm`);
  }

  private named(member: string): object {
    return { member_id: this.town.member(member)?.id };
  }

  private async asTeller(teller: string, path: string, key?: string, body?: object) {
    const token = await this.town.sessions.staff(teller);
    return this.town.client.must('POST', path, { token, key, body });
  }
}

/** An amount with the fewest notes and coins that make it up. */
export function countedAs(amount: Sen): object {
  let left = amount / 100n;
  const denominations = FACES.map((face) => {
    const count = left / BigInt(face);
    left -= count * BigInt(face);
    return { face, count: Number(count) };
  }).filter(({ count }) => count > 0);
  return { amount: toMoney(amount), denominations };
}
