import { ParticipantsModule } from '@app/participants';

import { CooperativesModule } from './cooperatives/cooperatives.module.js';
import { FeeSchedulesModule } from './fee-schedules/fee-schedules.module.js';
import { MembersModule } from './members/members.module.js';
import { MerchantsModule } from './merchants/merchants.module.js';
import { NetworksModule } from './networks/networks.module.js';
import { StaffModule } from './staff/staff.module.js';

/** The participants and the routes about them. */
export const PARTICIPANTS_MODULES = [
  ParticipantsModule,
  NetworksModule,
  FeeSchedulesModule,
  CooperativesModule,
  MembersModule,
  MerchantsModule,
  StaffModule,
];
