import { newUuid } from '@app/core';
import type { Member } from '@app/participants';
import { cashWorld, type CashWorld, type OpenTill } from './support/cash-world.js';
import { idr } from './support/payments-world.js';

let world: CashWorld;
let budi: Member;
let till: OpenTill;

beforeAll(async () => {
  world = await cashWorld();
  budi = await world.aMember(world.dinoyo, { rupiah: 1_000_000 });
  till = await world.anOpenTill(world.bumiayu, 2_000_000);
}, 90_000);

afterAll(() => world.close());

const reverse = (body: object, who = till.teller) => world.post('/v1/reversals', who, body);

const inDrawer = async (): Promise<unknown> =>
  (await world.get(`/v1/till-sessions/${till.session}`, till.teller).expect(200)).body.expected;

describe('a teller who never learnt the outcome', () => {
  it('undoes a deposit: the member’s wallet, the drawer and every fee are as before', async () => {
    const [wallet, drawer] = [await world.posted(budi.wallet), await inDrawer()];
    const reference = `LOKET-${newUuid()}`;
    await world.deposit(till, budi, 100_000, { more: { reference } }).expect(201);
    const done = await reverse({ reference }).expect(201);
    expect(done.body).toMatchObject({ status: 'posted', result: 'reversed' });
    expect(await world.posted(budi.wallet)).toBe(wallet);
    expect(await inDrawer()).toEqual(drawer);
  });

  it('lets go the cash that was held and never confirmed', async () => {
    const id = await world.held(till, budi, 200_000);
    const done = await reverse({ transfer_id: id }).expect(201);
    expect(done.body).toMatchObject({ status: 'posted', result: 'released' });
    await world.post(`/v1/withdrawals/${id}/confirm`, till.teller, {}).expect(409);
  });

  it('undoes a withdrawal that was posted and not handed out only with another person', async () => {
    const [wallet, drawer] = [await world.posted(budi.wallet), await inDrawer()];
    const id = await world.held(till, budi, 300_000);
    await world.post(`/v1/withdrawals/${id}/confirm`, till.teller, {}).expect(200);
    const waits = await reverse({ transfer_id: id }).expect(202);
    expect(waits.body.status).toBe('awaiting');
    const manager = await world.managerOf(world.bumiayu);
    const path = `/v1/approvals/${waits.body.approval_id}`;
    const asked = await world.get(path, manager).expect(200);
    expect(asked.body).toMatchObject({
      kind: 'withdrawal_reversal',
      details: { amount: idr('300000.00') },
    });
    const decision = { payload_hash: asked.body.payload_hash };
    await world.post(`${path}/approve`, till.teller, decision).expect(403);
    const agreed = await world.post(`${path}/approve`, manager, decision).expect(200);
    expect(agreed.body).toMatchObject({ state: 'EXECUTED', outcome: { status: 'posted' } });
    expect(await world.posted(budi.wallet)).toBe(wallet);
    expect(await inDrawer()).toEqual(drawer);
  });
});

it('leaves books that verify', async () => {
  expect(await world.contradictions()).toEqual([]);
});
