import { parseArgs } from 'node:util';
import { DAY_FILE } from './day/day-file.js';
import { DemoError } from './demo-error.js';

export interface DemoOptions {
  /** Ends after the story instead of staying up. */
  readonly exits: boolean;
  readonly dayFile: string;
  readonly port: number;
  readonly dataDir: string;
}

const USAGE =
  'Usage: npm run demo -- [--exit] [--day FILE.csv] [--port NUMBER]\n' +
  '  --exit   end after the story, with status 0 if everything came as expected\n' +
  '  --day    play this day file instead of apps/demo/days/market-day.csv\n' +
  '  --port   where the server listens; PORT or 3000 unless told, 0 for any free port';

/** @throws DemoError with the usage */
export function readOptions(
  args: string[],
  env: Readonly<Record<string, string | undefined>>,
): DemoOptions {
  const values = parse(args);
  const port = Number(values.port ?? (env['PORT'] || '3000'));
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new DemoError(USAGE);
  return {
    exits: values.exit ?? false,
    dayFile: values.day ?? DAY_FILE,
    port,
    dataDir: env['DATA_DIR'] || 'data',
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        exit: { type: 'boolean' },
        day: { type: 'string' },
        port: { type: 'string' },
      },
    }).values;
  } catch {
    throw new DemoError(USAGE);
  }
}
