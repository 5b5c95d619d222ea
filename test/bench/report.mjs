// The figures of a run as a table for people and as JSON.
import os from 'node:os';
import { TARGETS } from './options.mjs';
import { nameOf } from './rows.mjs';

/** All figures of a run under the names that they are known by. */
export function assemble({ results, settings, tpcbTool, measured, growth, options }) {
  const figures = {};
  for (const { group, load, median, rounds } of results) {
    const one = { ...median, rounds };
    if (load === undefined) figures[group] = { ...one, tool: tpcbTool };
    else figures[group] = { ...figures[group], [load]: one };
  }
  const all = { ...figures, ...measured, ...(growth !== undefined && { growth }) };
  return {
    quick: options.quick,
    ...all,
    ratios: ratiosOf(all),
    settings,
    machine: machine(),
    intervals: { rounds: options.rounds, seconds: options.seconds, warm_up: options.warmUpSeconds },
  };
}

function ratiosOf(all) {
  const { tpcb, engine, http, naive, naive_http: naiveHttp, mixed_http: mixed, growth } = all;
  const snap = all.snap_http;
  const over = (a, b) => (a === undefined || b === undefined ? undefined : a / b);
  return {
    engine64_by_tpcb: over(engine?.[64]?.tps, tpcb?.tps),
    engine256_by_tpcb: over(engine?.[256]?.tps, tpcb?.tps),
    http64_by_tpcb: over(http?.[64]?.tps, tpcb?.tps),
    http256_by_tpcb: over(http?.[256]?.tps, tpcb?.tps),
    naive64_by_tpcb: over(naive?.[64]?.tps, tpcb?.tps),
    http64_by_naive_http64: over(http?.[64]?.tps, naiveHttp?.[64]?.tps),
    guards_cost: costOf(http?.[64]?.tps, all.unguarded_http?.[64]?.tps),
    metrics_cost: costOf(http?.[64]?.tps, all.unmetered_http?.[64]?.tps),
    mixed_http64_by_http64: over(mixed?.[64]?.tps, http?.[64]?.tps),
    snap_ratio: over(snap?.[64]?.tps, http?.[64]?.tps),
    growth_1e7_by_empty: growth?.['1e7']?.ratio,
  };
}

/** Which share of the rate without something it costs. */
function costOf(withIt, without) {
  if (withIt === undefined || without === undefined) return undefined;
  return 1 - withIt / without;
}

function machine() {
  const [cpu] = os.cpus();
  return {
    cpus: os.availableParallelism(),
    cpu: cpu?.model.trim(),
    memory_gb: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    date: new Date().toISOString(),
  };
}

/** Prints the rows, then every figure beside what it must and should reach. */
export function print(report, results) {
  const { machine: m, settings, tpcb } = report;
  console.log(
    `\n${m.cpus} × ${m.cpu}, ${m.memory_gb} GB, ${m.system}, Node ${m.node}, ${m.date}\n` +
      Object.entries(settings)
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
  );
  if (tpcb !== undefined) console.log(`TPC-B: ${tpcb.tool}`);
  console.log(`\n${columns(HEADINGS)}`);
  for (const { group, load, median: row } of results) {
    console.log(
      columns([
        nameOf({ group, load }),
        whole(row.tps),
        tpcb === undefined ? '' : (row.tps / tpcb.tps).toFixed(2),
        fixed(row.p50_ms ?? row.average_ms),
        fixed(row.p99_ms),
        whole(row.server_cpu_us),
        whole(row.client_cpu_us),
        whole(row.postgres_cpu_us),
        whole(row.wal_bytes),
      ]),
    );
  }
  printMeasures(report);
  printTargets(report);
}

const HEADINGS = [
  'medians of the rounds',
  'per s',
  '× TPC-B',
  'p50 ms',
  'p99 ms',
  'server µs',
  'client µs',
  'postgres µs',
  'WAL bytes',
];

function columns([first, ...rest]) {
  return first.padEnd(22) + rest.map((text) => text.padStart(12)).join('');
}

function printMeasures({ tables, growth }) {
  if (tables !== undefined) {
    console.log('\nbytes per payment (of which indexes)');
    const rows = Object.entries(tables).toSorted(([, a], [, b]) => b.bytes - a.bytes);
    for (const [name, { bytes, of_which_indexes: indexes }] of rows) {
      console.log(`  ${name.padEnd(28)} ${bytes.toFixed(1).padStart(8)} (${indexes.toFixed(1)})`);
    }
  }
  for (const [size, row] of Object.entries(growth ?? {})) {
    console.log(
      `\nengine, 64 in flight, at ${size} transfers: ${whole(row.tps)}/s, ` +
        `${row.ratio.toFixed(2)} of an empty ledger`,
    );
  }
}

function printTargets(report) {
  const values = {
    ...report.ratios,
    ...report,
    http64_p99_ms: report.http?.[64]?.p99_ms,
  };
  console.log(`\n${'held against'.padEnd(38)}${'measured'.padStart(10)}   least    aim`);
  for (const { name, path, least, aim, atMost } of TARGETS) {
    const value = values[path];
    if (value === undefined) continue;
    const reaches = (bar) => (atMost ? value <= bar : value >= bar);
    const verdict = reaches(aim) ? 'aim reached' : reaches(least) ? 'enough' : 'MISSED';
    const sign = atMost ? '≤' : '≥';
    console.log(
      `${name.padEnd(38)}${fixed(value).padStart(10)}  ${sign} ${String(least).padEnd(5)} ` +
        `${sign} ${String(aim).padEnd(5)} ${report.quick ? '(quick: means nothing)' : verdict}`,
    );
  }
}

function whole(value) {
  return value === undefined ? '' : String(Math.round(value));
}

function fixed(value) {
  return value === undefined ? '' : value.toFixed(2);
}
