import { Inject, Injectable } from '@nestjs/common';
import { RateLimits, type Identity, type RateLimit, type RateRule } from '@app/access';
import { fail } from '@app/core';
import type { FastifyRequest } from 'fastify';
import { setDoors } from '../access/route-doors.js';
import { problemOf } from '../problems/problem-exception.js';
import { addressKey } from './address-key.js';

/** Most requests a minute; 0: as many as come. */
export interface RatesPerMinute {
  /** From one address, or network of IPv6. */
  readonly address: number;
  /** Of one person, by whatever login or device. */
  readonly principal: number;
  /** Of one program, which may speak for thousands of people. */
  readonly program: number;
  /** Tries of a PIN, password or one-time code from one address, counted exactly. */
  readonly signIn: number;
}

/** Injection token of the {@link RatesPerMinute}. */
export const RATES = Symbol('RATES');

const MINUTE = 60;
/** Probes and the pages about the API cost little, and whoever watches must not be kept out. */
const PUBLISHED = '/v1';

/** The route tries a PIN, password or code: each request is counted by all processes to the one. */
export function SignsIn(): MethodDecorator {
  return setDoors({ signsIn: true });
}

/** How many requests an address, a person and a program may make. */
@Injectable()
export class RequestRates {
  private readonly byAddress: RateLimit;
  private readonly byPrincipal: RateLimit;
  private readonly byProgram: RateLimit;
  private readonly signIns: RateRule;

  constructor(
    @Inject(RateLimits) private readonly limits: RateLimits,
    @Inject(RATES) rates: RatesPerMinute,
  ) {
    this.byAddress = limits.limit({ name: 'address', most: rates.address, seconds: MINUTE });
    this.byPrincipal = limits.limit({ name: 'principal', most: rates.principal, seconds: MINUTE });
    this.byProgram = limits.limit({ name: 'program', most: rates.program, seconds: MINUTE });
    this.signIns = { name: 'sign_in', most: rates.signIn, seconds: MINUTE };
  }

  /**
   * Counts a request by its address, before anybody asks who it is; one that signs in by all processes together.
   * @throws ProblemException, or a promise that rejects with it, when there were too many
   */
  ofAddress({ url, ip }: FastifyRequest, signsIn: boolean): Promise<void> | undefined {
    if (!url.startsWith(PUBLISHED)) return undefined;
    const address = addressKey(ip);
    admit(this.byAddress.take(address));
    return signsIn ? this.limits.takeExactly(this.signIns, address).then(admit) : undefined;
  }

  /** The same by who calls, once that is known. */
  ofPrincipal({ principal, role }: Identity): void {
    if (role === 'program') this.ofProgram(principal);
    else admit(this.byPrincipal.take(principal));
  }

  /** The same of a program (uuid) that has shown who it is in its own way. */
  ofProgram(program: string): void {
    admit(this.byProgram.take(program));
  }
}

/** @throws ProblemException with the seconds to wait, if there are any */
export function admit(waitSeconds: number): void {
  if (waitSeconds === 0) return;
  throw problemOf(fail('rate_limited', { retry_after_seconds: waitSeconds }));
}
