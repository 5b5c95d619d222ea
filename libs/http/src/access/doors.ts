import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { fail } from '@app/core';
import type { Identity } from '@app/access';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RequestRates } from '../edge/request-rates.js';
import { fieldsProblem, ProblemException } from '../problems/problem-exception.js';
import { goOn } from '../server/go-on.js';
import { admits, lacksScope } from './access-rule.js';
import type { AccessRule, RouteDoors } from './route-doors.js';
import { TOKEN_VERIFIER, type TokenVerifier, type Verified } from './token-verifier.js';

const BEARER = /^Bearer +([!-~]+) *$/i;
/** What probes and scrapers ask for is theirs; they may add names of their own. */
const PUBLISHED = '/v1/';

/**
 * Lets a request in: not too many of one address, with a token that the route admits, not too many of one person, and with
 * no query that nobody reads. All of it before the body is read and before Nest: it is asked of every request, and most of
 * them wait for nothing here.
 */
@Injectable()
export class Doors implements OnModuleInit {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(TOKEN_VERIFIER) private readonly tokens: TokenVerifier,
    @Inject(RequestRates) private readonly rates: RequestRates,
  ) {}

  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    fastify.addHook('onRequest', (request, _reply, done) => {
      try {
        const waiting = this.pass(request);
        if (waiting === undefined) done();
        else void goOn(waiting, done);
      } catch (error) {
        done(error as Error);
      }
    });
  }

  /** @throws ProblemException, or a promise that rejects with it, where the request may not go on */
  private pass(request: FastifyRequest): Promise<void> | undefined {
    const { doors } = request.routeOptions.config;
    const counted = this.rates.ofAddress(request, doors?.signsIn === true);
    if (doors?.access === undefined) return counted;
    const { access } = doors;
    if (counted === undefined) return this.enter(request, doors, access);
    return counted.then(() => this.enter(request, doors, access));
  }

  private enter(
    request: FastifyRequest,
    doors: RouteDoors,
    access: readonly AccessRule[],
  ): Promise<void> | undefined {
    if (isPublic(access)) {
      refuseUnreadQuery(request, doors);
      return undefined;
    }
    const admit = (verified: Verified): void => {
      if (!verified.ok) throw unauthenticated(verified.code);
      const identity = verified.value;
      // Known from here on, so that a refusal too can be told to whoever runs a program.
      request.identity = identity;
      if (!admits(access, identity)) throw forbidden(access, identity);
      if (doors.freshProof === true && !this.tokens.hasFreshProof(identity)) throw stepUp();
      this.rates.ofPrincipal(identity);
      refuseUnreadQuery(request, doors);
    };
    const verified = this.tokens.verify(bearerOf(request.headers.authorization));
    if (verified instanceof Promise) return verified.then(admit);
    admit(verified);
    return undefined;
  }
}

/** RFC 6750 tells a program that it would need another scope. */
function forbidden(rules: readonly AccessRule[], identity: Identity): ProblemException {
  if (!lacksScope(rules, identity)) return new ProblemException(fail('role_forbidden'));
  const challenge = 'Bearer realm="simpul", error="insufficient_scope"';
  return new ProblemException(fail('scope_missing'), undefined, { 'www-authenticate': challenge });
}

/**
 * Refuses every query name on a reading route that takes none: a filter that is not applied would
 * be taken for one that is. A route with a query DTO refuses unknown names by that.
 */
function refuseUnreadQuery({ method, url, query }: FastifyRequest, doors: RouteDoors): void {
  if (!url.includes('?') || (method !== 'GET' && method !== 'HEAD')) return;
  if (!url.startsWith(PUBLISHED) || doors.takesQuery === true) return;
  const names = typeof query === 'object' && query !== null ? Object.keys(query) : [];
  if (names.length === 0) return;
  throw fieldsProblem(names.map((field) => ({ field, code: 'unknown_field' })));
}

/** RFC 9470: the token is good, but its bearer must prove more. */
function stepUp(): ProblemException {
  const challenge =
    'Bearer realm="simpul", error="insufficient_user_authentication", max_age="300"';
  return new ProblemException(fail('step_up_required'), undefined, {
    'www-authenticate': challenge,
  });
}

function bearerOf(authorization: string | undefined): string {
  if (authorization === undefined) throw unauthenticated('token_missing');
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined) throw unauthenticated('token_invalid');
  return token;
}

function isPublic(rules: readonly AccessRule[]): boolean {
  return rules.some((rule) => rule.scope === 'public');
}

/** RFC 6750: a challenge without error when there was no token at all. */
function unauthenticated(
  code: 'token_missing' | 'token_invalid' | 'token_expired' | 'token_revoked',
): ProblemException {
  const challenge =
    code === 'token_missing'
      ? 'Bearer realm="simpul"'
      : `Bearer realm="simpul", error="invalid_token", error_description="${code}"`;
  return new ProblemException(fail(code), undefined, { 'www-authenticate': challenge });
}
