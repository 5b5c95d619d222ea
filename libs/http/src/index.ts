export { Access, admits, NeedsFreshProof } from './access/access-rule.js';
export type { AccessRule, Scope } from './access/route-doors.js';
export { TOKEN_VERIFIER, type TokenVerifier } from './access/token-verifier.js';
export { Caller } from './access/caller.js';
export { addressKey } from './edge/address-key.js';
export { admit, RequestRates, SignsIn, type RatesPerMinute } from './edge/request-rates.js';
export { EventStream, type StreamedEvent } from './streams/event-stream.js';
export { Answers, type Answer } from './server/answers.js';
export {
  IdempotencyKey,
  IdempotentRequest,
  MarkReplayed,
} from './idempotency/idempotent-request.js';
export { requestHash } from './idempotency/request-hash.js';
export { decodeCursor, encodeCursor, type CursorValues } from './lists/cursor.js';
export { pageOf, pageStartOf, type Page, type PageStart } from './lists/page.js';
export { IsCursor, PageQuery } from './lists/page-query.js';
export {
  createLogger,
  logFile,
  LOG_LEVELS,
  NestLogger,
  type LogLevel,
} from './observability/logger.js';
export { Metrics } from './observability/metrics.js';
export { startTracing, type TracingOptions } from './observability/tracing.js';
export { Describes, pageExample, type Description } from './openapi/describes.js';
export { varying } from './openapi/example-schema.js';
export { openApiDocument, undescribed } from './openapi/document.js';
export { errorsMarkdown } from './openapi/error-page.js';
export { serveDocumentation } from './openapi/serve-documentation.js';
export { problemDocument, type ProblemDocument } from './problems/document.js';
export type { ErrorAnswer, ErrorDialect } from './problems/dialect.js';
export type { FieldFault } from './problems/fields.js';
export {
  fieldsProblem,
  problemOf,
  refusedAct,
  ProblemException,
  unwrap,
} from './problems/problem-exception.js';
export type { Bilingual, Language } from './problems/definition.js';
export { languageOf } from './problems/language.js';
export { PROBLEMS } from './problems/table.js';
export { ConfiguresRoute } from './server/configures-route.js';
export { drainHttp } from './server/drain-http.js';
export { goOn } from './server/go-on.js';
export { createHttpParts, type HttpParts, type HttpSettings } from './server/http-parts.js';
export { createHttpAdapter } from './server/http-adapter.js';
export { failureOf } from './problems/failure-of.js';
export { outcomeUnknownInstead } from './problems/problem.filter.js';
export { HttpModule, LOGGER } from './server/http.module.js';
export { Lifecycle } from './server/lifecycle.js';
export { RouteTable, type Route } from './server/route-table.js';
export { FILE_BYTES_MAX, ReceivedFile } from './uploads/received-file.js';
export { TakesFile } from './uploads/takes-file.js';
export { senOf } from './validation/amounts.js';
export { IsCalendarDate, IsInstant, IsMoney, IsPublicId, IsText } from './validation/decorators.js';
export { IdParam, publicId } from './validation/id-param.js';
export { IgnoresUnknownFields } from './validation/unknown-fields.js';
export { KeepsNull } from './validation/null-fields.js';
export { readDto } from './validation/request-pipe.js';
export { isInstant } from './validation/time-rule.js';
