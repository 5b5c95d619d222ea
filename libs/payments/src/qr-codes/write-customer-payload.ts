import { decodeId, invariant } from '@app/core';
import { buildCustomerCode, QRIS_AID, QRIS_LABEL } from '@app/standards';

import { lettersOf, panOf, printable, TEST_NAME, type PayloadParts } from './write-payload.js';

const ISSUER_DATA = 'simpul:';
const NAME_MAX = 26;
/** An application of nobody's: a test must not pass for QRIS. */
const TEST_AID = 'F000000000';
const TEST_LABEL = 'UJI COBA';

/** What a code says that a member shows and a shop scans: a customer-presented code, or a test that only looks like one. */
export function writeCustomerPayload({
  uid,
  identity,
  wallet,
  name,
}: Pick<PayloadParts, 'uid' | 'identity' | 'wallet' | 'name'>): string {
  const isTest = identity === null;
  const built = buildCustomerCode({
    aid: isTest ? TEST_AID : QRIS_AID,
    label: isTest ? TEST_LABEL : QRIS_LABEL,
    pan: panOf({ identity, wallet }),
    cardholderName: printable(isTest ? TEST_NAME + name : name, NAME_MAX, 'ANGGOTA'),
    languages: 'iden',
    issuerData: ISSUER_DATA + lettersOf(uid),
  });
  invariant(built.ok, 'every part was made to fit');
  return built.value;
}

/** The code (uuid) that an issuer's data means, if we are the issuer. */
export function uidOfIssuerData(data: string | undefined): string | undefined {
  if (data?.startsWith(ISSUER_DATA) !== true) return undefined;
  return decodeId('qrc', `qrc_${data.slice(ISSUER_DATA.length)}`);
}
