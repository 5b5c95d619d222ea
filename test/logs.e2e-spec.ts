import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger, logFile } from '@app/http';
import request from 'supertest';
import { startTestApp } from './support/app.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'simpul-canaries-'));
});

afterAll(() => rm(folder, { recursive: true }));

interface Outcome {
  readonly status: number;
  readonly said: string;
}

/** Runs a program of the repository and gives its exit status and what it said. */
function run(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  const options = { cwd: path.join(__dirname, '..'), env: { ...process.env, ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, out, err) =>
      resolve({ status: error === null ? 0 : Number(error.code), said: out + err }),
    );
  });
}

const searched = (file: string) => run(['test/canaries.mjs', file]);

/** What the last step of a test run says of the logs in a folder. */
const reported = (logs: string) =>
  run(
    [
      '--input-type=module',
      '-e',
      `import LogReporter from './test/support/log-reporter.mjs';
       const reporter = new LogReporter();
       await reporter.onRunComplete(new Set(), { testResults: [] });
       process.exit(reporter.getLastError() === undefined ? 0 : 1);`,
    ],
    { TEST_LOGS: logs, TEST_SERVER_LOG: path.join(logs, 'trace.log') },
  );

describe('the search through all logs of a test run', () => {
  it.each([
    ['a phone number', 'no member has +6281234567890'],
    ['a phone number', 'no member has 0812-3000-7919'],
    ['a NIK', 'seen before: 3573010101900001'],
    ['a name', 'Budi Santoso is not a member'],
    ['a name', 'no account of Nurul Handayani'],
    ['a PIN or password', 'wrong: 482917'],
    ['a PIN or password', 'not malang-raya-2026'],
    ['an access token', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl'],
    ['a refresh token', `srt_${'Ab3_'.repeat(21)}xy`],
    ['a TOTP secret', 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'],
    ['a password in an address', 'postgres://simpul_app:s3cret@127.0.0.1/simpul failed'],
    ['a member of a body', '{"full_name":"Mbah Sukinem"}'],
  ])('finds %s that somebody lets through: %s', async (kind, text) => {
    const file = path.join(folder, `${Math.random()}.log`);
    const logger = createLogger('info', logFile(file));
    logger.info('listening');
    logger.warn({ reason: text }, 'refused');
    const { status, said } = await searched(file);
    expect(status).toBe(1);
    expect(said).toContain(`${file}:2 holds ${kind}`);
    expect(said).not.toContain(text);
  });

  it('ends the run badly, and well when nothing is there', async () => {
    const logs = await mkdtemp(path.join(folder, 'run-'));
    const logger = createLogger('trace', logFile(path.join(logs, 'trace.log')));
    logger.debug({ ms: 482917.1, id: '0190c3f4-0812-7345-8901-000000482917' }, 'request');
    expect(await reported(logs)).toMatchObject({ status: 0 });
    logger.debug({ note: 'wrong: 482917' }, 'request');
    const { status, said } = await reported(logs);
    expect(status).toBe(1);
    expect(said).toContain('trace.log:2 holds a PIN or password');
  });

  it('takes an empty log for a fault', async () => {
    const file = path.join(folder, 'empty.log');
    createLogger('info', logFile(file));
    expect((await searched(file)).status).toBe(1);
  });

  it('reads what a process writes that a test starts', async () => {
    const file = path.join(folder, 'api.log');
    const running = await startTestApp([], { LOG_FILE: file });
    await request(running.server).get('/v1/me').expect(401);
    running.logger.info({ who: 'Budi Santoso' }, 'planted');
    await running.close();
    const { status, said } = await searched(file);
    expect(status).toBe(1);
    expect(said).toMatch(/\n[1-9]\d* lines of logs, .* 1 finds/);
  });
});
