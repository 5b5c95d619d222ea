import { newUuid } from '@app/core';
import { openAccount, openBook, openNetwork } from '@app/ledger';
import { Client } from 'pg';

/** One cooperative of a {@link LedgerWorld}, by account ids. */
export interface WorldCooperative {
  readonly book: number;
  readonly clearing: number;
  readonly feeIncome: number;
  readonly interchangeIncome: number;
  readonly bank: number;
  readonly settlementDeposit: number;
  readonly openingBalance: number;
  readonly position: number;
  readonly liquidity: number;
  readonly till: number;
  readonly incentiveBudget: number;
  readonly wallets: readonly number[];
}

/** A network with books and accounts, and nothing else: for specs of the ledger alone. */
export interface LedgerWorld {
  readonly network: number;
  readonly switchBook: number;
  readonly switchFeeIncome: number;
  readonly settlementBank: number;
  readonly suspense: number;
  readonly cooperatives: readonly WorldCooperative[];
}

/** Opens a network with `cooperatives` cooperatives of `wallets` empty wallets each. */
export async function ledgerWorld(
  appUrl: string,
  size: { readonly cooperatives: number; readonly wallets: number; readonly network?: number },
): Promise<LedgerWorld> {
  const sql = new Client({ connectionString: appUrl });
  await sql.connect();
  try {
    await sql.query("BEGIN; SET LOCAL simpul.tenant = 'switch'");
    const network = size.network ?? 1;
    const switchBook = await openNetwork(sql, {
      id: network,
      uid: newUuid(),
      name: `Jaringan uji ${network}`,
      live: false,
      timeZone: 'Asia/Jakarta',
      offsetSeconds: 0,
    });
    const inSwitch = async (kind: 'switch_fee_income' | 'settlement_bank' | 'suspense') =>
      (await openAccount(sql, { book: switchBook, kind })).id;
    const world = {
      network,
      switchBook,
      switchFeeIncome: await inSwitch('switch_fee_income'),
      settlementBank: await inSwitch('settlement_bank'),
      suspense: await inSwitch('suspense'),
      cooperatives: [] as WorldCooperative[],
    };
    for (let i = 0; i < size.cooperatives; i++) {
      world.cooperatives.push(await openCooperative(sql, network, switchBook, size.wallets));
    }
    await sql.query('COMMIT');
    return world;
  } finally {
    await sql.end();
  }
}

async function openCooperative(
  sql: Client,
  network: number,
  switchBook: number,
  wallets: number,
): Promise<WorldCooperative> {
  const book = await openBook(sql, network, newUuid());
  const own = async (kind: Parameters<typeof openAccount>[1]['kind'], owner?: string) =>
    (await openAccount(sql, owner === undefined ? { book, kind } : { book, kind, owner })).id;
  const mirrored = async (kind: 'position' | 'liquidity') =>
    (await openAccount(sql, { book: switchBook, kind, subjectBook: book })).id;
  const cooperative = {
    book,
    clearing: await own('clearing'),
    feeIncome: await own('fee_income'),
    interchangeIncome: await own('interchange_income'),
    bank: await own('bank'),
    settlementDeposit: await own('settlement_deposit'),
    openingBalance: await own('opening_balance'),
    position: await mirrored('position'),
    liquidity: await mirrored('liquidity'),
    till: await own('till', newUuid()),
    incentiveBudget: await own('incentive_budget'),
    wallets: [] as number[],
  };
  for (let i = 0; i < wallets; i++) {
    cooperative.wallets.push(await own('member_wallet', newUuid()));
  }
  return cooperative;
}
