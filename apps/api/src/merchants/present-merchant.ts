import { varying } from '@app/http';
import { encodeId, type AccountStatus } from '@app/core';
import type { Cooperative, MerchantCriterion, MerchantState } from '@app/participants';

/** What a payer may see: names alone can look alike, so the cooperative and the id stand with them. */
export interface MerchantReply {
  id: string;
  name: string;
  criterion: MerchantCriterion;
  cooperative: { id: string; name: string; short_name: string; city: string };
}

/** What whoever runs it sees. */
export interface OwnMerchantReply extends MerchantReply {
  status: AccountStatus;
  owner_person_id: string;
  wallet_account_id: string;
  created_at: string;
}

export interface NewMerchantReply extends OwnMerchantReply {
  activation_code: string | null;
}

export function presentMerchant(
  { merchant }: MerchantState,
  cooperative: Cooperative,
): MerchantReply {
  return {
    id: encodeId('mrc', merchant.uid),
    name: merchant.name,
    criterion: merchant.criterion,
    cooperative: {
      id: encodeId('coop', cooperative.uid),
      name: cooperative.name,
      short_name: cooperative.shortName,
      city: cooperative.city,
    },
  };
}

export function presentOwnMerchant(
  state: MerchantState,
  cooperative: Cooperative,
): OwnMerchantReply {
  return {
    ...presentMerchant(state, cooperative),
    status: state.status,
    owner_person_id: encodeId('per', state.merchant.ownerPerson),
    wallet_account_id: encodeId('acc', state.merchant.walletUid),
    created_at: state.createdAt.toISOString(),
  };
}

export const MERCHANT_EXAMPLE: MerchantReply = {
  id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6s',
  name: 'Toko Siti',
  criterion: 'UMI',
  cooperative: {
    id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r',
    name: 'Koperasi Kelurahan Merah Putih Bumiayu',
    short_name: 'Bumiayu',
    city: 'Malang',
  },
};

export const OWN_MERCHANT_EXAMPLE: OwnMerchantReply = {
  ...MERCHANT_EXAMPLE,
  status: 'open',
  owner_person_id: 'per_01jzq3v5hfe0d9k3yx8m2n4p6t',
  wallet_account_id: 'acc_01jzq3v5hfe0d9k3yx8m2n4p6s',
  created_at: '2026-01-31T02:00:00.000Z',
};

/** What everybody sees of a shop, beside what only its own and its cooperative see. */
export const MERCHANT_SEEN_EXAMPLE: MerchantReply = varying(
  { ...MERCHANT_EXAMPLE },
  { also: OWN_MERCHANT_EXAMPLE },
);

export const NEW_MERCHANT_EXAMPLE: NewMerchantReply = varying(
  { ...OWN_MERCHANT_EXAMPLE, activation_code: '30718264' },
  { nullable: ['activation_code'] },
);
