import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { DynamicModule, Type } from '@nestjs/common';
import { loadAccessSecrets, TokenService, type TokenSubject } from '@app/access';
import { newUuid } from '@app/core';
import { connectionUrls } from '@app/database';
import { freshDatabase, justProven, type TestDatabase } from '@app/testing';
import type { Server } from 'node:http';
import { readConfig, type Environment } from '../../apps/api/src/config.js';
import { createApp, type CreatedApp } from '../../apps/api/src/create-app.js';
import { QUIET } from './quiet.js';

export interface TestApp extends CreatedApp {
  /** For supertest: `request(server).get('/…')`. */
  readonly server: Server;
  readonly database: TestDatabase;
  /**
   * A header value of somebody with this role; ids that are not named are null, the principal is
   * new.
   */
  bearer(subject: Partial<TokenSubject> & Pick<TokenSubject, 'role'>): string;
  close(): Promise<void>;
}

/**
 * The real application on a database of its own. Call it in `beforeAll` and `close()` in
 * `afterAll`.
 *
 * @param env variables beside those of every test
 */
export async function startTestApp(
  more: readonly (DynamicModule | Type)[] = [],
  env: Environment = {},
): Promise<TestApp> {
  const database = await freshDatabase();
  const created = await createApp({
    config: readConfig({ ...QUIET, ...env }),
    urls: connectionUrls({ DATABASE_URL: database.ownerUrl }),
    secrets: await testSecrets(),
    more,
  });
  const { app } = created;
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const tokens = app.get(TokenService);
  return {
    ...created,
    server: app.getHttpServer(),
    database,
    bearer: (subject) => {
      const nobody = { network: null, cooperative: null, member: null, merchant: null };
      const { token } = tokens.issue({
        ...nobody,
        ...justProven(),
        principal: newUuid(),
        ...subject,
      });
      return `Bearer ${token}`;
    },
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

async function testSecrets() {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const pepper = randomBytes(32).toString('hex');
  const dataKey = randomBytes(32).toString('hex');
  return loadAccessSecrets(
    { JWT_PRIVATE_KEY: privateKey, PIN_PEPPER: pepper, PERSONAL_DATA_KEY: dataKey },
    'unused',
  );
}
