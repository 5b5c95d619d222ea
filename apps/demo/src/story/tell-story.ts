import { formatRupiah } from '@app/core';
import { DayPlayer } from '../day/day-player.js';
import { playDay } from '../day/play-day.js';
import type { DayRow } from '../day/row.js';
import { HISTORY_DAYS, type PlayCalendar } from '../play/dates.js';
import { planHistory, turnoverAWeek } from '../play/traffic.js';
import {
  showOutcomes,
  showPositions,
  showSettlement,
  showVerification,
} from '../print/settlement.js';
import { thousands, type Screen } from '../print/screen.js';
import type { SetUpOperator } from '../rest/child-server.js';
import { RestClient } from '../rest/rest-client.js';
import { SILENT } from '../world/cooperatives.js';
import { buildWorld } from '../world/world.js';
import { FIRST_PAYMENT } from '../play/first-payment.js';
import { ActPlayer } from './act-player.js';
import { PlayClock } from './clock.js';
import { showFirstActs } from './first-acts.js';
import { firstPayment, openForFirstPayment } from './first-payment.js';
import { comparePositions, peopleTheTown, playHistory } from './history.js';
import { Office } from './office.js';
import { Town } from './town.js';

/** When the network opens, on the first day. */
export const OPENING = '07:30';

export interface StoryStart {
  readonly url: string;
  readonly codes: readonly SetUpOperator[];
  readonly rows: readonly DayRow[];
  readonly calendar: PlayCalendar;
  /** Seconds since the command. */
  readonly elapsed: () => string;
}

/**
 * Plays everything on a server with a network that was opened a moment ago.
 *
 * @returns whether all came as expected
 * @throws DemoError for what ends the story before its time
 */
export async function tellStory(start: StoryStart, screen: Screen): Promise<boolean> {
  const { url, codes, rows, calendar, elapsed } = start;
  const world = buildWorld();
  const history = planHistory(world);
  const town = new Town(new RestClient(url));
  const office = new Office(town);
  const clock = new PlayClock(town, calendar);
  const acts = new ActPlayer(town, office);
  const stage = { town, office, world, clock, acts };

  screen.heading(`The first payment, ${calendar.date(0)}`);
  clock.start(calendar.at(0, OPENING));
  await openForFirstPayment(stage, codes);
  acts.remember(FIRST_PAYMENT, await firstPayment(town, screen));
  screen.line(`First payment after ${elapsed()} s.`);

  screen.heading('The town');
  await peopleTheTown(stage, screen);
  const { cooperatives, merchants, staff } = world;
  screen.line(
    `${cooperatives.length} cooperatives, ${merchants.length} merchants, ${staff.length} staff, ` +
      `2 operators (${elapsed()} s)`,
  );

  screen.heading('Cash elsewhere, money sent, money given back');
  await showFirstActs(town, acts, screen);

  screen.heading(`${HISTORY_DAYS} days of shopping, to ${calendar.date(HISTORY_DAYS - 1)}`);
  const { cycle, settlement } = await playHistory(stage, history, screen);
  showSettlement(screen, cycle, settlement, town.cooperativeNames);
  comparePositions(await office.positions(), history);
  screen.line(`  ${await cyclesLine(office)} (${elapsed()} s)`);
  const weekly = formatRupiah(turnoverAWeek(history, world, 'Cemorokandang'));
  screen.line(`  Cemorokandang's shops turned over ${weekly} a week; ${SILENT} has fallen silent.`);

  screen.heading(`The market day, ${calendar.date(HISTORY_DAYS)}`);
  const player = new DayPlayer(town, office);
  const report = await playDay(rows, player, clock, (done) => {
    screen.progress('acts', done, rows.length);
  });
  showOutcomes(screen, report.outcomes);
  for (const surprise of report.surprises) screen.line(`  ✗ ${surprise}`);
  const asExpected = report.surprises.length === 0;
  if (asExpected) screen.line(`  Every act came to what the file expects (${elapsed()} s).`);

  screen.heading('Where the cooperatives stand');
  showPositions(screen, await office.positions());
  screen.line(`  ${await cyclesLine(office)}`);
  await office.startCalendar();

  screen.heading('The ledger, computed again from its legs');
  const holds = showVerification(screen, await office.verify());
  screen.line();
  screen.line(`Whole story after ${elapsed()} s.`);
  return asExpected && holds;
}

async function cyclesLine(office: Office): Promise<string> {
  const states = (await office.cycles()).map((cycle) =>
    String(Reflect.get(Object(cycle), 'state')),
  );
  const of = (state: string): number => states.filter((one) => one === state).length;
  return (
    `${thousands(of('SETTLED'))} cycles settled, ${of('CLOSED') + of('NETTED')} closed and not ` +
    `settled, ${of('OPEN')} open.`
  );
}
