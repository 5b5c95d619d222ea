import { uuidv7 } from 'uuidv7';

/**
 * A new UUIDv7: its first 48 bits are the time, so that new rows stay together in an index. The
 * time in it decides nothing; the database's clock does.
 */
export function newUuid(): string {
  return uuidv7();
}
