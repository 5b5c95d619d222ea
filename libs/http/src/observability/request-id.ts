import { encodeId, newUuid } from '@app/core';

/** `traceparent` of W3C Trace Context: version, trace id, parent id, flags. */
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/;
const NO_TRACE = '0'.repeat(32);

/**
 * A new id for a request (`req_…`). Ours always: one that clients choose could be used twice or
 * forged.
 */
export function newRequestId(): string {
  return encodeId('req', newUuid());
}

/** The trace id in a `traceparent` header, if it is a valid one. */
export function traceIdOf(traceparent: string | string[] | undefined): string | undefined {
  if (typeof traceparent !== 'string') return undefined;
  const id = TRACEPARENT.exec(traceparent)?.[1];
  return id === NO_TRACE ? undefined : id;
}
