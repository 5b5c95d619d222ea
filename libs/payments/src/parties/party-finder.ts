import { PersonStore } from '@app/access';
import { maskName } from '@app/core';
import { asSwitch } from '@app/database';
import { Directory, type Cooperative, type Member, type Merchant } from '@app/participants';
import type { DataSource } from 'typeorm';

/** How somebody names the person or shop they mean. Ids are uuids, phones E.164. */
export type PartyReference =
  | { readonly member: string }
  | { readonly cooperative: string; readonly number: string }
  | { readonly phone: string }
  | { readonly merchant: string };

type MemberReference = Exclude<PartyReference, { readonly merchant: string }>;

/** Whom a reference means, with what a stranger may be shown of them. */
export type FoundParty =
  | {
      readonly kind: 'member';
      readonly member: Member;
      readonly cooperative: Cooperative;
      /** "Bu*** Sa***": enough to notice a wrong number, not enough to learn a name. */
      readonly maskedName: string;
    }
  | {
      readonly kind: 'merchant';
      readonly merchant: Merchant;
      readonly cooperative: Cooperative;
      /** A shop's name is public. */
      readonly name: string;
    };

/** One person is a member of at most so many cooperatives that are told. */
const FOUND_MAX = 10;

/** Finds members and merchants of a network by what people know of them. */
export class PartyFinder {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: Directory,
    private readonly people: PersonStore,
  ) {}

  /** Everybody whom the reference means; by phone one person may be a member of several cooperatives. */
  async find(network: number, reference: PartyReference): Promise<FoundParty[]> {
    if ('merchant' in reference) return this.findMerchant(network, reference.merchant);
    const found: FoundParty[] = [];
    for (const member of await this.members(network, reference)) {
      const cooperative = await this.directory.cooperativeByUid(member.cooperative);
      const person = await this.people.read(this.dataSource.manager, member.person);
      if (cooperative === undefined || person === undefined) continue;
      found.push({ kind: 'member', member, cooperative, maskedName: maskName(person.fullName) });
    }
    return found;
  }

  /** The members whom the reference means, without their names. */
  async members(network: number, reference: MemberReference): Promise<Member[]> {
    const members: Member[] = [];
    for (const uid of await this.memberUids(network, reference)) {
      const member = await this.directory.member(uid);
      if (member?.network === network) members.push(member);
    }
    return members;
  }

  private async findMerchant(network: number, uid: string): Promise<FoundParty[]> {
    const merchant = await this.directory.merchant(uid);
    if (merchant === undefined || merchant.network !== network) return [];
    const cooperative = await this.directory.cooperativeByUid(merchant.cooperative);
    if (cooperative === undefined) return [];
    return [{ kind: 'merchant', merchant, cooperative, name: merchant.name }];
  }

  private async memberUids(network: number, reference: MemberReference): Promise<string[]> {
    if ('member' in reference) return [reference.member];
    const { manager } = this.dataSource;
    if ('number' in reference) {
      const { cooperative, number } = reference;
      const uid = await this.directory.memberByNumber(cooperative, number);
      return uid === undefined ? [] : [uid];
    }
    const person = await this.people.findByPhone(manager, network, reference.phone);
    if (person === undefined) return [];
    // Of whichever cooperative: who is looked for is often another one's.
    const rows = await asSwitch(() =>
      manager.query<{ uid: string }[]>(
        `SELECT m.uid FROM participants.member m JOIN ledger.account a ON a.id = m.wallet
         WHERE m.person = $1 AND a.status <> 3 ORDER BY m.uid LIMIT $2`,
        [person.id, FOUND_MAX],
      ),
    );
    return rows.map(({ uid }) => uid);
  }
}
