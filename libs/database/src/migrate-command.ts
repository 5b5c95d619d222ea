import { migrate } from './migrate.js';
import { StartupError } from './startup-error.js';
import { connectionUrls } from './urls.js';

/** `npm run migrate`: what every start does, for those who migrate in a step of its own. */
async function run(): Promise<void> {
  const { applied } = await migrate(connectionUrls(process.env));
  const done = applied.length === 0 ? 'The database is up to date.' : applied.join('\n');
  process.stdout.write(`${done}\n`);
}

run().catch((error: unknown) => {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
