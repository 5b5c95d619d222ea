import { varying } from '@app/http';
import { encodeId, formatLocalTime, toMoney, type Money, type TransferType } from '@app/core';
import type { ActParty, OwnReceipt, Receipt } from '@app/payments';

/** A shop by its name; a member by a masked name and nothing else. */
export interface ReceiptPartyReply {
  kind: 'member' | 'merchant';
  name: string;
  cooperative_id: string;
  merchant_id?: string;
}

export interface ReceiptReply {
  object: 'receipt';
  short_code: string;
  type: TransferType;
  status: Receipt['status'];
  amount: Money;
  created_at: string;
  /** The same on the clock of the network, as the printed receipt shows it. */
  local_time: string;
  cooperatives: { id: string; name: string }[];
  payer: ReceiptPartyReply | null;
  payee: ReceiptPartyReply | null;
}

export interface OwnReceiptReply extends ReceiptReply {
  transfer_id: string;
  fee: Money;
  returned: Money;
  description: string | null;
}

export function presentReceipt(receipt: Receipt): ReceiptReply {
  return {
    object: 'receipt',
    short_code: receipt.shortCode,
    type: receipt.type,
    status: receipt.status,
    amount: toMoney(receipt.amount),
    created_at: receipt.postedAt,
    local_time: formatLocalTime(new Date(receipt.postedAt), receipt.timeZone),
    cooperatives: receipt.cooperatives.map(({ uid, name }) => ({
      id: encodeId('coop', uid),
      name,
    })),
    payer: presentParty(receipt.payer),
    payee: presentParty(receipt.payee),
  };
}

export function presentOwnReceipt(receipt: OwnReceipt): OwnReceiptReply {
  return {
    ...presentReceipt(receipt),
    transfer_id: encodeId('trf', receipt.transfer),
    fee: toMoney(receipt.fee),
    returned: toMoney(receipt.returned),
    description: receipt.description,
  };
}

function presentParty(party: ActParty | null): ReceiptPartyReply | null {
  if (party === null) return null;
  const { kind, name, cooperative, uid } = party;
  return {
    kind,
    name,
    cooperative_id: encodeId('coop', cooperative),
    ...(kind === 'merchant' && { merchant_id: encodeId('mrc', uid) }),
  };
}

const IDR = 'IDR';

export const RECEIPT_EXAMPLE: ReceiptReply = varying(
  {
    object: 'receipt',
    short_code: '0007-K3M2',
    type: 'payment',
    status: 'posted',
    amount: { value: '100000.00', currency: IDR },
    created_at: '2026-01-31T03:15:42.123456Z',
    local_time: '31 Januari 2026 10.15 WIB',
    cooperatives: [
      { id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t', name: 'Koperasi Kelurahan Merah Putih Dinoyo' },
    ],
    payer: varying<ReceiptPartyReply>(
      {
        kind: 'member',
        name: 'Bu*** Sa***',
        cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
      },
      { also: { merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v' } },
    ),
    payee: varying<ReceiptPartyReply>(
      {
        kind: 'merchant',
        name: 'Toko Siti',
        cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
        merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v',
      },
      { optional: ['merchant_id'] },
    ),
  },
  { nullable: ['payer', 'payee'] },
);

export const OWN_RECEIPT_EXAMPLE: OwnReceiptReply = varying(
  {
    ...RECEIPT_EXAMPLE,
    transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
    fee: { value: '0.00', currency: IDR },
    returned: { value: '0.00', currency: IDR },
    description: 'beras dan gula',
  },
  { nullable: ['description'] },
);
