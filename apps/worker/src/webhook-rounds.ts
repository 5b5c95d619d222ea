import { WebhookDelivery } from '@app/events';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';

/** Tells programs of events for as long as the application is up, beside all rounds: a call may take seconds. */
@Injectable()
export class WebhookRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(WebhookDelivery) private readonly delivery: WebhookDelivery) {}

  onApplicationBootstrap(): void {
    this.delivery.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.delivery.stop();
  }
}
