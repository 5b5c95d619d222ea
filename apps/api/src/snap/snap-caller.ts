import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ApiClient, StandingConsent, Identity } from '@app/access';
import { invariant } from '@app/core';
import type { FastifyRequest } from 'fastify';

/** Who asks a service of SNAP BI. */
export interface SnapCaller {
  readonly client: ApiClient;
  /** Of a request in a member's name. */
  readonly consent: StandingConsent | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the doors of SNAP BI; undefined elsewhere. */
    snapCaller: SnapCaller | undefined;
  }
}

/** The partner that asks. */
export const Partner = createParamDecorator(
  (_data: unknown, context: ExecutionContext): ApiClient => callerOf(context).client,
);

/** The partner, with the member in whose name it asks, if it does. */
export const PartnerOrCustomer = createParamDecorator(
  (_data: unknown, context: ExecutionContext): SnapCaller => callerOf(context),
);

/** A member in whose name a partner asks: the keys are the partner's. */
export interface Customer {
  readonly client: ApiClient;
  readonly consent: StandingConsent;
}

/** Only for services that need a customer. */
export const ForCustomer = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Customer => {
    const { client, consent } = callerOf(context);
    invariant(consent !== undefined, 'a service without customer');
    return { client, consent };
  },
);

function callerOf(context: ExecutionContext): SnapCaller {
  const { snapCaller } = context.switchToHttp().getRequest<FastifyRequest>();
  invariant(snapCaller !== undefined, 'a route without the doors of SNAP BI');
  return snapCaller;
}

/** As whom the use cases see a request: the member, or the partner's own program. Keys and references are the partner's. */
export function identityOf({ client, consent }: SnapCaller, expiresAt: number): Identity {
  const own = { principal: client.uid, network: client.networkId, tokenId: client.uid, expiresAt };
  if (consent !== undefined) {
    const { cooperative, member } = consent;
    return { ...own, role: 'member', cooperative, member, merchant: null };
  }
  const { cooperativeUid: cooperative = null, merchantUid: merchant = null } = client;
  return { ...own, role: 'program', cooperative, merchant, member: null };
}
