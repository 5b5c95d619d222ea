// The command line of a run.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const USAGE = `npm run chaos -- [options]
  --seed N        what is done and what breaks; any, and printed, unless told
  --seconds N     how long things break (60)
  --ops N         instead: until so many acts were decided
  --clients N     how many act at once (16)
  --faults N      fail if fewer things broke (0)
  --rarer N       so many times as long between two faults: more acts, for a long run (1)
  --no-faults     nothing breaks: to see what a healthy run does
  --folder DIR    keep the logs of the processes there`;

/** A run with fewer acts that were done proves nothing. */
const LEAST_ACTS = 20;

/** Where Debian and Ubuntu keep it; FAKETIME_LIBRARY names another place. */
const FAKETIME = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1',
];

/** The command line as settings of a run; ends the process for --help. */
export function readChaosOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string' },
      seconds: { type: 'string', default: '60' },
      ops: { type: 'string' },
      clients: { type: 'string', default: '16' },
      faults: { type: 'string', default: '0' },
      rarer: { type: 'string', default: '1' },
      'no-faults': { type: 'boolean', default: false },
      folder: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  return {
    seed: values.seed === undefined ? Date.now() % 1_000_000 : whole(values.seed),
    seconds: values.ops === undefined ? whole(values.seconds) : Infinity,
    ops: values.ops === undefined ? Infinity : whole(values.ops),
    clients: whole(values.clients),
    leastFaults: whole(values.faults),
    leastActs: LEAST_ACTS,
    rarer: whole(values.rarer),
    hasFaults: !values['no-faults'],
    folder: values.folder,
    application: path.join(import.meta.dirname, '../../dist'),
    clock: values['no-faults'] ? undefined : faketime(),
  };
}

function faketime() {
  return process.env.FAKETIME_LIBRARY ?? FAKETIME.find((file) => existsSync(file));
}

function whole(text) {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`not a whole number: ${text}`);
  return value;
}
