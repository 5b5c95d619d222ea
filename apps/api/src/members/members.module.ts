import { PaymentsModule } from '@app/payments';
import { Module } from '@nestjs/common';

import { ClosuresController } from './closures.controller.js';
import { MembersController } from './members.controller.js';

@Module({ imports: [PaymentsModule], controllers: [MembersController, ClosuresController] })
export class MembersModule {}
