import { newUuid } from '@app/core';
import type { PostingRequest } from '@app/ledger';
import {
  aPhone,
  anIdentity,
  appointed,
  participantsWorld,
  valueOf,
  type ParticipantsWorld,
  authenticator,
} from '@app/testing';

import { Directory } from './directory/directory.js';
import type { Cooperative, Network } from './directory/directory-types.js';

const HASH = '0123456789abcdef0123456789abcdef';

let world: ParticipantsWorld;
let network: Network;
let cooperative: Cooperative;

beforeAll(async () => {
  world = await participantsWorld();
  network = await world.aNetwork();
  cooperative = await world.aCooperative(network);
});
afterAll(() => world.close());

async function epoch(of: Network = network): Promise<bigint> {
  const [head] = await world.dataSource.query<{ epoch: string }[]>(
    'SELECT epoch FROM ledger.head WHERE network = $1',
    [of.id],
  );
  return BigInt(head?.epoch ?? -1);
}

/** An act that moves nothing, computed under the rules of an epoch if one is given. */
function anAct(of: Network = network, computedAt?: bigint): PostingRequest {
  return {
    id: newUuid(),
    network: of.id,
    principal: world.operator.principal,
    key: newUuid(),
    requestHash: HASH,
    type: 'internal',
    amount: 0n,
    legs: [],
    ...(computedAt !== undefined && { epoch: computedAt }),
  };
}

describe('members', () => {
  it('get an empty open wallet in their cooperative’s book, and a code to choose a PIN with', async () => {
    const phone = aPhone();
    const wanted = {
      fullName: 'Budi Santoso',
      phone,
      number: 'D-001',
      tier: 'registered',
    } as const;
    const made = valueOf(await world.members.create(cooperative, wanted));
    expect(made).toMatchObject({ status: 'open', person: { fullName: 'Budi Santoso', phone } });
    const [account] = await world.dataSource.query<unknown[]>(
      'SELECT book, kind, owner, posted, minimum FROM ledger.account WHERE id = $1',
      [made.member.wallet],
    );
    expect(account).toEqual({
      book: cooperative.book,
      kind: 1,
      owner: made.member.uid,
      posted: '0',
      minimum: '0',
    });
    expect(await world.directory.member(made.member.uid)).toEqual(made.member);
    const { network: id } = cooperative;
    const code = made.activationCode;
    valueOf(await world.access.activation.activate({ phone, network: id, code, pin: '482917' }));
    const signedIn = valueOf(
      await world.access.signIn.signIn({ phone, network: id, pin: '482917' }),
    );
    expect(signedIn.identity).toMatchObject({ role: 'member', member: made.member.uid });
  });

  it('are refused with a number or phone that is there already, and leave nothing behind', async () => {
    const first = await world.aMember(cooperative);
    const people = 'SELECT count(*)::int AS n FROM access.person';
    const [before] = await world.dataSource.query<{ n: number }[]>(people);
    const tier = 'registered';
    const { number } = first.member;
    const sameNumber = { fullName: 'Lain', phone: aPhone(), number, tier } as const;
    expect(await world.members.create(cooperative, sameNumber)).toEqual({
      ok: false,
      code: 'already_exists',
      detail: { field: 'number' },
    });
    const phone = first.person.phone ?? '';
    const samePhone = { fullName: 'Lain', phone, number: 'X-1', tier } as const;
    expect(await world.members.create(cooperative, samePhone)).toEqual({
      ok: false,
      code: 'already_exists',
      detail: { field: 'phone' },
    });
    expect(await world.dataSource.query(people)).toEqual([before]);
  });

  it('are not taken on by a suspended cooperative', async () => {
    const silent = await world.aCooperative(network);
    const suspended = valueOf(
      await world.cooperatives.changeState(world.operator, silent.uid, 'suspended', 'diam'),
    );
    const wanted = { fullName: 'Budi', phone: aPhone(), number: '1', tier: 'registered' } as const;
    expect(await world.members.create(suspended, wanted)).toMatchObject({ code: 'wrong_state' });
  });

  it('of another cooperative answer like missing ones', async () => {
    const mine = await world.aMember(cooperative);
    const other = await world.aCooperative(network);
    const scope = { network: network.id, cooperative: other.uid };
    const manager = anIdentity('manager', newUuid(), scope);
    const { uid } = mine.member;
    expect(await world.members.read(manager, uid)).toEqual({ ok: false, code: 'not_found' });
    const wanted = { to: 'frozen', reason: 'x', key: newUuid(), hash: HASH } as const;
    expect(await world.members.changeStatus(manager, uid, wanted)).toMatchObject({
      code: 'not_found',
    });
    expect(await world.members.list(manager, cooperative.uid, { limit: 9 })).toEqual([]);
  });

  it('can be frozen, and a repetition of the request answers the same even after a thaw', async () => {
    const { members, operator } = world;
    const { member } = await world.aMember(cooperative);
    const freeze = { to: 'frozen', reason: 'telepon hilang', key: newUuid(), hash: HASH } as const;
    const first = await members.changeStatus(operator, member.uid, freeze);
    expect(first).toMatchObject({ ok: true, replayed: false, value: { status: 'frozen' } });
    const thaw = { to: 'open', reason: 'ketemu', key: newUuid(), hash: HASH } as const;
    valueOf(await members.changeStatus(operator, member.uid, thaw));
    const again = await members.changeStatus(operator, member.uid, freeze);
    expect(again).toMatchObject({ ok: true, replayed: true, value: { status: 'frozen' } });
    expect(valueOf(await members.read(operator, member.uid)).status).toBe('open');
  });

  it('with money left can not be closed; emptied they can, and stay so', async () => {
    const { members, operator } = world;
    const { member } = await world.aMember(cooperative);
    const move = (debit: number, credit: number) =>
      world.ledger.post({
        id: newUuid(),
        network: network.id,
        principal: operator.principal,
        key: newUuid(),
        requestHash: HASH,
        type: 'opening_balance',
        amount: 100n,
        legs: [{ debit, credit, amount: 100n, component: 'opening' }],
      });
    await move(cooperative.accounts.openingBalance, member.wallet);
    const close = () => ({ to: 'closed', reason: 'keluar', key: newUuid(), hash: HASH }) as const;
    expect(await members.changeStatus(operator, member.uid, close())).toMatchObject({
      ok: false,
      code: 'account_not_empty',
    });
    await move(member.wallet, cooperative.accounts.openingBalance);
    const closed = await members.changeStatus(operator, member.uid, close());
    expect(closed).toMatchObject({ ok: true, value: { status: 'closed' } });
    const reopen = { ...close(), to: 'open' } as const;
    expect(await members.changeStatus(operator, member.uid, reopen)).toMatchObject({
      ok: false,
      code: 'account_closed',
    });
  });

  it('H24 with a frozen or closed wallet neither pay nor are paid', async () => {
    const { members, operator } = world;
    const [payer, payee] = [await world.aMember(cooperative), await world.aMember(cooperative)];
    const set = (uid: string, to: 'frozen' | 'closed') =>
      members.changeStatus(operator, uid, { to, reason: 'uji', key: newUuid(), hash: HASH });
    const refusal = async () => {
      const gates = [
        { account: payer.member.wallet, role: 'payer' },
        { account: payee.member.wallet, role: 'payee' },
      ] as const;
      const outcome = await world.ledger.post({ ...anAct(), gates });
      return outcome.kind === 'decided' ? outcome.transfer.refusal?.code : outcome.kind;
    };
    expect(await refusal()).toBeUndefined();
    await set(payee.member.uid, 'closed');
    expect(await refusal()).toBe('payee_closed');
    await set(payer.member.uid, 'frozen');
    expect(await refusal()).toBe('payer_frozen');
    await set(payer.member.uid, 'closed');
    expect(await refusal()).toBe('payer_closed');
  });
});

describe('merchants', () => {
  it('belong to a member, who needs no new code, or to somebody new, who does', async () => {
    const { member } = await world.aMember(cooperative);
    const shop = { name: 'Toko Siti', criterion: 'UMI', owner: { member: member.uid } } as const;
    const made = valueOf(await world.merchants.create(cooperative, shop));
    expect(made).toMatchObject({
      activationCode: null,
      status: 'open',
      merchant: { ownerPerson: member.person, name: 'Toko Siti' },
    });
    const newcomer = await world.aMerchant(cooperative);
    expect(newcomer.activationCode).toMatch(/^[0-9]{8}$/);
    expect(await world.merchants.create(cooperative, shop)).toMatchObject({
      code: 'already_exists',
    });
    const other = await world.aCooperative(network);
    expect(await world.merchants.create(other, shop)).toMatchObject({ code: 'not_found' });
  });

  it('are remembered until a rule changes, and seen anew after it', async () => {
    const { merchant } = await world.aMerchant(cooperative);
    const { directory, operator } = world;
    const elsewhere = new Directory(world.dataSource);
    const rules = await elsewhere.rules(network.id);
    expect(await elsewhere.merchant(merchant.uid)).toEqual(merchant);
    const change = { criterion: 'UBE', reason: 'omzet naik' } as const;
    valueOf(await world.merchants.change(operator, merchant.uid, change));
    expect((await elsewhere.merchant(merchant.uid))?.criterion).toBe('UMI');
    const fresh = await elsewhere.refresh(network.id, await epoch());
    expect(fresh.epoch).toBe(rules.epoch + 1n);
    expect((await elsewhere.merchant(merchant.uid))?.criterion).toBe('UBE');
    expect((await directory.merchant(merchant.uid))?.criterion).toBe('UBE');
  });

  it('are a foreign owner’s secret, except for what a payer may see', async () => {
    const { merchant } = await world.aMerchant(cooperative);
    const scope = { network: network.id, cooperative: cooperative.uid };
    const owner = anIdentity('merchant_owner', merchant.ownerPerson, scope);
    const stranger = anIdentity('merchant_owner', newUuid(), scope);
    const { merchants } = world;
    expect(await merchants.read(owner, merchant.uid)).toMatchObject({ ok: true });
    expect(await merchants.read(stranger, merchant.uid)).toMatchObject({ code: 'not_found' });
    expect(await merchants.readAsPayer(stranger, merchant.uid)).toMatchObject({ ok: true });
    expect(await merchants.list(stranger, {}, { limit: 9 })).toEqual([]);
    const elsewhere = anIdentity('member', newUuid(), { network: (await world.aNetwork()).id });
    expect(await merchants.readAsPayer(elsewhere, merchant.uid)).toMatchObject({
      code: 'not_found',
    });
  });
});

const office = () => {
  const { dataSource, staff, access, operator: maker, checker } = world;
  const { approvals, onboarding } = access;
  return { dataSource, staff, approvals, onboarding, maker, checker };
};

describe('staff', () => {
  it('sign in by name for what they were appointed to', async () => {
    const post = { role: 'treasurer', cooperative } as const;
    const wanted = { fullName: 'Hadi Wijaya', username: 'Hadi' };
    const made = await appointed(office(), wanted, post);
    expect(made.username).toBe('hadi');
    const password = 'kopi pahit 9 sendok';
    const { username, activationCode: code } = made;
    const activated = await world.access.activation.activate({ username, code, password });
    const totp = authenticator(valueOf(activated).totp?.secret ?? '')();
    const signedIn = valueOf(await world.access.signIn.signIn({ username, password, totp }));
    expect(signedIn.identity).toMatchObject({
      role: 'treasurer',
      network: network.id,
      cooperative: cooperative.uid,
    });
    expect(await world.staff.appoint(world.operator, wanted, post)).toEqual({
      ok: false,
      code: 'already_exists',
      detail: { field: 'username' },
    });
  });

  it('of the whole deployment are appointed by its operators only', async () => {
    const scope = { network: network.id, cooperative: cooperative.uid };
    const manager = anIdentity('manager', newUuid(), scope);
    const wanted = { fullName: 'Licik', username: 'licik' };
    for (const role of ['operator', 'dinas'] as const) {
      const post = { role, network };
      expect(await world.staff.appoint(manager, wanted, post)).toMatchObject({
        code: 'role_forbidden',
      });
    }
    const { person } = await appointed(office(), wanted, { role: 'operator', network });
    expect(await world.access.people.read(world.dataSource.manager, person)).toMatchObject({
      network: null,
    });
  });
});

describe('the application’s role', () => {
  it('can not delete a participant, change whose wallet is whose, or skip a state', async () => {
    const { dataSource } = world;
    const tables = [
      'network',
      'tier_limit',
      'cooperative',
      'member',
      'merchant',
      'fee_schedule',
      'fee_party',
      'rule_change',
    ];
    for (const table of tables) {
      await expect(dataSource.query(`DELETE FROM participants.${table}`)).rejects.toMatchObject({
        code: '42501',
      });
    }
    for (const change of ['wallet = 1', 'person = NULL', `number = 'X-1'`]) {
      await expect(
        dataSource.query(`UPDATE participants.member SET ${change}`),
      ).rejects.toMatchObject({ code: '42501' });
    }
    await expect(
      dataSource.query(`UPDATE participants.cooperative SET state = 'active' WHERE uid = $1`, [
        (
          await world.cooperatives
            .create(world.operator, network, {
              name: 'Koperasi Undangan',
              shortName: 'Undangan',
              city: 'Malang',
            })
            .then(valueOf)
        ).uid,
      ]),
    ).rejects.toMatchObject({ code: 'SM003' });
  });
});
