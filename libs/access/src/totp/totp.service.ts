import type { EntityManager } from 'typeorm';
import type { Role } from '../identity.js';
import type { SecretBox } from '../sealing/secret-box.js';
import { newTotpSecret, stepOf, totpEnrolment } from './time-code.js';
import { readTotp, spendStep, storeTotp } from './totp.store.js';

/** Who works for a cooperative, the network or the city shows a code beside the password. */
export const TOTP_ROLES: readonly Role[] = [
  'teller',
  'treasurer',
  'manager',
  'operator',
  'auditor',
  'dinas',
];

/** What an authenticator app is given, once. */
export interface TotpEnrolment {
  /** Base32. */
  readonly secret: string;
  /** `otpauth://…`, as the content of a QR code. */
  readonly uri: string;
}

/** Codes of six digits that an authenticator app shows for thirty seconds. The secrets are sealed, not hashed. */
export class TotpService {
  constructor(
    private readonly manager: EntityManager,
    private readonly box: SecretBox,
    private readonly issuer: string,
  ) {}

  /** Gives somebody a secret in place of the former one, or takes that of a hardware token. */
  async enrol(
    tx: EntityManager,
    person: string,
    username: string,
    brought?: Buffer,
  ): Promise<TotpEnrolment> {
    const secret = brought ?? newTotpSecret();
    await storeTotp(tx, person, this.box.seal(secret, contextOf(person)));
    return totpEnrolment(secret, this.issuer, username);
  }

  async isEnrolled(person: string): Promise<boolean> {
    return (await readTotp(this.manager, person)) !== undefined;
  }

  /** Whether this is the person's code of now, half a minute before or after, and served for the first time. */
  async prove(person: string, code: string): Promise<boolean> {
    const stored = await readTotp(this.manager, person);
    if (stored === undefined) return false;
    const step = stepOf(this.box.open(stored.sealed, contextOf(person)), code, stored.now);
    return step !== undefined && spendStep(this.manager, person, step);
  }
}

function contextOf(person: string): string {
  return `totp/${person}`;
}
