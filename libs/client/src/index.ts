export type { components, paths } from './generated/api.js';
export type { EventOptions, SimpulEvent, ToldEvent } from './events.js';
export { idr, senOf, type Money } from './money.js';
export type { CallOptions, Data, Item, ListPath, Operation, PathOf } from './operations.js';
export type { ListOptions } from './pages.js';
export {
  NoAnswerError,
  ProblemError,
  SignedOutError,
  SimpulError,
  type MoneyMoved,
  type Problem,
  type ProblemCode,
  type Remedy,
} from './problem.js';
export type { RetryPolicy } from './retry.js';
export {
  bearer,
  newDeviceKey,
  person,
  program,
  type Credentials,
  type DeviceKey,
  type SignInOptions,
  type Tokens,
} from './sign-in.js';
export {
  newKey,
  Simpul,
  type Answer,
  type AnyRequest,
  type Authentication,
  type SimpulOptions,
} from './simpul.js';
export type { Session } from './transport.js';
export { verifyWebhook, WebhookSignatureError, type WebhookHeaders } from './webhooks.js';
