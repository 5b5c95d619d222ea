import { runBackup } from './backup-command.js';

/** `npm run backup`: see the usage in backup-command.ts. */
process.exitCode = await runBackup(process.argv.slice(2), process.env, {
  result: (text) => process.stdout.write(`${text}\n`),
  log: (line) => process.stderr.write(`${line}\n`),
});
