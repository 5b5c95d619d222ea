import { writeFileSync } from 'node:fs';
import { DAY_FILE } from './day-file.js';
import { generateDay } from './generate-day.js';

/** `node dist/apps/demo/src/day/write-day.js` writes the committed day file anew. */
writeFileSync(DAY_FILE, generateDay());
console.log(`${DAY_FILE} is written.`);
