import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { ClosedRoutes } from '../access/closed-routes.js';
import { Doors } from '../access/doors.js';
import { RATES, RequestRates } from '../edge/request-rates.js';
import { Metrics } from '../observability/metrics.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { RequestPipe } from '../validation/request-pipe.js';
import { Answers } from './answers.js';
import { Lifecycle } from './lifecycle.js';
import type { HttpParts } from './http-parts.js';
import { RouteTable } from './route-table.js';

/** Injection token of the process's pino logger. */
export const LOGGER = Symbol('LOGGER');

/** Every convention of the API, once: the doors, the pipe and the filter of all routes. */
@Global()
@Module({})
export class HttpModule {
  /** @param tokenVerifier provides TOKEN_VERIFIER out of what is global */
  static register(parts: HttpParts, tokenVerifier: Provider): DynamicModule {
    return {
      module: HttpModule,
      imports: [DiscoveryModule],
      providers: [
        tokenVerifier,
        { provide: LOGGER, useValue: parts.logger },
        { provide: Metrics, useValue: parts.metrics },
        { provide: Lifecycle, useValue: parts.lifecycle },
        { provide: Answers, useValue: parts.answers },
        { provide: RouteTable, useValue: parts.routes },
        { provide: RATES, useValue: parts.settings.rates },
        RequestRates,
        ClosedRoutes,
        Doors,
        { provide: APP_PIPE, useClass: RequestPipe },
        {
          provide: APP_FILTER,
          useValue: new ProblemFilter(parts.logger, parts.routes, parts.dialects),
        },
      ],
      exports: [LOGGER, Metrics, Lifecycle, Answers, RouteTable, RequestRates],
    };
  }
}
