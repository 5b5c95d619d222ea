import { runRestore } from './backup-command.js';

/** `npm run restore`: see the usage in backup-command.ts. */
process.exitCode = await runRestore(process.argv.slice(2), process.env, {
  result: (text) => process.stdout.write(`${text}\n`),
  log: (line) => process.stderr.write(`${line}\n`),
});
