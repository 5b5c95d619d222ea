// How a service of the benchmark, changed in some way, starts and ends: as the service itself does.
import { startServer } from '../../dist/apps/api/src/server.js';

const log = (line) => process.stderr.write(`${line}\n`);

/**
 * @param what what it is without, for the line that tells its address
 * @param change `change` is given the application once it runs; `close` runs when it has ended
 */
export async function serve(config, what, { change, close } = {}) {
  const server = await startServer(config, log);
  change?.(server.created.app);
  process.once('SIGTERM', () => {
    server
      .stop()
      .then(() => close?.())
      .then(() => process.exit(0))
      .catch((error) => {
        log(String(error));
        process.exit(1);
      });
  });
  log(`Without ${what} it answers at ${server.url}.`);
}
