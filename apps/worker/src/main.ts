import 'reflect-metadata';
import { StartupError } from '@app/database';

import { startWorker } from './start-worker.js';

const log = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

function exitBecause(error: unknown): never {
  const report = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log(error instanceof StartupError ? error.message : report);
  process.exit(1);
}

try {
  const worker = await startWorker(process.env);
  let signals = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    signals += 1;
    if (signals > 1) process.exit(130);
    log(`${signal}: finishing what was begun.`);
    worker
      .stop()
      .then(() => process.exit(0))
      .catch(exitBecause);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  log('The worker runs.');
} catch (error) {
  exitBecause(error);
}
