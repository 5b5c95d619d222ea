import { runVerify } from './verify-command.js';

/** `npm run verify`: see the usage in verify-command.ts. */
async function main(): Promise<void> {
  process.exitCode = await runVerify(process.argv.slice(2), process.env, {
    result: (text) => process.stdout.write(`${text}\n`),
    log: (line) => process.stderr.write(`${line}\n`),
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 2;
});
