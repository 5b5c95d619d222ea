import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DemoError } from '../demo-error.js';

/** Compiled, this file lies in dist/apps/demo/src/rest. */
const API = path.resolve(import.meta.dirname, '../../../api/src');
const LISTENING = /^Simpul answers at (\S+)/m;
const START_MS = 60_000;
const STOP_MS = 30_000;
/** Of what the server said, so that the reason for an end is among it. */
const KEPT_CHARACTERS = 8_000;

export interface ServerPlace {
  readonly dataDir: string;
  readonly port: number;
}

export interface SetUpOperator {
  readonly username: string;
  /** One-time activation code. */
  readonly code: string;
}

/** The network that comes into being with the operators. */
export interface SetUpNetwork {
  readonly name: string;
  /** Where its clock starts. */
  readonly starts: Date;
}

/**
 * Opens the network with its first two operators as `npm run setup` does.
 *
 * @throws DemoError with what the command said: that there are operators already, for one
 */
export async function setUpNetwork(
  place: ServerPlace,
  network: SetUpNetwork,
  operators: readonly { readonly name: string; readonly username: string }[],
): Promise<SetUpOperator[]> {
  const named = operators.flatMap(({ name, username }) => ['--operator', `${name}:${username}`]);
  const args = ['--network', network.name, '--starts', network.starts.toISOString(), ...named];
  const child = start('setup.js', args, place);
  const output = { out: '', err: '' };
  child.stdout?.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output.err += chunk.toString()));
  const status = await ended(child);
  if (status !== 0) {
    const isNamed = (process.env['DATABASE_URL'] ?? '').trim() !== '';
    const hint = isNamed
      ? '\nThe demo needs an empty database, and DATABASE_URL names this one.'
      : '';
    throw new DemoError(`${output.err.trim() || 'Setting up the network failed.'}${hint}`);
  }
  return [...output.out.matchAll(/^\s*(\S+)\s+(\d{8})$/gm)].map(([, username = '', code = '']) => ({
    username,
    code,
  }));
}

/** The server as a child process; what it says is kept, and shown when it fails. */
export class ChildServer {
  private said = '';
  private readonly over: Promise<number>;
  private isOver = false;

  private constructor(private readonly child: ChildProcess) {
    const listen = (chunk: Buffer): void => {
      this.said = (this.said + chunk.toString()).slice(-KEPT_CHARACTERS);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    this.over = ended(child).then((status) => {
      this.isOver = true;
      return status;
    });
  }

  /** @throws DemoError with what the server said if it doesn't come up */
  static async start(place: ServerPlace): Promise<{ server: ChildServer; url: string }> {
    const server = new ChildServer(start('main.js', [], place));
    const until = Date.now() + START_MS;
    while (!server.isOver && Date.now() < until) {
      const url = LISTENING.exec(server.said)?.[1];
      if (url !== undefined) return { server, url };
      await wait(20);
    }
    await server.stop();
    throw new DemoError(server.said.trim() || 'The server ended without a word.');
  }

  /** Rejects when the server ends of itself. */
  async ended(): Promise<never> {
    const status = await this.over;
    throw new DemoError(`The server ended with status ${status}:\n${this.said.trim()}`);
  }

  /** What it said last, such as the reason of an internal error. */
  get lastWords(): string {
    return this.said
      .split('\n')
      .filter((line) => /"level":(50|60)|Error/.test(line))
      .slice(-5)
      .join('\n');
  }

  /** Asks it to finish, and makes it end if it doesn't. May be called again. */
  async stop(): Promise<void> {
    if (!this.isOver) this.child.kill('SIGTERM');
    const patience = new AbortController();
    await Promise.race([
      this.over,
      wait(STOP_MS, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
    if (!this.isOver) this.child.kill('SIGKILL');
    await this.over;
  }
}

/** In a group of its own: Ctrl-C at the terminal reaches the demo, which then stops the server. */
function start(script: string, args: readonly string[], place: ServerPlace): ChildProcess {
  const child = spawn(process.execPath, ['--enable-source-maps', path.join(API, script), ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // Its people sign in with what the handbook prints, which production mode refuses.
      NODE_ENV: 'development',
      // All of a city asks from this one machine, a market day in half a minute.
      RATE_LIMIT_ADDRESS: '0',
      RATE_LIMIT_PRINCIPAL: '0',
      RATE_LIMIT_PROGRAM: '0',
      RATE_LIMIT_SIGN_IN: '0',
      DATA_DIR: place.dataDir,
      // That of a deployment is no place for what the demo plays.
      BACKUP_DIR: '',
      PORT: String(place.port),
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error',
    },
  });
  // However the demo ends, the server doesn't stay behind.
  process.once('exit', () => child.kill('SIGTERM'));
  return child;
}

function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  });
}
