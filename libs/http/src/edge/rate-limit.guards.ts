import {
  Inject,
  Injectable,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { RateLimits, type RateLimit, type RateRule } from '@app/access';
import { fail } from '@app/core';
import type { FastifyRequest } from 'fastify';
import { problemOf } from '../problems/problem-exception.js';
import { addressKey } from './address-key.js';

/** Most requests a minute; 0: as many as come. */
export interface RatesPerMinute {
  /** From one address, or network of IPv6. */
  readonly address: number;
  /** Of one person, by whatever login or device. */
  readonly principal: number;
  /** Tries of a PIN, password or one-time code from one address, counted exactly. */
  readonly signIn: number;
}

/** Injection token of the {@link RatesPerMinute}. */
export const RATES = Symbol('RATES');

const MINUTE = 60;
const SIGNS_IN = 'simpul:signs-in';
/** Probes and the pages about the API cost little, and whoever watches must not be kept out. */
const PUBLISHED = '/v1';

/** The route tries a PIN, password or code: each request is counted by all processes to the one. */
export function SignsIn(): MethodDecorator {
  return SetMetadata(SIGNS_IN, true);
}

/** Limits by address, before anybody asks who it is. */
@Injectable()
export class AddressRateGuard implements CanActivate {
  private readonly byAddress: RateLimit;
  private readonly signIns: RateRule;

  constructor(
    @Inject(RateLimits) private readonly limits: RateLimits,
    @Inject(RATES) rates: RatesPerMinute,
  ) {
    this.byAddress = limits.limit({ name: 'address', most: rates.address, seconds: MINUTE });
    this.signIns = { name: 'sign_in', most: rates.signIn, seconds: MINUTE };
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!request.url.startsWith(PUBLISHED)) return true;
    const address = addressKey(request.ip);
    admit(this.byAddress.take(address));
    const signsIn = Reflect.hasMetadata(SIGNS_IN, context.getHandler());
    return signsIn ? this.countSignIn(address) : true;
  }

  private async countSignIn(address: string): Promise<boolean> {
    admit(await this.limits.takeExactly(this.signIns, address));
    return true;
  }
}

/** Limits by who calls, once the access guard knows. */
@Injectable()
export class CallerRateGuard implements CanActivate {
  private readonly byPrincipal: RateLimit;

  constructor(@Inject(RateLimits) limits: RateLimits, @Inject(RATES) rates: RatesPerMinute) {
    this.byPrincipal = limits.limit({ name: 'principal', most: rates.principal, seconds: MINUTE });
  }

  canActivate(context: ExecutionContext): boolean {
    const { identity } = context.switchToHttp().getRequest<FastifyRequest>();
    if (identity !== undefined) admit(this.byPrincipal.take(identity.principal));
    return true;
  }
}

/** @throws ProblemException with the seconds to wait, if there are any */
export function admit(waitSeconds: number): void {
  if (waitSeconds === 0) return;
  throw problemOf(fail('rate_limited', { retry_after_seconds: waitSeconds }));
}
