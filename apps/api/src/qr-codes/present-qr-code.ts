import { varying } from '@app/http';
import { encodeId, toMoney, type Money } from '@app/core';
import type { QrCodeView, QrKind, QrPurpose, QrState, ScannedCode } from '@app/payments';
import type { CustomerCode } from '@app/standards';

export interface QrCodeReply {
  id: string;
  object: 'qr_code';
  status: QrState;
  kind: QrKind;
  purpose: QrPurpose;
  merchant_id?: string;
  member_id?: string;
  amount: Money | null;
  reference: string | null;
  /** What the picture says: give it to any drawer of QR codes, or take `picture_url`. */
  payload: string;
  /** Without it a code of a real network; with it one that says of itself that it is no QRIS. */
  test: boolean;
  picture_url: string;
  /** The payment (`pay_…`), sending (`trf_…`) or deposit (`dep_…`) that used it up. */
  paid_by: string | null;
  paid_at: string | null;
  created_at: string;
  expires_at: string | null;
}

const ACT_PREFIX = { payment: 'pay', transfer: 'trf', deposit: 'dep', charge: 'pay' } as const;

export function presentQrCode(code: QrCodeView, isTest: boolean): QrCodeReply {
  const id = encodeId('qrc', code.uid);
  return {
    id,
    object: 'qr_code',
    status: code.state,
    kind: code.kind,
    purpose: code.purpose,
    ...(code.purpose === 'payment'
      ? { merchant_id: encodeId('mrc', code.holder) }
      : { member_id: encodeId('mbr', code.holder) }),
    amount: code.amount === null ? null : toMoney(code.amount),
    reference: code.reference,
    payload: code.payload,
    test: isTest,
    picture_url: `/v1/qr-codes/${id}/picture`,
    paid_by: code.paidBy === null ? null : encodeId(ACT_PREFIX[code.purpose], code.paidBy),
    paid_at: code.paidAt?.toISOString() ?? null,
    created_at: code.createdAt.toISOString(),
    expires_at: code.expiresAt?.toISOString() ?? null,
  };
}

/** What a scanned code says. */
export interface DecodedReply {
  object: 'decoded_qr_code';
  presented_by: 'merchant' | 'customer';
  /** Whether this network made it, so that it can be paid here. */
  ours: boolean;
  kind: QrKind | null;
  /** `payment`, `transfer`, `deposit`; of another system’s transfer its purpose, such as DMCT. */
  purpose: string | null;
  amount: Money | null;
  /** As the code has it: a stranger’s word, unless `ours`. */
  name: string | null;
  city: string | null;
  category: string | null;
  reference: string | null;
  /** Of a code of this network: who is paid, where, and whether it still can be. */
  qr_code_id?: string;
  status?: QrState;
  merchant_id?: string;
  member_id?: string;
  cooperative_id?: string;
  cooperative_name?: string;
  expires_at?: string | null;
}

export interface DecodedHolder {
  readonly view: QrCodeView;
  readonly name: string;
  readonly cooperative: { readonly uid: string; readonly name: string };
}

export function presentDecoded(
  { says }: ScannedCode,
  holder: DecodedHolder | undefined,
): DecodedReply {
  const text = {
    object: 'decoded_qr_code',
    presented_by: 'merchant',
    kind: says.initiation,
    purpose: says.kind === 'payment' ? 'payment' : (says.additional?.purpose ?? null),
    amount: says.amount === undefined ? null : toMoney(says.amount),
    name: says.name,
    city: says.city,
    category: says.category ?? null,
    reference: says.additional?.reference ?? says.additional?.billNumber ?? null,
  } as const;
  if (holder === undefined) return { ...text, ours: false };
  const { view, name, cooperative } = holder;
  return {
    ...text,
    ours: true,
    purpose: view.purpose,
    name,
    reference: view.reference,
    qr_code_id: encodeId('qrc', view.uid),
    status: view.state,
    ...(view.purpose === 'payment'
      ? { merchant_id: encodeId('mrc', view.holder) }
      : { member_id: encodeId('mbr', view.holder) }),
    cooperative_id: encodeId('coop', cooperative.uid),
    cooperative_name: cooperative.name,
    expires_at: view.expiresAt?.toISOString() ?? null,
  };
}

/** A customer’s code is a token of its issuer: all that a stranger learns of it is that it is one. */
export function presentCustomerCode({ cardholderName }: CustomerCode): DecodedReply {
  return {
    object: 'decoded_qr_code',
    presented_by: 'customer',
    ours: false,
    kind: null,
    purpose: null,
    amount: null,
    name: cardholderName ?? null,
    city: null,
    category: null,
    reference: null,
  };
}

/** Toko Siti shows a code for one bill, in a network that is not live. */
export const QR_CODE_EXAMPLE: QrCodeReply = varying(
  {
    id: 'qrc_01jzq3v5hfe0t9kkym50mnh6rr',
    object: 'qr_code',
    status: 'active',
    kind: 'dynamic',
    purpose: 'payment',
    merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v',
    amount: { value: '25000.00', currency: 'IDR' },
    reference: 'nota 0042',
    payload:
      '00020101021226560017ID.SIMPUL.UJICOBA01180000000000000000420202420303UMI51400017ID.SIMPUL.UJICOBA' +
      '0215ID00000000000005204599953033605405250005802ID5918UJI COBA Toko Siti6006Malang61050000062680509' +
      'nota 004299510017ID.SIMPUL.UJICOBA012601jzq3v5hfe0t9kkym50mnh6rr80460017ID.SIMPUL.UJICOBA' +
      '0121UJI COBA - BUKAN QRIS6304B988',
    test: true,
    picture_url: '/v1/qr-codes/qrc_01jzq3v5hfe0t9kkym50mnh6rr/picture',
    paid_by: null,
    paid_at: null,
    created_at: '2026-01-31T03:15:42.123Z',
    expires_at: '2026-01-31T03:30:42.123Z',
  },
  {
    nullable: ['amount', 'reference', 'expires_at'],
    optional: ['merchant_id'],
    also: { member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s' },
  },
);

export const DECODED_EXAMPLE: DecodedReply = varying(
  {
    object: 'decoded_qr_code',
    presented_by: 'merchant',
    kind: 'dynamic',
    purpose: 'payment',
    amount: { value: '25000.00', currency: 'IDR' },
    name: 'Toko Siti',
    city: 'Malang',
    category: '5999',
    reference: 'nota 0042',
    ours: true,
    qr_code_id: QR_CODE_EXAMPLE.id,
    status: 'active',
    merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v',
    cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6w',
    cooperative_name: 'Koperasi Kelurahan Merah Putih Bumiayu',
    expires_at: '2026-01-31T03:30:42.123Z',
  },
  {
    nullable: ['kind', 'purpose', 'amount', 'name', 'city', 'category', 'reference', 'expires_at'],
    optional: [
      'qr_code_id',
      'status',
      'merchant_id',
      'cooperative_id',
      'cooperative_name',
      'expires_at',
    ],
  },
);
