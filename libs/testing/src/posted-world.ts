import { newUuid, paymentOffUs, settleCreditor, settleDebtor, type LegDraft } from '@app/core';
import {
  closeCycle,
  Ledger,
  LedgerReads,
  type PostingRequest,
  type TransferRecord,
} from '@app/ledger';
import { Pool } from 'pg';
import { AS_SWITCH, type TestDatabase } from './fresh-database.js';
import { ledgerWorld, type LedgerWorld, type WorldCooperative } from './ledger-world.js';

/** A {@link LedgerWorld} in which every kind of act of the ledger has happened. */
export interface PostedWorld extends LedgerWorld {
  /** Everything that was posted or refused, in order. */
  readonly transfers: readonly TransferRecord[];
  readonly principal: string;
}

type Request = Partial<PostingRequest> & Pick<PostingRequest, 'type' | 'amount'>;

/** A person or program of specs. */
const PRINCIPAL = '0190f6f0-0000-7000-8000-000000000001';

/**
 * Posts, through the engine and in as many batches as acts: opening balances, prefunding, a cap,
 * payments between two cooperatives, one refused, holds (open and captured in part, voided,
 * captured), refunds and a reversal, a frozen account; then closes the cycle, pays it, and posts on in the next.
 */
export async function postedWorld(database: TestDatabase, network = 1): Promise<PostedWorld> {
  const world = await ledgerWorld(database.appUrl, { cooperatives: 3, wallets: 3, network });
  const pool = new Pool({ connectionString: database.appUrl, max: 2, options: AS_SWITCH });
  const ledger = new Ledger({ url: database.ledgerUrl }, new LedgerReads(pool));
  const transfers: TransferRecord[] = [];
  const post = async (request: Request): Promise<TransferRecord> => {
    const outcome = await ledger.post({
      id: newUuid(),
      network,
      principal: PRINCIPAL,
      key: newUuid(),
      requestHash: 'ab'.repeat(16),
      legs: [],
      ...request,
    });
    if (outcome.kind !== 'decided') throw new Error(`not decided: ${outcome.kind}`);
    transfers.push(outcome.transfer);
    return outcome.transfer;
  };
  try {
    await firstCycle(world, post);
    await payCycle(world, pool, post);
    await nextCycle(world, post);
  } finally {
    await ledger.close();
    await pool.end();
  }
  return { ...world, transfers, principal: PRINCIPAL };
}

type Post = (request: Request) => Promise<TransferRecord>;

async function firstCycle(world: LedgerWorld, post: Post): Promise<void> {
  const [home, host] = pair(world);
  for (const coop of world.cooperatives) {
    for (const wallet of coop.wallets) {
      await post({
        type: 'opening_balance',
        amount: 5_000_000n,
        payee: wallet,
        legs: [leg(coop.openingBalance, wallet, 5_000_000n)],
      });
    }
    await post(fundsIn(world, coop, 2_000_000n));
  }
  await post({
    type: 'cap_change',
    amount: 0n,
    bounds: [
      {
        account: home.clearing,
        bound: 'maximum',
        set: 1_000_000n,
        plusAssetsOf: home.settlementDeposit,
      },
    ],
  });
  const [low, high] = [home.position, host.position].sort((a, b) => a - b);
  if (low === undefined || high === undefined) throw new Error('two cooperatives have positions');
  const bilateral = [{ low, high, lowOwes: null, highOwes: null }];
  await post({ ...payment(world, home, host, 100_000n, 'NOTA-1'), bilateral });
  await post({ ...payment(world, home, host, 90_000_000n, 'NOTA-2'), bilateral });
  await post({ ...payment(world, host, home, 40_000n), bilateral });
  await post(cashOfTill(host, 500_000n));
}

async function payCycle(world: LedgerWorld, pool: Pool, post: Post): Promise<void> {
  const [home, host] = pair(world);
  const { rows } = await pool.query<{ cycle: number }>(
    'SELECT cycle FROM ledger.head WHERE network = $1',
    [world.network],
  );
  const cycle = rows[0]?.cycle ?? 0;
  await closeCycle(pool, world.network, cycle, null);
  await pool.query(`UPDATE ledger.cycle SET state = 'NETTED' WHERE id = $1`, [cycle]);
  const reads = new LedgerReads(pool);
  const owed = (await reads.balance(home.clearing))?.posted ?? 0n;
  const due = -((await reads.balance(host.clearing))?.posted ?? 0n);
  const parts = (coop: WorldCooperative, amount: bigint) => ({
    cooperative: coop,
    switch: coop,
    amount,
  });
  await post({
    type: 'settlement',
    amount: owed,
    legs: settleDebtor(parts(home, owed)),
    bounds: [{ account: home.clearing, bound: 'maximum', add: -owed }],
  });
  await post({
    type: 'settlement',
    amount: due,
    legs: settleCreditor(parts(host, due)),
    bounds: [{ account: host.clearing, bound: 'maximum', add: due }],
  });
  await pool.query(`UPDATE ledger.cycle SET state = 'SETTLED' WHERE id = $1`, [cycle]);
}

async function nextCycle(world: LedgerWorld, post: Post): Promise<void> {
  const [home, host] = pair(world);
  const wallet = home.wallets[0] ?? 0;
  for (let i = 1n; i <= 5n; i++) await post(payment(world, home, host, i * 1_000n));
  const open = await post(hold(home, host, 30_000n));
  await post(withdrawal(world, open, 10_000n, false));
  const ended = await post(hold(home, host, 20_000n));
  await post({
    type: 'void',
    amount: 20_000n,
    completion: { kind: 'void', obligation: ended.id },
  });
  const taken = await post(hold(home, host, 7_000n));
  await post(withdrawal(world, taken, 7_000n, true));
  const bought = await post(payment(world, home, host, 60_000n));
  await post(returnOf(bought, 'refund', 20_000n, 0n));
  await post(returnOf(bought, 'refund', 10_000n, 20_000n));
  const mistaken = await post(payment(world, home, host, 8_000n));
  await post(returnOf(mistaken, 'reversal', 8_000n, 0n));
  await post({
    type: 'account_status',
    amount: 0n,
    statuses: [{ account: wallet, to: 'frozen' }],
  });
}

function pair(world: LedgerWorld): [WorldCooperative, WorldCooperative] {
  const [home, host] = world.cooperatives;
  if (home === undefined || host === undefined) throw new Error('a world of two cooperatives');
  return [home, host];
}

function leg(debit: number, credit: number, amount: bigint): LegDraft<number> {
  return { debit, credit, amount, component: 'principal' };
}

function fundsIn(world: LedgerWorld, coop: WorldCooperative, amount: bigint): Request {
  return {
    type: 'funds_in',
    amount,
    legs: [
      { ...leg(coop.settlementDeposit, coop.bank, amount), component: 'liquidity' },
      { ...leg(world.settlementBank, coop.liquidity, amount), component: 'liquidity' },
    ],
    bounds: [{ account: coop.clearing, bound: 'maximum', add: amount }],
  };
}

/** Stands for a cashier who brought cash: the till's asset against the bank. */
function cashOfTill(coop: WorldCooperative, amount: bigint): Request {
  return { type: 'internal', amount, legs: [leg(coop.till, coop.bank, amount)] };
}

/** From the first wallet of one to the second of the other, with a discount of 1 in 100. */
function payment(
  world: LedgerWorld,
  issuer: WorldCooperative,
  acquirer: WorldCooperative,
  principal: bigint,
  reference?: string,
): Request {
  const [payer = 0, payee = 0] = [issuer.wallets[0], acquirer.wallets[1]];
  return {
    type: 'payment',
    amount: principal,
    payer,
    payee,
    issuer: issuer.book,
    acquirer: acquirer.book,
    ...(reference === undefined ? {} : { reference, description: 'Warung “Siti”, meja 4' }),
    legs: paymentOffUs({
      issuer: { ...issuer, payer },
      acquirer: { ...acquirer, merchant: payee },
      switch: {
        issuerPosition: issuer.position,
        acquirerPosition: acquirer.position,
        switchFeeIncome: world.switchFeeIncome,
      },
      principal,
      mdr: { issuer: principal / 250n, acquirer: principal / 250n, switch: principal / 500n },
    }),
  };
}

/** Gives back the principal by the legs that brought it; the fees stay where they are. */
function returnOf(
  given: TransferRecord,
  kind: 'refund' | 'reversal',
  amount: bigint,
  before: bigint,
): Request {
  return {
    type: kind,
    amount,
    returnOf: { transfer: given.id, whole: given.amount, before, kind },
    legs: given.legs
      .filter(({ component }) => component === 'principal')
      .map(({ debit, credit }) => leg(credit, debit, amount)),
  };
}

function hold(home: WorldCooperative, host: WorldCooperative, amount: bigint): Request {
  const wallet = home.wallets[2] ?? 0;
  return {
    type: 'hold',
    amount,
    payer: wallet,
    issuer: home.book,
    acquirer: host.book,
    hold: {
      expiresInSeconds: 900,
      lines: [
        { account: wallet, side: 'debit', amount },
        { account: home.clearing, side: 'credit', amount },
        { account: host.till, side: 'credit', amount },
      ],
    },
  };
}

/** Takes cash out of a hold at the host's till. */
function withdrawal(
  world: LedgerWorld,
  held: TransferRecord,
  amount: bigint,
  final: boolean,
): Request {
  const [home, host] = pair(world);
  const wallet = held.payer ?? 0;
  return {
    type: 'capture',
    amount,
    completion: {
      kind: 'capture',
      obligation: held.id,
      final,
      release: [
        { account: wallet, side: 'debit', amount },
        { account: home.clearing, side: 'credit', amount },
        { account: host.till, side: 'credit', amount },
      ],
    },
    legs: [
      leg(wallet, home.clearing, amount),
      leg(host.clearing, host.till, amount),
      leg(home.position, host.position, amount),
    ],
  };
}
