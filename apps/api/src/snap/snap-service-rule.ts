import type { SnapServiceCode } from '@app/standards';

/** Who may ask a service. */
export interface SnapServiceRule {
  readonly code: SnapServiceCode;
  /** `token`: client key and time, by the partner's RSA key; `request`: the whole request. */
  readonly signs: 'token' | 'request';
  /** Whether a member's consent has to stand behind it; `allowed`: it is about the partner's own shop without one. */
  readonly customer: 'none' | 'allowed' | 'required';
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Of a route of SNAP BI; absent elsewhere. */
    snap?: SnapServiceRule;
  }
}
