import { invariant, newUuid, type AccountStatus } from '@app/core';
import type { SqlRunner } from '@app/ledger';

import { select } from '../directory/directory.store.js';
import type { Cooperative, Merchant, MerchantCriterion } from '../directory/directory-types.js';
import { MERCHANT_COLUMNS, toMerchant, type MerchantRow } from '../directory/merchant-row.js';
import { pageClause, type UidPage } from '../uid-page.js';
import { accountStatusCode, accountStatusOf } from '../wallets/wallet-status.service.js';

/** A merchant with what may change. */
export interface MerchantState {
  readonly merchant: Merchant;
  /** The wallet's. */
  readonly status: AccountStatus;
  readonly createdAt: Date;
}

export interface MerchantInsert {
  readonly uid: string;
  readonly cooperative: Cooperative;
  readonly ownerPerson: string;
  readonly name: string;
  readonly criterion: MerchantCriterion;
}

export interface MerchantFilter {
  readonly network: number | null;
  readonly cooperative: string | null;
  readonly owner: string | null;
  /** A part of the shop's name, in any case. */
  readonly nameContains: string | null;
  /** Without the wallets that are closed for good. */
  readonly payable: boolean;
}

interface StateRow extends MerchantRow {
  status: number;
  created_at: Date;
}

const STATE = `SELECT ${MERCHANT_COLUMNS}, a.status, m.created_at
  FROM participants.merchant m
  JOIN participants.cooperative c ON c.uid = m.cooperative
  JOIN ledger.account a ON a.id = m.wallet`;

/** Opens the wallet and writes the merchant in one statement. */
export async function insertMerchant(
  tx: SqlRunner,
  wanted: MerchantInsert,
): Promise<MerchantState> {
  const { uid, cooperative, ownerPerson, name, criterion } = wanted;
  const { book, network } = cooperative;
  const walletUid = newUuid();
  const [row] = await select<{ wallet: number; created_at: Date }>(
    tx,
    `INSERT INTO participants.merchant
       (uid, cooperative, owner_person, name, criterion, wallet_uid, wallet, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, ledger.open_account($7, 'merchant_wallet', $6, $1, NULL),
       ledger.network_now($8))
     RETURNING wallet, created_at`,
    [uid, cooperative.uid, ownerPerson, name, criterion, walletUid, book, network],
  );
  invariant(row !== undefined, 'an INSERT gives back its row');
  const merchant = {
    uid,
    cooperative: cooperative.uid,
    book,
    network,
    ownerPerson,
    name,
    criterion,
    wallet: row.wallet,
    walletUid,
  };
  return { merchant, status: 'open', createdAt: row.created_at };
}

export async function updateMerchant(
  tx: SqlRunner,
  uid: string,
  change: { readonly name: string; readonly criterion: MerchantCriterion },
): Promise<void> {
  await tx.query('UPDATE participants.merchant SET name = $2, criterion = $3 WHERE uid = $1', [
    uid,
    change.name,
    change.criterion,
  ]);
}

/** With `lock`, two changes at once come one after the other. */
export async function readMerchantState(
  sql: SqlRunner,
  uid: string,
  lock = false,
): Promise<MerchantState | undefined> {
  const text = `${STATE} WHERE m.uid = $1 ${lock ? 'FOR UPDATE OF m' : ''}`;
  const rows = await select<StateRow>(sql, text, [uid]);
  return rows[0] && toState(rows[0]);
}

export async function listMerchants(
  sql: SqlRunner,
  filter: MerchantFilter,
  page: UidPage,
): Promise<MerchantState[]> {
  const rows = await select<StateRow>(
    sql,
    `${STATE} WHERE ($1::smallint IS NULL OR c.network = $1)
       AND ($2::uuid IS NULL OR m.cooperative = $2)
       AND ($3::uuid IS NULL OR m.owner_person = $3)
       AND ($4::text IS NULL OR strpos(lower(m.name), lower($4)) > 0)
       AND ($5::smallint IS NULL OR a.status <> $5) ${pageClause(page, 'm.uid', 6)}`,
    [
      filter.network,
      filter.cooperative,
      filter.owner,
      filter.nameContains,
      filter.payable ? accountStatusCode('closed') : null,
      page.after ?? page.before ?? null,
      page.limit,
    ],
  );
  return rows.map(toState);
}

function toState(row: StateRow): MerchantState {
  return {
    merchant: toMerchant(row),
    status: accountStatusOf(row.status),
    createdAt: row.created_at,
  };
}
