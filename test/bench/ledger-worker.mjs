// Posts payments within this process, without HTTP: by the engine or by the naive design. Beside them it does what
// the use case does before posting (fees, legs, limits, from rules in memory) and measures; nothing else.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { newUuid } from '../../dist/libs/core/src/index.js';
import { createDataSource } from '../../dist/libs/database/src/index.js';
import { Ledger, LedgerReads } from '../../dist/libs/ledger/src/index.js';
import { Directory } from '../../dist/libs/participants/src/index.js';
import { planPayment } from '../../dist/libs/payments/src/payment/plan-payment.js';
import { Tally } from './latencies.mjs';
import { NaiveLedger } from './naive-ledger.mjs';
import { answerCommands } from './processes.mjs';
import { randomPayment, readWorldFile } from './workload.mjs';

let world;
let rules;
let ledger;
let pool;
let isHalted = false;

const commands = {
  /** @param argument `design`: 'engine' or 'naive'; `urls`; `worldFile` */
  async open({ design, urls, worldFile }) {
    world = readWorldFile(worldFile);
    rules = await readRules(urls);
    pool = new pg.Pool({ connectionString: urls.ledger, max: 2 });
    const reads = new LedgerReads(pool);
    ledger =
      design === 'naive' ? new NaiveLedger(urls.ledger) : new Ledger({ url: urls.ledger }, reads);
  },

  /** Keeps `inFlight` payments under way for `seconds`, until there were `payments`, or until it is halted. */
  async run({ inFlight, seconds = Infinity, payments = Infinity }) {
    const tally = new Tally();
    isHalted = false;
    const started = performance.now();
    const until = started + seconds * 1000;
    const cpu = process.cpuUsage();
    let begun = 0;
    const one = async () => {
      while (begun < payments && performance.now() < until && !isHalted) {
        begun += 1;
        await payOnce(tally);
      }
    };
    await Promise.all(Array.from({ length: inFlight }, one));
    const { user, system } = process.cpuUsage(cpu);
    const figures = tally.figures((performance.now() - started) / 1000);
    return { ...figures, client_cpu_us: (user + system) / figures.payments };
  },

  /** Begins `perSecond` payments a second for `seconds`, whatever has become of those before. */
  async pace({ perSecond, seconds }) {
    const tally = new Tally();
    const started = performance.now();
    const under = [];
    const payments = perSecond * seconds;
    while (under.length < payments) {
      const due = Math.min(payments, ((performance.now() - started) / 1000) * perSecond);
      while (under.length < due) under.push(payOnce(tally));
      await pause(1);
    }
    await Promise.all(under);
    return tally.figures((performance.now() - started) / 1000);
  },

  async halt() {
    isHalted = true;
  },

  async close() {
    await ledger.close();
    await pool.end();
  },
};

async function payOnce(tally) {
  const began = performance.now();
  const { payer, payee, rupiah } = randomPayment(world);
  const plan = planPayment(rules, { payer, payee, amount: BigInt(rupiah) * 100n });
  const outcome = await ledger.post({
    ...plan.value,
    id: newUuid(),
    principal: payer.person,
    key: newUuid(),
    requestHash: newUuid().replaceAll('-', ''),
  });
  if (outcome.kind === 'decided' && outcome.transfer.refusal === null) {
    tally.posted(performance.now() - began);
  } else {
    tally.notPosted(outcome.transfer?.refusal?.code ?? outcome.code ?? outcome.kind);
  }
}

async function readRules(urls) {
  const dataSource = createDataSource(urls.app, { entities: [], applicationName: 'simpul bench' });
  await dataSource.initialize();
  try {
    return await new Directory(dataSource).rules(world.network);
  } finally {
    await dataSource.destroy();
  }
}

answerCommands(commands, async () => ledger?.close());
