import { encodeId, invariant, type Sen } from '@app/core';
import { buildMerchantCode, dataObject, type MerchantCode } from '@app/standards';

import type { QrKind, QrPurpose } from './qr-code.js';

/** Under which a licensed network's codes are QRIS. */
export interface QrisIdentity {
  /** Reverse domain, "ID.CO.EXAMPLE.WWW". */
  readonly domain: string;
  /** `9360` and four digits: the institution in the national numbering system. */
  readonly nns: string;
  /** `ID` and 13 digits: in the national merchant repository. */
  readonly nmid: string;
  readonly postalCode: string;
}

/** What codes of networks that are not live say, so that nobody takes one for QRIS. */
export const TEST_MARK = 'UJI COBA - BUKAN QRIS';

/** No institution has this number or this domain. */
const TEST_IDENTITY: QrisIdentity = {
  domain: 'ID.SIMPUL.UJICOBA',
  nns: '00000000',
  nmid: 'ID0000000000000',
  postalCode: '00000',
};
const TEST_TAG = '80';
export const TEST_NAME = 'UJI COBA ';

/** The national repository's domain. */
const REPOSITORY = 'ID.CO.QRIS.WWW';
/** Shops that sell of everything; what a merchant deals in is not known here. */
const CATEGORY_OF_SHOPS = '5999';
const CATEGORY_OF_TRANSFERS = '4829';
const PURPOSES: Record<Exclude<QrPurpose, 'payment' | 'charge'>, string> = {
  transfer: 'DMCT',
  deposit: 'CDPT',
};

export interface PayloadParts {
  /** Uuid of the code; it stands in the payload, and by it the code is found again. */
  readonly uid: string;
  readonly kind: QrKind;
  readonly purpose: Exclude<QrPurpose, 'charge'>;
  /** null: a network that is not live, whose codes say that they are a test. */
  readonly identity: QrisIdentity | null;
  /** The ledger's number of the wallet, which becomes the receiver's number in the institution. */
  readonly wallet: number;
  readonly criterion: string | null;
  readonly name: string;
  readonly city: string;
  readonly amount: Sen | null;
  readonly reference: string | null;
}

/** What the picture of a code says: the text of a merchant-presented QRIS code, or of a test that only looks like one. */
export function writePayload(parts: PayloadParts): string {
  const built = buildMerchantCode(codeOf(parts));
  invariant(built.ok, 'every part was made to fit');
  return built.value;
}

/** The 26 letters of a code's id, as they stand in its payload. */
export function lettersOf(uid: string): string {
  return encodeId('qrc', uid).slice('qrc_'.length);
}

/** The account of a wallet as institutions number them: the own national number, then the wallet's. */
export function panOf({ identity, wallet }: Pick<PayloadParts, 'identity' | 'wallet'>): string {
  return (identity ?? TEST_IDENTITY).nns + wallet.toString().padStart(10, '0');
}

function codeOf(parts: PayloadParts): MerchantCode {
  const { kind, purpose, wallet, amount, uid } = parts;
  const { domain, nmid, postalCode } = parts.identity ?? TEST_IDENTITY;
  const isTest = parts.identity === null;
  const pan = panOf(parts);
  const isPayment = purpose === 'payment';
  const criterion = parts.criterion ?? undefined;
  const reference = parts.reference === null ? '' : printable(parts.reference, 25, '');
  return {
    kind: isPayment ? 'payment' : 'transfer',
    initiation: kind,
    accounts: [{ tag: isPayment ? '26' : '40', domain, pan, id: wallet.toString(), criterion }],
    national: isPayment && !isTest ? { domain: REPOSITORY, nmid, criterion } : testMerchant(parts),
    category: isPayment ? CATEGORY_OF_SHOPS : CATEGORY_OF_TRANSFERS,
    amount: amount ?? undefined,
    name: printable(isTest ? TEST_NAME + parts.name : parts.name, 25, 'PENERIMA'),
    city: printable(parts.city, 15, 'INDONESIA'),
    postalCode,
    additional: {
      ...(reference !== '' && { reference }),
      ...(!isPayment && { purpose: PURPOSES[purpose] }),
      proprietary: { domain: isPayment ? domain : '00', unique: lettersOf(uid) },
    },
    ...(isTest && {
      others: [{ tag: TEST_TAG, value: dataObject('00', domain) + dataObject('01', TEST_MARK) }],
    }),
  };
}

/** The standard wants a number in the repository in each static code; that of a test is nobody's, under no real domain. */
function testMerchant({ identity, purpose }: PayloadParts): MerchantCode['national'] {
  if (identity !== null || purpose !== 'payment') return undefined;
  return { domain: TEST_IDENTITY.domain, nmid: TEST_IDENTITY.nmid };
}

/** Text as the standard has it: ASCII without the bar, at most so long. */
export function printable(text: string, max: number, otherwise: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[^ -{}~]/g, '')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, max)
    .trim();
  return plain === '' ? otherwise : plain;
}
