import { Module } from '@nestjs/common';

import { CooperativesController } from './cooperatives.controller.js';

@Module({ controllers: [CooperativesController] })
export class CooperativesModule {}
