import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { ActivationService, Onboarding, PersonStore } from '@app/access';
import type { Member } from '@app/participants';
import { valueOf } from '@app/testing';
import type { INestApplication } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** The PIN of whoever is given one here. */
export const PIN = '482917';

/** A key in a phone, and what an app says of it when it signs in. */
export function aPhoneKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const device = { name: 'Redmi 12', public_key: { kty: 'EC', crv: 'P-256', x, y } };
  return { privateKey, device };
}

/** What an app signs to refresh. */
export function signedBy(privateKey: KeyObject, refreshToken: string): string {
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' as const };
  return sign('sha256', Buffer.from(`simpul-refresh:${refreshToken}`), key).toString('base64url');
}

/** Lets a member choose {@link PIN}, and gives the phone number to sign in with. */
export async function choosesPin(app: INestApplication, { person }: Member): Promise<string> {
  const { manager } = app.get(DataSource);
  const profile = await app.get(PersonStore).read(manager, person);
  const phone = profile?.phone ?? '';
  const code = await app.get(Onboarding).issueActivation(manager, person);
  valueOf(await app.get(ActivationService).activate({ phone, code, pin: PIN }));
  return phone;
}
