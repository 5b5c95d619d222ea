import { toMoney, type Sen } from '@app/core';
import { CHECKER, MAKER } from '../credentials.js';
import { DemoError } from '../demo-error.js';
import { textAt, type Reply } from '../rest/rest-client.js';
import type { Town } from './town.js';

/** What the operators do: prefunded money, caps, cut-offs, settlements, checks. */
export class Office {
  private acts = 0;

  constructor(private readonly town: Town) {}

  async setLine(cooperative: string, line: Sen): Promise<void> {
    const path = `/v1/cooperatives/${this.idOf(cooperative)}/cap`;
    const body = { unsecured_line: toMoney(line) };
    await this.town.asOperator('POST', path, body, { key: this.nextKey('cap') });
  }

  async fundsIn(cooperative: string, amount: Sen): Promise<void> {
    const path = `/v1/cooperatives/${this.idOf(cooperative)}/funds-in`;
    const key = this.nextKey('funds');
    const body = { amount: toMoney(amount), bank_reference: `BANK-${key}` };
    await this.town.asOperator('POST', path, body, { key });
  }

  /** The id of the cycle in which payments are posted now. */
  async openCycle(): Promise<string> {
    const path = `/v1/cycles?network_id=${this.town.networkId}&state=OPEN`;
    const [open] = (await this.town.asOperator('GET', path)).list('data');
    return textAt(open, 'id');
  }

  /** Cuts the open cycle off and gives what it came to. */
  async cutOff(): Promise<Reply> {
    return this.town.asOperator('POST', `/v1/cycles/${await this.openCycle()}/close`);
  }

  /** The hundred newest cycles. */
  async cycles(): Promise<readonly unknown[]> {
    const path = `/v1/cycles?network_id=${this.town.networkId}&limit=100`;
    return (await this.town.asOperator('GET', path)).list('data');
  }

  /**
   * One operator proposes to pay a cycle, the other one approves.
   *
   * @throws DemoError if not all of it could be paid
   */
  async settle(cycleId: string): Promise<Reply> {
    const body = { cycle_id: cycleId };
    const key = this.nextKey('propose');
    const by = { key, username: MAKER };
    const proposed = await this.town.asOperator('POST', '/v1/settlements', body, by);
    const path = `/v1/settlements/${proposed.text('id')}/approve`;
    const approval = { key: this.nextKey('approve'), username: CHECKER };
    const settled = await this.town.asOperator('POST', path, undefined, approval);
    if (settled.text('state') === 'SETTLED') return settled;
    throw new DemoError(`A settlement was left ${settled.text('state')}.`);
  }

  /** Agrees to what somebody asked for. @throws DemoError if it could not be done then */
  async approve(request: Reply, username: string): Promise<Reply> {
    const done = await this.decide(request, username, 'approve', {});
    if (done.text('state') === 'EXECUTED') return done;
    throw new DemoError(`What ${username} approved was left ${done.text('state')}.`);
  }

  /** Declines what somebody asked for. */
  reject(request: Reply, username: string, remark: string): Promise<Reply> {
    return this.decide(request, username, 'reject', { remark });
  }

  private decide(request: Reply, username: string, verb: string, more: object): Promise<Reply> {
    const body = { payload_hash: request.text('payload_hash'), ...more };
    const path = `/v1/approvals/${request.text('id')}/${verb}`;
    return this.town.asOperator('POST', path, body, { username });
  }

  async positions(): Promise<readonly unknown[]> {
    const path = `/v1/positions?network_id=${this.town.networkId}`;
    return (await this.town.asOperator('GET', path)).list('data');
  }

  /** Closes every cycle at 16:00 by itself from now on, Sundays excepted. */
  async startCalendar(): Promise<void> {
    const calendar = { cutoffs: ['16:00'], skip_sundays: true, holidays: [] };
    await this.town.asOperator('PUT', `/v1/networks/${this.town.networkId}/calendar`, calendar);
  }

  /** Has every invariant of the ledger checked. */
  verify(): Promise<Reply> {
    return this.town.asOperator('POST', '/v1/verifications');
  }

  private idOf(cooperative: string): string {
    const id = this.town.cooperativeId(cooperative);
    if (id === undefined) throw new DemoError(`There is no cooperative ${cooperative}.`);
    return id;
  }

  private nextKey(act: string): string {
    this.acts += 1;
    return `${act}-${this.acts}`;
  }
}
