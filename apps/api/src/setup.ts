import 'reflect-metadata';
import { runSetup } from './setup-command.js';

/** `npm run setup`: see the usage in setup-command.ts. */
process.exitCode = await runSetup(process.argv.slice(2), process.env, {
  result: (text) => process.stdout.write(`${text}\n`),
  log: (line) => process.stderr.write(`${line}\n`),
});
