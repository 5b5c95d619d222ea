// What goes wrong in a run. A seed plans it: which fault, of what, for how long, and how long until the next.
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { parentOf } from '../bench/processes.mjs';
import { request } from './client.mjs';

/** Milliseconds between the beginnings of two faults. */
const EVERY_MS = { least: 100, most: 600 };
/** They take everything away for a while: one at a time, and each only when all processes have come back from the one before. */
const HEAVY = new Set([
  'killApi',
  'killWorker',
  'crashPostgres',
  'crashBackend',
  'poolExhaustion',
  'headHeld',
  'fullDisk',
]);
/** So often each fault is chosen. Those that take a process or the database away are rarer, for there must be something to disturb. */
const WEIGHTS = {
  cut: 30,
  slow: 10,
  halfOpen: 9,
  refuse: 6,
  stopApi: 7,
  stopWorker: 3,
  stopBackend: 6,
  stopPostmaster: 1,
  terminateBackends: 5,
  crashBackend: 1,
  killApi: 2,
  killWorker: 2,
  crashPostgres: 2,
  poolExhaustion: 2,
  headHeld: 2,
  fullDisk: 2,
  clockJump: 4,
  cutOff: 8,
};
const CLOCK_JUMPS = ['+36h', '-36h', '+5m', '-90s', '+0'];

/** Begins one fault after the other until it is told to end, and undoes what it did. */
export class Faults {
  #place;
  #chance;
  #under = new Set();
  #heavy = Promise.resolve();
  #isOver = () => false;
  #skipped;
  log = [];

  /**
   * @param place `postgres`, `apis`, `worker`, `apiLinks` (before the API), `databaseLinks` (before PostgreSQL), `people`, `clock`, and perhaps
   *   other `weights`, and how many times `rarer` faults begin
   */
  constructor(place, chance, log) {
    this.#place = place;
    this.#chance = chance;
    this.print = log;
    this.#skipped = new Map();
    if (place.postgres.disk.folder === undefined) {
      this.#skipped.set('fullDisk', place.postgres.disk.why);
    }
    if (place.clock === undefined) {
      this.#skipped.set('clockJump', 'libfaketime is not installed');
    }
  }

  get skipped() {
    return this.#skipped;
  }

  async run(isOver) {
    this.#isOver = isOver;
    const weights = Object.fromEntries(
      Object.entries(this.#place.weights ?? WEIGHTS).filter(([name]) => !this.#skipped.has(name)),
    );
    while (!isOver()) {
      this.#begin(this.#chance.weighted(weights));
      await pause(this.#chance.between(EVERY_MS.least, EVERY_MS.most) * (this.#place.rarer ?? 1));
    }
    await Promise.all(this.#under);
    this.heal();
  }

  /** Whatever is still disturbed is put right. */
  heal() {
    const { apiLinks, databaseLinks, apis, worker } = this.#place;
    for (const link of [...apiLinks, ...databaseLinks]) {
      link.slow(0);
      link.refuse(false);
    }
    for (const process of [...apis, worker]) {
      process.signal('SIGCONT');
      if (this.#place.clock !== undefined) process.setClock('+0');
    }
  }

  #begin(name) {
    // Chance is drawn now, so that what is planned doesn't depend on how long it takes.
    const chance = this.#chance.fork(`${name}${this.#chance.next()}`);
    let running = this.#heavy;
    if (HEAVY.has(name)) {
      running = this.#heavy.then(() => this.#whenAllAreUp(name, chance));
      this.#heavy = running;
    } else {
      running = this.#perform(name, chance);
    }
    this.#under.add(running);
    void running.finally(() => this.#under.delete(running));
  }

  async #perform(name, chance) {
    this.log.push(name);
    try {
      await this.#faults[name](chance);
    } catch (error) {
      this.print(`the fault ${name} went wrong itself: ${error.message}`);
    }
  }

  /** What could not begin before the end is left out. */
  async #whenAllAreUp(name, chance) {
    while (!this.#place.apis.every(({ port }) => port !== undefined)) {
      if (this.#isOver()) return;
      await pause(100);
    }
    if (!this.#isOver()) await this.#perform(name, chance);
  }

  #faults = {
    cut: async (chance) => this.#someLink(chance).cut(),
    slow: async (chance) => {
      const link = this.#someLink(chance);
      link.slow(chance.between(5, 250));
      await pause(chance.between(300, 2_500));
      link.slow(0);
    },
    halfOpen: async (chance) => {
      const end = this.#someLink(chance).leaveHalfOpen();
      await pause(chance.between(500, 8_000));
      end();
    },
    refuse: async (chance) => {
      const link = this.#someLink(chance);
      link.refuse(true);
      link.cut();
      await pause(chance.between(100, 1_500));
      link.refuse(false);
    },
    stopApi: (chance) => this.#stop(chance.oneOf(this.#place.apis), chance),
    stopWorker: (chance) => this.#stop(this.#place.worker, chance),
    stopBackend: async (chance) => {
      const pid = chance.oneOf(backendsOf(this.#place.postgres.postmaster));
      await stopProcess(pid, chance.between(200, 2_500));
    },
    stopPostmaster: (chance) =>
      stopProcess(this.#place.postgres.postmaster, chance.between(200, 2_000)),
    terminateBackends: async () => {
      await this.#place.postgres.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE application_name LIKE 'simpul%' AND random() < 0.5`,
      );
    },
    crashBackend: async (chance) => {
      const pid = chance.oneOf(backendsOf(this.#place.postgres.postmaster));
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    },
    killApi: async (chance) => chance.oneOf(this.#place.apis).signal('SIGKILL'),
    killWorker: async () => this.#place.worker.signal('SIGKILL'),
    crashPostgres: (chance) =>
      this.#place.postgres.crash(chance.isLikely(0.8) ? 'SIGQUIT' : 'SIGKILL'),
    poolExhaustion: (chance) => this.#takeAllConnections(chance.between(500, 2_500)),
    headHeld: (chance) => this.#holdTheHead(chance.between(300, 7_000)),
    fullDisk: async (chance) => {
      const free = await this.#place.postgres.fillDisk();
      await pause(chance.between(300, 1_500));
      await free();
    },
    clockJump: async (chance) => {
      chance.oneOf([...this.#place.apis, this.#place.worker]).setClock(chance.oneOf(CLOCK_JUMPS));
    },
    cutOff: (chance) => closeCycle(this.#place, chance),
  };

  /** Of a process that is up: one that is just starting would only give up and start again. */
  #someLink(chance) {
    const { apis, apiLinks, databaseLinks } = this.#place;
    const isUp = (_link, n) => apis[n] === undefined || apis[n].port !== undefined;
    const links = [...apiLinks.filter(isUp), ...databaseLinks.filter(isUp)];
    return chance.oneOf(links);
  }

  async #stop(process, chance) {
    process.signal('SIGSTOP');
    await pause(chance.between(200, 3_000));
    process.signal('SIGCONT');
  }

  /** Whoever wants a connection now is told that there are too many. */
  async #takeAllConnections(milliseconds) {
    const taken = [];
    try {
      for (;;) {
        const client = new pg.Client({
          connectionString: this.#place.postgres.url,
          connectionTimeoutMillis: 2_000,
        });
        client.on('error', () => undefined);
        await client.connect();
        taken.push(client);
      }
    } catch {
      // That was the last one, or the database is down just now.
    }
    await this.#faults.terminateBackends().catch(() => undefined);
    await pause(milliseconds);
    await Promise.all(taken.map((client) => client.end().catch(() => undefined)));
  }

  /** Somebody locks what every batch locks first, for longer than a statement may take. */
  async #holdTheHead(milliseconds) {
    const client = new pg.Client({
      connectionString: this.#place.postgres.url,
      connectionTimeoutMillis: 2_000,
    });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('BEGIN');
    await client.query('SELECT number FROM ledger.head FOR UPDATE');
    await pause(milliseconds);
    await client.query('ROLLBACK').catch(() => undefined);
    await client.end().catch(() => undefined);
  }
}

/** A cut-off in the midst of it all; whether it came through is seen when the cycles are looked at. */
export async function closeCycle({ people, apiLinks }, chance) {
  const [operator] = people.operators;
  const { port } = chance.oneOf(apiLinks);
  try {
    const listed = await request(port, {
      method: 'GET',
      path: '/v1/cycles?state=OPEN',
      who: operator,
    });
    const [open] = JSON.parse(listed.text).data;
    await request(port, { path: `/v1/cycles/${open.id}/close`, who: operator, body: {} });
  } catch {
    // The process is away just now; the next one may be luckier.
  }
}

async function stopProcess(pid, milliseconds) {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGSTOP');
    await pause(milliseconds);
    process.kill(pid, 'SIGCONT');
  } catch (error) {
    // It ended before or meanwhile.
    if (error.code !== 'ESRCH') throw error;
  }
}

/** The server's processes that serve a client of ours. */
function backendsOf(postmaster) {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && parentOf(entry) === postmaster)
    .filter((pid) => commandOf(pid).includes('simpul_'))
    .map(Number);
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}
