import type { DataSource, EntityManager } from 'typeorm';
import { fail, succeed, type Result } from '@app/core';
import { inTransaction } from '@app/database';
import type { ActivationStore } from './credentials/activation.store.js';
import type { CredentialStore } from './credentials/credential.store.js';
import { parsePhone } from './credentials/phone.js';
import type { SecretHasher } from './credentials/secret-hasher.js';
import { checkNewSecret, type CredentialKind } from './credentials/secret-rules.js';
import type { GrantStore } from './people/grant.store.js';
import { normalizeUsername } from './people/username.js';
import { endSessions } from './sessions/session.store.js';
import type { Revocations } from './tokens/revocations.js';
import { TOTP_ROLES, type TotpEnrolment, type TotpService } from './totp/totp.service.js';

export interface PhoneActivation {
  phone: string;
  /** Number of the network; the lowest in which this phone has a living code unless told. */
  network?: number | undefined;
  code: string;
  pin: string;
}

export interface LoginActivation {
  username: string;
  code: string;
  password: string;
  /** The secret of a hardware token; an authenticator app is given one of ours. */
  totpSecret?: Buffer | undefined;
}

export interface Activated {
  /** For staff: shown now and never again. Null for members, owners and cashiers. */
  readonly totp: TotpEnrolment | null;
}

export type ActivationFailure =
  'activation_invalid' | 'pin_too_simple' | 'validation_failed' | 'overloaded';

interface Claim {
  kind: CredentialKind;
  person: string | undefined;
  text: string;
  code: string;
  secret: string;
  totpSecret?: Buffer | undefined;
}

/** Lets a person with a one-time code choose a PIN or password, the first or a new one. */
export class ActivationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly activations: ActivationStore,
    private readonly credentials: CredentialStore,
    private readonly hasher: SecretHasher,
    private readonly grants: GrantStore,
    private readonly totp: TotpService,
    private readonly revocations: Revocations,
  ) {}

  /**
   * Sets the secret and spends the code; a lock by wrong tries ends, and so does every session of the person. Staff get the
   * secret of their authenticator app with it, in place of a former one. `activation_invalid` for a
   * code that is wrong, spent, expired or tried five times, and for a phone or name that waits for
   * none; `pin_too_simple` and `validation_failed` before the code is looked at, with no try
   * counted.
   */
  async activate(
    request: PhoneActivation | LoginActivation,
  ): Promise<Result<Activated, ActivationFailure>> {
    const checked =
      'pin' in request
        ? checkNewSecret('pin', request.pin)
        : checkNewSecret('password', request.password);
    if (!checked.ok) return checked;
    const admitted = await this.hasher.admitted(async () =>
      this.check(await this.claimOf(request, checked.value)),
    );
    return admitted.ok ? admitted.value : admitted;
  }

  private async claimOf(
    request: PhoneActivation | LoginActivation,
    secret: string,
  ): Promise<Claim> {
    const { code } = request;
    if ('username' in request) {
      const text = normalizeUsername(request.username);
      const person = await this.activations.findByUsername(this.dataSource.manager, text);
      const { totpSecret } = request;
      return { kind: 'password', person, text, code, secret, totpSecret };
    }
    const text = parsePhone(request.phone) ?? request.phone;
    const person = await this.activations.findByPhone(
      this.dataSource.manager,
      this.hasher.phoneIndex(text),
      request.network,
    );
    return { kind: 'pin', person, text, code, secret };
  }

  private async check(claim: Claim): Promise<Result<Activated, ActivationFailure>> {
    const { kind, person, code } = claim;
    if (person === undefined) {
      // A decoy's commit takes as long as a real one's; whether it is locked doesn't show here.
      await this.credentials.countDecoyTry(this.hasher.decoyBucket(kind, `code ${claim.text}`));
      return fail('activation_invalid');
    }
    const owner = { person, kind };
    const codeHash = await this.activations.countTry(this.dataSource.manager, owner);
    if (codeHash === undefined || !this.hasher.isCode(owner, code, codeHash)) {
      return fail('activation_invalid');
    }
    const secretHash = await this.hasher.hash(owner, claim.secret);
    const activated = await inTransaction(this.dataSource, async (tx) => {
      const isMine = await this.activations.spend(tx, owner, codeHash, secretHash);
      if (!isMine) return fail('activation_invalid');
      await endSessions(tx, { person }, 'secret_changed');
      return succeed({ totp: await this.enrol(tx, person, claim) });
    });
    if (activated.ok) await this.revocations.readAnew();
    return activated;
  }

  private async enrol(
    tx: EntityManager,
    person: string,
    { kind, text, totpSecret }: Claim,
  ): Promise<TotpEnrolment | null> {
    if (kind === 'pin') return null;
    const grant = await this.grants.findOldest(tx, { person, roles: TOTP_ROLES });
    return grant === undefined ? null : this.totp.enrol(tx, person, text, totpSecret);
  }
}
