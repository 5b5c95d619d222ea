export { admitAll, inParts, type OpenedWallet } from './admission.store.js';
export { IMPORT_COLUMNS, type ImportColumn } from './import-column.js';
export type { ImportDraft, ParsedImport } from './import-draft.js';
export { FAULTS_REPORTED_MAX, type ImportFault, type ImportFaultCode } from './import-fault.js';
export { judgeImport, type ImportPlan, type UnchangedRow } from './judge-import.js';
export { readKnownParticipants } from './known-participants.store.js';
export { parseImport } from './parse-import.js';
