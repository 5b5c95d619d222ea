// Chaos: everything that people do, while everything breaks. `npm run chaos -- --help`; docs/reliability.md tells of it.
import { readChaosOptions } from './options.mjs';
import { runChaos } from './run.mjs';

const options = readChaosOptions(process.argv.slice(2));
const started = performance.now();
const log = (line) => {
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${seconds.padStart(5)} s  ${line}`);
};
// Whoever ends it gets what was found so far, and none of its processes, links or disks stay behind.
const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    log(`${signal}: no more faults`);
    process.exitCode = 130;
    ending.abort();
  });
}
const report = await runChaos({ ...options, ending: ending.signal }, log);
for (const { what, detail } of report.violations) {
  console.error(`\nBROKEN: ${what}\n${JSON.stringify(detail, undefined, 2)}`);
}
console.log(report.summary);
if (report.violations.length > 0) {
  console.error(
    `\nThe run with --seed ${options.seed} broke ${report.violations.length} promises.`,
  );
  process.exitCode = 1;
}
