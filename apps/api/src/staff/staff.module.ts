import { Module } from '@nestjs/common';

import { StaffLifecycleController } from './staff-lifecycle.controller.js';
import { StaffController } from './staff.controller.js';

@Module({ controllers: [StaffController, StaffLifecycleController] })
export class StaffModule {}
