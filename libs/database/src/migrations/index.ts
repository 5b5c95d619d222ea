import type { MigrationInterface } from 'typeorm';

import { Ledger0001 } from './0001-ledger.js';
import { Access0002 } from './0002-access.js';
import { Participants0003 } from './0003-participants.js';
import { Settlement0004 } from './0004-settlement.js';
import { Payments0005 } from './0005-payments.js';

type MigrationClass = new () => MigrationInterface;

const IN_ORDER: readonly MigrationClass[] = [
  Ledger0001,
  Access0002,
  Participants0003,
  Settlement0004,
  Payments0005,
];

/** Every migration of this release, oldest first. Each undoes in `down` exactly what its `up` did. */
export const MIGRATIONS: readonly MigrationClass[] = IN_ORDER.map(numbered);

/** TypeORM sorts by the last 13 characters of a name, a time stamp: ours are the number of the file. */
function numbered(Migration: MigrationClass): MigrationClass {
  return class extends Migration {
    override readonly name = Migration.name.replace(/\d+$/, (digits) => digits.padStart(13, '0'));
  };
}
