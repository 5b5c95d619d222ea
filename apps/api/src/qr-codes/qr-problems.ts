import type { ProblemCode } from '@app/core';

/** What may be wrong with a code by which somebody pays. */
export const QR_PROBLEMS: readonly ProblemCode[] = [
  'qr_code_invalid',
  'qr_code_foreign',
  'qr_code_altered',
  'qr_code_for_another_use',
  'qr_code_used',
  'qr_code_expired',
];
