import {
  Inject,
  Injectable,
  type CanActivate,
  type ExecutionContext,
  type OnModuleInit,
} from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { fail, type Result } from '@app/core';
import type { Identity } from '@app/access';
import type { FastifyRequest } from 'fastify';
import { ProblemException } from '../problems/problem-exception.js';
import { ACCESS_RULES, admits, FRESH_PROOF, lacksScope, type AccessRule } from './access-rule.js';

type Verified = Result<Identity, 'token_invalid' | 'token_expired' | 'token_revoked'>;

/** What the guard needs of `@app/access`. */
export interface TokenVerifier {
  verify(token: string): Verified | Promise<Verified>;
  /** Whether the bearer showed a second factor a few minutes ago. */
  hasFreshProof(identity: Identity): boolean;
}

/** Injection token of the {@link TokenVerifier}. */
export const TOKEN_VERIFIER = Symbol('TOKEN_VERIFIER');

const METHOD_METADATA = 'method';
const BEARER = /^Bearer +([!-~]+) *$/i;

/**
 * Admits a request by its Bearer token and the route's `@Access`. The rules of all routes are read
 * once at the start, and a route without any stops it: nothing is open by omission.
 */
@Injectable()
export class AccessGuard implements CanActivate, OnModuleInit {
  private readonly rules = new Map<unknown, readonly AccessRule[]>();
  private readonly provenAnew = new Set<unknown>();

  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(MetadataScanner) private readonly scanner: MetadataScanner,
    @Inject(TOKEN_VERIFIER) private readonly tokens: TokenVerifier,
  ) {}

  onModuleInit(): void {
    const missing: string[] = [];
    for (const { metatype } of this.discovery.getControllers()) {
      if (typeof metatype !== 'function') continue;
      const prototype: object = metatype.prototype;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const handler: unknown = Reflect.get(prototype, name);
        if (!isRoute(handler)) continue;
        const rules = rulesOf(handler, metatype);
        if (rules === undefined) missing.push(`${metatype.name}.${name}`);
        else this.rules.set(handler, rules);
        if (Reflect.hasMetadata(FRESH_PROOF, handler)) this.provenAnew.add(handler);
      }
    }
    if (missing.length > 0) throw new Error(`routes without @Access: ${missing.join(', ')}`);
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const handler = context.getHandler();
    const rules = this.rules.get(handler);
    if (rules === undefined) throw new Error('a route was added after the start');
    if (isPublic(rules)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const verified = this.tokens.verify(bearerOf(request.headers.authorization));
    const admit = (one: Verified): true => {
      if (!one.ok) throw unauthenticated(one.code);
      const identity = one.value;
      // Known from here on, so that a refusal too can be told to whoever runs a program.
      request.identity = identity;
      if (!admits(rules, identity)) throw forbidden(rules, identity);
      if (this.provenAnew.has(handler) && !this.tokens.hasFreshProof(identity)) throw stepUp();
      return true;
    };
    return verified instanceof Promise ? verified.then(admit) : admit(verified);
  }
}

/** RFC 6750 tells a program that it would need another scope. */
function forbidden(rules: readonly AccessRule[], identity: Identity): ProblemException {
  if (!lacksScope(rules, identity)) return new ProblemException(fail('role_forbidden'));
  const challenge = 'Bearer realm="simpul", error="insufficient_scope"';
  return new ProblemException(fail('scope_missing'), undefined, { 'www-authenticate': challenge });
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

function isRoute(handler: unknown): handler is object {
  return typeof handler === 'function' && Reflect.hasMetadata(METHOD_METADATA, handler);
}

function rulesOf(handler: object, controller: object): readonly AccessRule[] | undefined {
  const own: unknown = Reflect.getMetadata(ACCESS_RULES, handler);
  const shared: unknown = Reflect.getMetadata(ACCESS_RULES, controller);
  const rules = own ?? shared;
  return isRules(rules) ? rules : undefined;
}

function isRules(value: unknown): value is readonly AccessRule[] {
  return Array.isArray(value) && value.length > 0;
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
