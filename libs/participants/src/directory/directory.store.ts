import {
  InvariantError,
  cooperativeStates,
  invariant,
  scheduleFromJson,
  type FeeSchedule,
} from '@app/core';
import type { SqlRunner } from '@app/ledger';

import {
  MEMBER_TIERS,
  MERCHANT_CRITERIA,
  type Calendar,
  type Cooperative,
  type Limits,
  type Member,
  type MemberTier,
  type Merchant,
  type MerchantCriterion,
  type Network,
  type Rules,
  type SwitchAccounts,
  type TierLimits,
} from './directory-types.js';

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
  time_zone: string;
}

export async function readNetworks(sql: SqlRunner): Promise<Network[]> {
  const rows = await select<NetworkRow>(
    sql,
    `SELECT n.id, n.uid, n.name, n.live, n.time_zone
     FROM participants.network p JOIN ledger.network n ON n.id = p.id ORDER BY n.id`,
  );
  return rows.map((row) => ({
    id: row.id,
    uid: row.uid,
    name: row.name,
    live: row.live,
    timeZone: row.time_zone,
  }));
}

interface CalendarRow {
  time_zone: string;
  cutoffs: string[];
  skip_sundays: boolean;
  holidays: string[];
}

export async function readCalendar(sql: SqlRunner, network: number): Promise<Calendar> {
  const rows = await select<CalendarRow>(
    sql,
    `SELECT n.time_zone, p.cutoffs, p.skip_sundays, p.holidays::text[] AS holidays
     FROM participants.network p JOIN ledger.network n ON n.id = p.id WHERE p.id = $1`,
    [network],
  );
  const row = rows[0];
  invariant(row !== undefined, `there is no network ${network}`);
  return {
    timeZone: row.time_zone,
    cutoffs: row.cutoffs,
    skipSundays: row.skip_sundays,
    holidays: row.holidays,
  };
}

/** All rules of a network. Its statements must see one snapshot: run it in a REPEATABLE READ transaction. */
export async function readRules(sql: SqlRunner, network: number): Promise<Rules> {
  const { epoch, switchAccounts } = await readHead(sql, network);
  const { schedule, feeVersion } = await readSchedule(sql, network);
  const cooperatives = await readCooperatives(sql, 'c.network = $1', [network]);
  return {
    epoch,
    schedule,
    feeVersion,
    limits: await readLimits(sql, network),
    cooperatives: new Map(cooperatives.map((cooperative) => [cooperative.book, cooperative])),
    switchAccounts,
  };
}

interface HeadRow {
  epoch: string;
  switch_book: number;
  switch_fee_income: number;
  settlement_bank: number;
  suspense: number;
  parties: Record<string, number>;
}

async function readHead(
  sql: SqlRunner,
  network: number,
): Promise<{ epoch: bigint; switchAccounts: SwitchAccounts }> {
  const rows = await select<HeadRow>(
    sql,
    `SELECT h.epoch, n.switch_book, n.switch_fee_income, n.settlement_bank, n.suspense,
       (SELECT coalesce(jsonb_object_agg(f.name, f.account), '{}')
          FROM participants.fee_party f WHERE f.network = n.id) AS parties
     FROM participants.network n JOIN ledger.head h ON h.network = n.id WHERE n.id = $1`,
    [network],
  );
  const row = rows[0];
  invariant(row !== undefined, `there is no network ${network}`);
  return {
    epoch: BigInt(row.epoch),
    switchAccounts: {
      book: row.switch_book,
      switchFeeIncome: row.switch_fee_income,
      settlementBank: row.settlement_bank,
      suspense: row.suspense,
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

/** A schedule as it was stored; only whole ones ever are. */
export function storedSchedule(body: unknown): FeeSchedule {
  const read = scheduleFromJson(body);
  if (!read.ok) throw new InvariantError(`a stored fee schedule can't be read`);
  return read.schedule;
}

interface LimitRow {
  tier: string;
  per_payment: string;
  per_day_amount: string;
  per_day_count: number;
  per_month_amount: string;
}

export async function readLimits(sql: SqlRunner, network: number): Promise<Limits> {
  const rows = await select<LimitRow>(
    sql,
    `SELECT tier, per_payment, per_day_amount, per_day_count, per_month_amount
     FROM participants.tier_limit WHERE network = $1`,
    [network],
  );
  const of = (tier: MemberTier): TierLimits => {
    const row = rows.find((one) => one.tier === tier);
    invariant(row !== undefined, `network ${network} has no limits of tier ${tier}`);
    return {
      perPayment: BigInt(row.per_payment),
      perDayAmount: BigInt(row.per_day_amount),
      perDayCount: row.per_day_count,
      perMonthAmount: BigInt(row.per_month_amount),
    };
  };
  return { unregistered: of('unregistered'), registered: of('registered') };
}

interface CooperativeRow {
  uid: string;
  book: number;
  network: number;
  name: string;
  short_name: string;
  city: string;
  state: string;
  clearing: number;
  fee_income: number;
  interchange_income: number;
  switch_fee_expense: number;
  bank: number;
  settlement_deposit: number;
  opening_balance: number;
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
    `SELECT c.uid, c.book, c.network, c.name, c.short_name, c.city, c.state, c.clearing,
       c.fee_income, c.interchange_income, c.switch_fee_expense, c.bank, c.settlement_deposit,
       c.opening_balance, c.position, c.liquidity
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
      position: row.position,
      liquidity: row.liquidity,
    },
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
}

export const MEMBER_COLUMNS = `m.uid, m.cooperative, c.book, c.network, m.person, m.number, m.tier,
  m.wallet, m.wallet_uid`;

export async function readMember(sql: SqlRunner, uid: string): Promise<Member | undefined> {
  const rows = await select<MemberRow>(
    sql,
    `SELECT ${MEMBER_COLUMNS}
     FROM participants.member m JOIN participants.cooperative c ON c.uid = m.cooperative
     WHERE m.uid = $1`,
    [uid],
  );
  return rows[0] && toMember(rows[0]);
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
  };
}

export interface MerchantRow {
  uid: string;
  cooperative: string;
  book: number;
  network: number;
  owner_person: string;
  name: string;
  criterion: string;
  wallet: number;
  wallet_uid: string;
}

export const MERCHANT_COLUMNS = `m.uid, m.cooperative, c.book, c.network, m.owner_person, m.name,
  m.criterion, m.wallet, m.wallet_uid`;

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

export function toMerchant(row: MerchantRow): Merchant {
  return {
    uid: row.uid,
    cooperative: row.cooperative,
    book: row.book,
    network: row.network,
    ownerPerson: row.owner_person,
    name: row.name,
    criterion: criterionOf(row.criterion),
    wallet: row.wallet,
    walletUid: row.wallet_uid,
  };
}

function criterionOf(text: string): MerchantCriterion {
  const criterion = MERCHANT_CRITERIA.find((one) => one === text);
  invariant(criterion !== undefined, `unknown criterion ${text}`);
  return criterion;
}
