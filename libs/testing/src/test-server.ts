import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import path from 'node:path';

import { startEmbeddedPostgres } from '@app/database';
import { scratchFolder } from './scratch-folder.js';

export interface TestServer {
  readonly url: string;
  /** The file that the server writes its own log to. */
  readonly log: string;
  stop(): Promise<void>;
}

/**
 * The server of one test run, in a folder of its own. Durability is off, here and nowhere else: a
 * test database need not survive a power cut.
 */
export async function startTestServer(): Promise<TestServer> {
  const folder = await scratchFolder('simpul-test-');
  const warden = postWarden(folder);
  const server = await startEmbeddedPostgres({
    dataDir: path.join(folder, 'data'),
    log: () => undefined,
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      shared_buffers: '128MB',
    },
  });
  return {
    url: server.url,
    log: path.join(folder, 'data', 'start.log'),
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
      warden.end();
    },
  };
}

/**
 * jest runs no teardown when it is interrupted or killed. This small process waits for the end of
 * its input, which comes however we end, and then removes what is left.
 */
function postWarden(folder: string): { end: () => void } {
  const script = `
    const { readFileSync, rmSync } = require('node:fs');
    const folder = process.argv[1];
    const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
    process.stdin.resume().on('end', () => {
      try {
        const file = readFileSync(folder + '/data/cluster/postmaster.pid', 'utf8');
        process.kill(parseInt(file, 10), 'SIGQUIT');
      } catch {}
      setTimeout(remove, 500);
    });`;
  const child = spawn(process.execPath, ['-e', script, folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  const input = child.stdin;
  if (input instanceof Socket) input.unref();
  return { end: () => input.end() };
}
