import type { MigrationInterface } from 'typeorm';

import { Ledger0001 } from './0001-ledger.js';
import { Access0002 } from './0002-access.js';
import { Participants0003 } from './0003-participants.js';
import { Settlement0004 } from './0004-settlement.js';
import { Payments0005 } from './0005-payments.js';
import { PostingPath0006 } from './0006-posting-path.js';
import { LedgerActs0007 } from './0007-ledger-acts.js';
import { ApprovalsAndAlerts0008 } from './0008-approvals-and-alerts.js';
import { CooperativeAccounts0009 } from './0009-cooperative-accounts.js';
import { TillsAndCash0010 } from './0010-tills-and-cash.js';
import { FeeScheduleLifecycle0011 } from './0011-fee-schedule-lifecycle.js';
import { LimitsAndLifecycles0012 } from './0012-limits-and-lifecycles.js';
import { PaymentRequests0013 } from './0013-payment-requests.js';
import { AuthorisationsRefundsReversals0014 } from './0014-authorisations-refunds-reversals.js';
import { Imports0015 } from './0015-imports.js';
import { Reads0016 } from './0016-reads.js';
import { MemberTier0017 } from './0017-member-tier.js';
import { Treasury0018 } from './0018-treasury.js';
import { SettlementByBank0019 } from './0019-settlement-by-bank.js';
import { CodesInOneStep0020 } from './0020-codes-in-one-step.js';
import { CycleTally0021 } from './0021-cycle-tally.js';
import { WeekdayCutoffs0022 } from './0022-weekday-cutoffs.js';
import { BilateralCaps0023 } from './0023-bilateral-caps.js';
import { Sessions0024 } from './0024-sessions.js';
import { SecondFactor0025 } from './0025-second-factor.js';
import { Audit0027 } from './0027-audit.js';
import { RowLevelSecurity0028 } from './0028-row-level-security.js';
import { RateLimits0030 } from './0030-rate-limits.js';
import { PersonalData0031 } from './0031-personal-data.js';
import { QrCodes0033 } from './0033-qr-codes.js';
import { FactsOfCodesComparedByColumn0036 } from './0036-facts-of-codes-compared-by-column.js';
import { LegsInTheirTransfer0038 } from './0038-legs-in-their-transfer.js';
import { BilateralSettlement0039 } from './0039-bilateral-settlement.js';
import { BilateralHolds0040 } from './0040-bilateral-holds.js';
import { Pins0042 } from './0042-pins.js';
import { PinThresholds0043 } from './0043-pin-thresholds.js';
import { StaffAndCheckers0044 } from './0044-staff-and-checkers.js';
import { WallsAroundLedgerAndPeople0045 } from './0045-walls-around-ledger-and-people.js';
import { Snap0048 } from './0048-snap.js';
import { CustomerCodes0049 } from './0049-customer-codes.js';
import { ApiClients0052 } from './0052-api-clients.js';
import { Events0053 } from './0053-events.js';
import { Webhooks0054 } from './0054-webhooks.js';
import { JointApprovals0055 } from './0055-joint-approvals.js';
import { CashierLimits0056 } from './0056-cashier-limits.js';
import { Appointments0057 } from './0057-appointments.js';
import { PinThresholdAudit0058 } from './0058-pin-threshold-audit.js';
import { SnapNotifications0065 } from './0065-snap-notifications.js';
import { Sandbox0066 } from './0066-sandbox.js';
import { FlowsNameBooksAtOnce0080 } from './0080-flows-name-books-at-once.js';

type MigrationClass = new () => MigrationInterface;

const IN_ORDER: readonly MigrationClass[] = [
  Ledger0001,
  Access0002,
  Participants0003,
  Settlement0004,
  Payments0005,
  PostingPath0006,
  LedgerActs0007,
  ApprovalsAndAlerts0008,
  CooperativeAccounts0009,
  TillsAndCash0010,
  FeeScheduleLifecycle0011,
  LimitsAndLifecycles0012,
  PaymentRequests0013,
  AuthorisationsRefundsReversals0014,
  Imports0015,
  Reads0016,
  MemberTier0017,
  Treasury0018,
  SettlementByBank0019,
  CodesInOneStep0020,
  CycleTally0021,
  WeekdayCutoffs0022,
  BilateralCaps0023,
  Sessions0024,
  SecondFactor0025,
  Audit0027,
  RowLevelSecurity0028,
  RateLimits0030,
  PersonalData0031,
  QrCodes0033,
  FactsOfCodesComparedByColumn0036,
  LegsInTheirTransfer0038,
  BilateralSettlement0039,
  BilateralHolds0040,
  Pins0042,
  PinThresholds0043,
  StaffAndCheckers0044,
  WallsAroundLedgerAndPeople0045,
  Snap0048,
  CustomerCodes0049,
  ApiClients0052,
  Events0053,
  Webhooks0054,
  JointApprovals0055,
  CashierLimits0056,
  Appointments0057,
  PinThresholdAudit0058,
  SnapNotifications0065,
  Sandbox0066,
  FlowsNameBooksAtOnce0080,
];

/** Every migration of this release, oldest first. Each undoes in `down` exactly what its `up` did. */
export const MIGRATIONS: readonly MigrationClass[] = IN_ORDER.map(numbered);

/** TypeORM sorts by the last 13 characters of a name, a time stamp: ours are the number of the file. */
function numbered(Migration: MigrationClass): MigrationClass {
  return class extends Migration {
    override readonly name = Migration.name.replace(/\d+$/, (digits) => digits.padStart(13, '0'));
  };
}
