import 'reflect-metadata';
import { StartupError } from '@app/database';
import { readConfig } from './config.js';
import { startServer, type RunningServer } from './server.js';

const log = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

function exitBecause(error: unknown): never {
  log(error instanceof StartupError ? error.message : reportOf(error));
  process.exit(1);
}

function reportOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The first signal drains, the second one exits at once. */
function stopOnSignals(starting: Promise<RunningServer>): void {
  let signals = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    signals += 1;
    if (signals > 1) process.exit(130);
    log(`${signal}: finishing what was accepted.`);
    starting
      .then((server) => server.stop())
      .then(() => process.exit(0))
      .catch(exitBecause);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

try {
  const config = readConfig(process.env);
  const starting = startServer(config, log);
  stopOnSignals(starting);
  const { url } = await starting;
  log(`Simpul answers at ${url} (documentation: ${url}/docs).`);
} catch (error) {
  exitBecause(error);
}
