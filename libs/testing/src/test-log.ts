import path from 'node:path';

/**
 * Settings by which a process that a spec starts writes all that it logs to a file of the test run. When the run is
 * over nothing personal and no secret may be found there (`test/support/log-reporter.mjs`).
 */
export function testLog(): { readonly LOG_LEVEL: 'trace'; readonly LOG_FILE: string } {
  const folder = process.env.TEST_LOGS;
  if (folder === undefined) throw new Error('TEST_LOGS is not set: jest-global-setup sets it');
  return { LOG_LEVEL: 'trace', LOG_FILE: path.join(folder, `${process.pid}.log`) };
}
