import type { Person } from '@app/access';
import { newUuid, type Sen } from '@app/core';

import type { Cooperative, MemberTier, MerchantCriterion } from '../directory/directory-types.js';
import type { Limits } from '../limits/limits.js';
import type { ImportDraft, MemberDraft, MerchantDraft, OwnerDraft } from './import-draft.js';
import type { ImportFault, ImportFaultCode } from './import-fault.js';
import type { ImportColumn } from './import-column.js';
import { merchantKey, type KnownParticipants } from './known-participants.store.js';

/** A member to be made, and under which uuids. */
export interface PlannedMember {
  readonly row: number;
  readonly uid: string;
  readonly walletUid: string;
  readonly person: string;
  readonly number: string;
  readonly tier: MemberTier;
  readonly opening: Sen;
}

/** A merchant to be made. */
export interface PlannedMerchant {
  readonly row: number;
  readonly uid: string;
  readonly walletUid: string;
  readonly ownerPerson: string;
  readonly name: string;
  readonly criterion: MerchantCriterion;
  readonly opening: Sen;
}

/** A row that says what is there already; its opening balance has still to be compared. */
export interface UnchangedRow {
  readonly row: number;
  readonly wallet: number;
  readonly walletUid: string;
  readonly opening: Sen;
}

/** What a file comes to, given what is there. With any fault nothing of it is made. */
export interface ImportPlan {
  /** Who has to be made known first. */
  readonly people: readonly Person[];
  readonly members: readonly PlannedMember[];
  readonly merchants: readonly PlannedMerchant[];
  readonly unchanged: readonly UnchangedRow[];
  readonly faults: readonly ImportFault[];
}

/** Compares what a file says with what is known. Pure. */
export function judgeImport(
  drafts: readonly ImportDraft[],
  cooperative: Cooperative,
  known: KnownParticipants,
  limits: Limits,
): ImportPlan {
  const judge = new Judge(cooperative, known, limits);
  // Shops come after members, because they may belong to members of the same file.
  for (const draft of drafts) if (draft.kind === 'member') judge.member(draft);
  for (const draft of drafts) if (draft.kind === 'merchant') judge.merchant(draft);
  return judge.plan();
}

class Judge {
  private readonly people: Person[] = [];
  private readonly members: PlannedMember[] = [];
  private readonly merchants: PlannedMerchant[] = [];
  private readonly unchanged: UnchangedRow[] = [];
  private readonly faults: ImportFault[] = [];
  private readonly newByPhone = new Map<string, Person>();
  private readonly newByNumber = new Map<string, string>();
  private readonly merchantKeys = new Map<string, number>();

  constructor(
    private readonly cooperative: Cooperative,
    private readonly known: KnownParticipants,
    private readonly limits: Limits,
  ) {}

  plan(): ImportPlan {
    const { people, members, merchants, unchanged } = this;
    return {
      people,
      members,
      merchants,
      unchanged,
      faults: this.faults.toSorted((a, b) => a.row - b.row),
    };
  }

  member(draft: MemberDraft): void {
    const { row, number, tier, opening } = draft;
    if (this.known.members.has(number)) return this.knownMember(draft);
    if (this.known.people.has(draft.phone)) return this.fault(row, 'phone', 'phone_known');
    const maximum = this.limits[tier].balanceMaximum;
    if (maximum !== undefined && opening > maximum) {
      return this.fault(row, 'opening_balance', 'balance_above_limit');
    }
    const person = this.newPerson(draft);
    this.newByNumber.set(number, person.id);
    const { uid, walletUid } = { uid: newUuid(), walletUid: newUuid() };
    this.members.push({ row, uid, walletUid, person: person.id, number, tier, opening });
  }

  private knownMember(draft: MemberDraft): void {
    const { row, number, fullName, phone, nik, tier, opening } = draft;
    const there = this.known.members.get(number);
    if (there === undefined) return;
    const { person, wallet, walletUid } = there;
    const differing: ImportColumn | undefined =
      person.fullName !== fullName
        ? 'full_name'
        : person.phone !== phone
          ? 'phone'
          : // A file without NIK says nothing about it.
            nik !== null && person.nik !== nik
            ? 'nik'
            : there.tier === tier
              ? undefined
              : 'tier';
    if (differing !== undefined) this.fault(row, differing, 'member_differs');
    else this.unchanged.push({ row, wallet, walletUid, opening });
  }

  merchant(draft: MerchantDraft): void {
    const { row, name, criterion, opening } = draft;
    const ownerPerson = this.ownerPerson(draft, draft.owner);
    if (ownerPerson === undefined) return;
    const key = merchantKey(ownerPerson, name);
    const twice = this.merchantKeys.get(key);
    if (twice !== undefined) {
      return this.fault(row, 'business_name', 'merchant_twice', { other_row: String(twice) });
    }
    this.merchantKeys.set(key, row);
    const there = this.known.merchants.get(key);
    if (there === undefined) {
      const { uid, walletUid } = { uid: newUuid(), walletUid: newUuid() };
      this.merchants.push({ row, uid, walletUid, ownerPerson, name, criterion, opening });
      return;
    }
    const { wallet, walletUid } = there;
    if (there.criterion !== criterion) this.fault(row, 'criterion', 'merchant_differs');
    else this.unchanged.push({ row, wallet, walletUid, opening });
  }

  /** Uuid; undefined if there is something wrong with whom the row names. */
  private ownerPerson({ row }: MerchantDraft, owner: OwnerDraft): string | undefined {
    if ('number' in owner) {
      const { number } = owner;
      const person = this.newByNumber.get(number) ?? this.known.members.get(number)?.person.id;
      if (person === undefined) this.fault(row, 'number', 'owner_unknown');
      return person;
    }
    const { phone, fullName } = owner;
    const made = this.newByPhone.get(phone);
    if (made !== undefined) return made.id;
    const there = this.known.people.get(phone);
    if (there === undefined) return this.newPerson(owner).id;
    // Whether a stranger's name is right is nobody's business.
    if (!this.known.own.has(there.id)) this.fault(row, 'phone', 'phone_known');
    else if (there.fullName !== fullName) this.fault(row, 'full_name', 'owner_name_differs');
    else return there.id;
    return undefined;
  }

  private newPerson(wanted: Pick<Person, 'fullName' | 'nik'> & { phone: string }): Person {
    const { fullName, phone, nik } = wanted;
    const person = { id: newUuid(), network: this.cooperative.network, fullName, phone, nik };
    this.people.push(person);
    this.newByPhone.set(phone, person);
    return person;
  }

  private fault(
    row: number,
    column: ImportColumn,
    code: ImportFaultCode,
    detail?: Readonly<Record<string, string>>,
  ): void {
    this.faults.push({ row, column, code, detail });
  }
}
