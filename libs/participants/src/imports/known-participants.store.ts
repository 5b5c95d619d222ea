import type { Person, PersonStore } from '@app/access';
import type { EntityManager } from 'typeorm';

import type { Cooperative, MemberTier, MerchantCriterion } from '../directory/directory-types.js';
import { select } from '../directory/directory.store.js';
import type { ImportDraft } from './import-draft.js';

/** A member or merchant that is there already. */
interface KnownHolder {
  readonly uid: string;
  readonly wallet: number;
  readonly walletUid: string;
}

export interface KnownMember extends KnownHolder {
  readonly number: string;
  readonly tier: MemberTier;
  readonly person: Person;
}

export interface KnownMerchant extends KnownHolder {
  readonly ownerPerson: string;
  readonly name: string;
  readonly criterion: MerchantCriterion;
}

/** What a cooperative and its network know already of whom a file names. */
export interface KnownParticipants {
  /** By number. */
  readonly members: ReadonlyMap<string, KnownMember>;
  /** Of the network, by phone. */
  readonly people: ReadonlyMap<string, Person>;
  /** Uuids of those people who are members or own a shop in this cooperative. */
  readonly own: ReadonlySet<string>;
  /** Of this cooperative, by owner and name, see {@link merchantKey}. */
  readonly merchants: ReadonlyMap<string, KnownMerchant>;
}

/** One owner has no two shops of one name. */
export function merchantKey(ownerPerson: string, name: string): string {
  return `${ownerPerson} ${name}`;
}

/** Reads in four statements, whatever the number of rows. */
export async function readKnownParticipants(
  tx: EntityManager,
  cooperative: Cooperative,
  drafts: readonly ImportDraft[],
  store: PersonStore,
): Promise<KnownParticipants> {
  const owners = drafts.flatMap((draft) => (draft.kind === 'merchant' ? [draft.owner] : []));
  const members = drafts.flatMap((draft) => (draft.kind === 'member' ? [draft] : []));
  const numbers = [...members, ...owners].flatMap((one) => ('number' in one ? [one.number] : []));
  const phones = [...members, ...owners].flatMap((one) => ('phone' in one ? [one.phone] : []));
  const known = await readMembers(tx, cooperative, numbers, store);
  const people = await store.findByPhones(tx, cooperative.network, phones);
  const persons = [
    ...[...known.values()].map(({ person }) => person.id),
    ...[...people.values()].map(({ id }) => id),
  ];
  const merchants = await readMerchants(tx, cooperative, persons);
  const own = await select<{ person: string }>(
    tx,
    `SELECT person FROM participants.member WHERE cooperative = $1 AND person = ANY ($2::uuid[])`,
    [cooperative.uid, persons],
  );
  return {
    members: known,
    people,
    own: new Set([
      ...own.map(({ person }) => person),
      ...merchants.map(({ ownerPerson }) => ownerPerson),
    ]),
    merchants: new Map(
      merchants.map((merchant) => [merchantKey(merchant.ownerPerson, merchant.name), merchant]),
    ),
  };
}

interface MemberRow {
  uid: string;
  number: string;
  tier: MemberTier;
  person: string;
  wallet: number;
  wallet_uid: string;
}

async function readMembers(
  tx: EntityManager,
  cooperative: Cooperative,
  numbers: readonly string[],
  store: PersonStore,
): Promise<Map<string, KnownMember>> {
  const rows = await select<MemberRow>(
    tx,
    `SELECT uid, number, tier, person, wallet, wallet_uid FROM participants.member
     WHERE cooperative = $1 AND number = ANY ($2::text[])`,
    [cooperative.uid, numbers],
  );
  const people = await store.readMany(
    tx,
    rows.map(({ person }) => person),
  );
  const members = rows.flatMap(({ wallet_uid: walletUid, person: id, ...row }): KnownMember[] => {
    const person = people.get(id);
    return person === undefined ? [] : [{ ...row, walletUid, person }];
  });
  return new Map(members.map((member) => [member.number, member]));
}

interface MerchantRow {
  uid: string;
  owner_person: string;
  name: string;
  criterion: MerchantCriterion;
  wallet: number;
  wallet_uid: string;
}

async function readMerchants(
  tx: EntityManager,
  cooperative: Cooperative,
  owners: readonly string[],
): Promise<KnownMerchant[]> {
  const rows = await select<MerchantRow>(
    tx,
    `SELECT uid, owner_person, name, criterion, wallet, wallet_uid FROM participants.merchant
     WHERE cooperative = $1 AND owner_person = ANY ($2::uuid[])`,
    [cooperative.uid, owners],
  );
  return rows.map(({ owner_person: ownerPerson, wallet_uid: walletUid, ...row }) => ({
    ...row,
    ownerPerson,
    walletUid,
  }));
}
