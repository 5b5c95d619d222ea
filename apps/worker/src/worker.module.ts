import { Module } from '@nestjs/common';

import { CutOffDuty } from './duties/cut-off.duty.js';
import { HoldExpiryDuty } from './duties/hold-expiry.duty.js';
import { NettingDuty } from './duties/netting.duty.js';
import { SettlementDuty } from './duties/settlement.duty.js';
import { Worker } from './worker.js';

/**
 * The timers of Simpul, in the API's process or in one of their own; any number of them may run at
 * once. Needs the global `DataSource`, LOGGER, Directory, and the ledger's and the settlement's
 * modules.
 */
@Module({ providers: [CutOffDuty, HoldExpiryDuty, NettingDuty, SettlementDuty, Worker] })
export class WorkerModule {}
