export { CooperativeService, type NewCooperative } from './cooperatives/cooperative.service.js';
export {
  insertBilateralCap,
  readBilateralCaps,
  type BilateralCap,
} from './directory/bilateral-cap.store.js';
export { bilateralOf } from './directory/bilateral-limits.js';
export { Directory } from './directory/directory.js';
export * from './directory/directory-types.js';
export type {
  ScheduleDraft,
  ScheduleRefusal,
  StoredSchedule,
} from './fee-schedules/fee-schedule.js';
export { FeeScheduleService } from './fee-schedules/fee-schedule.service.js';
export {
  FeeSimulationService,
  type FeeSimulation,
} from './fee-schedules/fee-simulation.service.js';
export type { Compared, PartyTally, ServiceTally } from './fee-schedules/fee-tally.js';
export * from './imports/index.js';
export { LifecycleService, type Stepped } from './lifecycles/lifecycle.service.js';
export * from './limits/limits.js';
export { identityChecksFor, type IdentityCheck } from './members/identity-checks.js';
export {
  MemberService,
  type MemberMade,
  type MemberView,
  type NewMember,
  type NewMembership,
} from './members/member.service.js';
export { PinResetService, type PinResetRequest } from './members/pin-reset.service.js';
export { MemberTierService, type TierChange } from './members/member-tier.service.js';
export { CashierService, type CashierView } from './merchants/cashier.service.js';
export {
  MerchantService,
  type MerchantMade,
  type NewMerchant,
  type Owner,
} from './merchants/merchant.service.js';
export type { MerchantState } from './merchants/merchant.store.js';
export { JointApprovalLimit } from './networks/joint-approval-limit.js';
export { NetworkService, type NetworkState } from './networks/network.service.js';
export type { NewCalendar, NewNetwork } from './networks/open-network.js';
export {
  setUpDeployment,
  type Deployment,
  type NewDeployment,
} from './networks/set-up-deployment.js';
export { admitsNewcomers } from './cooperatives/newcomers.js';
export { ParticipantsModule } from './participants.module.js';
export {
  StaffLifecycleService,
  type StaffState,
  type StaffView,
} from './staff/staff-lifecycle.service.js';
export { StaffService, type CashierMade, type NewStaff, type Post } from './staff/staff.service.js';
export { TillService } from './tills/till.service.js';
export type { Till } from './tills/till.store.js';
export type { UidPage } from './uid-page.js';
export { WalletStatusService, type Replayable } from './wallets/wallet-status.service.js';
export { PersonalDataService, type PersonalExport } from './personal-data/personal-data.service.js';
