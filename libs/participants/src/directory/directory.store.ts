import {
  InvariantError,
  cooperativeStates,
  invariant,
  scheduleFromJson,
  type FeeSchedule,
} from '@app/core';
import type { SqlRunner } from '@app/ledger';

import { readLimits } from '../limits/limits.store.js';
import {
  MEMBER_TIERS,
  WEEKDAYS,
  type Calendar,
  type Cooperative,
  type Member,
  type Merchant,
  type Network,
  type Rules,
  type SwitchAccounts,
} from './directory-types.js';
import { MERCHANT_COLUMNS, toMerchant, type MerchantRow } from './merchant-row.js';

/** Runs a SELECT; the columns are those that the caller's text names. */
export async function select<R>(
  sql: SqlRunner,
  text: string,
  values: unknown[] = [],
): Promise<R[]> {
  return (await sql.query(text, values)) as R[];
}

interface NetworkRow {
  id: number;
  uid: string;
  name: string;
  live: boolean;
  sandbox: boolean;
  time_zone: string;
}

export async function readNetworks(sql: SqlRunner): Promise<Network[]> {
  const rows = await select<NetworkRow>(
    sql,
    `SELECT n.id, n.uid, n.name, n.live, p.sandbox, n.time_zone
     FROM participants.network p JOIN ledger.network n ON n.id = p.id ORDER BY n.id`,
  );
  return rows.map((row) => ({
    id: row.id,
    uid: row.uid,
    name: row.name,
    live: row.live,
    sandbox: row.sandbox,
    timeZone: row.time_zone,
  }));
}

interface CalendarRow {
  time_zone: string;
  cutoffs: string[];
  weekday_cutoffs: Record<string, string[]>;
  skip_sundays: boolean;
  holidays: string[];
}

export async function readCalendar(sql: SqlRunner, network: number): Promise<Calendar> {
  const rows = await select<CalendarRow>(
    sql,
    `SELECT n.time_zone, p.cutoffs, p.weekday_cutoffs, p.skip_sundays, p.holidays::text[] AS holidays
     FROM participants.network p JOIN ledger.network n ON n.id = p.id WHERE p.id = $1`,
    [network],
  );
  const row = rows[0];
  invariant(row !== undefined, `there is no network ${network}`);
  return {
    timeZone: row.time_zone,
    cutoffs: row.cutoffs,
    weekdayCutoffs: new Map(
      WEEKDAYS.flatMap((day, index) => {
        const times = row.weekday_cutoffs[index + 1];
        return times === undefined ? [] : [[day, times] as const];
      }),
    ),
    skipSundays: row.skip_sundays,
    holidays: row.holidays,
  };
}

/** All rules of a network. Its statements must see one snapshot: run it in a REPEATABLE READ transaction. */
export async function readRules(sql: SqlRunner, network: number): Promise<Rules> {
  const { epoch, switchAccounts, isSandbox } = await readHead(sql, network);
  const { schedule, feeVersion } = await readSchedule(sql, network);
  const cooperatives = await readCooperatives(sql, 'c.network = $1', [network]);
  return {
    epoch,
    schedule,
    feeVersion,
    limits: await readLimits(sql, network),
    cooperatives: new Map(cooperatives.map((cooperative) => [cooperative.book, cooperative])),
    switchAccounts,
    ...(isSandbox && { isSandbox }),
  };
}

interface HeadRow {
  epoch: string;
  sandbox: boolean;
  switch_book: number;
  switch_fee_income: number;
  settlement_bank: number;
  suspense: number;
  incentive_budget: number;
  parties: Record<string, number>;
}

async function readHead(
  sql: SqlRunner,
  network: number,
): Promise<{ epoch: bigint; switchAccounts: SwitchAccounts; isSandbox: boolean }> {
  const rows = await select<HeadRow>(
    sql,
    `SELECT h.epoch, n.sandbox, n.switch_book, n.switch_fee_income, n.settlement_bank, n.suspense,
       n.incentive_budget,
       (SELECT coalesce(jsonb_object_agg(f.name, f.account), '{}')
          FROM participants.fee_party f WHERE f.network = n.id) AS parties
     FROM participants.network n JOIN ledger.head h ON h.network = n.id WHERE n.id = $1`,
    [network],
  );
  const row = rows[0];
  invariant(row !== undefined, `there is no network ${network}`);
  return {
    epoch: BigInt(row.epoch),
    isSandbox: row.sandbox,
    switchAccounts: {
      book: row.switch_book,
      switchFeeIncome: row.switch_fee_income,
      settlementBank: row.settlement_bank,
      suspense: row.suspense,
      incentiveBudget: row.incentive_budget,
      feePayable: new Map(Object.entries(row.parties)),
    },
  };
}

async function readSchedule(
  sql: SqlRunner,
  network: number,
): Promise<{ schedule: FeeSchedule | null; feeVersion: number | null }> {
  const rows = await select<{ version: number; body: unknown }>(
    sql,
    `SELECT version, body FROM participants.fee_schedule WHERE network = $1 AND state = 'active'`,
    [network],
  );
  const row = rows[0];
  if (row === undefined) return { schedule: null, feeVersion: null };
  return { schedule: storedSchedule(row.body), feeVersion: row.version };
}

/** One version of a network's schedule, in force or not any more; undefined if there is none. */
export async function readScheduleOf(
  sql: SqlRunner,
  network: number,
  version: number,
): Promise<FeeSchedule | undefined> {
  const [row] = await select<{ body: unknown }>(
    sql,
    'SELECT body FROM participants.fee_schedule WHERE network = $1 AND version = $2',
    [network, version],
  );
  return row === undefined ? undefined : storedSchedule(row.body);
}

/** A schedule as it was stored; only whole ones ever are. */
export function storedSchedule(body: unknown): FeeSchedule {
  const read = scheduleFromJson(body);
  if (!read.ok) throw new InvariantError(`a stored fee schedule can't be read`);
  return read.schedule;
}

interface CooperativeRow {
  uid: string;
  book: number;
  network: number;
  name: string;
  short_name: string;
  city: string;
  state: string;
  unreachable: boolean;
  clearing: number;
  fee_income: number;
  interchange_income: number;
  switch_fee_expense: number;
  bank: number;
  settlement_deposit: number;
  opening_balance: number;
  vault: number;
  interchange_expense: number;
  incentive_expense: number;
  incentive_budget: number;
  trade_payable: number;
  trade_receivable: number;
  receivable: number;
  cash_difference: number;
  suspense: number;
  position: number;
  liquidity: number;
}

/** Cooperatives in the order of their books; `where` is a condition on `c`. */
export async function readCooperatives(
  sql: SqlRunner,
  where: string,
  values: unknown[],
): Promise<Cooperative[]> {
  const rows = await select<CooperativeRow>(
    sql,
    `SELECT c.uid, c.book, c.network, c.name, c.short_name, c.city, c.state, c.unreachable, c.clearing,
       c.fee_income, c.interchange_income, c.switch_fee_expense, c.bank, c.settlement_deposit,
       c.opening_balance, c.vault, c.interchange_expense, c.incentive_expense,
       c.incentive_budget, c.trade_payable, c.trade_receivable, c.receivable, c.cash_difference,
       c.suspense, c.position, c.liquidity
     FROM participants.cooperative c WHERE ${where} ORDER BY c.book`,
    values,
  );
  return rows.map(toCooperative);
}

export async function readCooperative(
  sql: SqlRunner,
  uid: string,
): Promise<Cooperative | undefined> {
  return (await readCooperatives(sql, 'c.uid = $1', [uid]))[0];
}

function toCooperative(row: CooperativeRow): Cooperative {
  invariant(cooperativeStates.isState(row.state), `unknown cooperative state ${row.state}`);
  return {
    uid: row.uid,
    book: row.book,
    network: row.network,
    name: row.name,
    shortName: row.short_name,
    city: row.city,
    state: row.state,
    accounts: {
      clearing: row.clearing,
      feeIncome: row.fee_income,
      interchangeIncome: row.interchange_income,
      switchFeeExpense: row.switch_fee_expense,
      bank: row.bank,
      settlementDeposit: row.settlement_deposit,
      openingBalance: row.opening_balance,
      vault: row.vault,
      interchangeExpense: row.interchange_expense,
      incentiveExpense: row.incentive_expense,
      incentiveBudget: row.incentive_budget,
      tradePayable: row.trade_payable,
      tradeReceivable: row.trade_receivable,
      receivable: row.receivable,
      cashDifference: row.cash_difference,
      suspense: row.suspense,
      position: row.position,
      liquidity: row.liquidity,
    },
    ...(row.unreachable && { isUnreachable: row.unreachable }),
  };
}

export interface MemberRow {
  uid: string;
  cooperative: string;
  book: number;
  network: number;
  person: string;
  number: string;
  tier: string;
  wallet: number;
  wallet_uid: string;
  joined_at: Date;
}

export const MEMBER_COLUMNS = `m.uid, m.cooperative, c.book, c.network, m.person, m.number, m.tier,
  m.wallet, m.wallet_uid, m.joined_at`;

export async function readMember(sql: SqlRunner, uid: string): Promise<Member | undefined> {
  return (await readMembers(sql, [uid]))[0];
}

/** Members in the order of `uids`; undefined for one that isn't there. */
export async function readMembers(
  sql: SqlRunner,
  uids: readonly string[],
): Promise<(Member | undefined)[]> {
  const rows = await select<MemberRow>(
    sql,
    `SELECT ${MEMBER_COLUMNS}
     FROM participants.member m JOIN participants.cooperative c ON c.uid = m.cooperative
     WHERE m.uid = ANY ($1::uuid[])`,
    [uids],
  );
  const found = new Map(rows.map((row) => [row.uid, toMember(row)]));
  return uids.map((uid) => found.get(uid));
}

export async function readMemberByNumber(
  sql: SqlRunner,
  cooperative: string,
  number: string,
): Promise<string | undefined> {
  const rows = await select<{ uid: string }>(
    sql,
    'SELECT uid FROM participants.member WHERE cooperative = $1 AND number = $2',
    [cooperative, number],
  );
  return rows[0]?.uid;
}

export function toMember(row: MemberRow): Member {
  const tier = MEMBER_TIERS.find((one) => one === row.tier);
  invariant(tier !== undefined, `unknown tier ${row.tier}`);
  return {
    uid: row.uid,
    cooperative: row.cooperative,
    book: row.book,
    network: row.network,
    person: row.person,
    number: row.number,
    tier,
    wallet: row.wallet,
    walletUid: row.wallet_uid,
    joinedAt: row.joined_at,
  };
}

export async function readMerchant(sql: SqlRunner, uid: string): Promise<Merchant | undefined> {
  const rows = await select<MerchantRow>(
    sql,
    `SELECT ${MERCHANT_COLUMNS}
     FROM participants.merchant m JOIN participants.cooperative c ON c.uid = m.cooperative
     WHERE m.uid = $1`,
    [uid],
  );
  return rows[0] && toMerchant(rows[0]);
}
