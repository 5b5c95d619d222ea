import { AsyncLocalStorage } from 'node:async_hooks';

/** By which request something is changed, as the audit writes it down. */
export interface RequestOrigin {
  /** `req_…`, as the answer's Request-Id. */
  readonly request: string;
  /** Network address of the caller, as far as trusted proxies tell. */
  readonly address: string;
  /** Uuid of the person; absent before somebody has signed in. */
  readonly actor?: string;
  readonly role?: string;
}

/** Whose rows are asked for: a cooperative's, or those of a whole network. */
export interface Tenant {
  /** Number of the network. */
  readonly network: number;
  /** Uuid. */
  readonly cooperative: string | null;
}

/** In whose name the database is asked. Without a tenant it is the switch's own work. */
export interface RequestContext {
  readonly tenant?: Tenant | undefined;
  readonly origin?: RequestOrigin | undefined;
}

const current = new AsyncLocalStorage<RequestContext>();

/** Who needs that contexts are followed from promise to promise. */
let followers = 0;

/**
 * Runs `work` so that every connection that it takes from the pool tells the database of the request. Not for longer than
 * somebody {@link followContexts}, if anybody ever does.
 */
export function inRequest<T>(context: RequestContext, work: () => T): T {
  return current.run(context, work);
}

/**
 * Keeps contexts followed until the function that it returns is called, which may be done again. When nobody is left who
 * needs it, Node stops following: what that costs, every promise of the process pays (a fifth of a payment, on Node 20).
 */
export function followContexts(): () => void {
  followers += 1;
  let follows = true;
  return () => {
    if (!follows) return;
    follows = false;
    followers -= 1;
    if (followers === 0) current.disable();
  };
}

/**
 * Runs `work` in the switch's own name, whoever's request it is part of: for what is read for all tenants at once, or
 * is between two of them. What of it a caller may see is then up to the code alone.
 */
export function asSwitch<T>(work: () => T): T {
  const context = current.getStore();
  return context === undefined ? work() : current.run({ origin: context.origin }, work);
}

/** What a connection that is taken now is told. */
export interface ConnectionSettings {
  /** `simpul.tenant`: see the policies of the tables. */
  readonly tenant: string;
  /** `simpul.request`: JSON for the audit, or empty. */
  readonly request: string;
}

export function connectionSettings(): ConnectionSettings {
  const { tenant, origin } = current.getStore() ?? {};
  return {
    tenant: tenant === undefined ? 'switch' : nameOf(tenant),
    request: origin === undefined ? '' : JSON.stringify(origin),
  };
}

function nameOf({ network, cooperative }: Tenant): string {
  return cooperative === null ? `${network}` : `${network}/${cooperative}`;
}
