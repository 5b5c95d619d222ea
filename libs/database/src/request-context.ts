import { AsyncLocalStorage } from 'node:async_hooks';

/** In whose name and by which request the database is asked: what the audit writes down of a change. */
export interface RequestContext {
  /** `req_…`, as the answer's Request-Id. */
  readonly request: string;
  /** Network address of the caller, as far as trusted proxies tell. */
  readonly address: string;
  /** Uuid of the person; absent before somebody has signed in. */
  readonly actor?: string;
  readonly role?: string;
}

const current = new AsyncLocalStorage<RequestContext>();

/** Runs `work` so that every connection that it takes from the pool tells the database of the request. */
export function inRequest<T>(context: RequestContext, work: () => T): T {
  return current.run(context, work);
}

/** What the setting `simpul.request` must be on a connection that is taken now; empty outside of requests. */
export function requestSetting(): string {
  const context = current.getStore();
  return context === undefined ? '' : JSON.stringify(context);
}
