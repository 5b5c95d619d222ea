import { AlertService, ApprovalService, AuditTrail, loadPepper, RequestLog } from '@app/access';
import {
  connectionUrls,
  createDataSource,
  pendingMigrations,
  refuseNewerSchema,
  StartupError,
} from '@app/database';
import { EventsModule } from '@app/events';
import { createLogger, logFile, LOGGER, LOG_LEVELS, NestLogger } from '@app/http';
import { LedgerModule } from '@app/ledger';
import { Directory, FeeScheduleService } from '@app/participants';
import { PaymentDutiesModule } from '@app/payments';
import { SettlementModule } from '@app/settlement';
import { Global, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';

import type { RoundsLog } from './rounds.js';
import { WorkerModule } from './worker.module.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the duties find in every process: the database, the log, the participants as the hot path
 * reads them, and what waits for its time.
 */
@Global()
@Module({})
class GroundModule implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  static register(dataSource: DataSource, log: RoundsLog): DynamicModule {
    const directory = new Directory(dataSource);
    const approvals = new ApprovalService(dataSource);
    const alerts = new AlertService(dataSource.manager);
    const feeSchedules = new FeeScheduleService(dataSource, directory, approvals, alerts);
    const providers = [
      { provide: DataSource, useValue: dataSource },
      { provide: LOGGER, useValue: log },
      { provide: Directory, useValue: directory },
      { provide: ApprovalService, useValue: approvals },
      { provide: AlertService, useValue: alerts },
      { provide: AuditTrail, useValue: new AuditTrail(dataSource) },
      { provide: RequestLog, useValue: new RequestLog(dataSource.manager) },
      { provide: FeeScheduleService, useValue: feeSchedules },
    ];
    return {
      module: GroundModule,
      providers,
      exports: providers.map(({ provide }) => provide),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dataSource.destroy();
  }
}

@Module({})
class WorkerProcess {}

/**
 * Starts the worker in a process of its own, on a database that the API has migrated.
 *
 * @throws StartupError for what the operator can put right
 */
export async function startWorker(env: Environment): Promise<{ stop(): Promise<void> }> {
  const file = env['LOG_FILE']?.trim();
  const logger = createLogger(logLevelOf(env['LOG_LEVEL']), file ? logFile(file) : undefined);
  const urls = connectionUrls(env);
  const dataSource = createDataSource(urls.app, { entities: [], applicationName: 'simpul worker' });
  const events = await eventsOptionsOf(env, logger);
  await connect(dataSource);
  try {
    await refuseOldSchema(dataSource);
    await refuseNewerSchema(dataSource);
    const app = await NestFactory.createApplicationContext(
      {
        module: WorkerProcess,
        imports: [
          GroundModule.register(dataSource, logger),
          LedgerModule.forRoot({ url: urls.ledger, readConnections: 2 }),
          PaymentDutiesModule,
          SettlementModule,
          EventsModule.forRoot(events),
          WorkerModule,
        ],
      },
      { logger: new NestLogger(logger), abortOnError: false },
    );
    return { stop: () => app.close() };
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw error;
  }
}

/** Webhooks are signed by secrets that are sealed under a key derived from the API's pepper. */
async function eventsOptionsOf(env: Environment, log: RoundsLog) {
  const dataDir = env['DATA_DIR']?.trim() || 'data';
  const { PIN_PEPPER, PIN_PEPPER_FILE } = env;
  const pepper = await loadPepper({ PIN_PEPPER, PIN_PEPPER_FILE }, dataDir);
  return { pepper, privateWebhooks: env['WEBHOOKS_PRIVATE']?.trim() === 'on', log };
}

/** There is no such table, or the application's login is not made or not let in yet. */
const NOT_PREPARED: ReadonlySet<unknown> = new Set(['42P01', '28P01', '28000', '42501']);
const PREPARE = 'Start the API first (or run npm run migrate).';

/** The application's own login is made by the first migration: without it the database is empty. */
async function connect(dataSource: DataSource): Promise<void> {
  try {
    await dataSource.initialize();
  } catch (error) {
    if (!isNotPrepared(error)) throw startupErrorOf(error);
    throw new StartupError(
      `The database refused the login of Simpul: it has none yet, or another password. ${PREPARE}`,
      { cause: error },
    );
  }
}

function isNotPrepared(error: unknown): boolean {
  return error instanceof Error && 'code' in error && NOT_PREPARED.has(error.code);
}

function startupErrorOf(error: unknown): StartupError {
  const said = error instanceof Error && error.message !== '' ? error.message : String(error);
  return new StartupError(
    `The database can't be used (${said}). Check that its server runs and what DATABASE_URL names.`,
    { cause: error },
  );
}

async function refuseOldSchema(dataSource: DataSource): Promise<void> {
  const pending = await pendingMigrations(dataSource).catch((error: unknown) => {
    if (!isNotPrepared(error)) throw error;
    throw new StartupError(`The database has no schema of Simpul yet. ${PREPARE}`);
  });
  if (pending.length === 0) return;
  throw new StartupError(
    `The database lacks migrations of this release (${pending.join(', ')}). ${PREPARE}`,
  );
}

function logLevelOf(text: string | undefined) {
  const wanted = text === undefined || text.trim() === '' ? 'info' : text.trim();
  const level = LOG_LEVELS.find((one) => one === wanted);
  if (level !== undefined) return level;
  throw new StartupError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`);
}
