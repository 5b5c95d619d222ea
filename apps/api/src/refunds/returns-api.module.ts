import { Module } from '@nestjs/common';
import { PaymentsModule } from '@app/payments';
import { ActsController } from '../acts/acts.controller.js';
import { AuthorisationsController } from '../authorisations/authorisations.controller.js';
import { ReversalsController } from '../reversals/reversals.controller.js';
import { RefundsController } from './refunds.controller.js';
import { SuspenseReleasesController } from './suspense-releases.controller.js';

/** Authorising and capturing, giving back, undoing, and asking what became of an act. */
@Module({
  imports: [PaymentsModule],
  controllers: [
    AuthorisationsController,
    RefundsController,
    SuspenseReleasesController,
    ReversalsController,
    ActsController,
  ],
})
export class ReturnsApiModule {}
