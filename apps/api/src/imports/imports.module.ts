import { PaymentsModule } from '@app/payments';
import { Module } from '@nestjs/common';

import { ImportsController } from './imports.controller.js';

@Module({ imports: [PaymentsModule], controllers: [ImportsController] })
export class ImportsModule {}
