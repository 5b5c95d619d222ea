import { maskName } from '@app/core';
import type { PersonStore } from '@app/access';
import type { Member, Merchant } from '@app/participants';
import type { EntityManager } from 'typeorm';

import type { AccountFacts } from '../account-facts.store.js';

/** Whose wallet it is, as others may see them: a shop by its name, a person by a masked one. */
export interface ActParty {
  readonly kind: 'member' | 'merchant';
  readonly uid: string;
  readonly name: string;
  /** Uuid of the cooperative that keeps the wallet. */
  readonly cooperative: string;
}

export interface ActPartyPorts {
  readonly facts: { read(ids: readonly number[]): Promise<ReadonlyMap<number, AccountFacts>> };
  readonly directory: {
    member(uid: string): Promise<Member | undefined>;
    merchant(uid: string): Promise<Merchant | undefined>;
  };
  readonly people: Pick<PersonStore, 'readMany'>;
  readonly manager: EntityManager;
}

/** Tells whose wallets the accounts of an act are. */
export class ActParties {
  constructor(private readonly ports: ActPartyPorts) {}

  /** By account; accounts that are no wallets (tills, clearing) are left out. */
  async read(accounts: readonly number[]): Promise<ReadonlyMap<number, ActParty>> {
    const facts = await this.ports.facts.read([...new Set(accounts)]);
    const parties = new Map<number, ActParty>();
    const members = new Map<number, Member>();
    for (const { id, kind, owner } of facts.values()) {
      if (owner === null) continue;
      if (kind === 'merchant_wallet') {
        const merchant = await this.ports.directory.merchant(owner);
        if (merchant !== undefined) {
          const { uid, name, cooperative } = merchant;
          parties.set(id, { kind: 'merchant', uid, name, cooperative });
        }
      } else if (kind === 'member_wallet') {
        const member = await this.ports.directory.member(owner);
        if (member !== undefined) members.set(id, member);
      }
    }
    const persons = [...new Set([...members.values()].map(({ person }) => person))];
    const people = await this.ports.people.readMany(this.ports.manager, persons);
    for (const [account, { uid, cooperative, person }] of members) {
      const name = maskName(people.get(person)?.fullName ?? '');
      parties.set(account, { kind: 'member', uid, name, cooperative });
    }
    return parties;
  }
}
