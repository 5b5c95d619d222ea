import { SecretBox } from '@app/access';
import { LedgerReads } from '@app/ledger';
import { Directory } from '@app/participants';
import { QrCodeStore } from '@app/payments';
import { Module, type DynamicModule, type FactoryProvider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventSource } from './event-source.js';
import { WebhookDelivery } from './webhooks/webhook-delivery.js';
import { WebhookRelay } from './webhooks/webhook-relay.js';
import { WebhookSecrets } from './webhooks/webhook-secrets.js';
import { WebhookSender } from './webhooks/send-webhook.js';

export interface EventsOptions {
  /** Of the deployment: secrets of webhooks are sealed under a key that is derived from it. */
  readonly pepper: Buffer;
  /** Whether webhooks go to private addresses and by plain HTTP too. */
  readonly privateWebhooks: boolean;
  readonly log: { error(facts: object, message: string): void };
}

const SOURCE: FactoryProvider = {
  provide: EventSource,
  inject: [LedgerReads, Directory, DataSource],
  useFactory: (reads: LedgerReads, directory: Directory, dataSource: DataSource) =>
    new EventSource({ reads, directory, codes: new QrCodeStore(dataSource) }),
};

/** What happened in the ledger, for whoever may be told. Needs a global `DataSource`, Directory and the LedgerModule. */
@Module({})
export class EventsModule {
  static forRoot({ pepper, privateWebhooks, log }: EventsOptions): DynamicModule {
    const services: FactoryProvider[] = [
      SOURCE,
      {
        provide: WebhookSecrets,
        useFactory: () => new WebhookSecrets(new SecretBox(pepper, 'webhooks')),
      },
      {
        provide: WebhookDelivery,
        inject: [DataSource, EventSource, WebhookSecrets],
        useFactory: (dataSource: DataSource, source: EventSource, secrets: WebhookSecrets) =>
          new WebhookDelivery({
            dataSource,
            relay: new WebhookRelay(dataSource, source),
            sender: new WebhookSender({ allowPrivate: privateWebhooks }),
            secrets,
            source,
            log,
          }),
      },
    ];
    const exported = services.map(({ provide }) => provide);
    return { module: EventsModule, global: true, providers: services, exports: exported };
  }
}
