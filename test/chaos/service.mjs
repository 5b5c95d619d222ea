// A process of the built application that is started anew whenever it ends, as a service manager does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const API = 'apps/api/src/main.js';
const WORKER = 'apps/worker/src/main.js';
const RESTART_AFTER_MS = 100;
const ENDS_WITHIN_MS = 40_000;
/** Of what a process says before it answers, enough to tell why it ended. */
const WORDS_MOST = 20_000;

/** An API process on any free port. Several of them are told to leave the worker's duties to the worker. */
export function apiProcess(name, options) {
  return new SupervisedProcess(name, { ...options, program: API });
}

export function workerProcess(name, options) {
  return new SupervisedProcess(name, { ...options, program: WORKER });
}

class SupervisedProcess {
  #options;
  #child;
  #isWanted = false;
  #ended = Promise.resolve();
  #words = '';
  /** Where it answers; undefined while it does not. */
  port;
  starts = 0;
  /** What it said when it ended by itself. */
  faults = [];

  /**
   * @param options `application`: the folder of the built code; `environment`; `folder` for its log; `clock`: the library
   *   that shows it another time, if there is one
   */
  constructor(name, options) {
    this.name = name;
    this.#options = options;
  }

  get pid() {
    return this.#child?.pid;
  }

  /** What it said last, before it answered or ended. */
  get words() {
    return this.#words;
  }

  start() {
    this.#isWanted = true;
    this.#spawn();
  }

  signal(signal) {
    // One that has ended has no process id that is ours.
    if (this.#child?.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill(signal);
    }
  }

  /** Shows it another time than the machine's: `+36h`, or none. */
  setClock(offset) {
    writeFileSync(this.#clockFile(), offset);
  }

  /** As an operator stops it. @returns its exit code; null if it had to be killed */
  async stop() {
    this.#isWanted = false;
    const child = this.#child;
    if (child === undefined) return 0;
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      const late = pause(ENDS_WITHIN_MS, 'late', { ref: false });
      if ((await Promise.race([exited, late])) === 'late') child.kill('SIGKILL');
      await exited;
    }
    await this.#ended;
    return child.exitCode;
  }

  #spawn() {
    const { application, folder, program } = this.#options;
    this.starts += 1;
    this.#words = '';
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', path.join(application, program)],
      {
        env: this.#environment(),
        stdio: ['ignore', openSync(path.join(folder, `${this.name}.log`), 'a'), 'pipe'],
      },
    );
    this.#child = child;
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (part) => {
      this.#words = (this.#words + part).slice(-WORDS_MOST);
      const port = /answers at http:\/\/[\d.]+:(\d+)/.exec(part)?.[1];
      if (port !== undefined && this.#child === child) this.port = Number(port);
    });
    // Whatever ends this process, the service goes with it.
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    this.#ended = this.#follow(child).finally(() => process.off('exit', kill));
  }

  /** Until it ends, and then starts the next one. */
  async #follow(child) {
    const [code, signal] = await once(child, 'exit');
    if (code !== 0 && signal === null) {
      this.faults.push({ hadStarted: this.port !== undefined, words: this.#words.trim() });
    }
    this.port = undefined;
    await pause(RESTART_AFTER_MS);
    if (this.#isWanted) this.#spawn();
  }

  #environment() {
    const { DATABASE_URL: _url, MIGRATION_DATABASE_URL: _migration, ...inherited } = process.env;
    const { environment, clock } = this.#options;
    if (clock === undefined) return { ...inherited, ...environment };
    return {
      ...inherited,
      ...environment,
      LD_PRELOAD: clock,
      FAKETIME_TIMESTAMP_FILE: this.#clockFile(),
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
  }

  #clockFile() {
    return path.join(this.#options.folder, `${this.name}.clock`);
  }
}
