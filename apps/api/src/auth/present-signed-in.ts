import type { SignedIn } from '@app/access';
import { encodeId } from '@app/core';
import type { Directory } from '@app/participants';
import { presentRole, type RoleReply } from './present-identity.js';

export interface TokenReply extends RoleReply {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  refresh_token: string | null;
  person_id: string;
}

/** The answer to whoever was let in. */
export async function presentSignedIn(
  directory: Directory,
  { accessToken, expiresIn, refreshToken, identity }: SignedIn,
): Promise<TokenReply> {
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: expiresIn,
    refresh_token: refreshToken,
    person_id: encodeId('per', identity.principal),
    ...(await presentRole(directory, identity)),
  };
}
