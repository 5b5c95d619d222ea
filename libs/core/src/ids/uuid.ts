import { randomFillSync } from 'node:crypto';
import { V7Generator } from 'uuidv7';

/** Random numbers fetched at once: a call to the system costs more than the number itself. */
const random = new Uint32Array(1_024);
let next = random.length;

const generator = new V7Generator({
  nextUint32() {
    if (next === random.length) {
      randomFillSync(random);
      next = 0;
    }
    const number = random[next] ?? 0;
    next += 1;
    return number;
  },
});

/**
 * A new UUIDv7: its first 48 bits are the time, so that new rows stay together in an index. The
 * time in it decides nothing; the database's clock does.
 */
export function newUuid(): string {
  return generator.generate().toString();
}
