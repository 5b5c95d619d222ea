import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AccessSecrets } from '@app/access';
import { createDataSource, type ConnectionUrls } from '@app/database';
import {
  createHttpAdapter,
  createHttpParts,
  NestLogger,
  openApiDocument,
  serveDocumentation,
  type Lifecycle,
} from '@app/http';
import { Ledger } from '@app/ledger';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import type { ApiConfig } from './config.js';
import { booksMetrics } from './health/books-metrics.js';
import { SNAP_DIALECT } from './snap/snap-dialect.js';
import { VERSION } from './version.js';

export interface CreateAppOptions {
  readonly config: ApiConfig;
  readonly urls: ConnectionUrls;
  readonly secrets: AccessSecrets;
  /** False only where no request is ever served: to write the OpenAPI document. */
  readonly connect?: boolean;
  readonly more?: readonly (DynamicModule | Type)[];
}

export interface CreatedApp {
  readonly app: NestFastifyApplication;
  readonly logger: Logger;
  readonly lifecycle: Lifecycle;
}

/** The whole application, connected but not listening. Tests and production both come from here. */
export async function createApp(options: CreateAppOptions): Promise<CreatedApp> {
  const { config, urls, secrets, connect = true, more = [] } = options;
  const http = createHttpParts(config, [SNAP_DIALECT]);
  const dataSource = createDataSource(urls.app, {
    entities: [],
    applicationName: 'simpul api',
    poolSize: config.databasePoolSize,
  });
  if (connect) await dataSource.initialize();
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.register({
      http,
      dataSource,
      urls,
      access: { secrets, issuer: config.publicUrl },
      worker: config.worker,
      snapToleranceSeconds: config.snapToleranceSeconds,
      privateWebhooks: config.privateWebhooks,
      more,
    }),
    createHttpAdapter(http),
    { bodyParser: false, abortOnError: false, logger: new NestLogger(http.logger) },
  );
  booksMetrics(http.metrics, dataSource);
  const waiting = 'Requests that wait for their batch in this process';
  http.metrics.addGauge('simpul_ledger_waiting_requests', waiting, () => app.get(Ledger).waiting);
  serveDocumentation(app.getHttpAdapter().getInstance(), () => documentOf(app));
  return { app, logger: http.logger, lifecycle: http.lifecycle };
}

/** The OpenAPI document of the application. */
export function documentOf(app: NestFastifyApplication): OpenAPIObject {
  return openApiDocument(app, VERSION);
}
