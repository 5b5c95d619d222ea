import {
  ActivationService,
  ApprovalService,
  Onboarding,
  TokenService,
  type Role,
} from '@app/access';
import { encodeId, newUuid, presets, type FeeComponent, type FeeSchedule } from '@app/core';
import { Ledger, setClock, verifyLedger } from '@app/ledger';
import {
  FeeScheduleService,
  MemberService,
  type Cooperative,
  type Member,
} from '@app/participants';
import { WithdrawalCodeEnds } from '@app/payments';
import type { INestApplication } from '@nestjs/common';
import { aPhone, scheduleInForce, valueOf, justProven } from '@app/testing';
import { DataSource } from 'typeorm';
import { HoldExpiryDuty } from '../../apps/worker/src/duties/hold-expiry.duty.js';
import {
  idr,
  paymentsWorld,
  type PaymentsWorld,
  type PaymentsWorldOptions,
} from './payments-world.js';

export type CashWorld = Awaited<ReturnType<typeof cashWorld>>;

/** Somebody of a cooperative's staff, who is a person of the network. */
export interface Colleague {
  readonly person: string;
  readonly cooperative: Cooperative;
  readonly bearer: string;
}

/** A till with a teller at it; ids of the wire. */
export interface OpenTill {
  readonly teller: Colleague;
  readonly till: string;
  readonly session: string;
}

interface Asked {
  readonly key?: string;
  readonly more?: object;
}

/** The world of payments with fees for cash, cash in the vaults, and builders for tills. */
export async function cashWorld(options: PaymentsWorldOptions = {}) {
  const world = await paymentsWorld(options);
  const [app] = world.apps;
  if (app === undefined) throw new Error('a world needs a process');
  const office = {
    feeSchedules: app.get(FeeScheduleService),
    approvals: app.get(ApprovalService),
    maker: world.operator,
    checker: world.checker,
  };
  await scheduleInForce(office, world.network, cashSchedule());
  const client = clientOf(world);
  const tills = tillsOf(client, staffOf(app));
  return {
    ...world,
    ...client,
    ...tills,
    ...countersOf(world, client),
    ...membersOf(app, world),
    ...clockOf(app, world),
    /** What of the ledger contradicts itself: nothing. */
    contradictions: async (): Promise<unknown[]> =>
      (await verifyLedger(world.owner)).invariants.filter(({ ok }) => !ok),
  };
}

/** Rp2,500 of the member, Rp2,000 to the host, Rp500 to the switch, off-us; on-us Rp500 of the member. */
export function cashSchedule(): FeeSchedule {
  const simple = presets.cooperativeSimple();
  const fixed = (
    name: FeeComponent['name'],
    payer: FeeComponent['payer'],
    rupiah: bigint,
    party: string,
  ): FeeComponent => ({ name, payer, fixed: rupiah * 100n, shares: [{ party, weight: '1' }] });
  const offUs = [
    fixed('member_fee', 'member', 2_500n, 'issuer'),
    fixed('interchange', 'issuer', 2_000n, 'acquirer'),
    fixed('switch_fee', 'issuer', 500n, 'switch'),
  ];
  const onUs = [fixed('member_fee', 'member', 500n, 'issuer')];
  const rules = simple.rules.map((rule) => {
    if (rule.service !== 'deposit' && rule.service !== 'withdrawal') return rule;
    return { ...rule, components: rule.scope === 'off_us' ? offUs : onUs };
  });
  return { ...simple, rules };
}

/** So much cash in the largest notes that make it: whole hundreds of rupiah. */
export function counted(rupiah: number) {
  let left = rupiah;
  const denominations: { face: string; count: number }[] = [];
  for (const face of [100_000, 50_000, 10_000, 1_000, 500, 100]) {
    const count = Math.floor(left / face);
    if (count > 0) denominations.push({ face: String(face), count });
    left -= count * face;
  }
  return { amount: idr(`${rupiah}.00`), denominations };
}

type Client = ReturnType<typeof clientOf>;

function clientOf(world: PaymentsWorld) {
  const headerOf = (who: Colleague | string) => (typeof who === 'string' ? who : who.bearer);
  const post = (
    path: string,
    who: Colleague | string,
    body: object,
    key: string = newUuid(),
    process = 0,
  ) =>
    world
      .api(process)
      .post(path)
      .set('authorization', headerOf(who))
      .set('idempotency-key', key)
      .send(body);
  const get = (path: string, who: Colleague | string) =>
    world.api().get(path).set('authorization', headerOf(who));
  return { post, get };
}

type Staff = ReturnType<typeof staffOf>;

function staffOf(app: INestApplication) {
  const managers = new Map<string, Colleague>();

  async function aColleague(
    cooperative: Cooperative,
    role: Extract<Role, 'teller' | 'treasurer' | 'manager'> = 'teller',
  ): Promise<Colleague> {
    const { network, uid } = cooperative;
    const wanted = { network, fullName: 'Rina Wati', phone: aPhone() };
    const { manager: sql } = app.get(DataSource);
    const person = valueOf(await app.get(Onboarding).registerPerson(sql, wanted));
    const scope = { network, cooperative: uid, member: null, merchant: null };
    const { token } = app
      .get(TokenService)
      .issue({ ...scope, ...justProven(), principal: person, role });
    return { person, cooperative, bearer: `Bearer ${token}` };
  }

  async function managerOf(cooperative: Cooperative): Promise<Colleague> {
    const known = managers.get(cooperative.uid) ?? (await aColleague(cooperative, 'manager'));
    managers.set(cooperative.uid, known);
    return known;
  }

  return { aColleague, managerOf };
}

function tillsOf({ post }: Client, staff: Staff) {
  const { aColleague, managerOf } = staff;
  let tills = 0;

  /** Cash from the bank into the vault. */
  async function stock(cooperative: Cooperative, rupiah: number): Promise<void> {
    const body = { from: 'bank', to: 'vault', amount: idr(`${rupiah}.00`) };
    await post('/v1/cash-transfers', await managerOf(cooperative), body).expect(201);
  }

  async function aTill(cooperative: Cooperative): Promise<string> {
    tills += 1;
    const manager = await managerOf(cooperative);
    const { body } = await post('/v1/tills', manager, { name: `Laci ${tills}` }).expect(201);
    return String(body.id);
  }

  const openTill = (teller: Colleague, till: string, rupiah: number, key?: string) =>
    post('/v1/till-sessions', teller, { till_id: till, ...counted(rupiah) }, key);

  /** A teller at a till with this float. */
  async function anOpenTill(cooperative: Cooperative, rupiah = 1_000_000): Promise<OpenTill> {
    await stock(cooperative, Math.max(rupiah, 1));
    const teller = await aColleague(cooperative);
    const till = await aTill(cooperative);
    const { body } = await openTill(teller, till, rupiah).expect(201);
    return { teller, till, session: String(body.id) };
  }

  return { ...staff, stock, aTill, openTill, anOpenTill };
}

function countersOf(world: PaymentsWorld, { post }: Client) {
  const memberOf = (member: Member) => ({ member_id: encodeId('mbr', member.uid) });

  const deposit = ({ teller }: OpenTill, to: Member, rupiah: number, { key, more }: Asked = {}) =>
    post(
      '/v1/deposits',
      teller,
      { member: memberOf(to), amount: idr(`${rupiah}.00`), ...more },
      key,
    );

  /** The member's own code. */
  async function aCode(member: Member, rupiah: number): Promise<string> {
    const wanted = { amount: idr(`${rupiah}.00`) };
    const own = world.as.member(member);
    const { body } = await post('/v1/withdrawal-codes', own, wanted).expect(201);
    return String(body.code);
  }

  const withdraw = ({ teller }: OpenTill, from: Member, code: string, { key, more }: Asked = {}) =>
    post('/v1/withdrawals', teller, { member: memberOf(from), code, ...more }, key);

  async function held(till: OpenTill, member: Member, rupiah: number): Promise<string> {
    const { body } = await withdraw(till, member, await aCode(member, rupiah)).expect(201);
    return String(body.id);
  }

  return { deposit, aCode, withdraw, held };
}

function membersOf(app: INestApplication, world: PaymentsWorld) {
  let numbers = 0;

  /** A registered member who can sign in. */
  async function aMemberWithPin(
    cooperative: Cooperative,
    rupiah: number,
  ): Promise<{ member: Member; pin: string }> {
    numbers += 1;
    const [phone, pin, { network }] = [aPhone(), '482917', cooperative];
    const wanted = { fullName: 'Citra Lestari', phone, number: `PIN-${numbers}` };
    const { member, activationCode: code } = valueOf(
      await app.get(MemberService).create(cooperative, { ...wanted, tier: 'registered' }),
    );
    valueOf(await app.get(ActivationService).activate({ phone, network, code, pin }));
    await world.fund(member, cooperative, rupiah);
    return { member, pin };
  }

  return { aMemberWithPin };
}

function clockOf(app: INestApplication, { network }: PaymentsWorld) {
  const sql = app.get(DataSource);

  /** A second more than that. */
  async function passMinutes(minutes: number): Promise<void> {
    const [row] = await sql.query<{ now: Date }[]>(
      'SELECT ledger.network_now($1::smallint) AS now',
      [network.id],
    );
    const now = row?.now.getTime() ?? 0;
    await setClock(sql, network.id, new Date(now + minutes * 60_000 + 1_000));
  }

  const expireCodes = (): Promise<void> => app.get(WithdrawalCodeEnds).expireDue(network.id);
  const expireHolds = (): Promise<void> =>
    new HoldExpiryDuty(sql, app.get(Ledger)).perform(network);
  return { passMinutes, expireCodes, expireHolds };
}
