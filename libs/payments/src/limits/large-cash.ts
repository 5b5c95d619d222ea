import { TRANSFER_TYPES, type Sen } from '@app/core';
import type { Network } from '@app/participants';
import type { DataSource } from 'typeorm';

/** A person's cash of one day, at whatever counters. Amounts in sen. */
export interface LargeCash {
  readonly person: string;
  /** Of that person, in this network; uuids. */
  readonly memberships: readonly { readonly member: string; readonly cooperative: string }[];
  readonly deposits: Sen;
  readonly withdrawals: Sen;
  readonly count: number;
}

interface CashRow {
  person: string;
  members: string[];
  cooperatives: string[];
  deposits: string;
  withdrawals: string;
  count: number;
}

/**
 * Whose cash of one day must be reported: all deposits and withdrawals of one person together, at any counter of the
 * network, because the duty can't be split among memberships (Permenkop UKM 8/2023, article 88; "as much as or more
 * than Rp500 million"). Withdrawals that were never paid out don't count.
 */
export class LargeCashReport {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The largest first. `day` is of the network's calendar, "2026-01-31". For one cooperative (its uuid and book): whoever
   * is its member or was at its counters.
   */
  async list(
    network: Network,
    day: string,
    of?: { readonly uid: string; readonly book: number },
  ): Promise<LargeCash[]> {
    const { deposit, withdrawal } = TRANSFER_TYPES;
    const rows = await this.dataSource.query<CashRow[]>(LARGE_CASH, [
      network.id,
      day,
      network.timeZone,
      deposit,
      withdrawal,
      of?.uid ?? null,
      of?.book ?? null,
    ]);
    return rows.map((row) => ({
      person: row.person,
      memberships: row.members.map((member, index) => ({
        member,
        cooperative: row.cooperatives[index] ?? '',
      })),
      deposits: BigInt(row.deposits),
      withdrawals: BigInt(row.withdrawals),
      count: row.count,
    }));
  }
}

/** By the batches of that day, so its cost is that of one day's transfers, whatever the ledger's size. */
const LARGE_CASH = `WITH cash AS (
    SELECT m.person, t.type, t.amount, t.issuer, t.acquirer
    FROM ledger.batch b
    JOIN ledger.transfer t ON t.batch = b.number
    JOIN participants.member m ON m.wallet = ANY (ARRAY[t.payer, t.payee])
    WHERE b.network = $1 AND b.posted_at >= $2::date::timestamp AT TIME ZONE $3
      AND b.posted_at < ($2::date + 1)::timestamp AT TIME ZONE $3
      AND t.type IN ($4, $5) AND t.refusal IS NULL
  ), large AS (
    SELECT person, sum(amount) AS total, count(*)::integer AS count,
      coalesce(sum(amount) FILTER (WHERE type = $4), 0) AS deposits,
      coalesce(sum(amount) FILTER (WHERE type = $5), 0) AS withdrawals,
      bool_or($7::integer IN (issuer, acquirer)) AS at_own
    FROM cash GROUP BY person
    HAVING sum(amount) >= (SELECT large_cash_threshold FROM participants.network WHERE id = $1)
  )
  SELECT l.person, l.deposits::text, l.withdrawals::text, l.count, own.members, own.cooperatives
  FROM large l
  JOIN LATERAL (
    SELECT array_agg(m.uid ORDER BY m.uid) AS members,
      array_agg(m.cooperative ORDER BY m.uid) AS cooperatives,
      bool_or(m.cooperative = $6::uuid) AS is_own
    FROM participants.member m JOIN participants.cooperative c ON c.uid = m.cooperative
    WHERE m.person = l.person AND c.network = $1
  ) AS own ON true
  WHERE $6::uuid IS NULL OR own.is_own OR l.at_own
  ORDER BY l.total DESC, l.person`;
