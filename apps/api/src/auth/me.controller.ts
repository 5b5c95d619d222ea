import { Controller, Get } from '@nestjs/common';
import { ProfileService, PERSON_ROLES, type Identity, type RoleGrant } from '@app/access';
import { encodeId, invariant } from '@app/core';
import { Access, Caller, Describes, unwrap } from '@app/http';
import { Directory } from '@app/participants';
import { ME_EXAMPLE } from './examples.js';
import { presentRole, type MeReply } from './present-identity.js';

@Controller('v1/me')
export class MeController {
  constructor(
    private readonly profiles: ProfileService,
    private readonly directory: Directory,
  ) {}

  @Get()
  @Access({ scope: 'network', roles: PERSON_ROLES })
  @Describes({
    summary: 'Read who I am',
    description:
      'The role of this token with its cooperative and membership, the merchants that I own or ' +
      'work for, and under `roles` every role that I could sign in with.',
    success: { example: ME_EXAMPLE },
    problems: ['not_found'],
  })
  async getMe(@Caller() caller: Identity): Promise<MeReply> {
    const { person, usernames, grants } = unwrap(await this.profiles.read(caller.principal));
    return {
      person_id: encodeId('per', person.id),
      full_name: person.fullName,
      phone: person.phone,
      usernames,
      ...(await presentRole(this.directory, caller)),
      cooperative: await this.cooperativeOf(caller),
      member: await this.memberOf(caller),
      merchants: await this.merchantsOf(grants),
      roles: await Promise.all(grants.map((grant) => presentRole(this.directory, grant))),
    };
  }

  private async cooperativeOf({ cooperative: uid }: Identity): Promise<MeReply['cooperative']> {
    if (uid === null) return null;
    const cooperative = await this.directory.cooperativeByUid(uid);
    invariant(cooperative !== undefined, 'a token names a cooperative that is not there');
    const { name, shortName } = cooperative;
    return { id: encodeId('coop', uid), name, short_name: shortName };
  }

  private async memberOf({ member: uid }: Identity): Promise<MeReply['member']> {
    if (uid === null) return null;
    const member = await this.directory.member(uid);
    invariant(member !== undefined, 'a token names a member that is not there');
    return { id: encodeId('mbr', uid), number: member.number, tier: member.tier };
  }

  private async merchantsOf(grants: readonly RoleGrant[]): Promise<MeReply['merchants']> {
    // Who owns a shop and stands at its till as well has two roles there, but one shop.
    const uids = new Set(grants.flatMap(({ merchant }) => (merchant === null ? [] : [merchant])));
    return Promise.all(
      [...uids].map(async (uid) => {
        const merchant = await this.directory.merchant(uid);
        invariant(merchant !== undefined, 'a role names a merchant that is not there');
        const { name, cooperative } = merchant;
        return { id: encodeId('mrc', uid), name, cooperative_id: encodeId('coop', cooperative) };
      }),
    );
  }
}
