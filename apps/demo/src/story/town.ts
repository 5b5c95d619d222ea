import { toMoney, type FeeSchedule, type Sen } from '@app/core';
import { CHECKER, DEMO_PASSWORD, DEMO_PIN, demoTotpSecret, MAKER } from '../credentials.js';
import { DemoError } from '../demo-error.js';
import type { Reply, RestClient } from '../rest/rest-client.js';
import { Sessions } from '../rest/sessions.js';
import type { CooperativePlan } from '../world/cooperatives.js';
import type { MemberPlan, MerchantPlan, StaffPlan } from '../world/plans.js';
import { rulesOnWire } from '../world/fees.js';
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
  /** User names by shop, phones by shop, and user names by "treasurer Dinoyo". */
  private readonly cashiers = new Map<string, string>();
  private readonly owners = new Map<string, string>();
  private readonly posts = new Map<string, string>();
  private readonly tills = new Map<string, string>();

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

  /** The user name of a shop's cashier. */
  cashierOf(shop: string): string | undefined {
    return this.cashiers.get(shop);
  }

  /** The phone of a shop's owner, where that is a member. */
  ownerOf(shop: string): string | undefined {
    return this.owners.get(shop);
  }

  /** The user name of a cooperative's manager or treasurer. @throws DemoError if it has none */
  postOf(role: 'manager' | 'treasurer', cooperative: string): string {
    const username = this.posts.get(`${role} ${cooperative}`);
    if (username === undefined) throw new DemoError(`${cooperative} has no ${role}.`);
    return username;
  }

  /** The drawer of a teller, by user name. */
  tillOf(teller: string): string | undefined {
    return this.tills.get(teller);
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
    const totp_secret = demoTotpSecret(username);
    const body = { username, code, password: DEMO_PASSWORD, totp_secret };
    await this.client.must('POST', '/v1/auth/activation', { body });
    this.usernames.add(username);
  }

  /** The network that was set up: without cut-offs of its own until the story is told, and with a first schedule. */
  async enterNetwork(): Promise<void> {
    const networks = await this.asOperator('GET', '/v1/networks');
    this.network = networks.text('data.0.id');
    const calendar = { cutoffs: [], skip_sundays: true, holidays: [] };
    await this.asOperator('PUT', `/v1/networks/${this.network}/calendar`, calendar);
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

  /** A member who came to the server in another way. */
  knowMember({ name, phone }: MemberPlan, id: string): void {
    this.members.set(name, { id, phone });
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
    if (byMember) this.owners.set(name, this.members.get(owner.member)?.phone ?? '');
    if (cashier === undefined) return;
    const body = { full_name: cashier.name, username: cashier.username };
    const made = await this.asOperator('POST', `/v1/merchants/${id}/cashiers`, body);
    await this.activateStaff(cashier.username, made.text('activation_code'));
    this.cashiers.set(name, cashier.username);
  }

  /** One operator asks for it, the other one agrees. */
  async appoint({ name, username, role, cooperative }: StaffPlan): Promise<void> {
    const asked = await this.asOperator('POST', '/v1/staff', {
      role,
      full_name: name,
      username,
      ...(cooperative === null
        ? { network_id: this.network }
        : { cooperative_id: this.cooperatives.get(cooperative) }),
    });
    const approval = asked.text('id');
    const agreed = { payload_hash: asked.text('payload_hash') };
    const by = { username: CHECKER };
    await this.asOperator('POST', `/v1/approvals/${approval}/approve`, agreed, by);
    const path = `/v1/staff/${asked.text('details.staff_id')}/appointment/${approval}/code`;
    const made = await this.asOperator('POST', path);
    await this.activateStaff(username, made.text('activation_code'));
    if (role === 'manager' || role === 'treasurer') {
      this.posts.set(`${role} ${cooperative}`, username);
    }
  }

  /** A drawer for a teller, made by the manager. */
  async makeTill(teller: string, cooperative: string): Promise<void> {
    const username = this.postOf('manager', cooperative);
    const body = { name: `Laci ${teller.split('.')[0] ?? ''}` };
    const made = await this.asOperator('POST', '/v1/tills', body, { username });
    this.tills.set(teller, made.text('id'));
  }

  /** The treasurer brings cash from the bank. */
  async fillVault(cooperative: string, amount: Sen): Promise<void> {
    const username = this.postOf('treasurer', cooperative);
    const body = { from: 'bank', to: 'vault', amount: toMoney(amount) };
    const key = `vault-${cooperative}`;
    await this.asOperator('POST', '/v1/cash-transfers', body, { key, username });
  }

  /** Draws a fee schedule up and asks for agreement; gives the request. */
  async draftFees(schedule: FeeSchedule, reason: string): Promise<Reply> {
    const body = { network_id: this.network, rules: rulesOnWire(schedule) };
    const draft = await this.asOperator('POST', '/v1/fee-schedules', body);
    return this.asOperator('POST', `/v1/fee-schedules/${draft.text('id')}/submit`, { reason });
  }
}
