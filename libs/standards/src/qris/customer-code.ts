import { faulty, sound, type QrisResult } from './fault.js';

/** The application of QRIS in a customer-presented code. */
export const QRIS_AID = 'A0000006022020';
export const QRIS_LABEL = 'QRISCPM';

/** What a code says that the payer shows and the merchant scans: EMVCo's customer-presented mode with the tags of Indonesia. */
export interface CustomerCode {
  /** Application id in upper-case hexadecimal; {@link QRIS_AID}. */
  readonly aid: string;
  readonly label: string;
  /** 13 to 19 digits; the first eight are the institution's national number (NNS). */
  readonly pan?: string | undefined;
  /** Track 2 equivalent data, upper-case hexadecimal. */
  readonly track2?: string | undefined;
  readonly cardholderName?: string | undefined;
  /** Pairs of lower-case letters, "iden". */
  readonly languages?: string | undefined;
  /** Last four digits of the card. */
  readonly lastDigits?: string | undefined;
  /** What the issuer knows the code by, used once. */
  readonly issuerData?: string | undefined;
  /** Cryptogram and its data (9F26, 9F27, 9F10, 9F36, 82, 9F37), tag → upper-case hexadecimal. */
  readonly cryptogram?: Readonly<Record<string, string>> | undefined;
}

const PAYLOAD_MAX = 512;
const FORMAT = 'CPV01';
const CRYPTOGRAM_TAGS = ['9F26', '9F27', '9F10', '9F36', '82', '9F37'] as const;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

type Tlv = ReadonlyMap<string, Buffer>;

/**
 * Reads a customer-presented payload: Base64 of BER-TLV. Faults: `length`, `structure` (no Base64, or an object that runs past
 * the end), `repeated`, `missing`, `format`. Objects that are not known are ignored.
 */
export function parseCustomerCode(text: string): QrisResult<CustomerCode> {
  const payload = text.trim();
  if (payload.length === 0 || payload.length > PAYLOAD_MAX) return faulty('length');
  if (!BASE64.test(payload)) return faulty('structure');
  const outer = readTlv(Buffer.from(payload, 'base64'));
  if (!outer.ok) return outer;
  if (outer.value.get('85')?.toString('latin1') !== FORMAT) return faulty('format', '85');
  const template = outer.value.get('61');
  if (template === undefined) return faulty('missing', '61');
  const application = readTlv(template);
  if (!application.ok) return application;
  const transparent = readTlv(application.value.get('63') ?? Buffer.alloc(0));
  return transparent.ok ? codeOf(application.value, transparent.value) : transparent;
}

/** Writes a customer-presented payload; the faults are those of reading it. */
export function buildCustomerCode(code: CustomerCode): QrisResult<string> {
  const { aid, label, pan, track2, cardholderName, languages, lastDigits, issuerData } = code;
  const transparent = Buffer.concat([
    object('9F74', ascii(issuerData)),
    ...CRYPTOGRAM_TAGS.map((tag) => object(tag, hex(code.cryptogram?.[tag]))),
  ]);
  const application = Buffer.concat([
    object('4F', hex(aid)),
    object('50', ascii(label)),
    object('57', hex(track2)),
    object('5A', hex(pan === undefined || pan.length % 2 === 0 ? pan : `${pan}F`)),
    object('5F20', ascii(cardholderName)),
    object('5F2D', ascii(languages)),
    object('9F25', hex(lastDigits)),
    object('63', transparent),
  ]);
  const payload = Buffer.concat([object('85', ascii(FORMAT)), object('61', application)]);
  const written = payload.toString('base64');
  const read = parseCustomerCode(written);
  return read.ok ? sound(written) : read;
}

function codeOf(application: Tlv, transparent: Tlv): QrisResult<CustomerCode> {
  const aid = hexOf(application, '4F');
  const label = textOf(application, '50');
  if (aid === undefined) return faulty('missing', '4F');
  if (label === undefined) return faulty('missing', '50');
  if (aid.length < 10 || aid.length > 32) return faulty('format', '4F');
  const pan = hexOf(application, '5A')?.replace(/F$/, '');
  if (pan !== undefined && !/^[0-9]{13,19}$/.test(pan)) return faulty('format', '5A');
  const track2 = hexOf(application, '57');
  if (track2 !== undefined && track2.length > 38) return faulty('format', '57');
  if (pan === undefined && track2 === undefined) return faulty('missing', '5A');
  const cardholderName = textOf(application, '5F20');
  const nameLength = cardholderName?.length ?? 2;
  if (nameLength < 2 || nameLength > 26) return faulty('format', '5F20');
  const languages = textOf(application, '5F2D');
  if (languages !== undefined && !/^(?:[a-z]{2}){1,4}$/.test(languages)) {
    return faulty('format', '5F2D');
  }
  const lastDigits = hexOf(application, '9F25');
  if (lastDigits !== undefined && !/^[0-9]{4}$/.test(lastDigits)) return faulty('format', '9F25');
  const issuerData = textOf(transparent, '9F74');
  const dataLength = issuerData?.length ?? 8;
  if (dataLength < 8 || dataLength > 64) return faulty('format', '9F74');
  const cryptogram: Record<string, string> = {};
  for (const tag of CRYPTOGRAM_TAGS) {
    const value = hexOf(transparent, tag);
    if (value !== undefined) cryptogram[tag] = value;
  }
  return sound({
    aid,
    label,
    ...(pan !== undefined && { pan }),
    ...(track2 !== undefined && { track2 }),
    ...(cardholderName !== undefined && { cardholderName }),
    ...(languages !== undefined && { languages }),
    ...(lastDigits !== undefined && { lastDigits }),
    ...(issuerData !== undefined && { issuerData }),
    ...(Object.keys(cryptogram).length > 0 && { cryptogram }),
  });
}

/** Tags of one or two bytes, lengths of up to 255: more than a code can hold needs no more. */
function readTlv(bytes: Buffer): QrisResult<Tlv> {
  const objects = new Map<string, Buffer>();
  let at = 0;
  while (at < bytes.length) {
    const isLong = ((bytes[at] ?? 0) & 0x1f) === 0x1f;
    const tag = bytes.toString('hex', at, at + (isLong ? 2 : 1)).toUpperCase();
    at += isLong ? 2 : 1;
    const first = bytes[at] ?? 0xff;
    const length = first === 0x81 ? bytes[at + 1] : first;
    if (length === undefined || (first > 0x7f && first !== 0x81)) return faulty('structure', tag);
    at += first === 0x81 ? 2 : 1;
    if (at + length > bytes.length) return faulty('structure', tag);
    if (objects.has(tag)) return faulty('repeated', tag);
    objects.set(tag, bytes.subarray(at, at + length));
    at += length;
  }
  return sound(objects);
}

/** Of an empty value nothing is written. */
function object(tag: string, value: Buffer | undefined): Buffer {
  if (value === undefined || value.length === 0) return Buffer.alloc(0);
  const length = value.length > 0x7f ? [0x81, value.length & 0xff] : [value.length];
  return Buffer.concat([Buffer.from(tag, 'hex'), Buffer.from(length), value]);
}

function hex(text: string | undefined): Buffer | undefined {
  return text === undefined ? undefined : Buffer.from(text, 'hex');
}

function ascii(text: string | undefined): Buffer | undefined {
  return text === undefined ? undefined : Buffer.from(text, 'latin1');
}

function hexOf(objects: Tlv, tag: string): string | undefined {
  const value = objects.get(tag)?.toString('hex').toUpperCase();
  return value === '' ? undefined : value;
}

function textOf(objects: Tlv, tag: string): string | undefined {
  const value = objects.get(tag)?.toString('latin1');
  return value === '' ? undefined : value;
}
