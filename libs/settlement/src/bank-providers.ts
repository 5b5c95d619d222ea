import { AlertService, ApprovalService } from '@app/access';
import { Ledger, LedgerReads } from '@app/ledger';
import { CooperativeService, Directory } from '@app/participants';
import type { FactoryProvider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AdjustmentService } from './adjustments/adjustment.service.js';
import { DisputeService } from './disputes/dispute.service.js';
import { FundsDesk } from './funds/funds-desk.js';
import { FundsService } from './funds/funds.service.js';
import { BilateralCapService } from './liquidity/bilateral-cap.service.js';
import { CapChangeService } from './liquidity/cap-change.service.js';
import { LiquidityService } from './liquidity/liquidity.service.js';
import { PositionWatch } from './liquidity/position-watch.js';
import { breakResolution } from './reconciliation/break-resolution.js';
import { FundsReversalService } from './reconciliation/funds-reversal.js';
import { ReconciliationService } from './reconciliation/reconciliation.service.js';
import { DebtorDeadlines } from './settlements/debtor-deadlines.js';
import { DirectPaymentService } from './settlements/direct-payments.js';
import { SettlementByBank } from './settlements/settlement-by-bank.js';
import { SettlementService } from './settlements/settlement.service.js';
import { SettlementTermsService } from './settlements/terms.service.js';

/** What moves at the settlement bank, and what two persons agree to about it. */
export const BANK_PROVIDERS: readonly FactoryProvider[] = [
  {
    provide: FundsDesk,
    inject: [DataSource, Ledger, Directory],
    useFactory: (dataSource: DataSource, ledger: Ledger, directory: Directory) =>
      new FundsDesk({ dataSource, ledger, directory }),
  },
  {
    provide: FundsService,
    inject: [DataSource, FundsDesk, LiquidityService],
    useFactory: (dataSource: DataSource, desk: FundsDesk, liquidity: LiquidityService) =>
      new FundsService({ dataSource, desk, liquidity }),
  },
  {
    provide: CapChangeService,
    inject: [DataSource, Directory, LiquidityService, ApprovalService],
    useFactory: (
      dataSource: DataSource,
      directory: Directory,
      liquidity: LiquidityService,
      approvals: ApprovalService,
    ) => {
      const service = new CapChangeService({ dataSource, directory, liquidity, approvals });
      approvals.register(service.kind());
      return service;
    },
  },
  {
    provide: BilateralCapService,
    inject: [DataSource, Directory, ApprovalService],
    useFactory: (dataSource: DataSource, directory: Directory, approvals: ApprovalService) => {
      const service = new BilateralCapService({ dataSource, directory, approvals });
      approvals.register(service.kind());
      return service;
    },
  },
  {
    provide: SettlementTermsService,
    inject: [DataSource, ApprovalService],
    useFactory: (dataSource: DataSource, approvals: ApprovalService) => {
      const service = new SettlementTermsService({ dataSource, approvals });
      approvals.register(service.kind());
      return service;
    },
  },
  {
    provide: SettlementByBank,
    inject: [DataSource, LiquidityService, SettlementService],
    useFactory: (
      dataSource: DataSource,
      liquidity: LiquidityService,
      settlements: SettlementService,
    ) => new SettlementByBank({ dataSource, liquidity, settlements }),
  },
  {
    provide: DirectPaymentService,
    inject: [DataSource, LedgerReads, SettlementService],
    useFactory: (dataSource: DataSource, reads: LedgerReads, settlements: SettlementService) =>
      new DirectPaymentService({ dataSource, reads, settlements }),
  },
  {
    provide: DebtorDeadlines,
    inject: [DataSource, Directory, AlertService],
    useFactory: (dataSource: DataSource, directory: Directory, alerts: AlertService) => {
      const cooperatives = new CooperativeService(dataSource, directory);
      return new DebtorDeadlines({ dataSource, cooperatives, alerts });
    },
  },
  {
    provide: PositionWatch,
    inject: [DataSource, AlertService],
    useFactory: (dataSource: DataSource, alerts: AlertService) =>
      new PositionWatch({ dataSource, alerts }),
  },
  {
    provide: ReconciliationService,
    inject: [DataSource, Ledger, Directory, FundsDesk, ApprovalService, AlertService],
    useFactory: (
      dataSource: DataSource,
      ledger: Ledger,
      directory: Directory,
      desk: FundsDesk,
      approvals: ApprovalService,
      alerts: AlertService,
    ) => {
      approvals.register(breakResolution({ dataSource, ledger, directory, desk }));
      return new ReconciliationService({ dataSource, directory, approvals, alerts });
    },
  },
  {
    provide: FundsReversalService,
    inject: [DataSource, FundsDesk, ApprovalService],
    useFactory: (dataSource: DataSource, desk: FundsDesk, approvals: ApprovalService) => {
      const service = new FundsReversalService({ dataSource, desk, approvals });
      approvals.register(service.kind());
      return service;
    },
  },
  {
    provide: DisputeService,
    inject: [DataSource, Ledger, LedgerReads, Directory, ApprovalService, AlertService],
    useFactory: (
      dataSource: DataSource,
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      approvals: ApprovalService,
      alerts: AlertService,
    ) => {
      const ports = { dataSource, ledger, reads, directory, approvals, alerts };
      const service = new DisputeService(ports);
      approvals.register(service.kind());
      return service;
    },
  },
  {
    provide: AdjustmentService,
    inject: [DataSource, Ledger, LedgerReads, ApprovalService],
    useFactory: (
      dataSource: DataSource,
      ledger: Ledger,
      reads: LedgerReads,
      approvals: ApprovalService,
    ) => {
      const service = new AdjustmentService({ dataSource, ledger, reads, approvals });
      approvals.register(service.kind());
      return service;
    },
  },
];
