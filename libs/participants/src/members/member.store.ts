import { invariant, newUuid, type AccountStatus } from '@app/core';
import type { SqlRunner } from '@app/ledger';

import { MEMBER_COLUMNS, select, toMember, type MemberRow } from '../directory/directory.store.js';
import type { Cooperative, Member, MemberTier } from '../directory/directory-types.js';
import { pageClause, type UidPage } from '../uid-page.js';
import { accountStatusCode, accountStatusOf } from '../wallets/wallet-status.service.js';

/** A member with what may change. */
export interface MemberState {
  readonly member: Member;
  /** The wallet's. */
  readonly status: AccountStatus;
}

export interface MemberInsert {
  readonly uid: string;
  readonly cooperative: Cooperative;
  readonly person: string;
  readonly number: string;
  readonly tier: MemberTier;
}

interface StateRow extends MemberRow {
  status: number;
}

const STATE = `SELECT ${MEMBER_COLUMNS}, a.status
  FROM participants.member m
  JOIN participants.cooperative c ON c.uid = m.cooperative
  JOIN ledger.account a ON a.id = m.wallet`;

/**
 * Opens the wallet and writes the member in one statement, because members come in hundreds. The wallet is opened
 * by the same function that every account is opened by.
 */
export async function insertMember(tx: SqlRunner, wanted: MemberInsert): Promise<MemberState> {
  const { uid, person, number, tier, cooperative } = wanted;
  const walletUid = newUuid();
  const [row] = await select<{ wallet: number; joined_at: Date }>(
    tx,
    `INSERT INTO participants.member
       (uid, cooperative, person, number, tier, wallet_uid, wallet, joined_at)
     VALUES ($1, $2, $3, $4, $5, $6, ledger.open_account($7, 'member_wallet', $6, $1, NULL),
       ledger.network_now($8))
     RETURNING wallet, joined_at`,
    [uid, cooperative.uid, person, number, tier, walletUid, cooperative.book, cooperative.network],
  );
  invariant(row !== undefined, 'an INSERT gives back its row');
  const { book, network } = cooperative;
  const { wallet, joined_at: joinedAt } = row;
  const member = {
    uid,
    cooperative: cooperative.uid,
    book,
    network,
    person,
    number,
    tier,
    wallet,
    walletUid,
    joinedAt,
  };
  return { member, status: 'open' };
}

/** With `lock`, two changes at once come one after the other. */
export async function readMemberState(
  sql: SqlRunner,
  uid: string,
  lock = false,
): Promise<MemberState | undefined> {
  const text = `${STATE} WHERE m.uid = $1 ${lock ? 'FOR UPDATE OF m' : ''}`;
  const rows = await select<StateRow>(sql, text, [uid]);
  return rows[0] && toState(rows[0]);
}

export async function updateTier(sql: SqlRunner, uid: string, tier: MemberTier): Promise<void> {
  await sql.query('UPDATE participants.member SET tier = $2 WHERE uid = $1', [uid, tier]);
}

/** Uuids of the memberships of a person whose wallets are closed. */
export async function readFormerMemberships(sql: SqlRunner, person: string): Promise<string[]> {
  const rows = await select<{ uid: string }>(
    sql,
    `SELECT m.uid FROM participants.member m JOIN ledger.account a ON a.id = m.wallet
     WHERE m.person = $1 AND a.status = $2`,
    [person, accountStatusCode('closed')],
  );
  return rows.map(({ uid }) => uid);
}

/** Memberships of the same person beside this one, with a wallet that isn't closed. */
export async function countOpenMemberships(sql: SqlRunner, member: Member): Promise<number> {
  const rows = await select<{ count: number }>(
    sql,
    `SELECT count(*)::integer AS count
     FROM participants.member m JOIN ledger.account a ON a.id = m.wallet
     WHERE m.person = $1 AND m.uid <> $2 AND a.status <> $3`,
    [member.person, member.uid, accountStatusCode('closed')],
  );
  return rows[0]?.count ?? 0;
}

export async function listMembers(
  sql: SqlRunner,
  filter: { readonly network: number | null; readonly cooperative: string | null },
  page: UidPage,
): Promise<MemberState[]> {
  const rows = await select<StateRow>(
    sql,
    `${STATE} WHERE ($1::smallint IS NULL OR c.network = $1)
       AND ($2::uuid IS NULL OR m.cooperative = $2) ${pageClause(page, 'm.uid', 3)}`,
    [filter.network, filter.cooperative, page.after ?? page.before ?? null, page.limit],
  );
  return rows.map(toState);
}

function toState(row: StateRow): MemberState {
  return {
    member: toMember(row),
    status: accountStatusOf(row.status),
  };
}
