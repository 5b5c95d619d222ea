export {
  CONSENT_DAYS,
  ConsentStore,
  type Consent,
  type ConsentEnd,
  type ConsentQuestion,
  type ConsentState,
} from './consent.store.js';
export { PartnerConsents, type CustomerTokens } from './partner-consents.js';
export { PARTNER_TOKEN_SECONDS, PartnerTokens, type PartnerToken } from './partner-tokens.js';
export {
  SignedRequests,
  type SeenRequest,
  type SignedByPartner,
  type StandingConsent,
} from './signed-requests.js';
