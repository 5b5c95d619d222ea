import { readAmount, readPercent } from './amount-text.js';
import { hasChecksum } from './checksum.js';
import { readDataObjects, type DataObjects } from './data-objects.js';
import { faulty, sound, type QrisResult } from './fault.js';
import {
  ADDITIONAL_IDS,
  ADDITIONAL_NAMES,
  COUNTRY,
  CURRENCY_NUMBER,
  isAccountTag,
  isPassedOn,
  isTransferPurpose,
  NATIONAL_TAG,
  PAYLOAD_MAX,
  TRANSFER_CATEGORY,
  TRANSFER_TAG,
  type AccountInformation,
  type AdditionalData,
  type MerchantCode,
  type NationalMerchant,
  type OtherData,
  type Tip,
} from './merchant-code.js';

/** The shortest payload that has all that is mandatory. */
const PAYLOAD_MIN = 40;

const ACCOUNT_PARTS = [
  ['01', 'pan'],
  ['02', 'id'],
  ['03', 'criterion'],
  ['04', 'bic'],
] as const;

/** Filled field by field: a code is read for every payment, and spreading costs more than all the rest. */
type Writable<T> = { -readonly [K in keyof T]: T[K] };

const PAN = /^[0-9]{16,19}$/;

/**
 * Reads a merchant-presented payload: EMVCo's with the tags of Indonesia. Strict where money is at stake: length,
 * checksum, currency, amounts, tips, nothing twice. Tolerant where real codes are sloppy: data objects in any order between the first and
 * the last, blanks at the end of the payload, of names and of texts, a category of three digits, account numbers without a check digit,
 * data that is not known, which is passed on.
 */
export function parseMerchantCode(text: string): QrisResult<MerchantCode> {
  const payload = text.trimEnd();
  if (payload.length > PAYLOAD_MAX || payload.length < PAYLOAD_MIN) return faulty('length');
  if (!payload.startsWith('000201')) return faulty('structure', '00');
  if (!hasChecksum(payload)) return faulty('checksum', '63');
  const objects = readDataObjects(payload);
  if (!objects.ok) return objects;
  if ([...objects.value.keys()].at(-1) !== '63') return faulty('structure', '63');
  return codeOf(objects.value);
}

function codeOf(objects: DataObjects): QrisResult<MerchantCode> {
  const required = requiredOf(objects);
  if (!required.ok) return required;
  const initiation = objects.get('01');
  if (initiation !== undefined && initiation !== '11' && initiation !== '12') {
    return faulty('format', '01');
  }
  const category = objects.get('52');
  if (category !== undefined && !/^[0-9]{3,4}$/.test(category)) return faulty('format', '52');
  const amountOf = objects.get('54');
  const amount = amountOf === undefined ? undefined : readAmount(amountOf);
  if (amountOf !== undefined && amount === undefined) return faulty('amount', '54');
  const tip = tipOf(objects);
  if (!tip.ok) return tip;
  const additional = additionalOf(objects.get('62'));
  if (!additional.ok) return additional;
  const accounts = accountsOf(objects);
  if (!accounts.ok) return accounts;
  const national = nationalOf(objects.get(NATIONAL_TAG));
  if (!national.ok) return national;

  const { data, others } = additional.value;
  const isTransfer = objects.has(TRANSFER_TAG) && isTransferPurpose(data?.purpose);
  const code: Writable<MerchantCode> = {
    kind: isTransfer ? 'transfer' : 'payment',
    initiation: initiation === '12' ? 'dynamic' : 'static',
    accounts: accounts.value,
    name: required.value.name,
    city: required.value.city,
  };
  if (national.value !== undefined) code.national = national.value;
  if (category !== undefined) code.category = category;
  if (amount !== undefined) code.amount = amount;
  if (tip.value !== undefined) code.tip = tip.value;
  const postalCode = objects.get('61')?.trim();
  if (postalCode !== undefined && postalCode !== '') code.postalCode = postalCode;
  if (data !== undefined) code.additional = data;
  const passedOn = [...othersOf(objects), ...others];
  if (passedOn.length > 0) code.others = passedOn;
  return code.kind === 'transfer' ? transferOf(code) : paymentOf(code, objects);
}

function requiredOf(objects: DataObjects): QrisResult<Pick<MerchantCode, 'name' | 'city'>> {
  for (const tag of ['53', '58', '59', '60']) {
    if (!objects.has(tag)) return faulty('missing', tag);
  }
  if (objects.get('53') !== CURRENCY_NUMBER) return faulty('currency', '53');
  if (objects.get('58') !== COUNTRY) return faulty('format', '58');
  const name = objects.get('59')?.trim() ?? '';
  const city = objects.get('60')?.trim() ?? '';
  if (name === '') return faulty('format', '59');
  return sound({ name, city });
}

function tipOf(objects: DataObjects): QrisResult<Tip | undefined> {
  const [indicator, fixed, percentage] = ['55', '56', '57'].map((tag) => objects.get(tag));
  if (fixed !== undefined && indicator !== '02') return faulty('amount', '56');
  if (percentage !== undefined && indicator !== '03') return faulty('amount', '57');
  switch (indicator) {
    case undefined:
      return sound(undefined);
    case '01':
      return sound({ kind: 'asked' });
    case '02': {
      const amount = fixed === undefined ? undefined : readAmount(fixed);
      return amount === undefined ? faulty('amount', '56') : sound({ kind: 'fixed', amount });
    }
    case '03': {
      const hundredths = percentage === undefined ? undefined : readPercent(percentage);
      if (hundredths === undefined) return faulty('amount', '57');
      return sound({ kind: 'percentage', hundredths });
    }
    default:
      return faulty('amount', '55');
  }
}

function accountsOf(objects: DataObjects): QrisResult<AccountInformation[]> {
  const accounts: AccountInformation[] = [];
  for (const [tag, value] of objects) {
    if (!isAccountTag(tag)) continue;
    const read = readDataObjects(value, `${tag}-`);
    if (!read.ok) return read;
    const domain = read.value.get('00');
    if (domain === undefined || domain === '') return faulty('missing', `${tag}-00`);
    const account: Writable<AccountInformation> = { tag, domain };
    for (const [id, name] of ACCOUNT_PARTS) {
      const text = read.value.get(id);
      if (text !== undefined && text !== '') account[name] = text;
    }
    accounts.push(account);
  }
  return sound(accounts);
}

function nationalOf(value: string | undefined): QrisResult<NationalMerchant | undefined> {
  if (value === undefined) return sound(undefined);
  const read = readDataObjects(value, `${NATIONAL_TAG}-`);
  if (!read.ok) return read;
  const domain = read.value.get('00');
  if (domain === undefined || domain === '') return faulty('missing', `${NATIONAL_TAG}-00`);
  const merchant: Writable<NationalMerchant> = { domain };
  const nmid = read.value.get('02');
  const criterion = read.value.get('03');
  if (nmid !== undefined && nmid !== '') merchant.nmid = nmid;
  if (criterion !== undefined && criterion !== '') merchant.criterion = criterion;
  return sound(merchant);
}

function additionalOf(
  value: string | undefined,
): QrisResult<{ data: AdditionalData | undefined; others: OtherData[] }> {
  if (value === undefined) return sound({ data: undefined, others: [] });
  const read = readDataObjects(value, '62-');
  if (!read.ok) return read;
  const own = read.value.get('99');
  const inner = own === undefined ? undefined : readDataObjects(own, '62-99-');
  if (inner?.ok === false) return inner;
  const domain = inner?.value.get('00');
  const unique = inner?.value.get('01');
  const others: OtherData[] = [];
  for (const [id, text] of read.value) {
    const isRead = id === '99' && domain !== undefined && unique !== undefined;
    if (!isRead && isPassedOn(`62-${id}`)) others.push({ tag: `62-${id}`, value: text });
  }
  const data: Writable<AdditionalData> = {};
  for (const name of ADDITIONAL_NAMES) {
    const text = read.value.get(ADDITIONAL_IDS[name])?.trimEnd();
    if (text !== undefined && text !== '') data[name] = text;
  }
  if (domain !== undefined && unique !== undefined) data.proprietary = { domain, unique };
  return sound({ data: Object.keys(data).length === 0 ? undefined : data, others });
}

/** Accounts of card schemes (02–25), the national switch's other ones (46–50), languages, and what is not defined. */
function othersOf(objects: DataObjects): OtherData[] {
  const others: OtherData[] = [];
  for (const [tag, value] of objects) {
    if (isPassedOn(tag)) others.push({ tag, value });
  }
  return others;
}

function paymentOf(code: MerchantCode, objects: DataObjects): QrisResult<MerchantCode> {
  if (code.category === undefined) return faulty('missing', '52');
  const hasAccount = [...objects.keys()].some((tag) => tag >= '02' && tag <= NATIONAL_TAG);
  return hasAccount ? sound(code) : faulty('missing', '26');
}

/** A transfer names one account by its number, is made for one use, and says by what it is told apart. */
function transferOf(code: MerchantCode): QrisResult<MerchantCode> {
  if (code.initiation !== 'dynamic') return faulty('format', '01');
  if (code.category !== undefined && code.category !== TRANSFER_CATEGORY) {
    return faulty('format', '52');
  }
  const account = code.accounts.find(({ tag }) => tag === TRANSFER_TAG);
  if (account?.pan === undefined) return faulty('missing', `${TRANSFER_TAG}-01`);
  if (!PAN.test(account.pan)) return faulty('format', `${TRANSFER_TAG}-01`);
  const unique = code.additional?.proprietary?.unique;
  if (unique === undefined) return faulty('missing', '62-99');
  return unique.length < 8 || unique.length > 64 ? faulty('format', '62-99') : sound(code);
}
