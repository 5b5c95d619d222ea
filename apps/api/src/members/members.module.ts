import { PaymentsModule } from '@app/payments';
import { Module } from '@nestjs/common';

import { PersonalDataController } from '../personal-data/personal-data.controller.js';
import { ClosuresController } from './closures.controller.js';
import { MemberDevicesController } from './member-devices.controller.js';
import { MembersController } from './members.controller.js';
import { PinResetsController } from './pin-resets.controller.js';

@Module({
  imports: [PaymentsModule],
  controllers: [
    MembersController,
    MemberDevicesController,
    PinResetsController,
    ClosuresController,
    PersonalDataController,
  ],
})
export class MembersModule {}
