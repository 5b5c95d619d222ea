import { Module, type DynamicModule, type FactoryProvider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { createAccess, type AccessOptions } from './access.js';
import { ActivationService } from './activation.service.js';
import { AlertService } from './alerts/index.js';
import { ApprovalService } from './approvals/index.js';
import { AuditTrail } from './audit/index.js';
import { BulkOnboarding } from './bulk-onboarding.js';
import { ApiClients, ApiClientService, ClientTokenService, RequestLog } from './clients/index.js';
import { ConsentService } from './consent.service.js';
import { Onboarding } from './onboarding.js';
import { PersonStore } from './people/person.store.js';
import { PartnerConsents, PartnerTokens, SignedRequests } from './partners/index.js';
import { ProfileService } from './people/profile.service.js';
import { PaymentConsentService } from './pins/payment-consent.service.js';
import { PinService } from './pins/pin.service.js';
import { RateLimits } from './rate-limits/index.js';
import { SignInService } from './sign-in.service.js';
import { SessionService } from './sessions/session.service.js';
import { AccessTokenVerifier } from './tokens/access-token-verifier.js';
import { TokenService } from './tokens/token.service.js';
import { StepUpService } from './totp/step-up.service.js';

type Access = ReturnType<typeof createAccess>;

const ACCESS = Symbol('access');
const SERVICES: FactoryProvider[] = [
  { provide: TokenService, inject: [ACCESS], useFactory: (access: Access) => access.tokens },
  {
    provide: AccessTokenVerifier,
    inject: [ACCESS],
    useFactory: (access: Access) => access.verifier,
  },
  { provide: StepUpService, inject: [ACCESS], useFactory: (access: Access) => access.stepUp },
  { provide: SessionService, inject: [ACCESS], useFactory: (access: Access) => access.sessions },
  { provide: SignInService, inject: [ACCESS], useFactory: (access: Access) => access.signIn },
  {
    provide: ActivationService,
    inject: [ACCESS],
    useFactory: (access: Access) => access.activation,
  },
  { provide: PinService, inject: [ACCESS], useFactory: (access: Access) => access.pins },
  {
    provide: PaymentConsentService,
    inject: [ACCESS],
    useFactory: (access: Access) => access.paymentConsent,
  },
  { provide: ConsentService, inject: [ACCESS], useFactory: (access: Access) => access.consent },
  { provide: Onboarding, inject: [ACCESS], useFactory: (access: Access) => access.onboarding },
  {
    provide: BulkOnboarding,
    inject: [ACCESS],
    useFactory: (access: Access) => access.bulkOnboarding,
  },
  { provide: PersonStore, inject: [ACCESS], useFactory: (access: Access) => access.people },
  { provide: ProfileService, inject: [ACCESS], useFactory: (access: Access) => access.profiles },
  { provide: ApprovalService, inject: [ACCESS], useFactory: (access: Access) => access.approvals },
  { provide: RateLimits, inject: [ACCESS], useFactory: (access: Access) => access.rateLimits },
  { provide: AlertService, inject: [ACCESS], useFactory: (access: Access) => access.alerts },
  { provide: ApiClients, inject: [ACCESS], useFactory: (access: Access) => access.apiClients },
  {
    provide: ApiClientService,
    inject: [ACCESS],
    useFactory: (access: Access) => access.clientRegistry,
  },
  {
    provide: ClientTokenService,
    inject: [ACCESS],
    useFactory: (access: Access) => access.clientTokens,
  },
  { provide: RequestLog, inject: [ACCESS], useFactory: (access: Access) => access.requestLog },
  {
    provide: PartnerTokens,
    inject: [ACCESS],
    useFactory: (access: Access) => access.partnerTokens,
  },
  {
    provide: PartnerConsents,
    inject: [ACCESS],
    useFactory: (access: Access) => access.partnerConsents,
  },
  {
    provide: SignedRequests,
    inject: [ACCESS],
    useFactory: (access: Access) => access.signedRequests,
  },
  { provide: AuditTrail, inject: [ACCESS], useFactory: (access: Access) => access.audit },
];

/**
 * The room as a Nest module, global, so that guards find the token service. Needs a global
 * `DataSource`.
 */
@Module({})
export class AccessModule {
  static forRoot(options: AccessOptions): DynamicModule {
    return {
      module: AccessModule,
      global: true,
      providers: [
        {
          provide: ACCESS,
          inject: [DataSource],
          useFactory: (dataSource: DataSource) => createAccess(dataSource, options),
        },
        ...SERVICES,
      ],
      exports: SERVICES.map((service) => service.provide),
    };
  }
}
