import { invariant, type Sen } from '@app/core';
import type { SqlRunner } from '@app/ledger';

import { MEMBER_TIERS, type MemberTier } from '../directory/directory-types.js';
import {
  FORBIDDABLE_ACTS,
  type FlowLimits,
  type Limits,
  type MerchantLimits,
  type TierLimits,
} from './limits.js';

interface TierRow {
  tier: string;
  per_payment: string;
  per_day_amount: string;
  per_day_count: number;
  per_month_amount: string;
  per_month_count: number | null;
  minimum_interval_seconds: number | null;
  balance_maximum: string | null;
  per_month_incoming: string | null;
  forbids: string[];
  cooling_off_days: number | null;
  cooling_off_per_day_amount: string | null;
}

/** A row of `flow_limit`, its amounts as text. */
export interface FlowRow {
  flow: string;
  tier: string | null;
  per_act: string | null;
  per_day_amount: string | null;
  per_day_count: number | null;
  per_month_amount: string | null;
  per_month_count: number | null;
}

const FLOW_COLUMNS = `flow, tier, per_act, per_day_amount, per_day_count, per_month_amount,
  per_month_count`;

/** All limits of a network but those that a merchant has of its own. */
export async function readLimits(sql: SqlRunner, network: number): Promise<Limits> {
  const tiers = await rowsOf<TierRow>(
    sql,
    `SELECT tier, per_payment, per_day_amount, per_day_count, per_month_amount, per_month_count,
       minimum_interval_seconds, balance_maximum, per_month_incoming, forbids, cooling_off_days,
       cooling_off_per_day_amount FROM participants.tier_limit WHERE network = $1`,
    [network],
  );
  const flows = await rowsOf<FlowRow>(
    sql,
    `SELECT ${FLOW_COLUMNS} FROM participants.flow_limit WHERE network = $1 AND merchant IS NULL`,
    [network],
  );
  const [cash] = await rowsOf<{ threshold: string }>(
    sql,
    'SELECT large_cash_threshold AS threshold FROM participants.network WHERE id = $1',
    [network],
  );
  const tier = (name: MemberTier): TierLimits => {
    const row = tiers.find((one) => one.tier === name);
    invariant(row !== undefined, `network ${network} has no limits of tier ${name}`);
    return tierOf(
      row,
      flows.find((flow) => flow.tier === name),
    );
  };
  return {
    unregistered: tier('unregistered'),
    registered: tier('registered'),
    till: flowOf(flows.find(({ flow }) => flow === 'till_pay_outs')),
    merchant: merchantLimitsOf(flows),
    largeCash: senOrNone(cash?.threshold ?? null),
  };
}

/** Stores all limits of a network but those that a merchant has of its own. */
export async function writeLimits(tx: SqlRunner, network: number, limits: Limits): Promise<void> {
  for (const tier of MEMBER_TIERS) {
    const of = limits[tier];
    await tx.query(
      `INSERT INTO participants.tier_limit AS t (network, tier, per_payment, per_day_amount,
         per_day_count, per_month_amount, per_month_count, minimum_interval_seconds,
         balance_maximum, per_month_incoming, forbids, cooling_off_days,
         cooling_off_per_day_amount)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       ON CONFLICT (network, tier) DO UPDATE SET per_payment = excluded.per_payment,
         per_day_amount = excluded.per_day_amount, per_day_count = excluded.per_day_count,
         per_month_amount = excluded.per_month_amount, per_month_count = excluded.per_month_count,
         minimum_interval_seconds = excluded.minimum_interval_seconds,
         balance_maximum = excluded.balance_maximum,
         per_month_incoming = excluded.per_month_incoming, forbids = excluded.forbids,
         cooling_off_days = excluded.cooling_off_days,
         cooling_off_per_day_amount = excluded.cooling_off_per_day_amount`,
      [network, tier, ...tierValues(of)],
    );
    await writeFlow(tx, { network, flow: 'cash_out', tier, merchant: null }, of.cashOut);
  }
  const all = { network, tier: null, merchant: null };
  await writeFlow(tx, { ...all, flow: 'till_pay_outs' }, limits.till);
  await writeMerchantFlows(tx, all, limits.merchant);
  if (limits.largeCash !== undefined) {
    await tx.query('UPDATE participants.network SET large_cash_threshold = $2 WHERE id = $1', [
      network,
      limits.largeCash.toString(),
    ]);
  }
}

/** Stores what a merchant has of its own instead of the network's. */
export async function writeMerchantLimits(
  tx: SqlRunner,
  merchant: { readonly uid: string; readonly network: number },
  limits: MerchantLimits,
): Promise<void> {
  const of = { network: merchant.network, tier: null, merchant: merchant.uid };
  await writeMerchantFlows(tx, of, limits);
}

/** The limits of merchants among rows; undefined if there is no bound at all, as nearly always. */
export function merchantLimitsOf(rows: readonly FlowRow[]): MerchantLimits | undefined {
  const sales = flowOf(rows.find(({ flow }) => flow === 'merchant_sales'));
  const refunds = flowOf(rows.find(({ flow }) => flow === 'merchant_refunds'));
  if (sales === undefined && refunds === undefined) return undefined;
  return { ...(sales && { sales }), ...(refunds && { refunds }) };
}

interface FlowKey {
  readonly network: number;
  readonly flow: string;
  readonly tier: MemberTier | null;
  readonly merchant: string | null;
}

async function writeMerchantFlows(
  tx: SqlRunner,
  of: Omit<FlowKey, 'flow'>,
  limits: MerchantLimits | undefined,
): Promise<void> {
  await writeFlow(tx, { ...of, flow: 'merchant_sales' }, limits?.sales);
  await writeFlow(tx, { ...of, flow: 'merchant_refunds' }, limits?.refunds);
}

/** A row without any bound says the same as none, and is the way to take bounds away. */
async function writeFlow(
  tx: SqlRunner,
  { network, flow, tier, merchant }: FlowKey,
  limits: FlowLimits | undefined,
): Promise<void> {
  await tx.query(
    `INSERT INTO participants.flow_limit (network, flow, tier, merchant, per_act, per_day_amount,
       per_day_count, per_month_amount, per_month_count)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT ON CONSTRAINT flow_limit_once DO UPDATE SET per_act = excluded.per_act,
       per_day_amount = excluded.per_day_amount, per_day_count = excluded.per_day_count,
       per_month_amount = excluded.per_month_amount, per_month_count = excluded.per_month_count`,
    [
      network,
      flow,
      tier,
      merchant,
      limits?.perAct?.toString() ?? null,
      limits?.perDayAmount?.toString() ?? null,
      limits?.perDayCount ?? null,
      limits?.perMonthAmount?.toString() ?? null,
      limits?.perMonthCount ?? null,
    ],
  );
}

function tierValues(limits: TierLimits): unknown[] {
  return [
    limits.perPayment.toString(),
    limits.perDayAmount.toString(),
    limits.perDayCount,
    limits.perMonthAmount.toString(),
    limits.perMonthCount ?? null,
    limits.minimumIntervalSeconds ?? null,
    limits.balanceMaximum?.toString() ?? null,
    limits.perMonthIncoming?.toString() ?? null,
    limits.forbids ?? [],
    limits.coolingOff?.days ?? null,
    limits.coolingOff?.perDayAmount.toString() ?? null,
  ];
}

function tierOf(row: TierRow, cash: FlowRow | undefined): TierLimits {
  const forbids = FORBIDDABLE_ACTS.filter((act) => row.forbids.includes(act));
  const { cooling_off_days: days, cooling_off_per_day_amount: perDay } = row;
  return {
    perPayment: BigInt(row.per_payment),
    perDayAmount: BigInt(row.per_day_amount),
    perDayCount: row.per_day_count,
    perMonthAmount: BigInt(row.per_month_amount),
    perMonthCount: row.per_month_count ?? undefined,
    minimumIntervalSeconds: row.minimum_interval_seconds ?? undefined,
    coolingOff:
      days === null || perDay === null ? undefined : { days, perDayAmount: BigInt(perDay) },
    forbids: forbids.length === 0 ? undefined : forbids,
    cashOut: flowOf(cash),
    balanceMaximum: senOrNone(row.balance_maximum),
    perMonthIncoming: senOrNone(row.per_month_incoming),
  };
}

function flowOf(row: FlowRow | undefined): FlowLimits | undefined {
  if (row === undefined) return undefined;
  const limits = {
    perAct: senOrNone(row.per_act),
    perDayAmount: senOrNone(row.per_day_amount),
    perDayCount: row.per_day_count ?? undefined,
    perMonthAmount: senOrNone(row.per_month_amount),
    perMonthCount: row.per_month_count ?? undefined,
  };
  return Object.values(limits).every((bound) => bound === undefined) ? undefined : limits;
}

function senOrNone(text: string | null): Sen | undefined {
  return text === null ? undefined : BigInt(text);
}

async function rowsOf<R>(sql: SqlRunner, text: string, values: unknown[]): Promise<R[]> {
  return (await sql.query(text, values)) as R[];
}
