import { Module } from '@nestjs/common';

import { ApprovalsDuty } from './duties/approvals.duty.js';
import { AuditDuty } from './duties/audit.duty.js';
import { DeadlineDuty, FundsDuty, WatchDuty } from './duties/bank.duty.js';
import { CutOffDuty } from './duties/cut-off.duty.js';
import { DemandsDuty } from './duties/demands.duty.js';
import { FeeScheduleDuty } from './duties/fee-schedule.duty.js';
import { HoldExpiryDuty } from './duties/hold-expiry.duty.js';
import { ImportDuty } from './duties/import.duty.js';
import { IncentiveBudgetsDuty } from './duties/incentive-budgets.duty.js';
import { NettingDuty } from './duties/netting.duty.js';
import { RequestLogDuty } from './duties/request-log.duty.js';
import { ReversalDuty, SuspenseDuty } from './duties/reversal.duty.js';
import { SettlementDuty } from './duties/settlement.duty.js';
import { TallyDuty } from './duties/tally.duty.js';
import { WebhooksDuty } from './duties/webhooks.duty.js';
import { WithdrawalCodeDuty } from './duties/withdrawal-code.duty.js';
import { WebhookRounds } from './webhook-rounds.js';
import { Worker } from './worker.js';

/**
 * The timers of Simpul, in the API's process or in one of their own; any number of them may run at
 * once. Needs the global `DataSource`, LOGGER, Directory, ApprovalService, AuditTrail, RequestLog, FeeScheduleService and WebhookDelivery, and
 * the modules of ledger, settlement and payments (or of payments' duties).
 */
@Module({
  providers: [
    ApprovalsDuty,
    AuditDuty,
    CutOffDuty,
    DeadlineDuty,
    DemandsDuty,
    FeeScheduleDuty,
    FundsDuty,
    HoldExpiryDuty,
    IncentiveBudgetsDuty,
    ImportDuty,
    NettingDuty,
    RequestLogDuty,
    ReversalDuty,
    SettlementDuty,
    SuspenseDuty,
    TallyDuty,
    WatchDuty,
    WebhookRounds,
    WebhooksDuty,
    WithdrawalCodeDuty,
    Worker,
  ],
})
export class WorkerModule {}
