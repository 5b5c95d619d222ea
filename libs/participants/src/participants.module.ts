import { Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { CooperativeService } from './cooperatives/cooperative.service.js';
import { Directory } from './directory/directory.js';
import { FeeScheduleService } from './fee-schedules/fee-schedule.service.js';
import { FeeSimulationService } from './fee-schedules/fee-simulation.service.js';
import { LifecycleService } from './lifecycles/lifecycle.service.js';
import { MemberService } from './members/member.service.js';
import { MemberTierService } from './members/member-tier.service.js';
import { PinResetService } from './members/pin-reset.service.js';
import { CashierService } from './merchants/cashier.service.js';
import { MerchantService } from './merchants/merchant.service.js';
import { JointApprovalLimit } from './networks/joint-approval-limit.js';
import { NetworkService } from './networks/network.service.js';
import { PersonalDataService } from './personal-data/personal-data.service.js';
import { StaffLifecycleService } from './staff/staff-lifecycle.service.js';
import { StaffService } from './staff/staff.service.js';
import { TillService } from './tills/till.service.js';
import { WalletStatusService } from './wallets/wallet-status.service.js';

const SERVICES = [
  NetworkService,
  JointApprovalLimit,
  CooperativeService,
  FeeScheduleService,
  FeeSimulationService,
  MemberService,
  MemberTierService,
  PinResetService,
  MerchantService,
  CashierService,
  StaffService,
  StaffLifecycleService,
  TillService,
  WalletStatusService,
  LifecycleService,
  PersonalDataService,
];

/**
 * The room as a Nest module, global, because every use case asks the Directory. Needs a global `DataSource`, the
 * AccessModule and the LedgerModule.
 */
@Global()
@Module({
  providers: [
    {
      provide: Directory,
      inject: [DataSource],
      useFactory: (dataSource: DataSource) => new Directory(dataSource),
    },
    ...SERVICES,
  ],
  exports: [Directory, ...SERVICES],
})
export class ParticipantsModule {}
