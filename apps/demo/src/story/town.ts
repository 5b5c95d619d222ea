import { toMoney } from '@app/core';
import { DEMO_PASSWORD, DEMO_PIN, MAKER } from '../credentials.js';
import type { Reply, RestClient } from '../rest/rest-client.js';
import { Sessions } from '../rest/sessions.js';
import type { CooperativePlan } from '../world/cooperatives.js';
import type { MemberPlan, MerchantPlan, StaffPlan } from '../world/plans.js';
import { TRADES } from '../world/trades.js';

/** A member or a shop as the server knows it. */
export interface Party {
  readonly kind: 'members' | 'merchants';
  readonly id: string;
}

/**
 * The demo's town on the server: makes what the plans say, through the routes that an operator
 * has, and remembers what everybody is called there.
 */
export class Town {
  readonly sessions: Sessions;
  private network = '';
  private readonly cooperatives = new Map<string, string>();
  private readonly members = new Map<string, { id: string; phone: string }>();
  private readonly merchants = new Map<string, string>();
  private readonly usernames = new Set<string>();

  constructor(readonly client: RestClient) {
    this.sessions = new Sessions(client);
  }

  get networkId(): string {
    return this.network;
  }

  cooperativeId(short: string): string | undefined {
    return this.cooperatives.get(short);
  }

  /** Short names by the ids of the wire. */
  get cooperativeNames(): ReadonlyMap<string, string> {
    return new Map([...this.cooperatives].map(([short, id]) => [id, short]));
  }

  merchantId(name: string): string | undefined {
    return this.merchants.get(name);
  }

  member(name: string): { id: string; phone: string } | undefined {
    return this.members.get(name);
  }

  party(name: string): Party | undefined {
    const member = this.members.get(name);
    if (member !== undefined) return { kind: 'members', id: member.id };
    const id = this.merchants.get(name);
    return id === undefined ? undefined : { kind: 'merchants', id };
  }

  /** Whether somebody signs in by this name: a member's, or a user name of staff. */
  knows(actor: string): boolean {
    return this.members.has(actor) || this.usernames.has(actor);
  }

  /** As an operator. @throws DemoError if the server refuses */
  async asOperator(
    method: string,
    path: string,
    body?: object,
    request: { key?: string; username?: string } = {},
  ): Promise<Reply> {
    const token = await this.sessions.staff(request.username ?? MAKER);
    return this.client.must(method, path, { token, body, key: request.key });
  }

  async activateStaff(username: string, code: string): Promise<void> {
    const body = { username, code, password: DEMO_PASSWORD };
    await this.client.must('POST', '/v1/auth/activation', { body });
    this.usernames.add(username);
  }

  /** Opens the network with a clock that starts in the past and no cut-offs of its own. */
  async openNetwork(name: string, now: Date): Promise<void> {
    const calendar = { cutoffs: [], skip_sundays: true, holidays: [] };
    const body = { name, live: false, now: now.toISOString(), calendar };
    const reply = await this.asOperator('POST', '/v1/networks', body);
    this.network = reply.text('id');
    const schedule = { network_id: this.network, preset: 'cooperative_simple' };
    await this.asOperator('POST', '/v1/fee-schedules', schedule);
  }

  async moveClock(now: Date): Promise<Reply> {
    const token = await this.sessions.staff(MAKER);
    const body = { now: now.toISOString() };
    return this.client.send('POST', `/v1/networks/${this.network}/clock`, { token, body });
  }

  /** Makes a cooperative and brings it as far as its plan says. */
  async addCooperative(plan: CooperativePlan): Promise<void> {
    const { name, short, state } = plan;
    const body = { network_id: this.network, name, short_name: short, city: 'Malang' };
    const id = (await this.asOperator('POST', '/v1/cooperatives', body)).text('id');
    this.cooperatives.set(short, id);
    const steps = state === 'active' ? ['training', 'active'] : ['training'];
    for (const step of steps) {
      const change = { state: step, reason: 'joins the network' };
      await this.asOperator('POST', `/v1/cooperatives/${id}/state`, change);
    }
  }

  async addMember(plan: MemberPlan): Promise<void> {
    const { name, phone, number, tier, opening, acts } = plan;
    const reply = await this.asOperator('POST', '/v1/members', {
      cooperative_id: this.cooperatives.get(plan.cooperative),
      full_name: name,
      phone,
      number,
      tier,
    });
    const id = reply.text('id');
    this.members.set(name, { id, phone });
    if (acts) {
      const body = { phone, code: reply.text('activation_code'), pin: DEMO_PIN };
      await this.client.must('POST', '/v1/auth/activation', { body });
    }
    if (opening === 0n) return;
    const balance = { amount: toMoney(opening) };
    const key = `opening-${id}`;
    await this.asOperator('POST', `/v1/members/${id}/opening-balance`, balance, { key });
  }

  async addMerchant(plan: MerchantPlan): Promise<void> {
    const { name, owner, cashier } = plan;
    const byMember = 'member' in owner;
    const reply = await this.asOperator('POST', '/v1/merchants', {
      cooperative_id: this.cooperatives.get(plan.cooperative),
      name,
      criterion: TRADES[plan.trade].criterion,
      ...(byMember
        ? { owner_member_id: this.members.get(owner.member)?.id }
        : { owner: { full_name: owner.name, phone: owner.phone } }),
    });
    const id = reply.text('id');
    this.merchants.set(name, id);
    if (cashier === undefined) return;
    const body = { full_name: cashier.name, username: cashier.username };
    const made = await this.asOperator('POST', `/v1/merchants/${id}/cashiers`, body);
    await this.activateStaff(cashier.username, made.text('activation_code'));
  }

  async appoint({ name, username, role, cooperative }: StaffPlan): Promise<void> {
    const made = await this.asOperator('POST', '/v1/staff', {
      role,
      full_name: name,
      username,
      ...(cooperative === null
        ? { network_id: this.network }
        : { cooperative_id: this.cooperatives.get(cooperative) }),
    });
    await this.activateStaff(username, made.text('activation_code'));
  }
}
