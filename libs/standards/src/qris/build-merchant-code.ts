import { amountText, percentText } from './amount-text.js';
import { withChecksum } from './checksum.js';
import { dataObject, lengthOf, VALUE_MAX } from './data-objects.js';
import { faulty, sound, type QrisFault, type QrisResult } from './fault.js';
import {
  ADDITIONAL_IDS,
  ADDITIONAL_NAMES,
  COUNTRY,
  CURRENCY_NUMBER,
  isAccountTag,
  isPassedOn,
  NATIONAL_TAG,
  TRANSFER_TAG,
  type AccountInformation,
  type AdditionalData,
  type MerchantCode,
  type OtherData,
  type Tip,
} from './merchant-code.js';
import { parseMerchantCode } from './parse-merchant-code.js';

/** Printable ASCII but the bar, which the standard keeps to itself. */
const TEXT = /^[ -{}~]+$/;

/** How long the parts of an account may be: domain, number, id, criterion, BIC. */
const ACCOUNT_MAX = { '00': 32, '01': 19, '02': 15, '03': 3, '04': 11 } as const;

/**
 * Writes a code as a merchant-presented payload, in the order of the standard. Stricter than reading: every text fits its
 * field and is printable ASCII, a static payment names the merchant in the national repository (51), a payment has a postal code (61), and
 * nothing is given out that {@link parseMerchantCode} would refuse.
 */
export function buildMerchantCode(code: MerchantCode): QrisResult<string> {
  const fault = faultOf(code);
  if (fault !== undefined) return fault;
  const payload = write(code);
  if (payload === undefined) return faulty('amount');
  const read = parseMerchantCode(payload);
  return read.ok ? sound(payload) : read;
}

function faultOf(code: MerchantCode): { ok: false; fault: QrisFault } | undefined {
  const long = Object.entries(textsOf(code)).find(([, { text, max }]) => !fits(text, max));
  if (long !== undefined) return faulty('format', long[0]);
  const strange = (code.others ?? []).find(({ tag }) => !isPassedOn(tag));
  if (strange !== undefined) return faulty('format', strange.tag);
  const foreign = code.accounts.find(({ tag }) => !isAccountTag(tag));
  if (foreign !== undefined) return faulty('format', foreign.tag);
  if (code.kind === 'payment' && code.postalCode === undefined) return faulty('missing', '61');
  const isOpen = code.kind === 'payment' && code.initiation === 'static';
  if (isOpen && code.national?.nmid === undefined) return faulty('missing', NATIONAL_TAG);
  if (lengthOf(additionalValue(code)) > VALUE_MAX) return faulty('format', '62');
  return undefined;
}

function fits(text: string | undefined, max: number): boolean {
  if (text === undefined) return true;
  return TEXT.test(text) && text.length <= max && text.trim() === text;
}

/** Every text of a code by where it stands, and how long it may be there. */
function textsOf(code: MerchantCode) {
  const texts: Record<string, { text: string | undefined; max: number }> = {
    '59': { text: code.name, max: 25 },
    '60': { text: code.city, max: 15 },
    '61': { text: code.postalCode, max: 10 },
    '51-00': { text: code.national?.domain, max: 32 },
    '51-02': { text: code.national?.nmid, max: 15 },
    '51-03': { text: code.national?.criterion, max: 3 },
    '62-99-00': { text: code.additional?.proprietary?.domain, max: 32 },
    '62-99-01': { text: code.additional?.proprietary?.unique, max: 64 },
  };
  for (const account of code.accounts) {
    for (const [id, text] of Object.entries(accountParts(account))) {
      texts[`${account.tag}-${id}`] = { text, max: ACCOUNT_MAX[id as keyof typeof ACCOUNT_MAX] };
    }
  }
  for (const name of ADDITIONAL_NAMES) {
    texts[`62-${ADDITIONAL_IDS[name]}`] = { text: code.additional?.[name], max: 25 };
  }
  for (const { tag, value } of code.others ?? []) texts[tag] = { text: value, max: VALUE_MAX };
  return texts;
}

/** Undefined if an amount has no form that the standard knows. */
function write(code: MerchantCode): string | undefined {
  const amount = code.amount === undefined ? '' : amountText(code.amount);
  const tip = code.tip === undefined ? '' : tipObjects(code.tip);
  if (amount === undefined || tip === undefined) return undefined;
  const { national } = code;
  const templates = new Map<string, string>();
  for (const { tag, value } of code.others ?? []) {
    if (!tag.startsWith('62-')) templates.set(tag, value);
  }
  for (const account of code.accounts) templates.set(account.tag, accountValue(account));
  if (national !== undefined) {
    templates.set(
      NATIONAL_TAG,
      dataObject('00', national.domain) +
        dataObject('02', national.nmid) +
        dataObject('03', national.criterion),
    );
  }
  const sorted = [...templates].sort(([a], [b]) => (a < b ? -1 : 1));
  const objectsIn = (from: string, to: string) =>
    sorted
      .filter(([tag]) => tag >= from && tag <= to)
      .map(([tag, value]) => dataObject(tag, value));
  return withChecksum(
    [
      dataObject('00', '01'),
      dataObject('01', code.initiation === 'static' ? '11' : '12'),
      ...objectsIn('02', NATIONAL_TAG),
      dataObject('52', code.category),
      dataObject('53', CURRENCY_NUMBER),
      dataObject('54', amount),
      tip,
      dataObject('58', COUNTRY),
      dataObject('59', code.name),
      dataObject('60', code.city),
      dataObject('61', code.postalCode),
      dataObject('62', additionalValue(code)),
      ...objectsIn('64', '99'),
    ].join(''),
  );
}

function tipObjects(tip: Tip): string | undefined {
  if (tip.kind === 'asked') return dataObject('55', '01');
  if (tip.kind === 'fixed') {
    const amount = amountText(tip.amount);
    return amount && dataObject('55', '02') + dataObject('56', amount);
  }
  const percentage = percentText(tip.hundredths);
  return percentage && dataObject('55', '03') + dataObject('57', percentage);
}

function accountParts({ tag, domain, pan, id, criterion, bic }: AccountInformation) {
  return {
    '00': domain,
    '01': pan,
    '02': id,
    '03': criterion,
    ...(tag === TRANSFER_TAG && { '04': bic }),
  };
}

function accountValue(account: AccountInformation): string {
  return templateOf(accountParts(account));
}

function additionalValue({ additional, others }: MerchantCode): string {
  const parts: Record<string, string | undefined> = {};
  for (const name of ADDITIONAL_NAMES) parts[ADDITIONAL_IDS[name]] = additional?.[name];
  for (const { tag, value } of insideAdditional(others)) parts[tag] = value;
  const own = proprietaryValue(additional);
  return templateOf(own === '' ? parts : { ...parts, '99': own });
}

function insideAdditional(others: readonly OtherData[] = []): OtherData[] {
  return others
    .filter(({ tag }) => tag.startsWith('62-'))
    .map(({ tag, value }) => ({ tag: tag.slice('62-'.length), value }));
}

function proprietaryValue(additional: AdditionalData | undefined): string {
  const own = additional?.proprietary;
  return own === undefined ? '' : dataObject('00', own.domain) + dataObject('01', own.unique);
}

/** Data objects in the order of their ids. */
function templateOf(parts: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(parts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, value]) => dataObject(id, value))
    .join('');
}
