import { Module } from '@nestjs/common';

import { FeeSchedulesController } from './fee-schedules.controller.js';

@Module({ controllers: [FeeSchedulesController] })
export class FeeSchedulesModule {}
