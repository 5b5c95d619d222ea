// The service as it is, with the posting engine's place taken by the naive design: sign-in, validation, fees and
// answers stay the same.
import 'reflect-metadata';
import { connectionUrls } from '../../dist/libs/database/src/index.js';
import { Ledger } from '../../dist/libs/ledger/src/index.js';
import { readConfig } from '../../dist/apps/api/src/config.js';
import { NaiveLedger } from './naive-ledger.mjs';
import { serve } from './serve.mjs';

const config = readConfig(process.env);
const naive = new NaiveLedger(connectionUrls(config.database).ledger);
await serve(config, 'the engine', {
  change: (app) => {
    app.get(Ledger).post = (request) => naive.post(request);
  },
  close: () => naive.close(),
});
