import type { Sen } from '@app/core';

/** `latestTransactionStatus` of the standard, with its words. */
export const SNAP_STATUS = {
  success: ['00', 'Success'],
  initiated: ['01', 'Initiated'],
  paying: ['02', 'Paying'],
  pending: ['03', 'Pending'],
  refunded: ['04', 'Refunded'],
  cancelled: ['05', 'Canceled'],
  failed: ['06', 'Failed'],
} as const;

export type SnapStatus = keyof typeof SNAP_STATUS;

/** How a status is told. */
export function statusFields(status: SnapStatus): {
  latestTransactionStatus: string;
  transactionStatusDesc: string;
} {
  const [latestTransactionStatus, transactionStatusDesc] = SNAP_STATUS[status];
  return { latestTransactionStatus, transactionStatusDesc };
}

/** Of money that was paid and in part or whole given back, both in sen. */
export function statusOfPaid(amount: Sen, returned: Sen): SnapStatus {
  return returned >= amount ? 'refunded' : 'success';
}
