import { readDayFile } from './day/day-file.js';
import { DEMO_PASSWORD, DEMO_PIN, OPERATORS } from './credentials.js';
import { DemoError } from './demo-error.js';
import { readOptions, type DemoOptions } from './options.js';
import { PlayCalendar } from './play/dates.js';
import { Screen } from './print/screen.js';
import { ChildServer, setUpNetwork } from './rest/child-server.js';
import { emptyDemoFolder } from './rest/demo-data.js';
import { OPENING, tellStory } from './story/tell-story.js';
import { BUDI } from './world/cast.js';
import { buildWorld } from './world/world.js';

const screen = new Screen();

/** What shells expect of a program that a signal ended. */
const INTERRUPTED = 130;

/** Where somebody can go from here. */
function showWayIn(url: string): void {
  const budi = buildWorld().members.find(({ name }) => name === BUDI);
  screen.heading('Have a look yourself');
  screen.table(
    [{ title: 'who' }, { title: 'signs in with' }],
    [
      ...OPERATORS.map(({ name, username }) => [
        `${name}, operator`,
        `${username} ${DEMO_PASSWORD}`,
      ]),
      ['Hadi Sucipto, treasurer', `hadi.cemorokandang ${DEMO_PASSWORD}`],
      [`${BUDI}, member`, `${budi?.phone ?? ''} ${DEMO_PIN}`],
    ],
  );
  screen.line(`  ${url}/docs describes the API; docs/demo.md has all logins.`);
}

/** Resolves when a signal asks to end. The second one ends at once. */
function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = (): void => {
      if (asked) process.exit(INTERRUPTED);
      asked = true;
      resolve();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
}

async function play(options: DemoOptions, stop: Promise<void>): Promise<number> {
  const rows = readDayFile(options.dayFile);
  const dataDir = emptyDemoFolder(options.dataDir);
  const place = { dataDir, port: options.port };
  const calendar = new PlayCalendar(new Date());
  const network = { name: 'Malang Raya', starts: calendar.at(0, OPENING) };
  const codes = await setUpNetwork(place, network, OPERATORS);
  const { server, url } = await ChildServer.start(place);
  try {
    screen.line(`Simpul answers at ${url}, the demo's data is in ${dataDir}.`);
    const elapsed = (): string => process.uptime().toFixed(1);
    const story = tellStory({ url, codes, rows, calendar, elapsed }, screen);
    const asExpected = await Promise.race([story, server.ended(), stop]);
    if (asExpected === undefined) return INTERRUPTED;
    if (asExpected && !options.exits) {
      showWayIn(url);
      screen.line('  Ctrl-C ends it.');
      await Promise.race([stop, server.ended()]);
    }
    return asExpected ? 0 : 1;
  } catch (error) {
    // Once it has ended, all that it said has been read.
    await server.stop();
    const words = server.lastWords;
    if (words !== '') screen.line(`The server said:\n${words}`);
    throw error;
  } finally {
    await server.stop();
  }
}

try {
  process.exitCode = await play(readOptions(process.argv.slice(2), process.env), askedToStop());
} catch (error) {
  const report = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${error instanceof DemoError ? error.message : report}\n`);
  process.exitCode = 1;
}
