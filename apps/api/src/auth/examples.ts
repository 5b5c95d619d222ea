import { varying } from '@app/http';
import type { DeviceReply } from './present-device.js';
import type { MeReply, RoleReply } from './present-identity.js';

const MEMBER_EXAMPLE: RoleReply = varying(
  {
    role: 'member',
    network_id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6q',
    cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r',
    member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s',
    merchant_id: null,
  },
  { nullable: ['network_id', 'cooperative_id', 'member_id'] },
);

export const TOKEN_EXAMPLE = {
  access_token: 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6IuKApiJ9.e30.c2ln',
  token_type: 'Bearer',
  expires_in: 600,
  refresh_token: `srt_${'AZexampleExampleExample'.padEnd(86, 'A')}`,
  person_id: 'per_01jzq3v5hfe0d9k3yx8m2n4p6t',
  ...MEMBER_EXAMPLE,
} as const;

export const ACTIVATION_EXAMPLE = {
  totp: {
    secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    uri:
      'otpauth://totp/Simpul:rina.dinoyo?issuer=Simpul&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' +
      '&algorithm=SHA1&digits=6&period=30',
  },
} as const;

export const JWKS_EXAMPLE = {
  keys: [
    {
      kty: 'EC',
      crv: 'P-256',
      x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
      y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
      kid: 'oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U',
      use: 'sig',
      alg: 'ES256',
    },
  ],
} as const;

export const DEVICE_EXAMPLE: DeviceReply = {
  id: 'dev_01jzq3v5hfe0d9k3yx8m2n4p6w',
  name: 'Redmi 12',
  registered_at: '2026-01-05T02:14:07.000Z',
  last_seen_at: '2026-01-31T05:40:11.000Z',
  signed_in: true,
  blocked_at: null,
};

export const ME_EXAMPLE: MeReply = varying(
  {
    person_id: 'per_01jzq3v5hfe0d9k3yx8m2n4p6t',
    full_name: 'Budi Santoso',
    phone: '+6281234567890',
    usernames: [],
    ...MEMBER_EXAMPLE,
    cooperative: {
      id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r',
      name: 'Koperasi Kelurahan Merah Putih Dinoyo',
      short_name: 'Dinoyo',
    },
    member: { id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s', number: 'A-017', tier: 'registered' },
    merchants: [
      {
        id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v',
        name: 'Warung Budi',
        cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r',
      },
    ],
    roles: [
      MEMBER_EXAMPLE,
      varying(
        {
          ...MEMBER_EXAMPLE,
          role: 'merchant_owner',
          member_id: null,
          merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v',
        },
        { nullable: ['merchant_id'] },
      ),
    ],
  },
  { nullable: ['phone', 'cooperative', 'member'] },
);
