// The service as it is, with the posting engine's place taken by the naive design: sign-in, validation, fees and
// answers stay the same.
import 'reflect-metadata';
import { connectionUrls } from '../../dist/libs/database/src/index.js';
import { Ledger } from '../../dist/libs/ledger/src/index.js';
import { readConfig } from '../../dist/apps/api/src/config.js';
import { startServer } from '../../dist/apps/api/src/server.js';
import { NaiveLedger } from './naive-ledger.mjs';

const log = (line) => process.stderr.write(`${line}\n`);
const config = readConfig(process.env);
const naive = new NaiveLedger(connectionUrls(config.database).ledger);
const server = await startServer(config, log);
server.created.app.get(Ledger).post = (request) => naive.post(request);
process.once('SIGTERM', () => {
  server
    .stop()
    .then(() => naive.close())
    .then(() => process.exit(0))
    .catch((error) => {
      log(String(error));
      process.exit(1);
    });
});
log(`The naive design answers at ${server.url}.`);
