import { LOGGER } from '@app/http';
import { Directory } from '@app/participants';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';

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
import { Rounds, type RoundsLog } from './rounds.js';

const PAUSE_MS = 1_000;

/**
 * Does each second what is due by the clock, and beside it, in rounds of their own, what may take
 * longer. Begins when the application is up, and ends before its connections do.
 */
@Injectable()
export class Worker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rounds: readonly Rounds[];

  constructor(
    @Inject(Directory) directory: Directory,
    @Inject(LOGGER) log: RoundsLog,
    @Inject(CutOffDuty) cutOff: CutOffDuty,
    @Inject(HoldExpiryDuty) holdExpiry: HoldExpiryDuty,
    @Inject(FeeScheduleDuty) feeSchedules: FeeScheduleDuty,
    @Inject(NettingDuty) netting: NettingDuty,
    @Inject(SettlementDuty) settlement: SettlementDuty,
    @Inject(ApprovalsDuty) approvals: ApprovalsDuty,
    @Inject(DemandsDuty) demands: DemandsDuty,
    @Inject(IncentiveBudgetsDuty) incentiveBudgets: IncentiveBudgetsDuty,
    @Inject(ImportDuty) imports: ImportDuty,
    @Inject(WithdrawalCodeDuty) withdrawalCodes: WithdrawalCodeDuty,
    @Inject(ReversalDuty) reversals: ReversalDuty,
    @Inject(SuspenseDuty) suspense: SuspenseDuty,
    @Inject(FundsDuty) funds: FundsDuty,
    @Inject(DeadlineDuty) deadlines: DeadlineDuty,
    @Inject(WatchDuty) watch: WatchDuty,
    @Inject(TallyDuty) tally: TallyDuty,
    @Inject(AuditDuty) audit: AuditDuty,
    @Inject(RequestLogDuty) requestLog: RequestLogDuty,
    @Inject(WebhooksDuty) webhooks: WebhooksDuty,
  ) {
    const networks = () => directory.networks();
    this.rounds = [
      [cutOff, feeSchedules, holdExpiry],
      [
        netting,
        settlement,
        approvals,
        demands,
        incentiveBudgets,
        imports,
        withdrawalCodes,
        reversals,
        suspense,
        funds,
        deadlines,
        watch,
        tally,
        audit,
        requestLog,
        webhooks,
      ],
    ].map((duties) => new Rounds({ duties, networks, log, pauseMs: PAUSE_MS }));
  }

  onApplicationBootstrap(): void {
    for (const rounds of this.rounds) rounds.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.rounds.map((rounds) => rounds.stop()));
  }
}
