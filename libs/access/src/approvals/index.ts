export * from './approval.js';
export { ApprovalService, type ApprovalView } from './approval.service.js';
export { APPROVAL_HOURS } from './approval.store.js';
