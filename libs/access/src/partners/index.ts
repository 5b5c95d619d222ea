export {
  CONSENT_DAYS,
  ConsentStore,
  type Consent,
  type ConsentEnd,
  type ConsentQuestion,
  type ConsentState,
  type StandingConsent,
} from './consent.store.js';
export { ExternalIds } from './external-ids.js';
export { PartnerConsents, type CustomerTokens } from './partner-consents.js';
export { PARTNER_TOKEN_SECONDS, PartnerTokens, type PartnerToken } from './partner-tokens.js';
