// What a run measures and for how long, and the figures that it is held against.
import { parseArgs } from 'node:util';

export const CLIENTS_TPCB = 16;

/** The same job for every design. */
export const WORLD = { cooperatives: 6, members: 20_000, merchants: 2_000, tellers: 66 };

/** What a mixed day is made of, in percent. */
export const MIX = { payment: 60, transfer: 15, deposit: 10, withdrawal: 10, refund: 5 };

const FULL = {
  rounds: 3,
  seconds: 10,
  warmUpSeconds: 3,
  tpcbScale: 50,
  bytesPayments: 200_000,
  idleSamples: 200,
  readySamples: 5,
  statementEntries: 1_000_000,
  statementSamples: 1_000,
  settlementTransfers: 1_000_000,
  qrisDecodes: 1_000_000,
  webhooks: 10_000,
  liveSeconds: 15,
};

/** Proves that every part runs. Its figures mean nothing: nothing is warm, and TPC-B fits into memory. */
const QUICK = {
  rounds: 1,
  seconds: 1,
  warmUpSeconds: 0.5,
  tpcbScale: 2,
  bytesPayments: 5_000,
  idleSamples: 50,
  readySamples: 1,
  statementEntries: 20_000,
  statementSamples: 60,
  settlementTransfers: 5_000,
  qrisDecodes: 20_000,
  webhooks: 500,
  liveSeconds: 2,
};

const USAGE = `npm run bench -- [options]
  --quick             every part once, in about a minute; its figures mean nothing
  --rounds N          rounds of all rows (3)
  --seconds N         length of each measured interval (10)
  --only ROW,ROW      only these rows of the comparison, and none of the other measurements;
                      "statement" is the page of a statement, "qris" the reading of a payload,
                      "webhooks" their delivery, "live" the streams of events
  --growth            also fill a ledger to 10^5, 10^6 and 10^7 transfers
  --growth-max N      stop the growth there, such as 1e6
  --settlement        only closing, netting and reporting a cycle of a million payments
  --profile FOLDER    only engine and service at 64 under way, with a CPU profile of each
  --json FILE         write all figures there`;

/** The command line as settings of a run; ends the process for --help. */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      only: { type: 'string' },
      growth: { type: 'boolean', default: false },
      'growth-max': { type: 'string' },
      settlement: { type: 'boolean', default: false },
      profile: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const base = values.quick ? QUICK : FULL;
  return {
    ...base,
    quick: values.quick,
    rounds: number(values.rounds) ?? base.rounds,
    seconds: number(values.seconds) ?? base.seconds,
    only: values.only?.split(','),
    growth: values.growth || values['growth-max'] !== undefined,
    growthMax: number(values['growth-max']) ?? 1e7,
    settlement: values.settlement,
    profile: values.profile,
    json: values.json,
  };
}

function number(text) {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(value > 0)) throw new Error(`not a number above zero: ${text}`);
  return value;
}

/** What each figure must reach ("least") and should reach ("aim"). `atMost`: smaller is better. */
export const TARGETS = [
  { name: 'engine, 64 in flight ÷ TPC-B', path: 'engine64_by_tpcb', least: 3, aim: 4.6 },
  { name: 'HTTP, 64 connections ÷ TPC-B', path: 'http64_by_tpcb', least: 1, aim: 1.6 },
  { name: 'HTTP ÷ naive design over HTTP, 64', path: 'http64_by_naive_http64', least: 10, aim: 17 },
  {
    name: 'cost of the guards, HTTP, 64',
    path: 'guards_cost',
    least: 0.15,
    aim: 0.1,
    atMost: true,
  },
  {
    name: 'cost of the metrics, HTTP, 64',
    path: 'metrics_cost',
    least: 0.03,
    aim: 0.01,
    atMost: true,
  },
  { name: 'mixed day ÷ payments, HTTP, 64', path: 'mixed_http64_by_http64', least: 0.8, aim: 0.9 },
  { name: 'SNAP QR payments ÷ payments, HTTP, 64', path: 'snap_ratio', least: 0.7, aim: 0.8 },
  { name: 'engine at 10^7 transfers ÷ empty', path: 'growth_1e7_by_empty', least: 0.75, aim: 0.9 },
  { name: 'one payment at a time, p50 ms', path: 'idle_p50_ms', least: 6, aim: 3, atMost: true },
  { name: '64 connections, p99 ms', path: 'http64_p99_ms', least: 40, aim: 15, atMost: true },
  { name: 'bytes per payment', path: 'bytes_per_payment', least: 1500, aim: 1000, atMost: true },
  {
    name: 'statement page of 10^6 entries, p99 ms',
    path: 'statement_p99_ms',
    least: 20,
    aim: 10,
    atMost: true,
  },
  {
    name: 'close and net 10^6 payments, ms',
    path: 'settlement_close_and_net_ms',
    least: 10_000,
    aim: 5_000,
    atMost: true,
  },
  { name: 'payments while netting ÷ before', path: 'settlement_rate_ratio', least: 0.7, aim: 0.8 },
  {
    name: 'files of that cycle, ms',
    path: 'settlement_report_ms',
    least: 5_000,
    aim: 2_000,
    atMost: true,
  },
  { name: 'a QRIS payload read, µs', path: 'qris_decode_us', least: 20, aim: 10, atMost: true },
  {
    name: '10,000 webhooks to the living, s',
    path: 'webhooks_s',
    least: 60,
    aim: 30,
    atMost: true,
  },
  {
    name: 'PAID on a stream, 1,000 open, p99 ms',
    path: 'sse_p99_ms',
    least: 300,
    aim: 150,
    atMost: true,
  },
  { name: 'start to ready, ms', path: 'ready_ms', least: 4000, aim: 2000, atMost: true },
];
