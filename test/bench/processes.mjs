// Child processes that answer commands, and how much processor time a process used.
import { fork } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Clock ticks of /proc are hundredths of a second on every Linux that runs Node. */
const MS_PER_TICK = 10;

/**
 * Starts a program of this folder that answers commands (see {@link answerCommands}).
 * @returns `ask(command, argument)` resolves to what the command returned
 */
export function startWorker(file, nodeArguments = []) {
  const child = fork(path.join(import.meta.dirname, file), [], {
    execArgv: nodeArguments,
    serialization: 'advanced',
  });
  const waiting = new Map();
  let last = 0;
  let ended;
  child.on('message', ({ id, result, error }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(result);
    else reject(new Error(`${file}: ${error}`));
  });
  const exited = new Promise((resolve) => {
    child.once('exit', (code) => {
      ended = `${file} exited with ${code}`;
      for (const { reject } of waiting.values()) reject(new Error(ended));
      resolve();
    });
  });
  return {
    pid: child.pid,
    ask: (command, argument) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) {
          reject(new Error(ended));
          return;
        }
        last += 1;
        waiting.set(last, { resolve, reject });
        child.send({ id: last, command, argument });
      }),
    stop: async () => {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}

/** The other end of {@link startWorker}; `close` runs when the parent is gone. */
export function answerCommands(commands, close) {
  process.on('message', ({ id, command, argument }) => {
    commands[command](argument).then(
      (result) => process.send({ id, result }),
      (error) => process.send({ id, error: error.stack ?? String(error) }),
    );
  });
  process.on('disconnect', () => {
    close().finally(() => process.exit(0));
  });
}

/** The process that started this one; undefined where there is no /proc. */
export function parentOf(pid) {
  return statOf(pid)?.parent;
}

/** Milliseconds of processor time that a process has used so far. */
export function cpuOf(pid) {
  const stat = statOf(pid);
  return stat === undefined ? undefined : stat.own;
}

/** The same of a PostgreSQL server with all its processes, those that have ended too. */
export function cpuOfServer(postmaster) {
  const stat = statOf(postmaster);
  if (stat === undefined) return undefined;
  let sum = stat.own + stat.ended;
  for (const entry of readdirSync('/proc')) {
    const child = /^\d+$/.test(entry) ? statOf(entry) : undefined;
    if (child?.parent === postmaster) sum += child.own;
  }
  return sum;
}

function statOf(pid) {
  try {
    // The name, in parentheses, may hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1).split(' ');
    const ticks = (from) => (Number(fields[from]) + Number(fields[from + 1])) * MS_PER_TICK;
    return { parent: Number(fields[1]), own: ticks(11), ended: ticks(13) };
  } catch {
    return undefined;
  }
}
