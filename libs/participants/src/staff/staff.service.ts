import { Onboarding, type Identity, type NewGrant } from '@app/access';
import { fail, type Result } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { admitsNewcomers } from '../cooperatives/newcomers.js';
import type { Cooperative, Merchant, Network } from '../directory/directory-types.js';
import { orAbandon, transact } from '../transact.js';

export interface NewStaff {
  readonly fullName: string;
  /** To sign in with; small letters, unique in the deployment. */
  readonly username: string;
  /** 16 digits. */
  readonly nik?: string | undefined;
}

/** Whom a person will work for. */
export type Post =
  | { readonly role: 'teller' | 'treasurer' | 'manager'; readonly cooperative: Cooperative }
  | { readonly role: 'auditor' | 'dinas'; readonly network: Network }
  | { readonly role: 'operator' };

/** Somebody who can sign in by name and password once the code is spent; it is stored nowhere. */
export interface StaffMade {
  /** Uuid of the role that was given: the id of a staff member or cashier. */
  readonly uid: string;
  readonly person: string;
  readonly username: string;
  readonly activationCode: string;
}

/** People who work with Simpul and sign in by name: for cooperatives, shops, the operator and the city. */
@Injectable()
export class StaffService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly onboarding: Onboarding,
  ) {}

  /**
   * Gives a new person a post. Managers appoint for their own cooperative only, operators of the whole deployment
   * alone make operators: else `role_forbidden`. `already_exists` (detail `field`) for a username in use,
   * `wrong_state` in a cooperative that is suspended or has left.
   */
  async appoint(caller: Identity, wanted: NewStaff, post: Post): Promise<Result<StaffMade>> {
    if (caller.cooperative !== null && !('cooperative' in post)) return fail('role_forbidden');
    if (post.role === 'operator' && caller.network !== null) return fail('role_forbidden');
    if ('cooperative' in post) {
      const refusal = admitsNewcomers(post.cooperative);
      if (refusal !== undefined) return refusal;
    }
    return transact(this.dataSource, (tx) =>
      this.employ(tx, networkOf(post), wanted, (person) => grantOf(post, person)),
    );
  }

  /** Gives a shop a cashier. `already_exists` (detail `field`) for a username in use. */
  async addCashier(merchant: Merchant, wanted: NewStaff): Promise<Result<StaffMade>> {
    const { cooperative, uid } = merchant;
    return transact(this.dataSource, (tx) =>
      this.employ(tx, merchant.network, wanted, (person) => ({
        person,
        role: 'cashier',
        cooperative,
        merchant: uid,
      })),
    );
  }

  private async employ(
    tx: EntityManager,
    network: number | null,
    { fullName, username, nik }: NewStaff,
    grant: (person: string) => NewGrant,
  ): Promise<StaffMade> {
    const person = orAbandon(await this.onboarding.registerPerson(tx, { network, fullName, nik }));
    const login = orAbandon(await this.onboarding.createLogin(tx, username, person));
    const uid = orAbandon(await this.onboarding.grantRole(tx, grant(person)));
    const activationCode = await this.onboarding.issueActivation(tx, person, 'password');
    return { uid, person, username: login, activationCode };
  }
}

function networkOf(post: Post): number | null {
  if ('cooperative' in post) return post.cooperative.network;
  return 'network' in post ? post.network.id : null;
}

function grantOf(post: Post, person: string): NewGrant {
  if ('cooperative' in post) {
    return { person, role: post.role, cooperative: post.cooperative.uid };
  }
  return { person, role: post.role };
}
