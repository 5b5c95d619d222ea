import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { AccessModule, AccessTokenVerifier, type AccessOptions } from '@app/access';
import type { ConnectionUrls } from '@app/database';
import { EventsModule } from '@app/events';
import { HttpModule, TOKEN_VERIFIER, type HttpParts } from '@app/http';
import { LedgerModule } from '@app/ledger';
import type { DataSource } from 'typeorm';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { WorkerModule } from '../../worker/src/worker.module.js';
import { AuthController } from './auth/auth.controller.js';
import { JwksController } from './auth/jwks.controller.js';
import { MeController } from './auth/me.controller.js';
import { MyDevicesController } from './auth/my-devices.controller.js';
import { MySecurityController } from './auth/my-security.controller.js';
import { MyPinController } from './auth/my-pin.controller.js';
import { SessionsController } from './auth/sessions.controller.js';
import { DatabaseModule } from './database.module.js';
import { EventsApiModule } from './events/events-api.module.js';
import { HealthController } from './health/health.controller.js';
import { ledgerMetrics } from './health/ledger-metrics.js';
import { Readiness } from './health/readiness.js';
import { PaymentsApiModule } from './payments/payments-api.module.js';
import { PARTICIPANTS_MODULES } from './participants-modules.js';
import { ReturnsApiModule } from './refunds/returns-api.module.js';
import { SnapModule } from './snap/snap.module.js';
import { CashApiModule } from './tills/cash-api.module.js';
import { RootController } from './root.controller.js';
import { SETTLEMENT_MODULES } from './settlement-modules.js';

/** What the modules are made from. */
export interface AppParts {
  readonly http: HttpParts;
  readonly dataSource: DataSource;
  readonly urls: ConnectionUrls;
  readonly access: AccessOptions;
  /** Whether the timers run in this process too. */
  readonly worker: boolean;
  /** See `SnapModule.register`. */
  readonly snapToleranceSeconds: number;
  /** Whether webhooks go to private addresses and by plain HTTP too. */
  readonly privateWebhooks: boolean;
  /** Modules beyond those of every process: routes that only a specification has. */
  readonly more: readonly (DynamicModule | Type)[];
}

@Module({})
export class AppModule {
  static register(parts: AppParts): DynamicModule {
    const { http, dataSource, urls, access, worker, privateWebhooks, more } = parts;
    const { snapToleranceSeconds } = parts;
    return {
      module: AppModule,
      imports: [
        DatabaseModule.register(dataSource),
        AccessModule.forRoot(access),
        LedgerModule.forRoot({ url: urls.ledger, onBatch: ledgerMetrics(http.metrics) }),
        HttpModule.register(http, { provide: TOKEN_VERIFIER, useExisting: AccessTokenVerifier }),
        PaymentsApiModule,
        EventsModule.forRoot({
          pepper: access.secrets.pepper,
          privateWebhooks,
          log: http.logger,
        }),
        EventsApiModule,
        WebhooksModule.register(privateWebhooks),
        CashApiModule,
        ReturnsApiModule,
        SnapModule.register(snapToleranceSeconds),
        ...PARTICIPANTS_MODULES,
        ...SETTLEMENT_MODULES,
        ...(worker ? [WorkerModule] : []),
        ...more,
      ],
      controllers: [
        RootController,
        HealthController,
        AuthController,
        SessionsController,
        JwksController,
        MeController,
        MyDevicesController,
        MyPinController,
        MySecurityController,
      ],
      providers: [Readiness],
    };
  }
}
