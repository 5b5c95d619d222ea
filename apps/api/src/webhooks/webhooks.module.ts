import { ApiClientService } from '@app/access';
import { WebhookSecrets, WebhookService } from '@app/events';
import { Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { WebhooksController } from './webhooks.controller.js';

@Module({})
export class WebhooksModule {
  /** @param allowPrivate whether private addresses and plain HTTP may be named */
  static register(allowPrivate: boolean): DynamicModule {
    return {
      module: WebhooksModule,
      controllers: [WebhooksController],
      providers: [
        {
          provide: WebhookService,
          inject: [DataSource, ApiClientService, WebhookSecrets],
          useFactory: (
            dataSource: DataSource,
            clients: ApiClientService,
            secrets: WebhookSecrets,
          ) => new WebhookService({ dataSource, clients, secrets, allowPrivate }),
        },
      ],
    };
  }
}
