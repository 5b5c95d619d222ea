export {
  AuditTrail,
  type AuditEntry,
  type AuditQuery,
  type AuditRoot,
  type ChainLine,
  type StaffAct,
} from './audit-trail.js';
