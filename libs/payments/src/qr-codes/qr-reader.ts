import { decodeId, fail, succeed, type Failure, type Result, type Sen } from '@app/core';
import { parseCustomerCode, parseMerchantCode, type MerchantCode } from '@app/standards';

import type { QrCode, QrCodeView, QrPurpose } from './qr-code.js';
import type { QrCodeStore } from './qr-code.store.js';
import { uidOfIssuerData } from './write-customer-payload.js';

/** What was scanned: the text by itself, and the code that this network made of it, if it is one. */
export interface ScannedCode {
  readonly says: MerchantCode;
  readonly code: QrCode | undefined;
}

/** Reads codes that people scan. What is paid is what was made here, never what the text says. */
export class QrReader {
  constructor(private readonly codes: Pick<QrCodeStore, 'find' | 'view' | 'isTakenBack'>) {}

  /**
   * Reads any code. Failures: `qr_code_invalid` (detail `fault`, `at`), and `qr_code_altered` for one that names a code of
   * this network and is not it to the last letter: a changed amount with a new checksum, another's name.
   */
  async scan(network: number, payload: string): Promise<Result<ScannedCode>> {
    const parsed = parseMerchantCode(payload);
    if (!parsed.ok) {
      const { code: fault, at } = parsed.fault;
      return fail('qr_code_invalid', at === '' ? { fault } : { fault, at });
    }
    const says = parsed.value;
    const uid = uidIn(says);
    if (uid === undefined) return succeed({ says, code: undefined });
    const code = await this.codes.find(uid);
    if (code === undefined || code.network !== network) return succeed({ says, code: undefined });
    return code.payload === payload.trimEnd() ? succeed({ says, code }) : fail('qr_code_altered');
  }

  /**
   * The code of this network that was scanned, for a use. Failures: those of {@link scan}, `qr_code_foreign` (another
   * system's, or one that was never made here), `qr_code_for_another_use`. Whether it is expired or used up the ledger decides.
   */
  async identify(
    network: number,
    payload: string,
    ...purposes: readonly QrPurpose[]
  ): Promise<Result<QrCode>> {
    const scanned = await this.scan(network, payload);
    if (!scanned.ok) return scanned;
    const { code } = scanned.value;
    if (code === undefined) return fail('qr_code_foreign');
    const { purpose: use } = code;
    return purposes.includes(use) ? succeed(code) : fail('qr_code_for_another_use', { use });
  }

  /**
   * The code that a member shows for a shop to take money by. Failures: `qr_code_invalid` (detail `fault`, `at`), `qr_code_foreign`,
   * `qr_code_altered`. Whether it is expired or used up the ledger decides.
   */
  async identifyShown(network: number, payload: string): Promise<Result<QrCode>> {
    const parsed = parseCustomerCode(payload);
    if (!parsed.ok) {
      const { code: fault, at } = parsed.fault;
      return fail('qr_code_invalid', at === '' ? { fault } : { fault, at });
    }
    const uid = uidOfIssuerData(parsed.value.issuerData);
    const code = uid === undefined ? undefined : await this.codes.find(uid);
    if (code?.network !== network || code.purpose !== 'charge') return fail('qr_code_foreign');
    return code.payload === payload.trim() ? succeed(code) : fail('qr_code_altered');
  }

  /** A scanned code that could be used now; failures as those of {@link identify}, `qr_code_used`, `qr_code_expired`. */
  async open(
    network: number,
    payload: string,
    ...purposes: readonly QrPurpose[]
  ): Promise<Result<QrCode>> {
    const identified = await this.identify(network, payload, ...purposes);
    if (!identified.ok) return identified;
    const refusal = await this.refusalOf(identified.value);
    return refusal ?? identified;
  }

  /** Of a code that is not used up by being paid, whether its holder has taken it back: asked before each payment. */
  async refusalOf({ uid, kind }: QrCode): Promise<Failure | undefined> {
    if (kind === 'static') {
      const isOver = await this.codes.isTakenBack(uid);
      return isOver ? fail('qr_code_used', { state: 'cancelled' }) : undefined;
    }
    const view = await this.codes.view(uid);
    return view === undefined ? undefined : endOf(view);
  }
}

/** Why a code can't be used any more. */
export function endOf({ state }: Pick<QrCodeView, 'state'>): Failure | undefined {
  if (state === 'active') return undefined;
  return state === 'expired' ? fail('qr_code_expired') : fail('qr_code_used', { state });
}

/**
 * What is paid for a code: the code's amount, or where it has none the payer's. `validation_failed` (detail `field`) if the
 * payer names another one or none at all.
 */
export function amountFor(code: QrCode, named: Sen | undefined): Result<Sen> {
  const { amount } = code;
  if (amount !== null) {
    return named === undefined || named === amount
      ? succeed(amount)
      : fail('validation_failed', { field: 'amount' });
  }
  return named === undefined ? fail('validation_failed', { field: 'amount' }) : succeed(named);
}

function uidIn({ additional }: MerchantCode): string | undefined {
  const letters = additional?.proprietary?.unique;
  return letters === undefined ? undefined : decodeId('qrc', `qrc_${letters}`);
}
