import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { canaries, search } from '../canaries.mjs';

/** A few specs start no process; of so many some do. */
const SURELY_LOGGED = 10;

/** Fails a run of tests in which any process logged something personal or secret. */
export default class LogReporter {
  #error;

  async onRunComplete(_contexts, { testResults }) {
    const folder = process.env.TEST_LOGS;
    // Specs of pure functions start no process.
    if (folder === undefined || !existsSync(folder)) return;
    const logs = readdirSync(folder).map((name) => path.join(folder, name));
    const server = process.env.TEST_SERVER_LOG;
    const { lines, finds } = await search(
      server === undefined ? logs : [...logs, server],
      canaries(),
    );
    const journeys = testResults.filter(({ testFilePath }) => /e2e-spec/.test(testFilePath));
    if (logs.length === 0 && journeys.length >= SURELY_LOGGED) {
      finds.push('no process of the tests has written a log');
    }
    if (finds.length > 0) {
      this.#error = new Error(`What must not be logged was logged:\n${finds.join('\n')}`);
      process.stderr.write(`\n${this.#error.message}\n`);
    } else {
      process.stderr.write(`\n${lines} lines of logs hold nothing personal and no secret.\n`);
    }
  }

  getLastError() {
    return this.#error;
  }
}
