import { QrCodeStore } from '../qr-codes/qr-code.store.js';
import { QrReader } from '../qr-codes/qr-reader.js';
import { ConsentService, type Identity } from '@app/access';
import { newUuid, presets } from '@app/core';
import { Ledger, LedgerReads, type PostingOutcome, type PostingRequest } from '@app/ledger';
import { TillService, type Cooperative, type Member, type Till } from '@app/participants';
import {
  anIdentity,
  Crash,
  participantsWorld,
  scheduleInForce,
  valueOf,
  type ParticipantsWorld,
} from '@app/testing';
import fc from 'fast-check';
import pg from 'pg';
import { AccountFactsStore } from '../account-facts.store.js';
import { DepositService } from '../deposits/deposit.service.js';
import { NoticeService } from '../notifications/notice.service.js';
import { CounterDesk } from '../parties/counter-desk.js';
import { CounterTries } from '../parties/counter-tries.js';
import { PartyFinder } from '../parties/party-finder.js';
import { WithdrawalCodeEnds } from '../withdrawals/withdrawal-code-ends.js';
import { WithdrawalCodeService } from '../withdrawals/withdrawal-code.service.js';
import { WithdrawalCodeStore } from '../withdrawals/withdrawal-code.store.js';
import { WithdrawalService } from '../withdrawals/withdrawal.service.js';
import { CashTransferService } from './cash-transfer.service.js';
import { sumOfCash, type Denomination } from './denominations.js';
import { TillQueries } from './till-queries.js';
import { TillSessionService } from './till-session.service.js';
import { TillSessionStore } from './till-session.store.js';

const RP = 100n;
const HASH = 'ab'.repeat(16);

let world: ParticipantsWorld;
let pool: pg.Pool;
let other: Ledger;
let host: Cooperative;
let budi: Member;
let manager: Identity;

beforeAll(async () => {
  world = await participantsWorld();
  pool = new pg.Pool({ connectionString: world.database.ledgerUrl, max: 4 });
  other = new Ledger({ url: world.database.ledgerUrl }, new LedgerReads(pool));
  const network = await world.aNetwork();
  const home = await world.aCooperative(network);
  host = await world.aCooperative(network);
  const office = { ...world, maker: world.operator, approvals: world.access.approvals };
  await scheduleInForce(office, network, presets.cooperativeSimple());
  budi = (await world.aMember(home)).member;
  manager = anIdentity('manager', newUuid(), { network: network.id, cooperative: host.uid });
  for (const { accounts } of [home, host]) {
    await posted({
      type: 'cap_change',
      bounds: [{ account: accounts.clearing, bound: 'maximum', set: 1_000_000_000n * RP }],
    });
  }
  const fromBank = {
    debit: host.accounts.vault,
    credit: host.accounts.bank,
    component: 'cash',
  } as const;
  await posted({ type: 'cash_transfer', legs: [{ ...fromBank, amount: 1_000_000_000n * RP }] });
}, 60_000);

afterAll(async () => {
  await other.close();
  await pool.end();
  await world.close();
});

async function posted(wanted: Partial<PostingRequest> & Pick<PostingRequest, 'type'>) {
  const outcome = await world.ledger.post({
    id: newUuid(),
    network: host.network,
    principal: newUuid(),
    key: newUuid(),
    requestHash: HASH,
    amount: 0n,
    legs: [],
    ...wanted,
  });
  if (outcome.kind !== 'decided' || outcome.transfer.refusal !== null) throw new Error('refused');
}

interface LedgerLike {
  post(request: PostingRequest): Promise<PostingOutcome>;
}

/** The services of one process over this engine. */
function servicesOver(ledger: LedgerLike) {
  const { reads, directory, dataSource, access } = world;
  const tills = new TillService(dataSource, world.ledger);
  const sessions = new TillSessionService({
    ledger,
    reads,
    directory,
    tills,
    sessions: new TillSessionStore(dataSource),
    alerts: access.alerts,
  });
  const finder = new PartyFinder(dataSource, directory, access.people);
  const tries = new CounterTries(dataSource);
  const desk = new CounterDesk({ finder, tries });
  const facts = new AccountFactsStore(dataSource);
  const codes = new WithdrawalCodeStore(dataSource);
  const notices = new NoticeService(dataSource);
  const consent: ConsentService = access.consent;
  const ends = new WithdrawalCodeEnds({ reads, codes, notices });
  const code = new WithdrawalCodeService({ ends, directory, codes, consent, notices });
  return {
    tills,
    sessions,
    codes: code,
    queries: new TillQueries({ reads }),
    carry: new CashTransferService({
      ledger,
      reads,
      directory,
      tills,
      cooperatives: world.cooperatives,
    }),
    deposits: new DepositService({
      ledger,
      reads,
      directory,
      facts,
      desk,
      sessions,
      codes: new QrReader(new QrCodeStore(dataSource)),
    }),
    withdrawals: new WithdrawalService({
      ledger,
      reads,
      directory,
      facts,
      desk,
      sessions,
      codes: code,
      codeEnds: ends,
      consent,
    }),
  };
}

/** Lets the request through, or not, and then the process is gone. */
function dying(when: 'before' | 'after'): LedgerLike {
  return {
    post: async (request) => {
      if (when === 'after') await world.ledger.post(request);
      throw new Crash();
    },
  };
}

const aTeller = () =>
  anIdentity('teller', newUuid(), { network: host.network, cooperative: host.uid });

async function aTill(): Promise<Till> {
  const { tills } = servicesOver(world.ledger);
  return valueOf(await tills.create(manager, host, `Laci ${newUuid().slice(-8)}`));
}

function cash(rupiah: bigint, key = newUuid()) {
  const denominations: Denomination[] = [{ face: '100', count: Number(rupiah / 100n) }];
  return { amount: sumOfCash(denominations), denominations, key, requestHash: HASH };
}

const order = () => ({ key: newUuid(), requestHash: HASH });

/** The float, and what every slip of the session says. */
async function slipsOf(uid: string, caller: Identity) {
  const { sessions, queries } = servicesOver(world.ledger);
  const view = valueOf(await sessions.read(caller, uid));
  const { movements } = await queries.movements(view, { limit: 100 });
  return { view, movements };
}

type Act = { readonly kind: 'deposit' | 'withdraw' | 'cancel' | 'in' | 'out'; rupiah: bigint };

const anAct: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom('deposit', 'withdraw', 'cancel', 'in', 'out'),
  rupiah: fc.integer({ min: 1, max: 900 }).map((hundreds) => BigInt(hundreds) * 100n),
});

async function perform(act: Act, teller: Identity, till: Till, ledger: LedgerLike): Promise<void> {
  const { deposits, withdrawals, carry, codes } = servicesOver(ledger);
  const amount = act.rupiah * RP;
  if (act.kind === 'deposit') {
    await deposits.deposit(teller, { member: { member: budi.uid }, amount, ...order() });
  } else if (act.kind === 'in' || act.kind === 'out') {
    const way = act.kind === 'in' ? ['vault', 'till'] : ['till', 'vault'];
    const [from, to] = way as ['vault', 'till'] | ['till', 'vault'];
    await carry.move(manager, { from, to, till: till.uid, amount, ...order() });
  } else {
    const made = valueOf(await codes.create({ member: budi }, amount));
    const from = { member: { member: budi.uid } };
    const held = await withdrawals.hold(teller, { from, consent: made, ...order() });
    if (!held.ok) return;
    const end = act.kind === 'cancel' ? 'cancel' : 'confirm';
    valueOf(await withdrawals[end](teller, held.value.id, order()));
  }
}

describe('till = ledger = slips', () => {
  it('after any acts, by two engines, the float and the slips sum to what the ledger says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anAct, { minLength: 1, maxLength: 12 }), async (acts) => {
        const [till, teller] = [await aTill(), aTeller()];
        const { sessions } = servicesOver(world.ledger);
        const opened = valueOf(await sessions.open(teller, till.uid, cash(50_000n)));
        const { uid } = opened.session;
        for (const [index, act] of acts.entries()) {
          await perform(act, teller, till, index % 2 === 0 ? world.ledger : other);
        }
        const { view, movements } = await slipsOf(uid, teller);
        const sum = movements.reduce((total, { change }) => total + change, 0n);
        const booked = -((await world.reads.balance(till.account))?.posted ?? 1n);
        expect(sum).toBe(booked);
        expect(view.expected).toBe(booked);
        expect(movements.at(-1)).toMatchObject({ type: 'till_open', change: 50_000n * RP });
        expect(view.held).toBe(0n);
        const closed = valueOf(await sessions.close(teller, uid, cash(booked / RP)));
        expect(closed.session.state).toBe('closed');
        const after = await slipsOf(uid, teller);
        expect(after.movements.reduce((total, { change }) => total + change, 0n)).toBe(0n);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

describe('a process that dies', () => {
  it.each(['before', 'after'] as const)(
    '%s the float is posted leaves a session that the next who asks finishes',
    async (when) => {
      const [till, teller, key] = [await aTill(), aTeller(), newUuid()];
      const dead = servicesOver(dying(when)).sessions.open(teller, till.uid, cash(20_000n, key));
      await expect(dead).rejects.toThrow(Crash);
      const { sessions } = servicesOver(other);
      const colleague = await sessions.open(aTeller(), till.uid, cash(10_000n));
      expect(colleague).toMatchObject({ ok: false, code: 'till_in_use' });
      const again = await sessions.open(teller, till.uid, cash(20_000n, key));
      expect(again).toMatchObject({ ok: true, replayed: true });
      expect((await world.reads.balance(till.account))?.posted).toBe(-20_000n * RP);
    },
  );

  it('after the till is closed leaves it free for the next', async () => {
    const [till, teller, key] = [await aTill(), aTeller(), newUuid()];
    const { sessions } = servicesOver(world.ledger);
    const { session } = valueOf(await sessions.open(teller, till.uid, cash(20_000n)));
    const dead = servicesOver(dying('after')).sessions.close(
      teller,
      session.uid,
      cash(20_000n, key),
    );
    await expect(dead).rejects.toThrow(Crash);
    const next = await sessions.open(aTeller(), till.uid, cash(10_000n));
    expect(next).toMatchObject({ ok: true });
    const again = await sessions.close(teller, session.uid, cash(20_000n, key));
    expect(again).toMatchObject({
      ok: true,
      replayed: true,
      value: { session: { state: 'closed' } },
    });
    expect((await world.reads.balance(till.account))?.posted).toBe(-10_000n * RP);
  });

  it('between a right code and its hold leaves the code to the same request alone', async () => {
    const [till, teller, key] = [await aTill(), aTeller(), newUuid()];
    const living = servicesOver(world.ledger);
    valueOf(await living.sessions.open(teller, till.uid, cash(100_000n)));
    const amount = 10_000n * RP;
    const deposit = { member: { member: budi.uid }, amount: 2n * amount, ...order() };
    valueOf(await living.deposits.deposit(teller, deposit));
    for (const when of ['before', 'after'] as const) {
      const made = valueOf(await living.codes.create({ member: budi }, amount));
      const wanted = { from: { member: { member: budi.uid } }, consent: made, requestHash: HASH };
      const own = { ...wanted, key: `${key}-${when}` };
      await expect(servicesOver(dying(when)).withdrawals.hold(teller, own)).rejects.toThrow(Crash);
      const thief = await living.withdrawals.hold(teller, { ...wanted, key: newUuid() });
      expect(thief).toMatchObject({ ok: false, code: 'withdrawal_code_invalid' });
      const held = valueOf(await servicesOver(other).withdrawals.hold(teller, own));
      const code = valueOf(await living.codes.read(budi.uid, made.stored.uid));
      expect(code.state).toBe('used');
      valueOf(await living.withdrawals.cancel(teller, held.id, order()));
    }
  });
});

describe('a withdrawal code', () => {
  it.each([
    'amount = amount + 1',
    'wallet = wallet + 1',
    "expires_at = expires_at + interval '1 day'",
    "code_hash = sha256('another code')",
  ])('says the same for ever: %s is refused even to the owner of the table', async (change) => {
    const { codes } = servicesOver(world.ledger);
    const { stored } = valueOf(await codes.create({ member: budi }, 10_000n * RP));
    const owner = new pg.Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
    try {
      const changed = owner.query(`UPDATE payments.withdrawal_code SET ${change} WHERE uid = $1`, [
        stored.uid,
      ]);
      await expect(changed).rejects.toMatchObject({ code: 'SM009' });
    } finally {
      await owner.end();
    }
  });
});
