import { ParticipantsModule } from '@app/participants';

import { AlertsModule } from './alerts/alerts.module.js';
import { ApiClientsModule } from './api-clients/api-clients.module.js';
import { ApprovalsModule } from './approvals/approvals.module.js';
import { AuditModule } from './audit/audit.module.js';
import { CooperativesModule } from './cooperatives/cooperatives.module.js';
import { FeeSchedulesModule } from './fee-schedules/fee-schedules.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { LimitsModule } from './limits/limits.module.js';
import { MembersModule } from './members/members.module.js';
import { MerchantsModule } from './merchants/merchants.module.js';
import { NetworksModule } from './networks/networks.module.js';
import { StaffModule } from './staff/staff.module.js';

/** The participants and the routes about them. */
export const PARTICIPANTS_MODULES = [
  ParticipantsModule,
  ApiClientsModule,
  ApprovalsModule,
  AlertsModule,
  AuditModule,
  NetworksModule,
  LimitsModule,
  FeeSchedulesModule,
  CooperativesModule,
  MembersModule,
  MerchantsModule,
  ImportsModule,
  StaffModule,
];
