import type { BulkOnboarding, NewGrant } from '@app/access';
import type { EntityManager } from 'typeorm';

import type { Cooperative } from '../directory/directory-types.js';
import { select } from '../directory/directory.store.js';
import type { ImportPlan, PlannedMember, PlannedMerchant } from './judge-import.js';

/** A wallet that was opened for a member or merchant. */
export interface OpenedWallet {
  readonly walletUid: string;
  readonly wallet: number;
}

/**
 * Makes all people, members, merchants and wallets of a plan without faults, in a handful of statements. Undefined,
 * and the transaction has to end, when somebody else has come first with a phone of the file.
 */
export async function admitAll(
  tx: EntityManager,
  cooperative: Cooperative,
  plan: ImportPlan,
  onboarding: BulkOnboarding,
): Promise<readonly OpenedWallet[] | undefined> {
  for (const people of inParts(plan.people)) {
    if (!(await onboarding.registerPeople(tx, people))) return undefined;
  }
  const wallets: OpenedWallet[] = [];
  for (const members of inParts(plan.members)) {
    wallets.push(...(await insertMembers(tx, cooperative, members)));
  }
  for (const merchants of inParts(plan.merchants)) {
    wallets.push(...(await insertMerchants(tx, cooperative, merchants)));
  }
  for (const grants of inParts(grantsOf(cooperative, plan))) {
    await onboarding.grantRoles(tx, grants);
  }
  return wallets;
}

/** Rows of one statement: so none comes near the time that a statement may take. */
const PART = 1_000;

/** The same in their order, a thousand at a time. */
export function inParts<T>(all: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += PART) parts.push(all.slice(at, at + PART));
  return parts;
}

function grantsOf(cooperative: Cooperative, plan: ImportPlan): NewGrant[] {
  return [
    ...plan.members.map(({ person, uid }) => ({
      role: 'member' as const,
      person,
      cooperative: cooperative.uid,
      member: uid,
    })),
    ...plan.merchants.map(({ ownerPerson, uid }) => ({
      role: 'merchant_owner' as const,
      person: ownerPerson,
      cooperative: cooperative.uid,
      merchant: uid,
    })),
  ];
}

interface WalletRow {
  wallet_uid: string;
  wallet: number;
}

/** Wallets are opened by the same function that every account is opened by. */
async function insertMembers(
  tx: EntityManager,
  { uid, book, network }: Cooperative,
  members: readonly PlannedMember[],
): Promise<OpenedWallet[]> {
  const rows = await select<WalletRow>(
    tx,
    `INSERT INTO participants.member
       (uid, cooperative, person, number, tier, wallet_uid, wallet, joined_at)
     SELECT r.uid, $1, r.person, r.number, r.tier, r.wallet_uid,
       ledger.open_account($2, 'member_wallet', r.wallet_uid, r.uid, NULL), n.now
     FROM unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::uuid[])
         AS r(uid, person, number, tier, wallet_uid),
       (SELECT ledger.network_now($3::smallint) AS now) AS n
     RETURNING wallet_uid, wallet`,
    [
      uid,
      book,
      network,
      members.map((member) => member.uid),
      members.map(({ person }) => person),
      members.map(({ number }) => number),
      members.map(({ tier }) => tier),
      members.map(({ walletUid }) => walletUid),
    ],
  );
  return rows.map(({ wallet_uid: walletUid, wallet }) => ({ walletUid, wallet }));
}

async function insertMerchants(
  tx: EntityManager,
  { uid, book, network }: Cooperative,
  merchants: readonly PlannedMerchant[],
): Promise<OpenedWallet[]> {
  const rows = await select<WalletRow>(
    tx,
    `INSERT INTO participants.merchant
       (uid, cooperative, owner_person, name, criterion, wallet_uid, wallet, created_at)
     SELECT r.uid, $1, r.owner, r.name, r.criterion, r.wallet_uid,
       ledger.open_account($2, 'merchant_wallet', r.wallet_uid, r.uid, NULL), n.now
     FROM unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::uuid[])
         AS r(uid, owner, name, criterion, wallet_uid),
       (SELECT ledger.network_now($3::smallint) AS now) AS n
     RETURNING wallet_uid, wallet`,
    [
      uid,
      book,
      network,
      merchants.map((merchant) => merchant.uid),
      merchants.map(({ ownerPerson }) => ownerPerson),
      merchants.map(({ name }) => name),
      merchants.map(({ criterion }) => criterion),
      merchants.map(({ walletUid }) => walletUid),
    ],
  );
  return rows.map(({ wallet_uid: walletUid, wallet }) => ({ walletUid, wallet }));
}
