import { testLog } from '@app/testing';

/** Logs to a file alone, does nothing by the clock, and lets a spec ask from one address as fast as it likes. */
export const QUIET = {
  ...testLog(),
  PROCESS_METRICS: 'off',
  WORKER: 'off',
  WEBHOOKS_PRIVATE: 'on',
  RATE_LIMIT_ADDRESS: '0',
  RATE_LIMIT_PRINCIPAL: '0',
  RATE_LIMIT_PROGRAM: '0',
  RATE_LIMIT_SIGN_IN: '0',
} as const;
