import { AlertService, ApprovalService, ConsentService } from '@app/access';
import { Ledger, LedgerReads } from '@app/ledger';
import { CooperativeService, Directory, TillService } from '@app/participants';
import type { FactoryProvider } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { AccountFactsStore } from '../account-facts.store.js';
import { DepositService } from '../deposits/deposit.service.js';
import { NoticeService } from '../notifications/notice.service.js';
import { CounterDesk } from '../parties/counter-desk.js';
import { CounterTries } from '../parties/counter-tries.js';
import { PartyFinder } from '../parties/party-finder.js';
import { QrReader } from '../qr-codes/qr-reader.js';
import { WithdrawalCodeEnds } from '../withdrawals/withdrawal-code-ends.js';
import { WithdrawalCodeService } from '../withdrawals/withdrawal-code.service.js';
import { WithdrawalCodeStore } from '../withdrawals/withdrawal-code.store.js';
import { WithdrawalQueries } from '../withdrawals/withdrawal-queries.js';
import { WithdrawalService } from '../withdrawals/withdrawal.service.js';
import { CashTransferService } from './cash-transfer.service.js';
import { TillDifferences } from './till-difference.js';
import { TillQueries } from './till-queries.js';
import { TillSessionService } from './till-session.service.js';
import { TillSessionStore } from './till-session.store.js';

/** What ends codes, for whoever has the database and the ledger's reads. */
export function withdrawalCodeEnds(reads: LedgerReads, dataSource: DataSource): WithdrawalCodeEnds {
  return new WithdrawalCodeEnds({
    reads,
    codes: new WithdrawalCodeStore(dataSource),
    notices: new NoticeService(dataSource),
  });
}

const SESSION_PROVIDERS: readonly FactoryProvider[] = [
  {
    provide: TillSessionStore,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => new TillSessionStore(dataSource),
  },
  {
    provide: TillSessionService,
    inject: [Ledger, LedgerReads, Directory, TillService, TillSessionStore, AlertService],
    useFactory: (
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      tills: TillService,
      sessions: TillSessionStore,
      alerts: AlertService,
    ) => new TillSessionService({ ledger, reads, directory, tills, sessions, alerts }),
  },
  {
    provide: TillDifferences,
    inject: [
      Ledger,
      LedgerReads,
      Directory,
      TillSessionService,
      TillSessionStore,
      ApprovalService,
      AlertService,
    ],
    useFactory: (
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      service: TillSessionService,
      sessions: TillSessionStore,
      approvals: ApprovalService,
      alerts: AlertService,
    ) => new TillDifferences({ ledger, reads, directory, service, sessions, approvals, alerts }),
  },
];

/** What brings an approved difference of a till to its end in a worker's own process. */
export const TILL_DUTY_PROVIDERS: readonly FactoryProvider[] = [
  {
    provide: TillService,
    inject: [DataSource, Ledger],
    useFactory: (dataSource: DataSource, ledger: Ledger) => new TillService(dataSource, ledger),
  },
  ...SESSION_PROVIDERS,
];

/** Cash: tills, what is paid in and out at them, and the codes for it. */
export const CASH_PROVIDERS: readonly FactoryProvider[] = [
  ...SESSION_PROVIDERS,
  {
    provide: TillQueries,
    inject: [LedgerReads],
    useFactory: (reads: LedgerReads) => new TillQueries({ reads }),
  },
  {
    provide: CashTransferService,
    inject: [Ledger, LedgerReads, Directory, TillService, CooperativeService],
    useFactory: (
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      tills: TillService,
      cooperatives: CooperativeService,
    ) => new CashTransferService({ ledger, reads, directory, tills, cooperatives }),
  },
  {
    provide: CounterTries,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => new CounterTries(dataSource),
  },
  {
    provide: CounterDesk,
    inject: [PartyFinder, CounterTries],
    useFactory: (finder: PartyFinder, tries: CounterTries) => new CounterDesk({ finder, tries }),
  },
  {
    provide: DepositService,
    inject: [
      Ledger,
      LedgerReads,
      Directory,
      AccountFactsStore,
      CounterDesk,
      TillSessionService,
      QrReader,
    ],
    useFactory: (
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      facts: AccountFactsStore,
      desk: CounterDesk,
      sessions: TillSessionService,
      codes: QrReader,
    ) => new DepositService({ ledger, reads, directory, facts, desk, sessions, codes }),
  },
  {
    provide: WithdrawalCodeEnds,
    inject: [LedgerReads, DataSource],
    useFactory: withdrawalCodeEnds,
  },
  {
    provide: WithdrawalCodeService,
    inject: [WithdrawalCodeEnds, Directory, DataSource, ConsentService],
    useFactory: (
      ends: WithdrawalCodeEnds,
      directory: Directory,
      dataSource: DataSource,
      consent: ConsentService,
    ) =>
      new WithdrawalCodeService({
        ends,
        directory,
        codes: new WithdrawalCodeStore(dataSource),
        consent,
        notices: new NoticeService(dataSource),
      }),
  },
  {
    provide: WithdrawalService,
    inject: [
      Ledger,
      LedgerReads,
      Directory,
      AccountFactsStore,
      CounterDesk,
      TillSessionService,
      WithdrawalCodeService,
      WithdrawalCodeEnds,
      ConsentService,
    ],
    useFactory: (
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      facts: AccountFactsStore,
      desk: CounterDesk,
      sessions: TillSessionService,
      codes: WithdrawalCodeService,
      codeEnds: WithdrawalCodeEnds,
      consent: ConsentService,
    ) =>
      new WithdrawalService({
        ledger,
        reads,
        directory,
        facts,
        desk,
        sessions,
        codes,
        codeEnds,
        consent,
      }),
  },
  {
    provide: WithdrawalQueries,
    inject: [LedgerReads, Directory, AccountFactsStore, TillSessionService, DataSource],
    useFactory: (
      reads: LedgerReads,
      directory: Directory,
      facts: AccountFactsStore,
      sessions: TillSessionService,
      dataSource: DataSource,
    ) => {
      const now = async (network: number): Promise<Date> => {
        const [row] = await dataSource.query<{ now: Date }[]>(
          'SELECT ledger.network_now($1::smallint) AS now',
          [network],
        );
        return row?.now ?? new Date();
      };
      return new WithdrawalQueries({ reads, directory, facts, sessions, now });
    },
  },
];
