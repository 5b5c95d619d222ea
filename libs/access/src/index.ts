export { AccessModule } from './access.module.js';
export { createAccess, recoverOperator, setupOperators, type AccessOptions } from './access.js';
export {
  ActivationService,
  type Activated,
  type ActivationFailure,
  type LoginActivation,
  type PhoneActivation,
} from './activation.service.js';
export * from './alerts/index.js';
export * from './approvals/index.js';
export * from './audit/index.js';
export { BulkOnboarding, type IssuedCode } from './bulk-onboarding.js';
export * from './clients/index.js';
export { ConsentService, type PinFailure } from './consent.service.js';
export { parsePhone } from './credentials/phone.js';
export type { CredentialKind } from './credentials/secret-rules.js';
export {
  PERSON_ROLES,
  PHONE_ROLES,
  isRole,
  type Identity,
  type PersonRole,
  type Proof,
  type ProofMethod,
  type Role,
} from './identity.js';
export { Onboarding, type NewPerson, type ResetCode } from './onboarding.js';
export type { GrantSelection, NewGrant, RoleGrant } from './people/grant.store.js';
export * from './partners/index.js';
export { sealPeople } from './personal-data/seal-people.js';
export { ERASED_NAME, PersonStore, type Person } from './people/person.store.js';
export { isSameHuman } from './people/same-human.js';
export { ProfileService, type Profile } from './people/profile.service.js';
export { PaymentConsentService, type PaymentConsent } from './pins/payment-consent.service.js';
export { PinService, type PinChangeFailure, type ThresholdFailure } from './pins/pin.service.js';
export { publishedLogins } from './published-logins.js';
export { RateLimits, type RateLimit, type RateRule } from './rate-limits/index.js';
export {
  loadAccessSecrets,
  loadPepper,
  type AccessSecrets,
  type SecretSettings,
} from './secrets.js';
export { SecretBox } from './sealing/secret-box.js';
export { type NewOperator, type OperatorCode } from './setup-operators.js';
export {
  SignInService,
  type PasswordSignIn,
  type PhoneSignIn,
  type SignInFailure,
} from './sign-in.service.js';
export { readDeviceKey, type DeviceJwk } from './sessions/device-key.js';
export {
  SessionService,
  type NewDevice,
  type RefreshFailure,
  type SignedIn,
} from './sessions/session.service.js';
export type { Device } from './sessions/session.store.js';
export { StepUpService, type StepUpFailure } from './totp/step-up.service.js';
export type { TokenFailure } from './tokens/signed-tokens.js';
export { readTotpSecret } from './totp/time-code.js';
export type { TotpEnrolment } from './totp/totp.service.js';
export { AccessTokenVerifier, type BearerFailure } from './tokens/access-token-verifier.js';
export { readSigningKeys, type PublicJwk, type SigningKeys } from './tokens/signing-keys.js';
export {
  ACCESS_TOKEN_SECONDS,
  TokenService,
  type TokenOptions,
  type TokenSubject,
} from './tokens/token.service.js';
