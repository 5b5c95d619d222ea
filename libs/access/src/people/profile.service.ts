import type { EntityManager } from 'typeorm';
import { fail, succeed, type Result } from '@app/core';
import type { GrantStore, RoleGrant } from './grant.store.js';
import type { Person, PersonStore } from './person.store.js';

/** What a person may read about themselves. */
export interface Profile {
  person: Person;
  usernames: string[];
  /** Every role that they could sign in with now, the oldest first. */
  grants: RoleGrant[];
}

export class ProfileService {
  constructor(
    private readonly manager: EntityManager,
    private readonly people: PersonStore,
    private readonly grants: GrantStore,
  ) {}

  /** `not_found` when there is no such person. */
  async read(principal: string): Promise<Result<Profile, 'not_found'>> {
    const person = await this.people.read(this.manager, principal);
    if (person === undefined) return fail('not_found');
    const usernames = await this.people.loginsOf(this.manager, principal);
    const grants = await this.grants.listLive(this.manager, principal);
    return succeed({ person, usernames, grants });
  }
}
