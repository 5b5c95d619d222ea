/** Why a payload is no QRIS code that may be trusted. */
export type QrisFaultCode =
  /** More than 512 characters, or fewer than any code has. */
  | 'length'
  /** A data object that runs past the end, or has no two-digit length. */
  | 'structure'
  /** No `63` at the end, or not the checksum of what stands before. */
  | 'checksum'
  /** An id twice at one level: nobody could say which is meant. */
  | 'repeated'
  /** Something mandatory is not there. */
  | 'missing'
  /** Another currency than the rupiah. */
  | 'currency'
  /** An amount or tip that is not written as one, or is nothing. */
  | 'amount'
  /** Anything else that is not written as the standard says. */
  | 'format';

export interface QrisFault {
  readonly code: QrisFaultCode;
  /** Where: "54", "26-01"; empty when it is the payload as a whole. */
  readonly at: string;
}

/** A value read or built, or the first fault that was found. */
export type QrisResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: QrisFault };

export function faulty(code: QrisFaultCode, at = ''): { ok: false; fault: QrisFault } {
  return { ok: false, fault: { code, at } };
}

export function sound<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}
