import { Module } from '@nestjs/common';

import { AdjustmentsController } from './adjustments.controller.js';
import { DisputesController } from './disputes.controller.js';

@Module({ controllers: [AdjustmentsController, DisputesController] })
export class DisputesModule {}
