export { CooperativeService, type NewCooperative } from './cooperatives/cooperative.service.js';
export { Directory } from './directory/directory.js';
export * from './directory/directory-types.js';
export {
  FeeScheduleService,
  type ScheduleDraft,
  type ScheduleRefusal,
  type StoredSchedule,
} from './fee-schedules/fee-schedule.service.js';
export {
  MemberService,
  type MemberMade,
  type MemberView,
  type NewMember,
} from './members/member.service.js';
export {
  MerchantService,
  type MerchantMade,
  type NewMerchant,
  type Owner,
} from './merchants/merchant.service.js';
export type { MerchantState } from './merchants/merchant.store.js';
export {
  NetworkService,
  type NetworkState,
  type NewCalendar,
  type NewNetwork,
} from './networks/network.service.js';
export { ParticipantsModule } from './participants.module.js';
export { StaffService, type NewStaff, type Post, type StaffMade } from './staff/staff.service.js';
export type { UidPage } from './uid-page.js';
export { WalletStatusService, type Replayable } from './wallets/wallet-status.service.js';
