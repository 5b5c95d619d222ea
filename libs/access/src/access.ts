import type { DataSource } from 'typeorm';
import { ActivationService } from './activation.service.js';
import { AlertService } from './alerts/index.js';
import { ApprovalService } from './approvals/index.js';
import { AuditTrail } from './audit/index.js';
import { BulkOnboarding } from './bulk-onboarding.js';
import { ApiClientService } from './clients/api-client.service.js';
import { ApiClients } from './clients/api-clients.js';
import { ClientTokenService } from './clients/client-token.service.js';
import { RequestLog } from './clients/request-log.js';
import { ConsentService } from './consent.service.js';
import { ActivationStore } from './credentials/activation.store.js';
import { CredentialStore } from './credentials/credential.store.js';
import { SecretHasher } from './credentials/secret-hasher.js';
import { Onboarding } from './onboarding.js';
import { GrantStore } from './people/grant.store.js';
import { PersonalData } from './personal-data/personal-data.js';
import { PersonStore } from './people/person.store.js';
import { ConsentStore, PartnerConsents, PartnerTokens, SignedRequests } from './partners/index.js';
import { ProfileService } from './people/profile.service.js';
import { PaymentConsentService } from './pins/payment-consent.service.js';
import { PinService } from './pins/pin.service.js';
import { RateLimits } from './rate-limits/index.js';
import type { AccessSecrets } from './secrets.js';
import { OperatorSetup, type NewOperator, type SetUpTogether } from './setup-operators.js';
import { SecretBox } from './sealing/secret-box.js';
import { SignInService } from './sign-in.service.js';
import { SessionService } from './sessions/session.service.js';
import { AccessTokenVerifier } from './tokens/access-token-verifier.js';
import { Revocations } from './tokens/revocations.js';
import { SignedTokens } from './tokens/signed-tokens.js';
import { TokenService } from './tokens/token.service.js';
import { StepUpService } from './totp/step-up.service.js';
import { TotpService } from './totp/totp.service.js';

/** Under this name an authenticator app shows the codes. */
const TOTP_ISSUER = 'Simpul';

export interface AccessOptions {
  secrets: AccessSecrets;
  /** `iss` of the tokens: this deployment, usually its public address. */
  issuer: string;
  /** `aud` of the tokens: `simpul` unless told. */
  audience?: string;
}

/** The services of this room, put together by hand: for specs and programs without Nest. */
export function createAccess(dataSource: DataSource, options: AccessOptions) {
  const { secrets, issuer, audience = 'simpul' } = options;
  const { manager } = dataSource;
  const hasher = new SecretHasher(secrets.pepper);
  const people = personStore(secrets, hasher);
  const grants = new GrantStore();
  const activations = new ActivationStore();
  const credentials = new CredentialStore(manager);
  const revocations = new Revocations(manager);
  const now = () => revocations.now();
  const tokens = new TokenService({ keys: secrets.signing, issuer, audience, now });
  const sessions = new SessionService(dataSource, hasher, tokens, revocations);
  const totp = new TotpService(manager, new SecretBox(secrets.pepper, 'totp'), TOTP_ISSUER);
  const consent = new ConsentService(credentials, hasher);
  const ofType = (type: string) =>
    new SignedTokens({ keys: secrets.signing, issuer, audience, type, now });
  const signedRequests = new SignedRequests(dataSource);
  const partnerTokens = new PartnerTokens(
    { client: ofType('partner+jwt'), customer: ofType('customer+jwt') },
    revocations,
  );
  return {
    ...clientServices(dataSource, { tokens, revocations, signedRequests, pepper: secrets.pepper }),
    tokens,
    partnerTokens,
    partnerConsents: new PartnerConsents(new ConsentStore(manager), consent, partnerTokens),
    signedRequests,
    verifier: new AccessTokenVerifier(tokens, revocations),
    sessions,
    people,
    hasher,
    signIn: new SignInService(manager, credentials, grants, hasher, sessions, totp),
    stepUp: new StepUpService(credentials, totp, sessions),
    pins: new PinService(dataSource, credentials, hasher, sessions, revocations, consent),
    paymentConsent: new PaymentConsentService(manager, revocations),
    consent,
    activation: new ActivationService(
      dataSource,
      activations,
      credentials,
      hasher,
      grants,
      totp,
      revocations,
    ),
    onboarding: new Onboarding(people, grants, activations, hasher),
    bulkOnboarding: new BulkOnboarding(hasher, people),
    profiles: new ProfileService(manager, people, grants),
    approvals: new ApprovalService(dataSource),
    alerts: new AlertService(manager),
    rateLimits: new RateLimits(manager, secrets.pepper),
    audit: new AuditTrail(dataSource),
  };
}

function clientServices(
  dataSource: DataSource,
  parts: {
    tokens: TokenService;
    revocations: Revocations;
    signedRequests: SignedRequests;
    pepper: Buffer;
  },
) {
  const { manager } = dataSource;
  const { tokens, revocations, signedRequests: requests } = parts;
  const box = new SecretBox(parts.pepper, 'api clients');
  const apiClients = new ApiClients(manager, box);
  const requestLog = new RequestLog(manager);
  return {
    apiClients,
    requestLog,
    clientRegistry: new ApiClientService(dataSource, box, revocations, apiClients),
    clientTokens: new ClientTokenService({
      manager,
      tokens,
      revocations,
      requests,
      log: requestLog,
    }),
  };
}

function personStore({ personalData }: AccessSecrets, hasher: SecretHasher): PersonStore {
  return new PersonStore(new PersonalData(personalData.current, personalData.previous), hasher);
}

/** {@link OperatorSetup.run} for a program that has a data source and the secrets, and no Nest. */
export function setupOperators(
  dataSource: DataSource,
  secrets: AccessSecrets,
  operators: readonly NewOperator[],
  together: SetUpTogether,
) {
  return operatorSetup(dataSource, secrets).run(operators, together);
}

/** {@link OperatorSetup.recover}, likewise. */
export function recoverOperator(dataSource: DataSource, secrets: AccessSecrets, username: string) {
  return operatorSetup(dataSource, secrets).recover(username);
}

function operatorSetup(dataSource: DataSource, secrets: AccessSecrets): OperatorSetup {
  const grants = new GrantStore();
  const hasher = new SecretHasher(secrets.pepper);
  const onboarding = new Onboarding(
    personStore(secrets, hasher),
    grants,
    new ActivationStore(),
    hasher,
  );
  return new OperatorSetup(dataSource, onboarding, grants);
}
