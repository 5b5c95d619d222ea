export {
  ApiClientService,
  type ClientHolder,
  type ClientView,
  type KeyMade,
  type WantedClient,
  type WantedKey,
} from './api-client.service.js';
export { ApiClients } from './api-clients.js';
export type { ApiClient, ClientKey, ClientRecord, ClientStatus } from './api-client.js';
export {
  CLIENT_SCOPES,
  COOPERATIVE_SCOPES,
  MERCHANT_SCOPES,
  isClientScope,
  type ClientScope,
} from './client-scopes.js';
export { CLIENT_KEY_KINDS, readRsaPublicKey, type ClientKeyKind } from './client-secret.js';
export {
  ClientTokenService,
  type ClientProof,
  type ClientSignedIn,
} from './client-token.service.js';
export { RequestLog, type LoggedRequest, type StoredRequest } from './request-log.js';
