import { AlertService, ApprovalService, PartnerConsents } from '@app/access';
import { decodeId, encodeId, newUuid, type IdPrefix } from '@app/core';
import { EventSource, WebhookRelay } from '@app/events';
import { DataSource } from 'typeorm';
import {
  FeeScheduleService,
  NetworkService,
  type Cooperative,
  type Member,
  type Merchant,
  type Network,
} from '@app/participants';
import { scheduleInForce, valueOf } from '@app/testing';

import { cashSchedule, type CashWorld, type OpenTill } from '../cash-world.js';
import { idr } from '../payments-world.js';
import { aPhoneKey, choosesPin, PIN } from '../phones.js';
import { idOf, itemsOf, textOf } from '../read-body.js';

/** One object of each kind that routes name, by the prefix of its id; and what is named by other means. */
export interface Objects {
  id(prefix: IdPrefix): string;
  readonly shortCode: string;
}

/** A cooperative, its people, and an object of each kind that belongs to it. */
export interface TenantObjects extends Objects {
  readonly cooperative: Cooperative;
  readonly member: Member;
  readonly merchant: Merchant;
  readonly till: OpenTill;
}

/** Ids that nothing has. */
export function missingObjects(): Objects {
  return { id: (prefix) => encodeId(prefix, newUuid()), shortCode: '0000-0001' };
}

/** A network like the world's own, with two cooperatives. */
export async function anotherNetwork(world: CashWorld) {
  const [app] = world.apps;
  if (app === undefined) throw new Error('a world needs a process');
  const wanted = { name: 'Surabaya', live: false };
  const { network } = valueOf(await app.get(NetworkService).create(world.operator, wanted));
  const office = {
    feeSchedules: app.get(FeeScheduleService),
    approvals: app.get(ApprovalService),
    maker: world.operator,
    checker: world.checker,
  };
  await scheduleInForce(office, network, cashSchedule());
  const gubeng = await world.aCooperative(network, 'Gubeng');
  return { network, gubeng, wonokromo: await world.aCooperative(network, 'Wonokromo') };
}

type Ids = Map<IdPrefix, string>;
type People = Awaited<ReturnType<typeof peopleOf>>;

/** Does every act once with people of one cooperative, so that it has one object of each kind. */
export async function objectsOf(
  world: CashWorld,
  { cooperative, partner, ofNetwork }: TenantPlace,
): Promise<TenantObjects> {
  const people = await peopleOf(world, cooperative, partner);
  const ids: Ids = new Map([
    ...ofNetwork,
    ['coop', encodeId('coop', cooperative.uid)],
    ['mbr', encodeId('mbr', people.member.uid)],
    ['mrc', encodeId('mrc', people.merchant.uid)],
    ['acc', encodeId('acc', people.member.walletUid)],
    ['til', people.till.till],
    ['tls', people.till.session],
  ]);
  const shortCode = await payments(world, people, ids);
  await cash(world, people, ids);
  await claims(world, people, partner, ids);
  await papers(world, cooperative, ids);
  await phone(world, people, ids);
  await aTeller(world, cooperative, ids);
  await aCashier(world, people, ids);
  await program(world, people, ids);
  return {
    cooperative,
    ...people,
    shortCode,
    id: (prefix) => {
      const id = ids.get(prefix);
      if (id === undefined) throw new Error(`no object with the prefix ${prefix}`);
      return id;
    },
  };
}

interface TenantPlace {
  readonly cooperative: Cooperative;
  /** Another one of the network, with whom it trades. */
  readonly partner: Cooperative;
  readonly ofNetwork: Ids;
}

/** One of each kind that belongs to a whole network. */
export async function objectsOfNetwork(
  world: CashWorld,
  network: Network,
  [payers, payees]: readonly [Cooperative, Cooperative],
): Promise<Ids> {
  // So that there is something to settle.
  await world.pay(
    await world.aMember(payers, { rupiah: 10_000 }),
    await world.aMerchant(payees),
    10_000,
  );
  const as = world.as.operator();
  const net = encodeId('net', network.uid);
  const draft = { network_id: net, preset: 'cooperative_simple' };
  const schedule = await world.post('/v1/fee-schedules', as, draft).expect(201);
  const cycles = await world.get(`/v1/cycles?network_id=${net}`, as).expect(200);
  const cycle = idOf(itemsOf(cycles.body)[0]);
  await world.post(`/v1/cycles/${cycle}/close`, as, {}).expect(200);
  const proposed = await world.post('/v1/settlements', as, { cycle_id: cycle }).expect(201);
  const columns = 'date_column=D&reference_column=R&amount_column=A';
  await world
    .api()
    .post(`/v1/bank-statements?network_id=${net}&${columns}`)
    .set({ authorization: as, 'content-type': 'text/csv' })
    .send(`D;R;A\n2026-03-02;BRI-${network.id};125000.00`)
    .expect(201);
  const breaks = await world.get(`/v1/bank-breaks?network_id=${net}`, as).expect(200);
  return new Map([
    ['net', net],
    ['fsc', idOf(schedule.body)],
    ['cyc', cycle],
    ['stl', idOf(proposed.body)],
    ['bln', idOf(itemsOf(breaks.body)[0])],
  ]);
}

async function peopleOf(world: CashWorld, cooperative: Cooperative, partner: Cooperative) {
  return {
    member: await world.aMember(cooperative, { rupiah: 1_000_000 }),
    other: await world.aMember(cooperative, { rupiah: 1_000_000 }),
    merchant: await world.aMerchant(cooperative),
    shopAbroad: await world.aMerchant(partner),
    till: await world.anOpenTill(cooperative),
  };
}

async function payments(world: CashWorld, people: People, ids: Ids): Promise<string> {
  const { member, other, merchant } = people;
  const me = world.as.member(member);
  const paid = await world.pay(member, merchant, 20_000);
  ids.set('pay', idOf(paid.body)).set('trf', textOf(paid.body, 'transfer_id'));
  ids.set('evt', idOf(paid.body).replace('pay_', 'evt_'));
  const sale = { payment_id: idOf(paid.body), amount: idr('1000.00') };
  const refunded = await world.post('/v1/refunds', world.as.shop(merchant), sale).expect(201);
  const hold = { merchant_id: ids.get('mrc'), amount: idr('5000.00'), expires_in: 3_600 };
  const held = await world.post('/v1/authorisations', me, hold).expect(201);
  const wish = { payer_member_id: ids.get('mbr'), amount: idr('3000.00') };
  const asked = await world.post('/v1/payment-requests', world.as.member(other), wish).expect(201);
  const code = await world.post('/v1/withdrawal-codes', me, { amount: idr('50000.00') });
  const qr = await world.post('/v1/qr-codes', me, { kind: 'dynamic' }).expect(201);
  ids
    .set('rfd', idOf(refunded.body))
    .set('aut', idOf(held.body))
    .set('prq', idOf(asked.body))
    .set('wdc', idOf(code.body))
    .set('qrc', idOf(qr.body));
  return textOf(paid.body, 'short_code');
}

async function cash(world: CashWorld, { till, other }: People, ids: Ids): Promise<void> {
  const deposited = await world.deposit(till, other, 30_000).expect(201);
  const kept = await world.deposit(till, other, 40_000).expect(201);
  const back = { transfer_id: textOf(deposited.body, 'transfer_id') };
  const reversed = await world.post('/v1/reversals', till.teller, back);
  ids
    .set('dep', idOf(kept.body))
    .set('rev', idOf(reversed.body))
    .set('wdr', await world.held(till, other, 50_000));
}

/** What a cooperative has with another. */
async function claims(
  world: CashWorld,
  { member, shopAbroad, till }: People,
  partner: Cooperative,
  ids: Ids,
): Promise<void> {
  const treasurer = await world.aColleague(till.teller.cooperative, 'treasurer');
  const invoice = {
    buyer_cooperative_id: encodeId('coop', partner.uid),
    amount: idr('10000.00'),
    number: 'INV-1',
    due_date: '2030-12-31',
  };
  const issued = await world.post('/v1/invoices', treasurer, invoice).expect(201);
  const paid = await world.pay(member, shopAbroad, 10_000);
  const claim = {
    transfer_id: textOf(paid.body, 'transfer_id'),
    reason: 'not_received',
    evidence_reference: 'Pengaduan 1',
  };
  const opened = await world.post('/v1/disputes', treasurer, claim).expect(201);
  const money = { amount: idr('10000.00'), reason: 'promosi' };
  const wish = await world.post('/v1/incentive-budgets/fundings', treasurer, money).expect(202);
  ids.set('inv', idOf(issued.body)).set('dsp', idOf(opened.body)).set('apr', idOf(wish.body));
}

/** That the member signed in with. */
async function phone(world: CashWorld, { member }: People, ids: Ids): Promise<void> {
  const [app] = world.apps;
  if (app === undefined) throw new Error('a world needs a process');
  const credentials = { phone: await choosesPin(app, member), pin: PIN };
  const { device } = aPhoneKey();
  const network_id = ids.get('net');
  await world
    .api()
    .post('/v1/auth/token')
    .send({ ...credentials, device, network_id })
    .expect(200);
  const listed = await world.get('/v1/me/devices', world.as.member(member)).expect(200);
  ids.set('dev', idOf(itemsOf(listed.body)[0]));
}

/** Somebody who works for the cooperative. */
async function aTeller(world: CashWorld, cooperative: Cooperative, ids: Ids): Promise<void> {
  const wanted = { fullName: 'Ani Teller', username: `ani.${cooperative.uid.slice(-12)}` };
  const hired = await world.appointed(wanted, { role: 'teller', cooperative });
  ids.set('stf', encodeId('stf', hired.uid));
}

/** Somebody who stands at the till of the shop. */
async function aCashier(world: CashWorld, { merchant }: People, ids: Ids): Promise<void> {
  const wanted = { full_name: 'Wulan Kasir', username: `wulan.${merchant.uid.slice(-12)}` };
  const path = `/v1/merchants/${encodeId('mrc', merchant.uid)}/cashiers`;
  const { body } = await world.post(path, world.as.shop(merchant), wanted).expect(201);
  ids.set('csh', idOf(body));
}

/** Of the shop, with a key, a question of it to the member, and told of a sale. */
async function program(world: CashWorld, { member, merchant }: People, ids: Ids): Promise<void> {
  const owner = world.as.shop(merchant);
  const wanted = { name: 'Kasir', scopes: ['refunds'] };
  const { body } = await world.post('/v1/api-clients', owner, wanted).expect(201);
  const path = `/v1/api-clients/${idOf(body)}/keys`;
  const key = await world.post(path, owner, { kind: 'secret' }).expect(201);
  ids.set('cli', idOf(body)).set('key', idOf(key.body));
  const [app] = world.apps;
  if (app === undefined) throw new Error('a world needs a process');
  const { uid, network, person, cooperative } = member;
  const client = decodeId('cli', idOf(body)) ?? '';
  const question = { client, state: uid, network, member: uid, person, cooperative };
  const asked = valueOf(await app.get(PartnerConsents).ask(question));
  ids.set('cns', encodeId('cns', asked.uid));
  const hook = { client_id: idOf(body), url: 'https://kasir.example/simpul' };
  const endpoint = await world.post('/v1/webhook-endpoints', owner, hook).expect(201);
  await world.pay(member, merchant, 1_000);
  while (await new WebhookRelay(app.get(DataSource), app.get(EventSource)).relay());
  const listed = `/v1/webhook-endpoints/${idOf(endpoint.body)}/deliveries`;
  const told = await world.get(listed, owner).expect(200);
  ids.set('whk', idOf(endpoint.body)).set('dlv', idOf(itemsOf(told.body)[0]));
}

async function papers(world: CashWorld, cooperative: Cooperative, ids: Ids): Promise<void> {
  const [app] = world.apps;
  if (app === undefined) throw new Error('a world needs a process');
  const { network, uid } = cooperative;
  const alert = { network, cooperative: uid, kind: 'cash_difference', dedupeKey: uid } as const;
  ids.set('alr', encodeId('alr', await app.get(AlertService).raise(alert)));
  const sent = await world
    .api()
    .post('/v1/imports?dry_run=true')
    .set({
      authorization: (await world.managerOf(cooperative)).bearer,
      'idempotency-key': newUuid(),
      'content-type': 'text/csv',
    })
    .send('Jenis;Nomor anggota;Nama;No. HP;Saldo awal\r\nanggota;I-1;Budi;0812-3000-0001;5.000');
  const coop = encodeId('coop', uid);
  const booked = { amount: idr('500000.00'), bank_reference: `BRI-${coop.slice(-8)}` };
  const path = `/v1/cooperatives/${coop}/funds-in`;
  const funds = await world.post(path, world.as.operator(), booked).expect(201);
  ids.set('imp', idOf(sent.body)).set('fnd', idOf(funds.body));
}
