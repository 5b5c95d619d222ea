import { DemoError } from '../demo-error.js';
import { HISTORY_DAYS } from '../play/dates.js';
import { inParallel } from '../rest/in-parallel.js';
import type { PlayClock } from '../story/clock.js';
import type { Outcome } from './day-desk.js';
import type { DayPlayer } from './day-player.js';
import type { DayRow } from './row.js';

/** How often each outcome came, and what came that was not expected. */
export interface DayReport {
  readonly outcomes: ReadonlyMap<string, number>;
  readonly surprises: readonly string[];
}

/** After so many the rest would only be their consequence. */
const SURPRISES_MAX = 20;

/**
 * Plays a day in the order of its times. Lines of one time happen at one moment, in no order among
 * themselves; those of the next time wait for them.
 *
 * @throws DemoError only when the demo itself can't go on; surprises are in the report
 */
export async function playDay(
  rows: readonly DayRow[],
  player: DayPlayer,
  clock: PlayClock,
  progress: (done: number) => void,
): Promise<DayReport> {
  const outcomes = new Map<string, number>();
  const surprises: string[] = [];
  let done = 0;
  for (const moment of momentsOf(rows)) {
    await clock.moveTo(HISTORY_DAYS, moment[0]?.time ?? '');
    const came = await inParallel(moment, (row) => playRow(row, player));
    for (const [at, row] of moment.entries()) {
      const outcome = came[at];
      if (outcome === undefined) throw new DemoError(`line ${row.line} came to nothing`);
      outcomes.set(outcome.code, (outcomes.get(outcome.code) ?? 0) + 1);
      if (!row.expected.split('|').includes(outcome.code)) surprises.push(describe(row, outcome));
    }
    done += moment.length;
    progress(done);
    if (surprises.length >= SURPRISES_MAX) break;
  }
  return { outcomes, surprises };
}

async function playRow(row: DayRow, player: DayPlayer): Promise<Outcome> {
  try {
    return await player.play(row);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { code: 'no answer', detail: error.message };
  }
}

function describe(row: DayRow, { code, detail }: Outcome): string {
  const { line, time, act, actor, expected } = row;
  const what = `line ${line} (${time} ${act} by ${actor})`;
  return `${what}: expected ${expected}, came ${code}${detail === '' ? '' : `: ${detail}`}`;
}

function momentsOf(rows: readonly DayRow[]): DayRow[][] {
  const moments: DayRow[][] = [];
  for (const row of rows) {
    const last = moments.at(-1);
    if (last?.[0]?.time === row.time) last.push(row);
    else moments.push([row]);
  }
  return moments;
}
