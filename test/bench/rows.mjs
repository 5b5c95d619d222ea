// The rows of the comparison. Rounds are interleaved, row after row, so that a slow minute of the machine hits all.
import { medianFigures } from './latencies.mjs';
import { cpuOf, cpuOfServer } from './processes.mjs';

/**
 * @param parts `tpcb`, `engine`, `naive`, `members` (workers), `databaseUrl` of the application's role, `services.http`, `services.naive_http`, `services.unguarded_http`, `services.unmetered_http`
 * @returns rows with `group` and `load` (in flight or connections), in the order in which they run
 */
export function comparisonRows({ tpcb, engine, naive, members, services, databaseUrl }) {
  const direct = (group, worker, inFlight) => ({
    group,
    load: inFlight,
    run: (seconds) => worker.ask('run', { inFlight, seconds }),
  });
  const overHttp = (group, connections) => ({
    group,
    load: connections,
    server: services[group]?.pid,
    prepare: () => members.ask('signIn', { url: services[group].url }),
    run: (seconds) => members.ask('run', { url: services[group].url, connections, seconds }),
  });
  const mixed = (connections) => ({
    group: 'mixed_http',
    load: connections,
    server: services.http?.pid,
    prepare: (seconds) => members.ask('prepareMixedDay', { url: services.http.url, seconds }),
    run: (seconds) => members.ask('runMixedDay', { url: services.http.url, connections, seconds }),
  });
  const snap = (connections) => ({
    group: 'snap_http',
    load: connections,
    server: services.http?.pid,
    prepare: () => members.ask('prepareSnap', { url: services.http.url, databaseUrl }),
    run: (seconds) => members.ask('runSnap', { url: services.http.url, connections, seconds }),
  });
  return [
    { group: 'tpcb', run: (seconds) => tpcb.run(seconds) },
    direct('engine', engine, 64),
    overHttp('http', 64),
    overHttp('unguarded_http', 64),
    overHttp('unmetered_http', 64),
    snap(64),
    mixed(64),
    overHttp('naive_http', 64),
    direct('naive', naive, 16),
    direct('naive', naive, 64),
    direct('engine', engine, 16),
    direct('engine', engine, 256),
    overHttp('http', 16),
    overHttp('http', 256),
  ];
}

export function nameOf({ group, load }) {
  return load === undefined ? group : `${group}["${load}"]`;
}

/** Runs all rows `rounds` times. @returns for each row its name, the figures of every round and their median */
export async function compare(rows, postgres, { rounds, seconds, warmUpSeconds }, log) {
  const results = rows.map((row) => ({ row, rounds: [] }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const result of results) {
      const figures = await measure(result.row, postgres, { seconds, warmUpSeconds });
      result.rounds.push(figures);
      log(`round ${round}  ${nameOf(result.row).padEnd(18)} ${lineOf(figures)}`);
      for (const [act, ofAct] of Object.entries(figures.by_act ?? {})) {
        log(`           ${act.padEnd(18)} ${lineOf(ofAct)}`);
      }
    }
  }
  return results.map(({ row, rounds: all }) => ({
    group: row.group,
    load: row.load,
    rounds: all,
    median: medianFigures(all),
  }));
}

/** Checkpoint, warm-up, then the interval that counts, with processor time and log of the database beside it. */
export async function measure(row, postgres, { seconds, warmUpSeconds }) {
  await row.prepare?.(warmUpSeconds + seconds);
  await postgres.checkpoint();
  await row.run(warmUpSeconds);
  const before = await meters(row, postgres);
  const figures = await row.run(seconds);
  const after = await meters(row, postgres);
  const payments = figures.payments ?? figures.tps * Math.ceil(seconds);
  const each = (name, factor) => {
    const used = after[name] - before[name];
    return Number.isFinite(used) ? (used * factor) / payments : undefined;
  };
  return {
    ...figures,
    server_cpu_us: each('server', 1000),
    postgres_cpu_us: each('postgres', 1000),
    wal_bytes: each('wal', 1),
  };
}

async function meters({ server }, postgres) {
  return {
    server: server === undefined ? undefined : cpuOf(server),
    postgres: cpuOfServer(postgres.postmaster),
    wal: await postgres.walPosition(),
  };
}

function lineOf({
  tps,
  p50_ms: p50,
  p99_ms: p99,
  average_ms: average,
  refused,
  first_refusal: why,
}) {
  const latency =
    p50 === undefined
      ? `average ${average.toFixed(2)} ms`
      : `p50 ${p50.toFixed(2)} ms  p99 ${p99.toFixed(2)} ms`;
  const refusals = refused > 0 ? `  NOT POSTED: ${refused}, first: ${why}` : '';
  return `${String(Math.round(tps)).padStart(7)}/s  ${latency}${refusals}`;
}
