import type { Sen } from '@app/core';

/** What a code that moves money between wallets is for; the rest of the codes pay a merchant. */
export const TRANSFER_PURPOSES = [
  'POSP', // payment credit
  'BOOK', // within one institution
  'DMCT', // to another one
  'XBCT', // abroad
  'CWDL', // cash withdrawal
  'CDPT', // cash deposit
  'BILL',
] as const;
export type TransferPurpose = (typeof TRANSFER_PURPOSES)[number];

/** How a merchant asks for a tip; a fixed one in sen, a percentage in hundredths of a percent. */
export type Tip =
  | { readonly kind: 'asked' }
  | { readonly kind: 'fixed'; readonly amount: Sen }
  | { readonly kind: 'percentage'; readonly hundredths: number };

/** A template 26–45: where the merchant's, or with a transfer the receiver's, account is. */
export interface AccountInformation {
  readonly tag: string;
  /** Reverse domain of the institution or scheme. */
  readonly domain: string;
  /** 16 to 19 digits, of which the first eight are the institution's national number (NNS). */
  readonly pan?: string | undefined;
  /** The institution's own id of the merchant, or of the beneficiary. */
  readonly id?: string | undefined;
  /** UMI, UKE, UME, UBE, URE, PSO or BLU. */
  readonly criterion?: string | undefined;
  /** Of a transfer: BIC of 8 or 11 characters. */
  readonly bic?: string | undefined;
}

/** Template 51: the merchant in the national repository. */
export interface NationalMerchant {
  readonly domain: string;
  /** `ID` and 13 digits. */
  readonly nmid?: string | undefined;
  readonly criterion?: string | undefined;
}

/** Template 62, by what the two-digit ids of EMVCo mean. */
export interface AdditionalData {
  readonly billNumber?: string | undefined;
  readonly mobileNumber?: string | undefined;
  readonly store?: string | undefined;
  readonly loyaltyNumber?: string | undefined;
  readonly reference?: string | undefined;
  readonly customer?: string | undefined;
  readonly terminal?: string | undefined;
  readonly purpose?: string | undefined;
  readonly consumerDataRequest?: string | undefined;
  /** Template 99: `domain` says whose; a transfer has "00", and a `unique` that is used once. */
  readonly proprietary?: { readonly domain: string; readonly unique: string } | undefined;
}

/** A data object that this codec passes on as it stands: "80" → its value, "62-50" → its value. */
export interface OtherData {
  readonly tag: string;
  readonly value: string;
}

/** What a merchant-presented payload says; the receiver may be a person, when it is a transfer. */
export interface MerchantCode {
  readonly kind: 'payment' | 'transfer';
  /** `static`: shown to everybody and paid any number of times; `dynamic`: made for one payment. */
  readonly initiation: 'static' | 'dynamic';
  readonly accounts: readonly AccountInformation[];
  readonly national?: NationalMerchant | undefined;
  /** ISO 18245, four digits; some real codes have three. */
  readonly category?: string | undefined;
  /** In sen; without it the payer says how much. */
  readonly amount?: Sen | undefined;
  readonly tip?: Tip | undefined;
  readonly name: string;
  readonly city: string;
  readonly postalCode?: string | undefined;
  readonly additional?: AdditionalData | undefined;
  readonly others?: readonly OtherData[] | undefined;
}

/** Ids of template 62. */
export const ADDITIONAL_IDS = {
  billNumber: '01',
  mobileNumber: '02',
  store: '03',
  loyaltyNumber: '04',
  reference: '05',
  customer: '06',
  terminal: '07',
  purpose: '08',
  consumerDataRequest: '09',
} as const satisfies Partial<Record<keyof AdditionalData, string>>;

export type AdditionalName = keyof typeof ADDITIONAL_IDS;
export const ADDITIONAL_NAMES = Object.keys(ADDITIONAL_IDS) as AdditionalName[];

/** Where the receiver's account of a transfer stands. */
export const TRANSFER_TAG = '40';
export const TRANSFER_CATEGORY = '4829';
export const NATIONAL_TAG = '51';
export const CURRENCY_NUMBER = '360';
export const COUNTRY = 'ID';
/** A payload has at most so many characters. */
export const PAYLOAD_MAX = 512;

/** Ids 26–45 hold an account of an institution. */
export function isAccountTag(tag: string): boolean {
  return tag >= '26' && tag <= '45';
}

export function isTransferPurpose(text: string | undefined): text is TransferPurpose {
  return TRANSFER_PURPOSES.some((purpose) => purpose === text);
}

/** Ids that have a field of their own in a {@link MerchantCode}; whatever else stands in a payload is passed on. */
const OWN_TAGS = new Set(
  ['00', '01', NATIONAL_TAG, '52', '53', '54', '55', '56', '57'].concat([
    '58',
    '59',
    '60',
    '61',
    '62',
    '63',
  ]),
);

const OWN_ADDITIONAL = new Set<string>(Object.values(ADDITIONAL_IDS));

/** Whether data under this tag ("80", "62-50") is passed on as it stands. */
export function isPassedOn(tag: string): boolean {
  if (tag.startsWith('62-')) {
    return /^62-[0-9]{2}$/.test(tag) && !OWN_ADDITIONAL.has(tag.slice('62-'.length));
  }
  return /^[0-9]{2}$/.test(tag) && !OWN_TAGS.has(tag) && !isAccountTag(tag);
}
