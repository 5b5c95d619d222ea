import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadAccessSecrets } from '@app/access';
import { invariant } from '@app/core';
import { connectionUrls } from '@app/database';
import { errorsMarkdown, undescribed } from '@app/http';
import { readConfig } from './config.js';
import { createApp, documentOf } from './create-app.js';

const FOLDER = 'docs';

/**
 * Writes `docs/openapi.json` and `docs/errors.md` from the built application and its tables,
 * without a database; with `check` compares instead and says where they first differ.
 *
 * @returns the exit code: 0 if written or equal, 1 if a committed file is not what the application
 * says
 */
export async function writeDocumentation(
  check: boolean,
  print: (line: string) => void,
): Promise<number> {
  const files = { 'openapi.json': await openApiText(), 'errors.md': errorsMarkdown() };
  let different = 0;
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(FOLDER, name);
    if (!check) {
      await mkdir(FOLDER, { recursive: true });
      await writeFile(file, text);
      print(`wrote ${file}`);
      continue;
    }
    const committed = await readFile(file, 'utf8').catch(() => '');
    if (committed === text) continue;
    different += 1;
    print(`${file} is not what the application says. ${firstDifference(committed, text)}`);
  }
  if (different === 0) return 0;
  print('Run `npm run openapi`, look at what changed with `git diff docs`, and commit it.');
  return 1;
}

async function openApiText(): Promise<string> {
  const key = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const { app } = await createApp({
    config: readConfig({ LOG_LEVEL: 'silent', PROCESS_METRICS: 'off' }),
    // Never connected to.
    urls: connectionUrls({ DATABASE_URL: 'postgres://nobody:none@127.0.0.1:1/none' }),
    secrets: await loadAccessSecrets(
      {
        JWT_PRIVATE_KEY: key.privateKey,
        PIN_PEPPER: randomBytes(32).toString('hex'),
        PERSONAL_DATA_KEY: randomBytes(32).toString('hex'),
      },
      'none',
    ),
    connect: false,
  });
  const document = documentOf(app);
  await app.close();
  const forgotten = undescribed(document);
  invariant(forgotten.length === 0, `routes without @Describes: ${forgotten.join(', ')}`);
  return `${JSON.stringify(document, null, 2)}\n`;
}

function firstDifference(committed: string, made: string): string {
  const before = committed.split('\n');
  const after = made.split('\n');
  const at = after.findIndex((line, index) => line !== before[index]);
  const line = at === -1 ? after.length : at;
  return `First difference in line ${line + 1}:\n- ${before[line] ?? ''}\n+ ${after[line] ?? ''}`;
}
