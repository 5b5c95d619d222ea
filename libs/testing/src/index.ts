export { cashRulebook, legsByName, senOf } from './cash-rulebook.js';
export { authenticator } from './authenticator.js';
export { readCatalog } from './catalog.js';
export { AS_SWITCH, emptyDatabase, freshDatabase } from './fresh-database.js';
export type { TestDatabase } from './fresh-database.js';
export { ledgerWorld } from './ledger-world.js';
export type { LedgerWorld, WorldCooperative } from './ledger-world.js';
export { LedgerOracle } from './ledger-oracle.js';
export { LedgerScript, randomAct, type Act, type Sent } from './ledger-script.js';
export {
  accessPeople,
  accessWorld,
  aPhone,
  justProven,
  testSecrets,
  valueOf,
  type AccessWorld,
} from './access-world.js';
export { anIdentity, participantsWorld, type ParticipantsWorld } from './participants-world.js';
export { appointed, type StaffOffice } from './appointed.js';
export { scheduleInForce, type ScheduleOffice } from './schedule-in-force.js';
export { damagedCopies, type DamagedCopies } from './damaged-copies.js';
export { LEDGER_DAMAGES, type LedgerDamage } from './ledger-damages.js';
export { postedWorld, type PostedWorld } from './posted-world.js';
export {
  fundsIn,
  leg,
  opening,
  payment,
  request,
  returnOf,
  tillDeposit,
  withdrawalCapture,
  withdrawalHold,
} from './ledger-acts.js';
export { severingProxy, type SeveringProxy } from './severing-proxy.js';
export {
  aKey,
  posted,
  settlementWorld,
  type Party,
  type SettlementWorld,
} from './settlement-world.js';
export { Crash, crashingAfter, endsInCrash } from './crashing.js';
export { aWorkbook, type WorkbookCell } from './a-workbook.js';
export { iso20022Schemas, schemaFaults } from './iso20022-schemas.js';
export { testLog } from './test-log.js';
export { scratchFolder } from './scratch-folder.js';
